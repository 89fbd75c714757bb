"""{% pictures %} and {% plate %}: what stands once, and what is told apart."""

import re

import pytest
from django.template import Context, Template, TemplateSyntaxError

from explorer.pictures.plates import CROPS

PLATE = '{% plate "scene" hue="green" icon="tractor" around="sprout wheat" %}'


def render(template, **context):
    return Template("{% load pictures %}" + template).render(Context(context))


def ids(html):
    return re.findall(r'\bid="([^"]+)"', html)


def test_a_plate_points_to_what_its_block_defines():
    html = render(f'{{% pictures "panel" %}}{PLATE}{{% endpictures %}}')
    assert set(re.findall(r'(?:href="|url\()#([^")]+)', html)) == set(ids(html))
    assert set(ids(html)) == {"panel-tractor", "panel-sprout", "panel-wheat", "panel-t-green", "panel-f-green"}


def test_the_same_plate_twice_draws_its_icons_once():
    html = render(f'{{% pictures "panel" %}}{PLATE}{PLATE}{{% endpictures %}}')
    assert html.count("plate--scene") == 2
    assert len(ids(html)) == len(set(ids(html))) == 5


def test_two_blocks_with_other_words_share_no_id():
    one = render(f'{{% pictures "panel" %}}{PLATE}{{% endpictures %}}')
    other = render(f'{{% pictures "head" %}}{PLATE}{{% endpictures %}}')
    assert set(ids(one)) & set(ids(other)) == set()


def test_a_block_without_plates_draws_nothing():
    assert render('{% pictures "panel" %}<p></p>{% endpictures %}') == "<p></p>"


@pytest.mark.parametrize("template", [PLATE, f'{{% pictures "a" %}}{{% endpictures %}}{PLATE}', "{% pictures %}{% endpictures %}"])  # fmt: skip
def test_a_plate_outside_of_a_block_and_a_block_without_a_word_are_errors(template):
    with pytest.raises(TemplateSyntaxError):
        render(template)


@pytest.mark.parametrize("crop", CROPS)
def test_what_a_crop_has_no_room_for_is_not_drawn(crop):
    around = "sprout wheat fish beef leaf sun"
    html = render('{% pictures "a" %}{% plate crop hue="green" icon="tractor" around=around %}{% endpictures %}', crop=crop, around=around)  # fmt: skip
    assert len(ids(html)) == len(CROPS[crop].slots) + 2


def test_an_icon_that_stands_in_the_middle_too_is_drawn_once():
    html = render(
        '{% pictures "a" %}{% plate "scene" hue="green" icon="wheat" around="sprout wheat" %}{% endpictures %}'
    )
    assert html.count("sticker__line") == 2


def test_what_is_odd_in_the_database_breaks_no_page():
    html = render('{% pictures "a" %}{% plate "scene" hue="green" icon=odd around=odd %}{% endpictures %}', odd='"><script>alert(1)</script>')  # fmt: skip
    assert "<script" not in html
    assert "a-circle" in html
