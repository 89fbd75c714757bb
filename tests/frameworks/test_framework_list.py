import pytest
from django.contrib.auth.models import User

from ..factories import create_cluster, create_framework
from ..markup import html_of

pytestmark = pytest.mark.django_db

URL = "/frameworks/"


def create(count, **fields):
    for number in range(count):
        create_framework(name=f"Framework {number:02}", position=number, **fields)


def test_it_says_of_each_what_it_is_for_who_publishes_it_and_how_many_clusters_it_has(client):
    framework = create_framework(
        name="Ours", summary="For our schools.", note="A ninth was added.", publisher="Our State", year=1999, status="historical",
        cluster_term_plural="Career Fields",
    )  # fmt: skip
    for name in ("One", "Two"):
        create_cluster(framework=framework, name=name)
    html = " ".join(html_of(client.get(URL)).split())
    for text in ("Ours", "For our schools.", "A ninth was added.", "Our State", "1999", "Historical"):
        assert text in html
    assert "<dt>Career Fields</dt><dd>2</dd>" in html
    assert 'href="/frameworks/ours/"' in html


def test_one_without_a_year_is_undated(client):
    create_framework(year=None)
    assert "<dd>undated</dd>" in html_of(client.get(URL))


def test_those_that_are_not_on_the_home_page_lead_to_the_crosswalk(client):
    create_framework(name="Current", is_default=True)
    create_framework(name="Old", status="superseded")
    html = html_of(client.get(URL))
    assert 'href="/crosswalk/?from=old"' in html
    assert 'href="/crosswalk/?from=current"' not in html


def test_they_stand_by_position(client):
    create_framework(name="Second", position=2)
    create_framework(name="First", position=1)
    html = html_of(client.get(URL))
    assert html.index("First") < html.index("Second")


def test_many_come_a_page_at_a_time(client):
    create(15)
    first, second = html_of(client.get(URL)), html_of(client.get(f"{URL}?page=2"))
    assert "Framework 00" in first
    assert "Framework 06" not in first
    assert "Framework 06" in second
    assert 'href="?page=2"' in first
    assert 'href="?page=1"' in second


@pytest.mark.parametrize("page", ["99", "-1", "x", "%00"])
def test_a_page_that_is_not_there_is_the_nearest_one(client, page):
    create(15)
    assert client.get(f"{URL}?page={page}").status_code == 200


@pytest.mark.parametrize("count", [1, 9])
def test_more_frameworks_make_no_more_queries(client, django_assert_num_queries, count):
    create(count)
    with django_assert_num_queries(3):
        client.get(URL)


def test_drafts_are_listed_for_staff_alone(client):
    create_framework(name="Hidden", is_draft=True)
    assert b"Hidden" not in client.get(URL).content
    client.force_login(User.objects.create_user("edith", is_staff=True))
    assert b"Hidden" in client.get(URL).content


def test_an_empty_database_has_an_empty_list(client):
    assert client.get(URL).status_code == 200
