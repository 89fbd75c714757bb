"""A plate as a file of its own, which a PDF file takes in."""

from xml.etree import ElementTree

import pytest

from explorer.pictures.plates import CROPS, standalone_plate
from explorer.pictures.terrain import TERRAIN

ICONS = ("hammer", "hard-hat", "brick-wall", "ruler", "wrench", "truck", "house")
COLOR = "#a8480b"


def draw(crop="scene", hue="copper"):
    return ElementTree.fromstring(standalone_plate(crop, hue, ICONS, COLOR))


@pytest.mark.parametrize("hue", TERRAIN)
@pytest.mark.parametrize("crop", CROPS)
def test_all_that_it_points_to_is_in_it(crop, hue):
    root = draw(crop, hue)
    ids = {f"#{node.get('id')}" for node in root.iter() if node.get("id")}
    assert {node.get("href") for node in root.iter() if node.get("href")} <= ids


@pytest.mark.parametrize("crop", CROPS)
def test_it_holds_the_icons_that_its_form_has_room_for_and_no_others(crop):
    ids = {node.get("id") for node in draw(crop).iter()}
    assert {name for name in ICONS if name in ids} == set(ICONS[: len(CROPS[crop].slots)])


@pytest.mark.parametrize("crop", CROPS)
def test_its_box_begins_where_its_ground_does(crop):
    assert draw(crop).get("viewBox").split()[2:] == CROPS[crop].ground.split()[2:]


def test_it_needs_no_stylesheet_of_a_page():
    svg = standalone_plate("scene", "copper", ICONS, COLOR)
    assert COLOR in svg
    assert "var(" not in svg


def test_each_crop_has_a_place_of_its_own_for_each_icon():
    for name, crop in CROPS.items():
        assert len({(slot.x, slot.y) for slot in crop.slots}) == len(crop.slots), name
