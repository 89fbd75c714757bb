"""The careers on the page of a cluster and on that of a sub-cluster: the most typical ones first."""

import re

import pytest

from explorer.models import SubCluster

from ..factories import create_career, create_careers, create_small_framework, create_source, create_sub_cluster
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


@pytest.mark.parametrize(("url", "shown"), [(CLUSTER, 3), (SUB_CLUSTER, 9)])
def test_the_most_typical_are_shown_and_how_many_there_are(client, place, url, shown):
    create_careers(12, sub_cluster=place)
    assert names(client, url) == [f"Career {number}" for number in range(1, shown + 1)]
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


@pytest.mark.parametrize(("url", "most"), [(CLUSTER, 4), (SUB_CLUSTER, 10)])
def test_one_more_is_shown_at_once(client, place, url, most):
    create_careers(most, sub_cluster=place)
    assert len(names(client, url)) == most


def badges(client, url):
    """{name: whether the row says that it is our suggestion}"""
    html = html_of(client.get(url)).partition('id="careers"')[2].partition("</section>")[0]
    rows = [row for row in html.split("<li") if "item__name" in row]
    return {re.search(r'class="item__name"[^>]*>(.*?)</a>', row)[1]: "our suggestion</span>" in row for row in rows}


@pytest.mark.parametrize("url", [CLUSTER, SUB_CLUSTER, "/careers/?field=cluster-1", "/careers/?field=cluster-1:part-1"])
def test_a_career_that_stands_here_by_our_suggestion_says_so(client, place, url):
    create_career(name="Listed", sub_clusters=[place], origin="official")
    create_career(code="11-1011.00", name="Suggested", sub_clusters=[place], position=2)
    assert badges(client, url) == {"Listed": False, "Suggested": True}


def test_an_official_place_in_another_part_counts_for_the_cluster_alone(client, place):
    other = SubCluster.objects.get(slug="part-2", cluster=place.cluster)
    career = create_career(name="Both", sub_clusters=[place])
    career.placements.create(sub_cluster=other, position=5, origin="official")
    assert badges(client, CLUSTER) == {"Both": False}
    assert badges(client, SUB_CLUSTER) == {"Both": True}


def test_the_list_of_all_fields_marks_none(client, place):
    create_career(name="Suggested", sub_clusters=[place])
    assert badges(client, "/careers/") == {"Suggested": False}


def test_it_names_the_official_list(client, place):
    create_source(slug="clusters-crosswalk", title="A crosswalk, May 2030")
    create_career(sub_clusters=[place], origin="official")
    assert "<cite>A crosswalk, May 2030</cite>" in html_of(client.get(SUB_CLUSTER))


@pytest.mark.parametrize(
    ("in_another_part", "words"),
    [("official", "The official list has no career here"), ("ours", "Which careers are here is our suggestion.")],
)
def test_where_all_are_ours_it_says_so(client, place, in_another_part, words):
    create_career(sub_clusters=[place])
    other = SubCluster.objects.get(slug="part-2", cluster=place.cluster)
    create_career(code="11-1011.00", sub_clusters=[other], origin=in_another_part)
    assert words in html_of(client.get(SUB_CLUSTER))


def test_it_says_on_paper_where_names_and_figures_come_from(client, place):
    create_careers(2, sub_cluster=place)
    html = html_of(client.get(SUB_CLUSTER))
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


@pytest.mark.parametrize(("url", "queries"), [(CLUSTER, 21), (SUB_CLUSTER, 8)])
@pytest.mark.parametrize("careers", [2, 20])
def test_more_careers_make_no_more_queries(client, django_assert_max_num_queries, place, url, queries, careers):
    create_careers(careers, sub_cluster=place)
    with django_assert_max_num_queries(queries):
        client.get(url)


def test_of_the_most_typical_ones_of_a_clusters_parts_those_with_the_most_jobs_come_first(client, place):
    for number, jobs in enumerate((None, 90_000, 800_000, 70_000), 1):
        part = create_sub_cluster(
            cluster=place.cluster, name=f"Field {number}", slug=f"field-{number}", position=number + 10
        )
        create_career(code=f"47-{number:04}.00", name=f"Typical {number}", sub_clusters=[part], jobs=jobs)
        create_career(
            code=f"49-{number:04}.00", name=f"Other {number}", sub_clusters=[part], jobs=9_000_000, position=2
        )
    assert names(client, CLUSTER) == ["Typical 3", "Typical 2", "Typical 4"]


@BOTH
def test_what_a_group_figure_is_is_said_where_there_is_one(client, place, url):
    create_career(sub_clusters=[place])
    assert "Group figure:" not in html_of(client.get(url))
    create_career(code="47-2221.00", name="Iron Workers", sub_clusters=[place], position=2, counted_as="47-2220")
    assert "Group figure: some careers are counted together." in html_of(client.get(url))
