"""One career at a time: all that are worth a look come before one comes again."""

import re

import pytest

from explorer.models import SubCluster

from ..factories import create_career, create_careers, create_small_framework
from ..markup import html_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(db):
    create_small_framework(is_default=True)
    return SubCluster.objects.first()


def following(client, url):
    return re.search(r'class="button button--quiet surprise__next" href="([^"]+)"', html_of(client.get(url)))[1]


def test_it_begins_with_any_and_nobody_keeps_with_which(client, place):
    create_careers(9, sub_cluster=place)
    responses = [client.get("/careers/surprise/") for _again in range(20)]
    assert {response.status_code for response in responses} == {302}
    assert {"no-store" in response["Cache-Control"] for response in responses} == {True}
    assert len({response["Location"] for response in responses}) > 1
    assert not responses[0].cookies


def test_next_leads_through_all_before_one_comes_again(client, place):
    careers = create_careers(9, sub_cluster=place)
    url = start = f"/careers/surprise/{careers[3].code}/"
    seen = []
    for _career in careers:
        seen.append(url)
        url = following(client, url)
    assert url == start
    assert len(set(seen)) == 9


def test_it_shows_picture_field_sentence_figures_and_the_two_things_to_do(client, place):
    career = create_career(sub_clusters=[place])
    html = html_of(client.get("/careers/surprise/47-2031.00/"))
    assert 'class="plate plate--scene ' in html
    assert '<p class="head__kind">Cluster 1</p>' in html
    assert f'<h1 class="entry__title" tabindex="-1"><a href="{career.get_absolute_url()}">Carpenters</a></h1>' in html
    assert career.summary in html
    assert "$60,000 a year" in html
    assert 'name="add" value="47-2031.00"' in html


@pytest.mark.parametrize(
    "dull",
    [
        {"position": 10},
        {"median_pay": None},
        {"name": "Machine Operators, Except Wood"},
        {"name": "Drivers, All Other"},
        {"name": "Law Teachers, Postsecondary"},
    ],
)
def test_what_is_dull_is_not_drawn_but_can_be_opened(client, place, dull):
    create_career(sub_clusters=[place])
    create_career(**{"code": "11-1011.00", "sub_clusters": [place], "name": "Other", **dull})
    assert {client.get("/careers/surprise/")["Location"] for _again in range(9)} == {"/careers/surprise/47-2031.00/"}
    assert following(client, "/careers/surprise/47-2031.00/") == "/careers/surprise/47-2031.00/"
    assert following(client, "/careers/surprise/11-1011.00/") == "/careers/surprise/47-2031.00/"


def test_pay_by_the_hour_is_pay(client, place):
    create_career(sub_clusters=[place], median_pay=None, hourly_pay=30.5)
    assert client.get("/careers/surprise/")["Location"] == "/careers/surprise/47-2031.00/"


def test_search_engines_leave_single_steps_alone(client, place):
    create_career(sub_clusters=[place])
    assert '<meta name="robots" content="noindex">' in html_of(client.get("/careers/surprise/47-2031.00/"))
    assert "surprise" not in client.get("/sitemap-pages.xml").content.decode()


def test_without_careers_it_leads_to_the_list(client, place):
    assert client.get("/careers/surprise/")["Location"] == "/careers/"
    assert client.get("/careers/surprise/47-2031.00/").status_code == 404


def test_a_career_without_a_place_can_be_shown_and_leads_on(client, place):
    create_career(sub_clusters=[place])
    create_career(code="11-1011.00", name="Nowhere")
    assert following(client, "/careers/surprise/11-1011.00/") == "/careers/surprise/47-2031.00/"


@pytest.mark.parametrize("careers", [2, 20])
def test_more_careers_make_no_more_queries(client, django_assert_max_num_queries, place, careers):
    code = create_careers(careers, sub_cluster=place)[0].code
    with django_assert_max_num_queries(5):
        client.get(f"/careers/surprise/{code}/")
