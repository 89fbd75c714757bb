import re
from itertools import pairwise

import pytest

from explorer.crosswalk.bands import FULLEST, HEIGHT, Flow, draw_flows

OLDS, NEWS = ("a", "b", "c", "d"), ("x", "y")


def edges(band):
    """(top, bottom) of a band at its left end and at its right end."""
    numbers = [float(number) for number in re.findall(r"[\d.]+", band.path)]
    _x, top, _c1x, _c1y, _c2x, _c2y, _w, new_top, new_bottom, *_curve, bottom = numbers
    return (top, bottom), (new_top, new_bottom)


def flow(old, new, weight=1.0, is_official=True):
    return Flow(old, new, weight, is_official)


def test_every_flow_gets_a_band():
    flows = (flow("a", "x"), flow("b", "y"), flow("d", "x", is_official=False))
    assert [band.flow for band in draw_flows(OLDS, NEWS, flows)] == list(flows)


def test_no_flows_make_no_bands():
    assert draw_flows(OLDS, NEWS, ()) == ()


@pytest.mark.parametrize("weights", [(1, 1, 1), (7, 0, 2), (0, 0, 0), (0.25, 30, 1)])
def test_bands_stay_inside_their_rows_and_do_not_overlap_there(weights):
    flows = tuple(
        flow(old, new, weight) for (old, new), weight in zip([("a", "x"), ("a", "y"), ("b", "x")], weights, strict=True)
    )
    bands = draw_flows(OLDS, NEWS, flows)
    for keys, end, side in ((OLDS, "old", 0), (NEWS, "new", 1)):
        height = HEIGHT / len(keys)
        for number, key in enumerate(keys):
            here = sorted(edges(band)[side] for band in bands if getattr(band.flow, end) == key)
            for top, bottom in here:
                assert number * height - 5 <= top < bottom <= (number + 1) * height + 5
            assert all(above[1] <= below[0] + 1 for above, below in pairwise(here))


def test_a_band_is_as_thick_at_both_ends_and_twice_the_work_is_twice_as_thick():
    thin, thick = draw_flows(OLDS, NEWS, (flow("a", "x", 2), flow("b", "y", 4)))
    sizes = [bottom - top for band in (thin, thick) for top, bottom in edges(band)]
    assert sizes == pytest.approx([sizes[0], sizes[0], 2 * sizes[0], 2 * sizes[0]], abs=2)


def test_the_fullest_row_is_as_full_as_allowed():
    (band,) = draw_flows(OLDS, NEWS, (flow("a", "x", 3),))
    (top, bottom), _right = edges(band)
    assert bottom - top == pytest.approx(FULLEST * HEIGHT / len(OLDS), abs=1)


def test_bands_leave_in_the_order_in_which_they_arrive():
    bands = draw_flows(OLDS, NEWS, (flow("a", "y"), flow("a", "x")))
    to_x = next(band for band in bands if band.flow.new == "x")
    to_y = next(band for band in bands if band.flow.new == "y")
    assert edges(to_x)[0] < edges(to_y)[0]


def test_a_flow_without_known_work_is_still_seen():
    (_thick, thin) = draw_flows(OLDS, NEWS, (flow("a", "x", 500), flow("b", "y", 0)))
    (top, bottom), _right = edges(thin)
    assert bottom - top >= 4


def test_paths_have_points_and_no_commas():
    assert all("," not in band.path for band in draw_flows(OLDS, NEWS, (flow("a", "x", 1.5), flow("b", "x", 0.3))))
