"""The careers on the page of a cluster and on that of a sub-cluster: the most typical ones first."""

import re

import pytest

from explorer.models import SubCluster

from ..factories import create_career, create_careers, create_small_framework
from ..markup import html_of

pytestmark = pytest.mark.django_db

SUB_CLUSTER = "/frameworks/modernized/cluster-1/part-1/"
CLUSTER = "/frameworks/modernized/cluster-1/"
BOTH = pytest.mark.parametrize("url", [CLUSTER, SUB_CLUSTER])


@pytest.fixture
def place(db):
    create_small_framework(is_default=True)
    return SubCluster.objects.get(slug="part-1", cluster__slug="cluster-1")


def names(client, url):
    part = html_of(client.get(url)).partition('id="careers"')[2].partition("</section>")[0]
    return re.findall(r'class="item__name"[^>]*>(.*?)</a>', part)


@BOTH
def test_without_careers_there_is_no_list(client, place, url):
    assert 'id="careers"' not in html_of(client.get(url))


@BOTH
def test_three_are_shown_and_how_many_there_are(client, place, url):
    create_careers(12, sub_cluster=place)
    assert names(client, url) == ["Career 1", "Career 2", "Career 3"]
    assert "See all 12 careers" in html_of(client.get(url))


@pytest.mark.parametrize(("url", "field"), [(CLUSTER, "cluster-1"), (SUB_CLUSTER, "cluster-1:part-1")])
def test_all_of_them_stand_in_the_list_of_careers(client, place, url, field):
    create_careers(12, sub_cluster=place)
    assert f'href="/careers/?field={field}"' in html_of(client.get(url))
    assert len(names(client, f"/careers/?field={field}")) == 12


def test_careers_that_the_list_has_no_filter_for_are_all_shown(client, place):
    create_small_framework(name="Older", clusters=1, sub_clusters=1)
    older = SubCluster.objects.get(cluster__framework__name="Older")
    create_careers(12, sub_cluster=older)
    assert len(names(client, older.cluster.get_absolute_url())) == 12
    assert len(names(client, older.get_absolute_url())) == 12


@BOTH
def test_one_more_than_three_is_shown_at_once(client, place, url):
    create_careers(4, sub_cluster=place)
    assert len(names(client, url)) == 4


def test_it_says_that_the_choice_is_ours_and_on_paper_where_names_and_figures_come_from(client, place):
    create_careers(2, sub_cluster=place)
    html = html_of(client.get(SUB_CLUSTER))
    assert "our own judgment" in html
    assert "O*NET 30.2 Database" in html
    assert "CC BY 4.0" in html
    assert "BLS OEWS, May 2025" in html
    assert "BLS Employment Projections, 2024–34" in html


def test_a_cluster_shows_each_career_once_and_the_most_typical_of_every_part_first(client, place):
    other = SubCluster.objects.get(slug="part-2", cluster=place.cluster)
    create_career(code="11-1011.00", name="Second here", sub_clusters=[place], position=2)
    create_career(code="11-1021.00", name="First there", sub_clusters=[other])
    create_career(code="11-1031.00", name="First here, third there", sub_clusters=[place])
    create_career(code="11-1041.00", name="Second there", sub_clusters=[other], position=2)
    other.career_placements.create(career=place.careers.get(code="11-1031.00"), position=3)
    assert names(client, CLUSTER) == ["First here, third there", "First there", "Second here", "Second there"]


def test_the_order_of_a_clusters_parts_counts_among_equals(client, place):
    other = SubCluster.objects.get(slug="part-2", cluster=place.cluster)
    create_career(code="11-1011.00", name="A of the second part", sub_clusters=[other])
    create_career(code="11-1021.00", name="B of the first part", sub_clusters=[place])
    assert names(client, CLUSTER) == ["B of the first part", "A of the second part"]


@pytest.mark.parametrize(("url", "queries"), [(CLUSTER, 20), (SUB_CLUSTER, 7)])
@pytest.mark.parametrize("careers", [2, 20])
def test_more_careers_make_no_more_queries(client, django_assert_max_num_queries, place, url, queries, careers):
    create_careers(careers, sub_cluster=place)
    with django_assert_max_num_queries(queries):
        client.get(url)
