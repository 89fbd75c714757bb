"""The icon set: what it draws, what is refused, and what stands in for what it does not have."""

import re

import pytest
from django.core.exceptions import ValidationError

from explorer.pictures.icons import MOST_AROUND, drawn_icon, icon_names, icon_shapes, validate_icon, validate_icons

SIX = "sprout wheat fish tractor leaf sun"


def refused_with(validate, text):
    with pytest.raises(ValidationError) as caught:
        validate(text)
    return caught.value.messages


def test_every_icon_of_the_package_can_be_drawn():
    assert len(icon_names()) > 1000
    tags = set()
    for name in icon_names():
        found = re.findall(r"<(\w[\w:]*)", icon_shapes(name))
        assert found, name
        tags |= set(found)
    assert tags <= {"path", "circle", "rect", "line", "polyline", "polygon", "ellipse"}


def test_an_icon_that_the_package_has_dropped_becomes_a_circle_and_is_logged(caplog):
    assert icon_shapes("dropped-by-the-package") == icon_shapes("circle")
    assert "There is no icon named dropped-by-the-package; a circle stands in its place." in caplog.text


@pytest.mark.parametrize("name", ["../hammer", "hammer.svg", "Hammer", "", " hammer", '"><script>'])
def test_what_is_no_name_is_drawn_as_a_circle(name):
    assert drawn_icon(name) == "circle"


def test_an_icon_is_taken_and_a_list_of_six():
    validate_icon("hammer")
    validate_icons(SIX)
    validate_icons("")
    assert len(SIX.split()) == MOST_AROUND


def test_a_mistyped_name_gets_the_nearest():
    assert refused_with(validate_icon, "sprot") == ["There is no icon named “sprot”. Did you mean “sprout”?"]
    assert refused_with(validate_icons, "wheat sprot") == ["There is no icon named “sprot”. Did you mean “sprout”?"]


def test_a_name_that_is_like_none_gets_the_address_of_the_list():
    [text] = refused_with(validate_icon, "zzzzqqqq")
    assert text == "There is no icon named “zzzzqqqq”. The names stand at lucide.dev/icons."


def test_a_seventh_icon_and_one_that_stands_there_twice_are_refused():
    assert refused_with(validate_icons, f"{SIX} hammer") == ["There is room for 6 icons, and these are 7."]
    assert refused_with(validate_icons, "sprout wheat sprout") == ["An icon stands here twice."]
