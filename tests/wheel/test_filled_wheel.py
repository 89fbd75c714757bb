"""The wheel of a quiz result: slices without words, each filled by its share."""

import itertools
import re

import pytest

from explorer.wheel.geometry import EDGE, EDGE_GAP, FILLED, Spoke, fill_wheel

SPOKES = tuple(
    Spoke(key=letter, name=letter, inner=letter in "ab", grouping="" if letter in "ab" else "g") for letter in "abcdefg"
)


def radii(path):
    return [float(radius) for radius in re.findall(r"A([\d.]+) ", path)]


@pytest.fixture
def wheel():
    return fill_wheel(SPOKES, {"a": 1.0, "c": 0.5, "d": 1.0, "e": 0.0})


def by_key(wheel):
    return {slice_.key: slice_ for slice_ in wheel.slices}


def test_slices_stand_in_the_order_given(wheel):
    assert [slice_.key for slice_ in wheel.slices] == list("abcdefg")


def test_a_share_fills_from_the_inside_up_to_the_edge(wheel):
    inner, outer = FILLED.outer_ring
    top = outer - EDGE - EDGE_GAP
    slices = by_key(wheel)
    assert radii(slices["d"].fill) == [top, inner]
    assert radii(slices["c"].fill) == [(inner + top) / 2, inner]
    assert radii(slices["a"].fill)[0] == FILLED.inner_ring[1] - EDGE - EDGE_GAP


def test_nothing_is_filled_for_the_lowest_share_or_none(wheel):
    slices = by_key(wheel)
    assert (slices["e"].fill, slices["f"].fill) == ("", "")


def test_all_slices_of_a_ring_are_drawn_once_and_turned(wheel):
    slices = by_key(wheel)
    assert len({slices[key].ground for key in "cdefg"}) == 1
    turns = [float(slices[key].turn) for key in "cdefg"]
    assert [round(other - one, 1) for one, other in itertools.pairwise(turns)] == [72.0] * 4
    assert all(float(slice_.back) == -float(slice_.turn) for slice_ in wheel.slices)


def test_each_ring_has_a_gap_between_fills_and_edges(wheel):
    assert [float(radius) for radius in wheel.gaps] == [
        FILLED.inner_ring[1] - EDGE - EDGE_GAP / 2,
        FILLED.outer_ring[1] - EDGE - EDGE_GAP / 2,
    ]


def test_one_slice_alone_is_a_whole_ring():
    (slice_,) = fill_wheel((Spoke(key="a", name="a"),), {"a": 1.0}).slices
    assert slice_.fill.count("M") == 2
