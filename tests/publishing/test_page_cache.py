import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.db import OperationalError, connection
from django.http import HttpResponse

from explorer.frameworks import views as frameworks
from explorer.models import ContentVersion, Program
from explorer.models.version import Version

from ..factories import create_small_framework

CLUSTER = "/frameworks/modernized/cluster-1/"
PANEL = {"part": "panel"}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def framework(settings):
    settings.PAGE_CACHE = True
    caches["pages"].clear()
    return create_small_framework(clusters=2, programs=1)


@pytest.fixture
def built(monkeypatch):
    """The paths of the pages that were built, not found."""
    paths, build = [], frameworks.render_page

    def note(request, *args):
        paths.append(request.path)
        return build(request, *args)

    monkeypatch.setattr(frameworks, "render_page", note)
    return paths


def test_a_page_is_built_once_and_comes_back_byte_for_byte(client, built, django_assert_num_queries):
    first = client.get(CLUSTER, headers={"Accept-Encoding": "br"})
    with django_assert_num_queries(1):
        second = client.get(CLUSTER, headers={"Accept-Encoding": "br"})
    assert len(built) == 1
    assert second.headers["Content-Encoding"] == "br"
    assert second.content == first.content
    own = {"Last-Modified": 0, "X-Request-ID": 0}
    assert {**first.headers, **own} == {**second.headers, **own}


def test_it_says_how_long_anybody_may_keep_it(client):
    response = client.get(CLUSTER)
    assert response["Cache-Control"] == "public, max-age=10, stale-while-revalidate=60"
    assert response["Vary"] == "Accept-Encoding"
    assert "Expires" not in response.headers


WRITTEN = ["state=ct", "state=%20CT", "state=CT%20%20", "state=XX&state=Ct", "state=CT&utm=1"]


@pytest.mark.parametrize("first", ["state=CT", "state=CT&all=1"])
def test_a_state_fills_the_cache_once_however_it_is_written(client, built, first):
    path = Program.objects.first().get_absolute_url()
    client.get(f"{path}?{first}")
    rest = first.partition("&")[2]
    for query in WRITTEN:
        assert client.get(f"{path}?{query}&{rest.replace('1', 'anything')}").status_code == 200
    assert len(built) == 1


def test_what_is_no_state_does_not_fill_it(client, built):
    path = Program.objects.first().get_absolute_url()
    for query in 2 * ("state=XX", "state=XY", "state=%00"):
        assert client.get(f"{path}?{query}").status_code == 404
    assert len(built) == 6


def test_who_has_it_gets_no_page_and_none_is_built(client, built, django_assert_num_queries):
    etag = client.get(CLUSTER)["ETag"]
    with django_assert_num_queries(1):
        response = client.get(CLUSTER, headers={"If-None-Match": f'"other", {etag}'})
    assert (response.status_code, response.content, response["ETag"]) == (304, b"", etag)
    assert response["Cache-Control"].startswith("public")
    assert len(built) == 1


