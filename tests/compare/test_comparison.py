"""Pictures, what is shared and what stands out: without a database."""

import pytest

from explorer.compare.comparison import HIGHEST, WIDTH, put_side_by_side, suggest
from explorer.models import Career, Cluster, Program

ONE, TWO, THREE = (Cluster(pk=number, name=f"Cluster {number}", slug=f"cluster-{number}") for number in (1, 2, 3))


def careers_of(cluster, pays, *, school="high-school", start=1):
    """One career for each pay, None for one that is not published."""
    careers = [
        Career(pk=number, name=f"Career {number}", median_pay=pay, typical_entry_education=school)
        for number, pay in enumerate(pays, start=start)
    ]
    for career in careers:
        career.in_cluster = cluster.pk
    return careers


def entries(cluster, keys, model=Career):
    rows = [model(pk=key, name=f"Entry {key}") for key in keys]
    for row in rows:
        row.in_cluster = cluster.pk
    return rows


def pay_of(pays):
    return put_side_by_side([ONE], careers_of(ONE, pays), []).sides[0].pay


def school_of(*schools):
    careers = [row for pk, school in enumerate(schools, 1) for row in careers_of(ONE, [1], school=school, start=pk)]
    return put_side_by_side([ONE], careers, []).sides[0].steps


def test_pay_goes_from_the_lowest_to_the_highest_with_the_middle_half_in_between():
    pay = pay_of([90_000, 30_000, 50_000, 70_000, 40_000])
    assert (pay.lowest, pay.half, pay.middle, pay.highest) == (30_000, (40_000, 70_000), 50_000, 90_000)


def test_pay_that_is_not_published_is_counted_as_such_and_never_as_nothing():
    pay = pay_of([50_000, None, 70_000, None])
    assert (pay.lowest, pay.middle, pay.unknown) == (50_000, 60_000, 2)


def test_pay_by_the_hour_alone_is_no_pay_for_a_year_and_is_counted():
    careers = careers_of(ONE, [50_000, None, None])
    careers[1].hourly_pay = 25.0
    pay = put_side_by_side([ONE], careers, []).sides[0].pay
    assert (pay.lowest, pay.highest, pay.unknown, pay.by_hour) == (50_000, 50_000, 2, 1)


def test_a_pay_of_nothing_is_a_figure():
    assert pay_of([0, 80_000]).lowest == 0


def test_without_any_pay_there_is_no_picture():
    assert pay_of([None, None]) is None
    assert pay_of([]) is None


def test_of_fewer_than_four_careers_there_is_no_middle_half():
    assert pay_of([50_000, 60_000, 70_000]).half is None
    assert pay_of([50_000, 60_000, 70_000]).box is None
    assert pay_of([50_000, 60_000, 70_000, 80_000]).half is not None


def test_pay_is_rounded_to_thousands_half_of_one_upward():
    assert pay_of([50_499]).middle == 50_000
    assert pay_of([50_500]).middle == 51_000


