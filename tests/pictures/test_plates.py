"""Plates: where icons stand in them, and that nothing breaks out of one."""

import re
from itertools import combinations, pairwise
from math import cos, radians, sin

import pytest

from explorer.pictures.icons import icon_names
from explorer.pictures.plates import CROPS, OPEN, definitions, draw_plate
from explorer.pictures.terrain import TERRAIN

ICONS = ("tractor", "sprout", "beef", "wheat", "fish", "microscope", "shovel")
ODD = '"><script>alert(1)</script>'
EDGE = {"s": 6.5, "m": 5.2, "l": 4.4}  # static/css/pictures.css: how wide the white edge is, in units of an icon

# The main icon of a scene is 2.3 to 3 times as large as the others, but for the two at the sides. Other crops are
# smaller or lower, and their icons would be too small to be known again.
TIMES = {"scene": (2.3, 3.2), "tile": (1.7, 2.3), "pair": (2.2, 2.5), "strip": (1.6, 1.8)}


def corners(slot, units):
    """Of the square that so many of an icon's 24 units take, turned as it stands."""
    half, turn = slot.size * units / 48, radians(slot.turn)
    return [
        (slot.x + half * (a * cos(turn) - b * sin(turn)), slot.y + half * (a * sin(turn) + b * cos(turn)))
        for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]


def are_apart(one, other):
    """Whether a line parallel to a side of one of them lies between two squares."""
    for square in (one, other):
        for (x1, y1), (x2, y2) in pairwise(square):
            reach = [[(y2 - y1) * x - (x2 - x1) * y for x, y in points] for points in (one, other)]
            if max(reach[0]) < min(reach[1]) or max(reach[1]) < min(reach[0]):
                return True
    return False


def edge_of(slot):
    return EDGE["s" if slot.size < 60 else "m" if slot.size < 110 else "l"]


@pytest.mark.parametrize("crop", TIMES)
def test_the_main_icon_is_the_largest_by_far(crop):
    main, *others = CROPS[crop].slots
    least, most = TIMES[crop]
    assert [slot for slot in others if not least <= main.size / slot.size <= most] == []


def test_every_crop_with_several_icons_has_its_sizes_tried():
    assert {name for name, crop in CROPS.items() if len(crop.slots) > 1} == set(TIMES)


@pytest.mark.parametrize("crop", CROPS)
def test_no_two_icons_overlap(crop):
    """Their lines take 20 units of 24, and of the white edge at least half a unit on each side keeps free."""
    pairs = combinations(CROPS[crop].slots, 2)
    assert [(one, other) for one, other in pairs if not are_apart(corners(one, 21), corners(other, 21))] == []


@pytest.mark.parametrize("crop", CROPS)
def test_no_icon_leaves_the_box_that_is_never_cut(crop):
    left, top, width, height = map(float, CROPS[crop].icons.split())
    points = [point for slot in CROPS[crop].slots for point in corners(slot, 20 + edge_of(slot))]
    assert [(x, y) for x, y in points if not (left <= x <= left + width and top <= y <= top + height)] == []


@pytest.mark.parametrize("crop", CROPS)
def test_icons_are_turned_by_eight_degrees_at_most_and_the_main_one_not_at_all(crop):
    main, *others = CROPS[crop].slots
    assert main.turn == 0
    assert all(abs(slot.turn) <= 8 for slot in others)


def test_the_main_icon_is_drawn_last_and_each_three_times():
    drawn = re.findall(r'href="#p-([a-z-]+)"', draw_plate("scene", "green", ICONS, "p-"))
    assert drawn[0] == "t-green"
    assert drawn[1:] == [name for name in (*ICONS[1:], ICONS[0]) for _time in range(3)]


@pytest.mark.parametrize("crop", CROPS)
def test_all_that_a_plate_points_to_is_defined_once(crop):
    pointed = set(re.findall(r'href="#([^"]+)"', draw_plate(crop, "copper", ICONS, "p-")))
    defined = re.findall(r'id="([^"]+)"', definitions(ICONS, ["copper"], "p-"))
    assert pointed <= set(defined)
    assert len(defined) == len(set(defined))


def test_no_icon_can_have_the_id_of_a_terrain():
    assert {f"t-{hue}" for hue in TERRAIN} & icon_names() == set()


def test_an_icon_that_the_package_has_dropped_becomes_a_circle_and_is_logged(caplog):
    plate = draw_plate("scene", "green", ("tractor", "dropped-from-plates", "wheat"), "p-")
    assert 'href="#p-circle"' in plate
    assert 'id="p-circle"' in definitions(["tractor", "dropped-from-plates", "wheat"], ["green"], "p-")
    assert "no icon named dropped-from-plates" in caplog.text


def test_several_that_are_no_icons_are_one_circle():
    assert definitions(["no-such-a", "no-such-b", "circle"], ["green"], "p-").count('id="p-circle"') == 1


@pytest.mark.parametrize("crop", CROPS)
@pytest.mark.parametrize("odd", [ODD, "'onload='x", "&lt;", "a b", "\x00"])
def test_an_odd_name_in_the_database_stays_out_of_the_page(crop, odd):
    icons = (odd, *ICONS)
    svg = draw_plate(crop, "green", icons, "p-") + definitions(icons, ["green"], "p-")
    assert odd not in svg
    assert 'href="#p-circle"' in svg


def test_a_hue_that_has_no_terrain_is_an_error():
    with pytest.raises(KeyError):
        definitions(ICONS, [ODD], "p-")


def test_open_icons_get_no_inside_and_the_others_do():
    assert "sticker--open" in draw_plate("stamp", "green", ("wheat",), "p-")
    assert "sticker--open" not in draw_plate("stamp", "green", ("tractor",), "p-")


def test_the_list_of_open_icons_names_icons():
    assert OPEN - icon_names() == set()
