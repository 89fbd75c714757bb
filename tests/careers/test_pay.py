"""What a career's page says of pay, and where the parts of the strip stand."""

from itertools import pairwise

import pytest

from explorer.careers.pay import pay_of
from explorer.careers.pay_strip import GAP, LETTER, WIDTH, draw_pay_strip
from explorer.models import Career

YEARLY = {"pay_10": 34_400, "pay_25": 38_700, "median_pay": 47_380, "pay_75": 52_100, "pay_90": 61_100}
HOURLY = {"hourly_10": 16.5, "hourly_25": 18.6, "hourly_pay": 22.78, "hourly_75": 25.04, "hourly_90": 29.4}


def pay(ours=(), **figures):
    return pay_of(Career(pay_year=2025, overtyped=dict.fromkeys(ours, 1), **figures))


def test_all_percentiles_are_said_by_year_and_by_hour():
    found = pay(**YEARLY, **HOURLY)
    assert (found.amount, found.hourly, found.monthly) == ("$47,380", "$22.78", "$3,950")
    assert found.half == "The middle half earn $39,000 to $52,000 a year, $19 to $25 an hour."
    assert found.tenths == ("1 in 10 earns under $34,000 ($17 an hour), 1 in 10 over $61,000 ($29 an hour).")
    assert [label.text for label in found.strip.labels] == ["$34k", "$39k", "$52k", "$61k"]


def test_where_pay_by_the_hour_alone_is_published_the_strip_is_by_the_hour():
    found = pay(**HOURLY)
    assert (found.amount, found.is_hourly, found.monthly) == ("$22.78", True, "")
    assert [label.text for label in found.strip.labels] == ["$17", "$19", "$25", "$29"]
    assert found.half == "The middle half earn $19 to $25 an hour."


def test_what_is_above_the_highest_figure_that_is_printed_is_not_made_up():
    found = pay(**YEARLY | {"pay_75": None, "pay_90": None})
    assert found.half == "1 in 4 earns under $39,000 a year."
    assert found.tenths == "1 in 10 earns under $34,000 a year. How much the best-paid 1 in 10 earn is not given."
    assert (found.strip.is_open_below, found.strip.is_open_above, found.strip.half) == (False, True, None)


@pytest.mark.parametrize("ours", ["median_pay", "pay_year"])
def test_beside_a_pay_of_an_editors_stands_none_of_the_publishers_parts(ours):
    found = pay(ours=[ours], **YEARLY, **(HOURLY if ours == "pay_year" else {}))
    assert (found.is_ours, found.strip, found.half, found.tenths) == (True, None, "", "")


def test_a_pay_by_the_hour_that_was_published_beside_another_one_is_not_said():
    assert pay(ours=["median_pay"], **YEARLY, **HOURLY).hourly == ""


def test_of_parts_that_an_editor_has_set_the_publishers_are_left_out():
    found = pay(ours=["pay_25", "pay_75"], **YEARLY)
    assert (found.half, found.tenths, found.has_parts_of_ours) == (
        "The middle half earn $39,000 to $52,000 a year.",
        "",
        True,
    )


def test_a_part_that_an_editor_has_left_out_hides_itself_alone():
    found = pay(ours=["pay_90"], **YEARLY | {"pay_90": None})
    assert found.strip.is_open_above
    assert found.half


def test_nothing_known_is_nothing():
    found = pay()
    assert (found.amount, found.strip, found.half, found.tenths, found.monthly) == ("", None, "", "", "")


@pytest.mark.parametrize("figures", [(1, 2, 3, 2, 5), (5, None, None, None, None), (4, 4, 4, 4, 4), (None,) * 5])
def test_figures_that_contradict_each_other_or_are_too_few_make_no_strip(figures):
    assert draw_pay_strip(figures, [""] * 5) is None


@pytest.mark.parametrize(
    "figures",
    [(30, 31, 32, 33, 200), (30, 197, 198, 199, 200), (30, 31, 100, 199, 200), (1, 50, 60, 70, 200), (9, 9, 9, 9, 10)],
)
def test_labels_never_touch_each_other_nor_an_edge(figures):
    strip = draw_pay_strip(figures, ["$239k"] * 5)
    width = 5 * LETTER
    for left, right in pairwise(strip.labels):
        assert right.x - left.x >= width + GAP - 0.2
    assert strip.labels[0].x >= width / 2
    assert strip.labels[-1].x <= WIDTH - width / 2
    assert width / 2 <= strip.middle.x <= WIDTH - width / 2


def test_the_half_stands_inside_the_wide_part_and_the_mark_inside_the_half():
    strip = draw_pay_strip((10, 20, 25, 30, 50), [""] * 5)
    assert strip.wide == (40, 240)
    assert strip.half == (100, 60)
    assert strip.mark == 128
