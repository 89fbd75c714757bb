import pytest

from ..factories import create_cluster, create_framework, create_small_framework
from ..markup import html_of

pytestmark = pytest.mark.django_db


def test_it_shows_the_wheel_of_the_default_framework(client):
    create_small_framework(name="Other", position=1)
    create_framework(name="Shown", position=2, is_default=True)
    assert client.get("/").context["framework"].name == "Shown"


def test_every_cluster_is_a_link_on_the_wheel(client):
    framework = create_small_framework()
    html = html_of(client.get("/"))
    for cluster in framework.clusters.all():
        assert f'<a class="slice" href="{cluster.get_absolute_url()}" hx-boost="true"' in html


def test_it_offers_a_way_in_to_who_does_not_know_where_to_start(client):
    create_small_framework()
    html = html_of(client.get("/"))
    assert "I like to …" in html
    assert html.index("Not sure? Take the quiz") < html.index('class="wheel ')


def test_the_grid_holds_the_same_clusters_and_their_sub_clusters(client):
    create_small_framework()
    response = client.get("/?view=grid")
    assert "frameworks/framework_grid.html" in [template.name for template in response.templates]
    assert html_of(response).count("Part 1") == 3


def test_an_unknown_view_is_the_wheel(client):
    create_small_framework()
    assert b'class="slice"' in client.get("/?view=nonsense").content


def test_an_empty_database_is_explained(client):
    response = client.get("/")
    assert response.status_code == 503
    assert b"load_frameworks" in response.content


def test_a_framework_without_groupings_has_a_wheel_and_a_grid(client):
    framework = create_framework(grouping_term="", grouping_term_plural="")
    create_cluster(framework=framework)
    assert b"Construction" in client.get("/").content
    assert b"Construction" in client.get("/?view=grid").content


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_it_only_answers_safe_methods(client, method):
    assert getattr(client, method)("/").status_code == 405


@pytest.mark.parametrize(("view", "queries"), [("wheel", 4), ("grid", 5)])
@pytest.mark.parametrize("clusters", [2, 12])
def test_more_clusters_make_no_more_queries(client, django_assert_num_queries, view, queries, clusters):
    create_small_framework(clusters=clusters, sub_clusters=3)
    with django_assert_num_queries(queries):
        client.get(f"/?view={view}")
