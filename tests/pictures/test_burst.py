"""The picture of a statement of the quiz."""

import pytest
from django.template import Context, Template, TemplateSyntaxError

from explorer.models import Hue
from explorer.pictures.burst import HUES, burst_ground, draw_burst


def rendered(template):
    return Template("{% load pictures %}" + template).render(Context())


def test_it_shows_all_hues_of_groupings_so_that_color_says_nothing():
    assert set(HUES) == {hue for hue in Hue if hue != Hue.SLATE}
    assert [burst_ground("x-").count(f"hue-{hue}") for hue in HUES] == [1] * 6


def test_it_points_to_its_ground_and_its_icon():
    picture = draw_burst("shovel", "x-")
    assert 'href="#x-burst"' in picture
    assert 'href="#x-shovel"' in picture
    assert 'aria-hidden="true"' in picture


def test_what_many_share_is_drawn_once():
    html = rendered('{% pictures "panel" %}{% burst "shovel" %}{% burst "shovel" %}{% burst "bike" %}{% endpictures %}')
    assert html.count('<g id="panel-burst">') == html.count('<g id="panel-shovel">') == 1
    assert html.count('class="plate burst"') == 3


def test_beside_plates_alone_no_ground_is_drawn():
    html = rendered('{% pictures "panel" %}{% plate "stamp" hue="blue" icon="shovel" %}{% endpictures %}')
    assert "burst" not in html


def test_an_icon_that_an_upgrade_dropped_is_a_circle(caplog):
    assert 'href="#x-circle"' in draw_burst("no-such-icon", "x-")


def test_it_stands_inside_pictures():
    with pytest.raises(TemplateSyntaxError, match="burst"):
        rendered('{% burst "shovel" %}')
