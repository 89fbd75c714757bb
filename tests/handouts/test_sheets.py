"""What stands on a handout."""

import pytest

from explorer.handouts.sheets import growth_in_words, handouts_of, pay_in_words, sample, sample_that_fits
from explorer.models import Career, CareerPlacement, SubCluster

from ..factories import create_career, create_careers, create_framework, create_small_framework, create_source


def careers(*levels):
    return [
        Career(pk=number, name=f"{number}", typical_entry_education=level)
        for number, level in enumerate(levels, start=1)
    ]


def names(chosen):
    return " ".join(career.name for career in chosen)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (("bachelor", "high-school", "associate"), "2 3 1"),
        (("bachelor", "master", "bachelor", "none", "certificate"), "4 5 1 3 2"),
        (("bachelor", "", "none"), "3 1 2"),
        ((), ""),
    ],
)
def test_those_with_the_shortest_school_come_first_and_those_without_one_last(levels, expected):
    assert names(sample(careers(*levels))) == expected


def test_every_level_gets_its_share_and_the_most_typical_of_each():
    levels = ["bachelor"] * 10 + ["high-school"] * 10 + ["associate"] * 10
    assert names(sample(careers(*levels), 6)) == "11 12 21 22 1 2"


@pytest.mark.parametrize(("name", "count"), [("Chemists", 9), ("Long name " * 6, 6)])
def test_careers_with_long_names_are_fewer_so_that_they_fit_on_the_sheet(name, count):
    found = [Career(pk=number, name=name, typical_entry_education="bachelor") for number in range(20)]
    assert len(sample_that_fits(found)) == count


def test_of_a_level_those_with_the_most_jobs_come_first_and_those_counted_in_a_group_last():
    one, two, three, four = (
        Career(pk=number, name=f"{number}", typical_entry_education="bachelor", jobs=jobs, counted_as=group)
        for number, (jobs, group) in enumerate([(None, ""), (900, ""), (5000, "17-2110"), (1000, "")], start=1)
    )
    assert names(sample([one, two, three, four])) == "4 2 1 3"


@pytest.mark.parametrize(
    ("percent", "words"),
    [(5.6, "6% more"), (-19.6, "20% fewer"), (0.2, "As many"), (None, "Not published")],
)
def test_growth_and_decline_are_said(percent, words):
    assert growth_in_words(Career(growth_percent=percent)) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"median_pay": 60_000}, "$60,000 a year"),
        ({"hourly_pay": 22.65}, "$23 an hour"),
        ({"median_pay": 60_000, "counted_as": "29-2010"}, "$60,000 a year*"),
        ({"code": "55-3016.00"}, "By rank"),
        ({}, "Not published"),
    ],
)
def test_pay_is_said_as_it_is_published(fields, words):
    assert pay_in_words(Career(**fields)) == words


def test_a_level_with_too_few_leaves_its_places_to_the_others():
    assert names(sample(careers(*["bachelor"] * 10, "none"), 4)) == "11 1 2 3"


@pytest.mark.django_db
class TestHandoutsOf:
    @pytest.fixture(autouse=True)
    def framework(self, db):
        return create_small_framework()

    def test_they_stand_in_the_order_of_the_wheel(self, framework):
        names = [handout.cluster.name for handout in handouts_of(framework)]
        assert names == ["Cluster 1", "Cluster 2", "Cluster 3", "Digital Technology"]

    def test_one_can_be_had_alone(self, framework):
        assert [handout.cluster.slug for handout in handouts_of(framework, "cluster-2")] == ["cluster-2"]

    def test_one_that_is_not_there_is_none(self, framework):
        assert handouts_of(framework, "no-such-cluster") == []

    def test_a_career_of_several_sub_clusters_counts_once(self, framework):
        create_career(sub_clusters=SubCluster.objects.filter(cluster__slug="cluster-1"))
        handout = handouts_of(framework, "cluster-1")[0]
        assert (len(handout.careers), handout.career_count) == (1, 1)

    def test_the_place_where_it_is_most_typical_counts(self, framework):
        one, other = SubCluster.objects.filter(cluster__slug="cluster-1").order_by("position")
        create_career(code="11-0001.00", name="Second", sub_clusters=[one], position=2)
        first = create_career(code="11-0002.00", name="First", sub_clusters=[one], position=9)
        CareerPlacement.objects.create(career=first, sub_cluster=other, position=1)
        assert [career.name for career in handouts_of(framework, "cluster-1")[0].careers] == ["First", "Second"]

    def test_a_career_stands_with_its_own_clusters_alone(self, framework):
        create_career(sub_clusters=[SubCluster.objects.get(cluster__slug="cluster-1", slug="part-1")])
        assert [len(handout.careers) for handout in handouts_of(framework)] == [1, 0, 0, 0]

    def test_it_says_how_many_there_are_besides_those_it_shows(self, framework):
        create_careers(20, sub_cluster=SubCluster.objects.get(cluster__slug="cluster-1", slug="part-1"))
        handout = handouts_of(framework, "cluster-1")[0]
        assert (len(handout.careers), handout.career_count) == (9, 20)

    def test_it_says_where_the_figures_come_from_only_if_there_are_any(self, framework):
        create_career(sub_clusters=[SubCluster.objects.get(cluster__slug="cluster-1", slug="part-1")])
        first, second, *_ = (" ".join(handout.sources) for handout in handouts_of(framework))
        for words in ("O*NET 30.2", "CC BY 4.0", "May 2025", "2024–34", "our suggestion"):
            assert words in first
            assert words not in second

    def test_it_names_the_official_list_and_whom_it_does_not_have_here(self, framework):
        create_source(slug="clusters-crosswalk", title="A crosswalk, May 2030")
        part = SubCluster.objects.get(cluster__slug="cluster-1", slug="part-1")
        create_career(name="Listed", sub_clusters=[part], origin="official")
        create_career(code="11-0001.00", name="Suggested", sub_clusters=[part], position=2)
        sources = " ".join(handouts_of(framework, "cluster-1")[0].sources)
        assert "by the official list: A crosswalk, May 2030, A publisher. Ours: Suggested." in sources

    def test_all_of_them_take_as_few_queries_as_one(self, framework, django_assert_num_queries):
        for place in SubCluster.objects.all():
            create_career(code=f"11-{place.pk:04}.00", name=f"Career {place.pk}", sub_clusters=[place])
        for slug in (None, "cluster-1"):
            with django_assert_num_queries(5):
                for handout in handouts_of(framework, slug):
                    assert handout.careers or handout.cluster.is_cross_cutting
                    assert [place.program.name for part in handout.sub_clusters for place in part.placements.all()] or (
                        handout.cluster.is_cross_cutting
                    )

    def test_a_framework_without_clusters_has_none(self):
        assert handouts_of(create_framework(name="Empty")) == []
