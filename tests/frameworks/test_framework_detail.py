import pytest

from ..factories import create_framework, create_small_framework
from ..markup import html_of

pytestmark = pytest.mark.django_db

URL = "/frameworks/modernized/"


def test_it_shows_the_framework_by_its_own_name(client):
    create_small_framework(name="Modernized")
    assert b'<h1 class="intro__title" tabindex="-1" itemprop="name">Modernized</h1>' in client.get(URL).content


def test_the_grid_is_a_link_and_so_is_the_wheel(client):
    create_small_framework()
    for view in ("wheel", "grid"):
        html = html_of(client.get(f"{URL}?view={view}"))
        assert f'href="{URL}?view=wheel"' in html
        assert f'href="{URL}?view=grid"' in html


def test_the_grid_has_a_place_for_every_grouping(client):
    create_small_framework()
    assert b'id="building-moving"' in client.get(f"{URL}?view=grid").content


def test_its_own_words_for_the_levels_are_used(client):
    create_framework(name="Modernized", cluster_term_plural="Fields of Work")
    assert b"All Fields of Work" in client.get(f"{URL}?view=grid").content


def test_an_unknown_framework_is_not_found(client):
    create_small_framework()
    assert client.get("/frameworks/unknown/").status_code == 404


def test_it_says_where_it_comes_from(client):
    create_small_framework()
    assert "A guide</cite>, A publisher, 2024, p. 1." in html_of(client.get(URL))


@pytest.mark.parametrize("clusters", [2, 12])
def test_more_clusters_make_no_more_queries(client, django_assert_num_queries, clusters):
    create_small_framework(clusters=clusters)
    with django_assert_num_queries(3):
        client.get(URL)
