import pytest

from explorer.models import Cluster

from ..factories import (
    create_cluster,
    create_framework,
    create_row,
    create_small_framework,
    create_sub_cluster,
    create_suggestion,
)
from ..markup import html_of, squeezed

pytestmark = pytest.mark.django_db

URL = "/frameworks/modernized/cluster-1/"
# The cluster, the lists on it (6), what it was and became (3), the names at school (8, once for each version of the
# content), the glossary, the wheel.
QUERIES = 22


def test_it_shows_all_that_the_cluster_says(client):
    create_cluster(
        framework=create_framework(), name="Cluster 1", tagline="Build it", summary="People here build.",
        what_people_do="Lay bricks.\nPour concrete.", you_might_like="You build.",
    )  # fmt: skip
    html = html_of(client.get(URL))
    for text in (
        "Cluster 1",
        "Build it",
        "People here build.",
        "<li>Lay bricks.</li>",
        "<li>Pour concrete.</li>",
        "<li>You build.</li>",
    ):
        assert text in html


def test_it_leads_down_to_its_sub_clusters(client):
    create_small_framework()
    assert b'href="/frameworks/modernized/cluster-1/part-2/" hx-boost="true">' in client.get(URL).content


def test_it_shows_how_cross_cutting_clusters_serve_it(client):
    create_small_framework()
    html = html_of(client.get(URL))
    assert "Work that helps here" in html
    assert "Apps help." in html


def test_a_cross_cutting_cluster_links_to_where_it_is_used(client):
    create_small_framework(clusters=3)
    html = html_of(client.get("/frameworks/modernized/digital-technology/"))
    assert "Where this work is used" in html
    assert html.count("Apps help.") == 3


def test_its_slice_is_marked_on_the_wheel_and_no_other(client):
    create_small_framework()
    html = html_of(client.get(URL))
    assert html.count('data-ring="outer" aria-current="true"') == 1
    assert (
        html.index('data-cluster="cluster-1"')
        < html.index('data-ring="outer" aria-current')
        < html.index('data-cluster="cluster-2"')
    )


def test_it_says_where_it_comes_from(client):
    create_small_framework()
    assert "A guide</cite>, A publisher, 2024, p. 1." in html_of(client.get(URL))


def test_a_framework_without_a_second_level_has_no_section_for_it(client):
    create_small_framework(sub_clusters=0)
    assert b"Sub-Cluster" not in client.get(URL).content


def test_a_cluster_without_a_grouping_shows_the_frameworks_word(client):
    create_cluster(framework=create_framework(cluster_term="Field"), name="Cluster 1")
    assert b"Field in Modernized" in client.get(URL).content


def test_an_editors_change_is_on_the_page_at_the_next_request(client):
    create_small_framework()
    client.get(URL)
    Cluster.objects.filter(slug="cluster-1").update(summary="An editor's words.")
    assert b"An editor&#x27;s words." in client.get(URL).content


def test_what_an_editor_types_is_text_and_not_markup(client):
    create_cluster(framework=create_framework(), name="Cluster 1", summary="<script>alert(1)</script>")
    assert b"<script>alert" not in client.get(URL).content


def test_an_icon_that_an_upgrade_has_dropped_does_not_take_the_page_down(client, caplog):
    create_cluster(framework=create_framework(), name="Cluster 1", icon="gone-icon")
    assert client.get(URL).status_code == 200
    assert "no icon named gone-icon" in caplog.text


def test_a_framework_without_a_word_for_its_parts_has_a_plain_one(client):
    create_small_framework(sub_cluster_term="", sub_cluster_term_plural="")
    html = squeezed(html_of(client.get(URL)))
    assert "2 kinds of work here</h2>" in html
    assert "own words" not in html


def test_a_cluster_of_another_framework_is_not_found(client):
    create_small_framework()
    create_framework(name="Original")
    assert client.get("/frameworks/original/cluster-1/").status_code == 404


def cross(framework, count):
    """Lead `count` clusters and pathways of an older framework to the first cluster, and it to `count` of a newer one."""
    cluster = framework.clusters.get(slug="cluster-1")
    older, newer = create_framework(name="Older", status="superseded"), create_framework(name="Newer")
    for number in range(count):
        was, became = (
            create_cluster(framework=older, name=f"Was {number}"),
            create_cluster(framework=newer, name=f"Became {number}"),
        )
        create_row(old=was, new=cluster)
        create_suggestion(old=cluster, new=became)
        create_suggestion(old=create_sub_cluster(cluster=was), new=cluster.sub_clusters.first())
        create_suggestion(old=cluster.sub_clusters.first(), new=create_sub_cluster(cluster=became))


def test_what_is_official_and_what_we_suggest_is_marked(client):
    framework = create_small_framework()
    cross(framework, 1)
    html = " ".join(html_of(client.get(URL)).split())
    became = html.partition("In Newer this is")[2].partition("</section>")[0]
    was = html.partition("<h2>What this was called before</h2>")[2].partition("</details>")[0]
    assert '>Became 0</a> <span class="badge badge--ours">Our suggestion</span><p>Its work is found here.' in became
    assert "No official answer. Suggestions: our own." in became
    assert '>Was 0</a> <span class="badge">Renamed</span>' in was
    assert "Our suggestion" not in was
    assert "Official: A publisher, 2024, p. 1." in was


@pytest.mark.parametrize("rows", [1, 8])
def test_more_rows_make_no_more_queries(client, django_assert_num_queries, rows):
    framework = create_small_framework(clusters=rows, sub_clusters=rows)
    cross(framework, rows)
    with django_assert_num_queries(QUERIES):
        html = html_of(client.get(URL))
    assert html.count("Was ") >= rows
    assert html.count("Became ") >= rows


@pytest.mark.parametrize("rows", [1, 8])
def test_a_cross_cutting_cluster_makes_no_more_queries_for_more_users(client, django_assert_num_queries, rows):
    create_small_framework(clusters=rows)
    with django_assert_num_queries(
        QUERIES - 4
    ):  # it has no sub-clusters, no programs and no matches, and no other framework has clusters
        client.get("/frameworks/modernized/digital-technology/")


def test_a_panel_does_not_ask_for_the_wheel(client, panel_part, django_assert_num_queries):
    cross(create_small_framework(), 2)
    with django_assert_num_queries(QUERIES - 2):  # nor for the version that the wheel is cached for
        client.get(URL, panel_part)