def test_an_edit_is_on_the_page_at_the_next_request(client):
    program = Program.objects.first()
    before = client.get(program.get_absolute_url())
    program.summary = "Quite another summary."
    program.save()
    after = client.get(program.get_absolute_url(), headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "Quite another summary." in after.content.decode()
    assert after["ETag"] != before["ETag"]


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo", "UTC"])
def test_the_date_of_a_page_is_right_in_every_time_zone(client, settings, zone):
    settings.TIME_ZONE = zone
    changed_at = datetime(2033, 5, 18, 3, 33, 20, tzinfo=UTC)
    ContentVersion.objects.update(changed_at=changed_at)
    assert ContentVersion.objects.seen_now().changed_at == int(changed_at.timestamp())


class TestDates:
    @pytest.fixture(autouse=True)
    def _clock(self, monkeypatch):
        self.now = 2_000_000_000
        monkeypatch.setattr("explorer.publishing.page_cache.time", lambda: self.now + 0.5)
        monkeypatch.setattr(
            "explorer.models.version.ContentVersionQuerySet.seen_now", lambda _self: Version("token", 2_000_000_000)
        )

    def test_a_change_of_this_second_has_no_date_yet_because_another_may_follow(self, client):
        assert "Last-Modified" not in client.get(CLUSTER).headers

    def test_a_second_later_the_date_tells(self, client):
        self.now += 1
        response = client.get(CLUSTER)
        assert response["Last-Modified"] == "Wed, 18 May 2033 03:33:20 GMT"
        again = client.get(CLUSTER, headers={"If-Modified-Since": response["Last-Modified"]})
        assert again.status_code == 304
        earlier = client.get(CLUSTER, headers={"If-Modified-Since": "Wed, 18 May 2033 03:33:19 GMT"})
        assert earlier.status_code == 200

    @pytest.mark.parametrize("junk", ["", "yesterday", "Wed, 99 May 2033 03:33:19 GMT", "0"])
    def test_a_date_that_is_none_gets_the_page(self, client, junk):
        self.now += 1
        assert client.get(CLUSTER, headers={"If-Modified-Since": junk}).status_code == 200

    def test_a_tag_counts_more_than_a_date(self, client):
        self.now += 1
        headers = {"If-Modified-Since": "Wed, 18 May 2033 03:33:20 GMT", "If-None-Match": '"old"'}
        assert client.get(CLUSTER, headers=headers).status_code == 200


@pytest.mark.parametrize("order", [(PANEL, {}), ({}, PANEL)])
def test_a_panel_and_a_page_of_one_address_are_never_taken_for_each_other(client, order):
    for part in order * 2:
        html = client.get(CLUSTER, part).content.decode()
        assert ("<html" in html) == (part == {})


HTMX = {"HX-Request": "true", "HX-Target": "panel"}
POISON = {
    "encoded as django-htmx reads it": {**HTMX, "HX-Request": "%74rue", "HX-Request-URI-AutoEncoded": "true"},
    "capitals": {**HTMX, "HX-Request": "TRUE"},
    "htmx": HTMX,
    "boosted": HTMX | {"HX-Boosted": "true"},
    "history": HTMX | {"HX-History-Restore-Request": "true"},
    "language": {"Accept-Language": "es"},
    "type": {"Accept": "application/json"},
    "forwarded": {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-Port": "1"},
    "rewritten": {"X-Original-URL": "/learn/", "X-Rewrite-URL": "/learn/"},
    "method": {"X-HTTP-Method-Override": "POST"},
    "password": {"Authorization": "Basic eDp5"},
    "cookie": {
        "Cookie": "sessionid=abcdefghijklmnopqrstuvwxyz012345; my_list=modernized:cluster-1; my_school=original"
    },
    "referrer": {"Referer": "https://evil.example/"},
    "range": {"Range": "bytes=0-9"},
    "encodings": {"Accept-Encoding": "br;q=0, gzip;q=0, zstd"},
    "nothing": {"Accept-Encoding": "identity"},
    "had it": {"If-None-Match": "*"},
}


@pytest.mark.parametrize("asked", [{}, PANEL, {"sort": "pay"} | {"part": "careers"}])
@pytest.mark.parametrize("headers", POISON.values(), ids=POISON)
@pytest.mark.sampled(15)
def test_whatever_a_request_says_the_next_visitor_gets_the_page(client, headers, asked):
    clean = {"Accept-Encoding": "gzip, deflate, br"}
    expected = client.get(CLUSTER, asked, headers=clean)
    caches["pages"].clear()
    client.get(CLUSTER, asked, headers=headers)
    found = client.get(CLUSTER, asked, headers=clean)
    assert (found.status_code, found.content) == (200, expected.content)
    assert not found.cookies
    assert found["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("asked", ["utm_source=x", "z=1", "z=2&z=3", "view=grid;", "%00=1", "sort=&utm_id="])
def test_what_a_page_does_not_read_makes_no_other_page(client, built, asked):
    page = client.get("/programs/" + Program.objects.first().slug + "/")
    again = client.get("/programs/" + Program.objects.first().slug + f"/?{asked}")
    assert again.content == page.content
    assert len(built) == 1


def test_a_made_up_session_buys_no_page_of_ones_own(client, built):
    page = client.get(CLUSTER)
    for key in ("abcdefghijklmnopqrstuvwxyz012345", "x", "", "a" * 5000, "é", "%00"):
        client.cookies["sessionid"] = key
        response = client.get(CLUSTER)
        assert response.content == page.content
        assert not response.cookies
    assert len(built) == 1


def test_a_cookie_that_a_page_sets_stays_out_of_the_cache(client, monkeypatch):
    def with_cookie(*args):
        response = HttpResponse("mine")
        response.set_cookie("mine", "1")
        return response

    monkeypatch.setattr(frameworks, "render_page", with_cookie)
    client.get(CLUSTER)
    monkeypatch.undo()
    assert b"<html" in client.get(CLUSTER).content


def test_browsers_that_take_other_encodings_get_other_bytes(client):
    pages = {
        accepted: client.get(CLUSTER, headers={"Accept-Encoding": accepted})
        for accepted in ("br, gzip", "gzip, deflate", "identity", "br;q=0, gzip")
    }
    encodings = [page.headers.get("Content-Encoding") for page in pages.values()]
    assert encodings == ["br", "gzip", None, "gzip"]
    assert len({page["ETag"] for page in pages.values()}) == 3


@pytest.mark.parametrize("other", [{"headers": {"host": "localhost"}}, {"secure": True}])
def test_an_absolute_address_on_a_page_is_that_of_the_visitor(client, settings, other):
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    here = re.search(r'rel="canonical" href="([^"]+)', client.get(CLUSTER).content.decode())[1]
    there = re.search(r'rel="canonical" href="([^"]+)', client.get(CLUSTER, **other).content.decode())[1]
    assert here != there


def test_a_host_that_is_not_ours_is_refused_also_when_the_page_is_kept(client):
    client.get(CLUSTER)
    assert client.get(CLUSTER, headers={"host": "evil.example"}).status_code == 400


def test_a_query_makes_another_page(client):
    wheel, grid = client.get("/"), client.get("/?view=grid")
    assert wheel.content != grid.content
    assert client.get("/").content == wheel.content


class TestNotForEveryone:
    def test_staff_get_pages_of_their_own(self, client, built):
        client.force_login(User.objects.create_user("edith", is_staff=True))
        for _ in range(2):
            response = client.get(CLUSTER)
        assert len(built) == 2
        assert response["Cache-Control"] == "private, no-cache"
        assert "ETag" not in response.headers

    def test_a_draft_is_not_kept_for_others(self, client, framework):
        framework.is_draft = True
        framework.save()
        client.force_login(User.objects.create_user("edith", is_staff=True))
        assert client.get(CLUSTER).status_code == 200
        client.logout()
        assert client.get(CLUSTER).status_code == 404

    def test_a_missing_page_is_not_kept(self, client, framework):
        assert client.get("/programs/new/").status_code == 404
        assert "ETag" not in client.get("/programs/new/").headers

    @pytest.mark.parametrize("path", ["/mine.css", "/shortlist/", "/my-school/", "/quiz/results/nonsense/"])
    def test_what_depends_on_cookies_or_answers_is_not_kept(self, client, path):
        response = client.get(path)
        assert "ETag" not in response.headers
        assert "public" not in response.headers.get("Cache-Control", "")

    def test_a_cookie_of_the_visitor_changes_nothing(self, client, built):
        client.get(CLUSTER)
        client.cookies["my_list"] = "modernized:cluster-1"
        client.get(CLUSTER)
        assert len(built) == 1

    def test_a_form_is_not_answered_from_what_is_kept(self, client):
        client.get("/")
        assert client.post("/").status_code == 405


def test_head_gets_what_get_would(client):
    page, head = client.get(CLUSTER), client.head(CLUSTER)
    assert head["ETag"] == page["ETag"]
    assert head.content == b""


def test_nothing_in_the_cache_tells_what_was_asked_for(client, monkeypatch):
    keys = []
    monkeypatch.setattr(caches["pages"], "set", lambda key, page, seconds: keys.append(key))
    client.get("/search/?q=secret-word")
    assert keys
    assert "secret-word" not in "".join(keys)


class TestWithoutDatabase:
    @pytest.fixture
    def away(self, monkeypatch):
        def refuse(*args):
            raise OperationalError("connection refused")

        def go():
            monkeypatch.setattr("explorer.models.version.ContentVersionQuerySet.seen_now", refuse)
            monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", refuse)

        return go

    def test_cached_pages_are_still_there(self, client, away):
        page = client.get(CLUSTER)
        away()
        assert client.get(CLUSTER).content == page.content

    def test_other_pages_say_when_to_come_back(self, client, away):
        client.get(CLUSTER)
        away()
        response = client.get("/learn/")
        assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "5", "no-store")
        assert "We will be back in a moment" in response.content.decode()
        assert "Content-Security-Policy" in response.headers

    def test_what_needs_no_database_is_there(self, client, away):
        away()
        assert client.get("/mine.css").status_code == 200

    def test_a_fault_that_stays_is_none_of_these(self, client):
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE explorer_contentversion RENAME TO elsewhere")
        client.raise_request_exception = False
        assert client.get(CLUSTER).status_code == 500


def test_an_empty_database_keeps_nothing(client):
    ContentVersion.objects.all().delete()
    assert "ETag" not in client.get("/learn/").headers
