import pytest

from ..factories import create_small_framework
from ..markup import html_of

pytestmark = pytest.mark.django_db

URL = "/frameworks/modernized/cluster-1/part-1/"


def test_it_shows_its_programs_with_what_one_studies(client):
    create_small_framework()
    html = html_of(client.get(URL))
    assert "Program modernized 1 1 1" in html
    assert html.count("You learn to work with wood.") == 2


def test_it_says_that_programs_are_examples(client):
    create_small_framework()
    assert b"Examples of what schools teach" in client.get(URL).content


def test_its_breadcrumb_leads_up_in_the_frameworks_words(client):
    create_small_framework(cluster_term_plural="Fields of Work")
    html = html_of(client.get(URL))
    assert '<a href="/frameworks/modernized/">Fields of Work</a>' in html
    assert '<a href="/frameworks/modernized/cluster-1/" hx-boost="true">Cluster 1</a>' in html


def test_without_programs_there_is_no_section_for_them(client):
    create_small_framework(programs=0)
    assert "Programs of Study</h2>" not in html_of(client.get(URL))


def test_it_says_where_it_comes_from(client):
    create_small_framework()
    assert "A guide</cite>, A publisher, 2024, p. 1." in html_of(client.get(URL))


def test_a_sub_cluster_of_another_cluster_is_not_found(client):
    create_small_framework()
    assert client.get("/frameworks/modernized/digital-technology/part-1/").status_code == 404


@pytest.mark.parametrize("programs", [1, 8])
def test_more_programs_make_no_more_queries(client, django_assert_num_queries, programs):
    create_small_framework(programs=programs)
    with django_assert_num_queries(7):
        client.get(URL)