def test_the_picture_of_pay_has_one_scale_for_all():
    rows = [*careers_of(ONE, [50_000] * 4), *careers_of(TWO, [100_000] * 4, start=5)]
    sides = put_side_by_side([ONE, TWO], rows, []).sides
    assert [side.pay.mark for side in sides] == [WIDTH // 4, WIDTH // 2]


def test_a_pay_beyond_the_scale_ends_at_its_edge_and_is_said():
    pay = pay_of([50_000, HIGHEST, 496_010])
    assert pay.line == (WIDTH // 4, WIDTH)
    assert pay.goes_beyond
    assert pay.highest == 496_000
    assert not pay_of([50_000, HIGHEST]).goes_beyond


def test_a_middle_half_of_equal_pays_can_still_be_seen():
    assert pay_of([50_000] * 6).box[1] > 0


def test_school_is_counted_in_three_steps_whose_bars_are_shares_of_all_careers():
    steps = school_of("none", "high-school", "some-college", "associate", "certificate", "bachelor", "doctor", "master")
    assert [step.count for step in steps] == [2, 3, 3]
    assert [step.percent for step in steps] == [25, 38, 38]


def test_school_that_is_not_published_is_a_step_of_its_own():
    steps = school_of("bachelor", "", "", "")
    assert [(str(step.label), step.count, step.percent) for step in steps[2:]] == [
        ("Bachelor's degree or more", 1, 25),
        ("Not published", 3, 75),
    ]


def test_without_careers_there_are_no_steps():
    assert school_of() == []


def test_what_stands_in_several_is_shared_and_what_stands_in_all_comes_first():
    programs = [
        *entries(ONE, [1, 2, 3, 4], Program), *entries(TWO, [2, 3, 5], Program), *entries(THREE, [3, 4], Program),
    ]  # fmt: skip
    comparison = put_side_by_side([ONE, TWO, THREE], [], programs)
    found = [(one.entry.pk, [side.cluster for side in one.sides], one.in_all) for one in comparison.programs]
    assert found == [(3, [ONE, TWO, THREE], True), (2, [ONE, TWO], False), (4, [ONE, THREE], False)]
    assert comparison.careers == []


def test_clusters_keep_the_order_in_which_they_are_given():
    assert [side.cluster for side in put_side_by_side([THREE, ONE], [], []).sides] == [THREE, ONE]


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ([50_000] * 5, [60_000] * 5, (TWO, ONE)),
        ([60_000] * 5, [50_000] * 5, (ONE, TWO)),
        ([50_000] * 5, [54_000] * 5, None),  # not clearly apart
        ([50_000] * 4, [90_000] * 5, None),  # too few to say so
        ([50_000] * 4 + [None], [90_000] * 5, None),
        ([None] * 5, [90_000] * 5, None),
    ],
)
def test_pay_stands_out_only_where_it_clearly_differs_among_enough_careers(first, second, apart):
    rows = [*careers_of(ONE, first), *careers_of(TWO, second, start=11)]
    found = put_side_by_side([ONE, TWO], rows, []).pay_apart
    assert (found and tuple(side.cluster for side in found)) == apart


@pytest.mark.parametrize(
    ("short", "of", "apart"), [(1, 5, (TWO, ONE)), (5, 5, None), (4, 4, None), (17, 20, (TWO, ONE)), (19, 20, None)]
)
def test_school_stands_out_only_where_it_clearly_differs_among_enough_careers(short, of, apart):
    rows = [
        *careers_of(ONE, [1] * short),
        *careers_of(ONE, [1] * (of - short), school="bachelor", start=short + 1),
        *careers_of(TWO, [1] * 5, start=50),
    ]
    found = put_side_by_side([ONE, TWO], rows, []).school_apart
    assert (found and tuple(side.cluster for side in found)) == apart


def test_careers_whose_school_is_unknown_do_not_count_as_long_school():
    rows = [*careers_of(ONE, [1] * 6), *careers_of(ONE, [1] * 9, school="", start=7), *careers_of(TWO, [1] * 5)]
    comparison = put_side_by_side([ONE, TWO], rows, [])
    assert comparison.sides[0].short_way == (6, 6)
    assert comparison.school_apart is None


def pairs(found):
    return [(one.pk, other.pk, len(shared)) for one, other, shared in found]


def clusters(*groupings):
    return [Cluster(pk=number, grouping_id=grouping) for number, grouping in enumerate(groupings, start=1)]


def test_those_are_suggested_that_share_most_for_their_size():
    found = suggest(clusters(1, 2, 3, 4), {1: {"a", "b"}, 2: {"a", "b", *range(50)}, 3: {"c"}, 4: {"c"}})
    assert pairs(found) == [(3, 4, 1), (1, 2, 2)]


def test_no_cluster_is_suggested_twice():
    found = suggest(clusters(1, 2, 3, 4), {1: {"a", "b"}, 2: {"a", "b"}, 3: {"a"}, 4: {"a"}})
    assert pairs(found) == [(1, 2, 2), (3, 4, 1)]


def test_beside_a_chosen_cluster_it_is_the_first_of_every_pair():
    four = clusters(1, 2, 3, 4)
    found = suggest(four, {1: {"a"}, 2: {"a", "b"}, 3: {"b"}, 4: {"c"}}, beside=four[1])
    assert pairs(found) == [(2, 1, 1), (2, 3, 1)]


def test_where_nothing_is_shared_the_same_grouping_is_enough():
    assert pairs(suggest(clusters(1, 1, 2, None, None), {})) == [(1, 2, 0)]


def test_no_more_are_suggested_than_wanted():
    assert len(suggest(clusters(*[1] * 10), {})) == 3
