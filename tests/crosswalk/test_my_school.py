import pytest
from django.test import Client

from ..factories import create_cluster, create_framework, create_row, create_suggestion
from ..markup import html_of

pytestmark = pytest.mark.django_db

URL = "/my-school/"
CSS = "/mine.css"
PAGE = "/frameworks/new/care/"


@pytest.fixture
def frameworks():
    new = create_framework(name="New", is_default=True)
    care, energy = create_cluster(framework=new, name="Care"), create_cluster(framework=new, name="Energy")
    old = create_framework(name="Old", short_name="the old one", status="superseded")
    create_row(old=create_cluster(framework=old, name="Health Science"), new=care)
    ours = create_framework(name="Ours")
    helping = create_cluster(framework=ours, name="Helping")
    create_suggestion(old=helping, new=care)
    create_suggestion(old=helping, new=energy)
    create_framework(name="Unconnected")


def choose(client, framework, **data):
    return client.post(URL, {"framework": framework, **data})


def test_it_offers_the_frameworks_that_lead_to_another(client, frameworks):
    html = html_of(client.get(URL))
    for value in ("", "old", "ours"):
        assert f'name="framework" value="{value}"' in html
    assert 'value="unconnected"' not in html


def test_a_choice_is_kept_in_a_cookie_that_holds_the_choice_and_nothing_else(client, frameworks):
    response = choose(client, "old")
    assert response.status_code == 302
    assert {name: morsel.value for name, morsel in response.cookies.items()} == {"my_school": "old"}
    cookie = response.cookies["my_school"]
    assert (cookie["samesite"], cookie["httponly"], cookie["path"], cookie["domain"]) == ("Lax", True, "/", "")


def test_the_cookie_goes_by_https_alone_where_the_site_does(client, frameworks, settings):
    settings.SESSION_COOKIE_SECURE = True
    assert choose(client, "old").cookies["my_school"]["secure"]


def test_the_choice_is_marked_the_next_time(client, frameworks):
    choose(client, "ours")
    assert 'value="ours" checked' in html_of(client.get(URL))


def test_choosing_the_official_names_deletes_the_cookie(client, frameworks):
    choose(client, "old")
    choose(client, "")
    assert client.cookies["my_school"].value == ""
    assert client.cookies["my_school"]["max-age"] == 0


def arrive(client, framework, **data):
    """The address at which somebody comes out who chooses."""
    return client.post(URL, {"framework": framework, **data}, follow=True).redirect_chain[-1][0]


def test_it_leads_back_to_where_the_visitor_came_from(client, frameworks):
    for framework in ("old", "ours", ""):
        assert arrive(client, framework, next=PAGE) == PAGE
    assert f'name="next" value="{PAGE}"' in html_of(client.get(URL, {"next": PAGE}))


@pytest.mark.parametrize(
    "path", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "", "evil"]
)
def test_it_leads_to_no_other_site(client, frameworks, path):
    assert arrive(client, "old", next=path) == URL


def test_a_way_back_with_line_ends_is_none(client, frameworks):
    assert arrive(client, "old", next="/frameworks/a/b/\r\nX-Evil: 1") == URL


def test_where_no_names_are_shown_it_says_that_they_are_on(client, frameworks):
    assert arrive(client, "old", next="/") == URL
    assert "Your school's names are on." in html_of(client.get(URL))
    client.cookies.clear()
    assert "Your school's names are on." not in html_of(client.get(URL))


REFUSED = "This browser did not keep your choice."


def test_where_cookies_are_blocked_it_says_what_is_needed(frameworks):
    blocked = Client()
    address = choose(blocked, "old", next=PAGE)["Location"]
    blocked.cookies.clear()
    html = html_of(blocked.get(address))
    assert REFUSED in html
    assert "Your school's names are on." not in html
    assert 'value="old" checked' in html
    assert f'name="next" value="{PAGE}"' in html


def test_the_official_names_need_no_cookie(client, frameworks):
    assert choose(client, "", next=PAGE)["Location"] == PAGE


@pytest.mark.parametrize("chosen", ["", "nothing", "unconnected", "<script>", "\x00"])
def test_what_can_not_be_chosen_was_not_refused(client, frameworks, chosen):
    response = client.get(URL, {"chosen": chosen, "next": PAGE})
    assert response.status_code == 200
    assert REFUSED not in html_of(response)


@pytest.mark.parametrize("value", ["nothing", "unconnected", "new", "old; Domain=x", "<script>", "a" * 3000, "\x00"])
def test_an_unknown_choice_is_said_to_be_unknown_and_sets_no_cookie(client, frameworks, value):
    response = choose(client, value, next=PAGE)
    assert response.status_code == 400
    assert "We don't know that framework." in html_of(response)
    assert f'name="next" value="{PAGE}"' in html_of(response)
    assert not response.cookies


def test_the_stylesheet_shows_the_chosen_names_and_is_nobody_elses(client, frameworks):
    choose(client, "old")
    response = client.get(CSS)
    assert response.content == b".school-name--old { display: block; }\n"
    assert response["Content-Type"].startswith("text/css")
    assert "private" in response["Cache-Control"]
    assert "Cookie" in response["Vary"]


def test_without_a_choice_the_stylesheet_is_empty(client):
    assert client.get(CSS).content == b""


@pytest.mark.parametrize("value", ["x } body { display: none", "x*", "../x", "é", "x:hover"])
def test_a_cookie_that_nobody_here_has_set_gets_no_rule(client, value):
    client.cookies["my_school"] = value
    assert client.get(CSS).content == b""


def test_the_stylesheet_asks_the_database_nothing(client, django_assert_num_queries):
    client.cookies["my_school"] = "old"
    with django_assert_num_queries(0):
        client.get(CSS)


def test_pages_are_the_same_for_everyone_and_every_page_asks_for_the_stylesheet(client, frameworks):
    before = client.get(PAGE)
    choose(client, "old")
    after = client.get(PAGE)
    assert before.content == after.content
    assert "Cookie" not in after.get("Vary", "")
    assert not after.cookies
    assert b'<link rel="stylesheet" id="mine" href="/mine.css">' in after.content


def test_a_clusters_page_carries_every_frameworks_name_and_says_where_one_is_split(client, frameworks):
    html = " ".join(html_of(client.get(PAGE)).split())
    old = html.partition("school-name--old")[2].partition("</p>")[0]
    ours = html.partition("school-name--ours")[2].partition("</p>")[0]
    assert 'href="/frameworks/old/health-science/">Health Science</a>.' in old
    assert "split" not in old
    assert 'href="/frameworks/ours/helping/">Helping</a> (our suggestion), a name that is split' in ours
    assert 'split: also <a href="/frameworks/new/energy/">Energy</a> (our suggestion).' in ours


def test_other_methods_are_refused(client):
    assert client.put(URL).status_code == 405
    assert client.post(CSS).status_code == 405


@pytest.mark.parametrize("count", [1, 6])
def test_more_frameworks_make_no_more_queries(client, frameworks, django_assert_num_queries, count):
    from explorer.models import Cluster

    for number in range(count):
        one = create_cluster(framework=create_framework(name=f"State {number}"))
        create_suggestion(old=one, new=Cluster.objects.get(name="Care"))
    with django_assert_num_queries(2):
        client.get(URL)
