import pytest
from django.test import Client

from explorer.models import SubCluster

from ..factories import create_program, create_small_framework
from ..markup import html_of

pytestmark = pytest.mark.django_db

URL = "/my-state/"
PROGRAM = "/programs/carpentry/"


def choose(client, state, **data):
    return client.post(URL, {"state": state, **data})


@pytest.fixture
def program():
    create_small_framework(clusters=1, sub_clusters=1, programs=0)
    return create_program(sub_clusters=SubCluster.objects.all())


def test_it_offers_all_states(client):
    html = html_of(client.get(URL))
    assert '<option value="CT">Connecticut</option>' in html
    assert '<option value="PR">Puerto Rico</option>' in html


def test_a_choice_is_kept_in_a_cookie_that_holds_the_state_and_nothing_else(client):
    response = choose(client, "CT")
    assert {name: morsel.value for name, morsel in response.cookies.items()} == {"my_state": "CT"}
    cookie = response.cookies["my_state"]
    assert (cookie["samesite"], cookie["httponly"], cookie["path"], cookie["domain"]) == ("Lax", True, "/", "")


def test_the_first_choice_is_followed_by_a_look_whether_the_browser_kept_it(client, program):
    response = choose(client, "CT", next=PROGRAM)
    assert response["Location"] == "/my-state/?chosen=CT&next=%2Fprograms%2Fcarpentry%2F"
    assert client.get(response["Location"])["Location"] == "/programs/carpentry/?state=CT#colleges"


def test_a_browser_that_keeps_no_cookies_is_told_and_led_on():
    html = html_of(Client().get(f"{URL}?chosen=CT&next={PROGRAM}"))
    assert "This browser did not keep your choice." in html
    assert 'href="/programs/carpentry/?state=CT#colleges"' in html


def test_with_a_state_the_way_leads_to_the_page_with_it(client):
    client.cookies["my_state"] = "NY"
    assert client.get(f"{URL}?next={PROGRAM}")["Location"] == "/programs/carpentry/?state=NY#colleges"


def test_without_one_it_asks_for_it(client):
    html = html_of(client.get(f"{URL}?next={PROGRAM}"))
    assert 'name="next" value="/programs/carpentry/"' in html


def test_it_can_be_forgotten(client):
    client.cookies["my_state"] = "NY"
    response = choose(client, "", next=PROGRAM)
    assert response["Location"] == PROGRAM
    assert (response.cookies["my_state"].value, response.cookies["my_state"]["max-age"]) == ("", 0)


def test_who_forgets_it_on_a_page_that_shows_it_stays_with_it(client, program):
    client.cookies["my_state"] = "NY"
    response = client.post(URL, {"forget": "ny", "next": PROGRAM})
    assert response["Location"] == "/programs/carpentry/?state=NY#colleges"
    assert response.cookies["my_state"].value == ""


@pytest.mark.parametrize("data", [{"forget": "XX", "next": PROGRAM}, {"forget": "NY", "next": "//evil.example/"}])
def test_what_is_forgotten_leads_nowhere_else(client, program, data):
    assert client.post(URL, data)["Location"] in (PROGRAM, URL)


@pytest.mark.parametrize("state", ["XX", "\x00", "CT" * 500])
def test_what_is_no_state_is_refused_and_changes_nothing(client, state):
    response = choose(client, state)
    assert response.status_code == 400
    assert "We don’t know that state." in html_of(response)
    assert not response.cookies


@pytest.mark.parametrize(
    "way_back",
    ["//evil.example/", "https://evil.example/", "/programs/a/?x=1", "/careers/", "/my-state/", "/programs/%0d%0a/", "/\\evil.example", "x" * 900],
)  # fmt: skip
def test_no_other_page_is_a_way_back(client, way_back):
    client.cookies["my_state"] = "NY"
    assert client.get(URL, {"next": way_back}).status_code == 200
    assert choose(client, "CT", next=way_back)["Location"] in ("/my-state/", "/my-state/?chosen=CT")


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://other.example"}])
def test_a_form_on_another_site_is_refused(client, headers):
    assert client.post(URL, {"state": "CT"}, headers=headers).status_code == 403


@pytest.mark.parametrize("cookie", ["XX", "", "C\\T", '"};body{'])
def test_a_forged_cookie_shows_nothing(client, cookie):
    client.cookies["my_state"] = cookie
    assert client.get("/mine.css").content == b""
    assert client.get(URL).status_code == 200


def test_the_personal_stylesheet_shows_the_way_there_and_the_way_to_forget_it(client):
    client.cookies["my_state"] = "CT"
    css = client.get("/mine.css").content.decode()
    assert 'content: "Connecticut"' in css
    assert '[data-state="CT"] { --keep: none; --forget: inline-flex; }' in css


def test_no_cache_keeps_it(client):
    response = client.get(URL)
    assert "private" in response["Cache-Control"]
    assert "Cookie" in response["Vary"]
