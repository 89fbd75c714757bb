import pytest

from explorer.models import Placement, SubCluster

from ..factories import create_program, create_small_framework
from ..markup import html_of

pytestmark = pytest.mark.django_db

URL = "/programs/carpentry/"


def places(count):
    create_small_framework(clusters=count, sub_clusters=1, programs=0)
    return list(SubCluster.objects.order_by("pk"))


def test_it_shows_every_place_where_it_stands(client):
    create_program(sub_clusters=places(3))
    html = html_of(client.get(URL))
    for number in (1, 2, 3):
        assert f'href="/frameworks/modernized/cluster-{number}/part-1/"' in html


def test_all_its_clusters_are_marked_on_the_wheel(client):
    create_program(sub_clusters=places(3)[:2])
    assert html_of(client.get(URL)).count('data-ring="outer" aria-current="true"') == 2


def test_a_place_in_another_framework_is_a_page_of_its_own(client):
    places(1)
    create_small_framework(name="Original", clusters=1, sub_clusters=1, programs=0, position=200)
    create_program(sub_clusters=SubCluster.objects.all())
    html = html_of(client.get(URL))
    assert 'href="/frameworks/modernized/cluster-1/part-1/" hx-boost="true">' in html
    assert 'href="/frameworks/original/cluster-1/part-1/">' in html


def test_with_one_place_the_breadcrumb_leads_through_it(client):
    create_program(sub_clusters=places(1))
    assert b'href="/frameworks/modernized/cluster-1/" hx-boost="true">Cluster 1</a>' in client.get(URL).content


def test_it_says_that_it_is_an_example(client):
    create_program(sub_clusters=places(1))
    assert b"This one is an example:" in client.get(URL).content


def test_it_says_where_it_comes_from(client):
    create_program(sub_clusters=places(1))
    assert "A guide</cite>, A publisher, 2024, p. 1." in html_of(client.get(URL))


def test_a_program_that_stands_nowhere_says_so(client):
    create_small_framework()
    create_program()
    assert b"It stands under no part of a framework yet." in client.get(URL).content


def test_a_program_in_a_database_without_frameworks_is_not_found(client):
    create_program()
    assert client.get(URL).status_code == 404


def test_an_unknown_program_is_not_found(client):
    create_small_framework()
    assert client.get("/programs/unknown/").status_code == 404


@pytest.mark.parametrize("count", [1, 8])
def test_more_places_make_no_more_queries(client, django_assert_num_queries, count):
    create_program(sub_clusters=places(count))
    assert Placement.objects.count() == count
    with django_assert_num_queries(7):
        client.get(URL)
