from itertools import pairwise
from math import cos, hypot, radians, sin

import pytest

from explorer.wheel.labels import ASCENT_EM, DESCENT_EM, Sector, fit_along_radius, fit_upright, polar, text_width

WIDE = Sector(236, 436, -16, 16)


def corners(label, size):
    """The corners of every line's box, turned as the label is, around the wheel's centre."""
    for text, x, baseline in label.lines:
        half = text_width(text, size) / 2
        for dx in (-half, half):
            for y in (baseline - ASCENT_EM * size, baseline + DESCENT_EM * size):
                turn = radians(label.turn)
                yield (x + dx) * cos(turn) - y * sin(turn), (x + dx) * sin(turn) + y * cos(turn)


def lies_inside(sector, x, y):
    radius = hypot(x, y)
    middle_x, middle_y = polar(1, sector.middle)
    away = abs(x * middle_y - y * middle_x)  # distance from the line through the middle of the slice
    return sector.inner <= radius <= sector.outer and away <= radius * sin(radians(sector.span / 2)) + 1e-6


@pytest.mark.parametrize("middle", range(0, 360, 30))
@pytest.mark.parametrize("name", ["Construction", "Healthcare & Human Services", "Arts, Entertainment, & Design"])
def test_an_upright_label_lies_in_its_slice_all_round_the_wheel(middle, name):
    sector = WIDE.turned(middle)
    label = fit_upright(sector, name, 20, 34)
    assert label is not None
    assert all(lies_inside(sector, x, y) for x, y in corners(label, 20))


@pytest.mark.parametrize("middle", range(0, 360, 30))
def test_a_label_along_the_radius_lies_in_its_slice_all_round_the_wheel(middle):
    sector = Sector(150, 436, -8, 8).turned(middle)
    label = fit_along_radius(sector, "Agriculture", 19, 34)
    assert label is not None
    assert all(lies_inside(sector, x, y) for x, y in corners(label, 19))


@pytest.mark.parametrize("middle", range(0, 360, 15))
def test_no_label_stands_on_its_head(middle):
    label = fit_along_radius(Sector(150, 436, -8, 8).turned(middle), "Agriculture", 19, 34)
    assert cos(radians(label.turn)) > -1e-9


def test_lines_of_a_label_do_not_overlap():
    label = fit_upright(WIDE, "Healthcare & Human Services", 20, 34)
    baselines = [y for _text, _x, y in label.lines]
    assert len(baselines) > 1
    assert all(below - above >= (ASCENT_EM + DESCENT_EM) * 20 for above, below in pairwise(baselines))


def test_a_word_that_is_wider_than_its_slice_is_not_fitted():
    assert fit_upright(Sector(236, 436, -4, 4), "Entrepreneurship", 20, 34) is None


def test_a_name_of_very_many_words_is_not_fitted():
    assert fit_upright(WIDE, "word " * 200, 20, 34) is None


def test_an_empty_name_is_not_fitted():
    assert fit_upright(WIDE, "", 20, 34) is None


def test_free_span_is_none_outside_the_slice():
    assert WIDE.free_span(500, 520) is None


def test_unknown_letters_count_as_the_widest():
    assert text_width("漢", 10) == pytest.approx(11.7)
