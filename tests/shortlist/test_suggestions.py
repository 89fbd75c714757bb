"""What a list suggests: what is near to what is on it, and why."""

import pytest

from explorer.models import Career, Cluster, Framework, Program, SubCluster
from explorer.shortlist.entries import Shortlist
from explorer.shortlist.suggestions import MOST, suggest

from ..factories import create_career, create_careers, create_program, create_small_framework

pytestmark = pytest.mark.django_db


def part(cluster, number):
    return SubCluster.objects.get(
        cluster__slug=f"cluster-{cluster}", slug=f"part-{number}", cluster__framework__slug="modernized"
    )


@pytest.fixture(autouse=True)
def content(db):
    """Four careers in the first part of each of two clusters."""
    create_small_framework()
    create_careers(4, sub_cluster=part(1, 1))
    create_careers(4, sub_cluster=part(2, 1), start=5)


def suggested(*keys):
    return [(one.entry.name, str(one.because)) for one in suggest(Shortlist(dict.fromkeys(keys, "")))]


def test_an_empty_list_suggests_nothing_and_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert suggested() == []


def test_beside_a_career_stand_its_part_and_those_that_are_near():
    assert suggested("47-0002.00") == [
        ("Part 1", "You kept Career 2, which is part of it."),
        ("Career 1", "Near Career 2: both are part of Part 1."),
        ("Career 3", "Near Career 2: both are part of Part 1."),
    ]


def test_a_part_leads_to_its_careers_the_most_typical_first():
    assert suggested("modernized:cluster-2:part-1") == [
        ("Career 5", "Part of Part 1, which you kept."),
        ("Career 6", "Part of Part 1, which you kept."),
        ("Career 7", "Part of Part 1, which you kept."),
    ]


def test_a_field_leads_to_its_parts_and_careers():
    assert suggested("modernized:cluster-1") == [
        ("Part 1", "Part of Cluster 1, which you kept."),
        ("Career 1", "Part of Cluster 1, which you kept."),
        ("Career 2", "Part of Cluster 1, which you kept."),
    ]


def test_where_most_is_kept_comes_first_and_careers_come_from_several_parts():
    assert suggested("47-0001.00", "47-0005.00", "47-0006.00") == [
        ("Part 1", "You kept Career 5 and 1 more of it."),
        ("Career 7", "Near Career 5: both are part of Part 1."),
        ("Career 2", "Near Career 1: both are part of Part 1."),
    ]


def test_a_program_counts_like_a_career():
    create_program(name="Carpentry", sub_clusters=[part(1, 1)])
    assert suggested("carpentry")[:2] == [
        ("Part 1", "You kept Carpentry, which is part of it."),
        ("Career 1", "Near Carpentry: both are part of Part 1."),
    ]


def test_nothing_is_suggested_that_is_on_the_list_or_twice():
    create_career(code="47-9999.00", name="Both", sub_clusters=[part(1, 1), part(2, 1)], position=0)
    keys = ["47-0001.00", "47-0005.00", "modernized:cluster-1:part-1"]
    names = [one.entry.name for one in suggest(Shortlist(dict.fromkeys(keys, "")))]
    assert len(names) == len(set(names)) == MOST
    assert suggested(*keys)[0] == ("Part 1", "You kept Career 5, which is part of it.")
    assert not {"Career 1", "Career 5"} & set(names)


def test_drafts_are_not_suggested():
    Career.objects.filter(code__in=["47-0001.00", "47-0003.00"]).update(is_draft=True)
    SubCluster.objects.filter(pk=part(2, 1).pk).update(is_draft=True)
    assert [name for name, _why in suggested("47-0002.00")] == ["Part 1", "Career 4"]
    assert suggested("47-0005.00") == []  # it stands in a draft alone


def test_older_frameworks_are_not_suggested():
    create_small_framework(name="Older", position=200)
    assert suggested("older:cluster-1", "older:cluster-1:part-1") == []


def test_it_asks_as_few_questions_for_a_long_list(django_assert_num_queries):
    everything = [
        *Cluster.objects.all(),
        *SubCluster.objects.all()[:2],
        *Program.objects.all(),
        *Career.objects.all()[:5],
    ]
    for keys in (["47-0002.00"], [entry.key for entry in everything]):
        shortlist = Shortlist(dict.fromkeys(keys, ""))
        assert shortlist.places
        with django_assert_num_queries(2):
            assert suggest(shortlist)


def test_without_a_framework_marked_for_the_home_page_the_first_one_counts():
    Framework.objects.update(is_default=False)
    assert len(suggested("47-0002.00")) == MOST
