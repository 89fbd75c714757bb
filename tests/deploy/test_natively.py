"""deploy/nginx.conf before two nodes over PostgreSQL and Redis: what it keeps, for whom, for how long, and what it survives."""

import gzip
import http.client
import json
import re
import time
from email.message import Message
from urllib.parse import urlencode

import brotli
import pytest

from .conftest import MAX_AGE, edit

pytestmark = pytest.mark.services
PANEL = "part=panel"
CLUSTER = "/frameworks/modernized/construction/"


@pytest.fixture
def get(site):
    def get(path, method="GET", body=None, **headers) -> tuple[int, Message, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", int(site.url.rpartition(":")[2]), timeout=30)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body, {"Host": "localhost", **names})
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    return get


def test_a_page_is_made_once_and_then_kept(get):
    first, second = get("/learn/"), get("/learn/")
    assert [answer[1]["X-Cache"] for answer in (first, second)] == ["MISS", "HIT"]
    assert first[0] == second[0] == 200
    assert first[2] == second[2]


def test_every_answer_has_a_name_of_its_own_kept_or_not(get):
    assert get("/learn/")[1]["X-Request-ID"] != get("/learn/")[1]["X-Request-ID"]


POISON = [
    ("/", {"HX-Request": "%74rue", "HX-Request-URI-AutoEncoded": "true", "HX-Target": "panel"}),
    ("/", {"HX-Request": "TRUE", "HX-Target": "panel"}),
    ("/", {"HX-Request": "true", "HX-Target": "%70anel", "HX-Target-URI-AutoEncoded": "true"}),
    ("/programs/carpentry/", {"HX-Request": "TRUE", "HX-Target": "panel"}),
    ("/programs/carpentry/", {"HX-Request": "true", "HX-Target": "PANEL"}),
    ("/careers/", {"HX-Request": "true", "HX-Target": "careers"}),
    ("/careers/?sort=pay|br|careers", {}),
    ("/careers/?sort=pay", {"HX-Request": "true", "HX-Target": "careers", "HX-Boosted": "false"}),
    ("/learn/", {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"}),
    ("/learn/", {"Accept-Encoding": "br;q=0, x"}),
    ("/search/?q=x", {"HX-Request": "true", "HX-Target": "results"}),
]


@pytest.mark.parametrize(("path", "headers"), POISON)
def test_after_an_odd_request_everybody_else_gets_the_whole_page(get, path, headers):
    """Each address is one that nobody has asked for before, and is asked oddly first."""
    clean = {"Accept_Encoding": "gzip, deflate, br"}
    path += f"{'&' if '?' in path else '?'}odd={len(headers)}{'-'.join(headers)}"
    for _ in range(2):
        get(path, **{"Accept-Encoding": "gzip, deflate, br", **headers})
    status, _headers, page = get(path, **clean)
    assert status == 200
    page = brotli.decompress(page).decode()
    assert page.count("<html") == 1
    assert "</html>" in page
    assert "evil.example" not in page
    assert get(f"{path}&{PANEL}", **clean)[0] == 200


@pytest.mark.parametrize("panel_first", [False, True])
def test_the_panel_and_the_page_of_one_address_are_two(get, panel_first):
    path = f"{CLUSTER}?sort={panel_first}"
    order = [f"&{PANEL}", ""] if panel_first else ["", f"&{PANEL}"]
    pages = {bool(part): get(path + part)[2] for part in (*order, *order)}
    assert b"<html" in pages[False]
    assert b"<html" not in pages[True]
    assert b"Construction" in pages[True]


@pytest.mark.parametrize(("accepts", "encoding", "unpack"), [
    ("gzip, deflate, br, zstd", "br", brotli.decompress),
    ("br;q=1.0, gzip;q=0.8", "br", brotli.decompress),
    ("gzip, deflate", "gzip", gzip.decompress),
    ("br;q=0, gzip", "gzip", gzip.decompress),
    ("identity", None, bytes),
    ("", None, bytes),
])  # fmt: skip
def test_each_browser_gets_what_it_can_read(get, accepts, encoding, unpack):
    for _ in range(2):
        _status, headers, page = get("/", Accept_Encoding=accepts)
        assert headers["Content-Encoding"] == encoding
        assert b"<html" in unpack(page)


def test_many_ways_to_ask_for_brotli_are_one(get):
    get("/frameworks/", Accept_Encoding="gzip, deflate, br")
    assert get("/frameworks/", Accept_Encoding="br, gzip")[1]["X-Cache"] == "HIT"


def test_who_says_to_have_a_session_is_never_given_what_nginx_has(get):
    get("/")
    for _ in range(2):
        _status, headers, page = get("/", Cookie="x=1; sessionid=abc")
        assert headers["X-Cache"] == "BYPASS"
        assert headers["Set-Cookie"] is None  # it is no session that exists: the page is everybody's
        assert page == get("/")[2]


@pytest.mark.parametrize(
    "path", ["/search/?q=welding", "/shortlist/?list=carpentry", "/quiz/", "/mine.css", "/admin/login/"]
)
def test_what_somebody_chose_or_looked_for_is_not_kept_on_the_disk(get, site, path):
    assert [get(path)[1]["X-Cache"] for _ in range(2)] == ["BYPASS", "BYPASS"]
    kept = b"".join(file.read_bytes() for file in (site.folder / "nginx-cache").rglob("*") if file.is_file())
    keys = re.findall(rb"^KEY: (.*)$", kept, flags=re.MULTILINE)
    assert [key for key in keys if key.endswith(f" {path}".encode())] == []
    assert keys


def test_an_edit_is_seen_when_the_page_is_as_old_as_it_may_be(get, site):
    path = "/programs/carpentry/"
    before = get(path)[2]
    edit(site, "Edited behind nginx.")
    time.sleep(MAX_AGE + 1)  # nginx counts whole seconds
    _status, headers, page = get(path)
    assert b"Edited behind nginx." in page
    assert b"Edited behind nginx." not in before
    assert headers["X-Cache"] == "EXPIRED"


def test_what_has_not_changed_is_not_sent_again(get):
    get("/learn/")
    time.sleep(MAX_AGE + 1)
    assert get("/learn/")[1]["X-Cache"] in ("REVALIDATED", "HIT")
    time.sleep(MAX_AGE + 1)
    assert get("/learn/")[1]["X-Cache"] == "REVALIDATED"


def test_a_browser_that_has_the_page_is_told_so(get):
    etag = get("/learn/")[1]["ETag"]
    assert get("/learn/", If_None_Match=etag)[0] == 304


def test_static_files_come_from_nginx_and_stay_for_good(get):
    path = re.search(rb'href="(/static/[^"]+\.css)"', get("/")[2])[1].decode()
    status, headers, page = get(path, Accept_Encoding="gzip")
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert "immutable" in headers["Cache-Control"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Request-ID"] is None  # no node was asked
    assert len(gzip.decompress(page)) > 100


def test_pages_keep_their_security_headers(get):
    for _ in range(2):
        _status, headers, _page = get("/")
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"


def test_a_quiz_can_be_sent(get, site):
    page = get("/quiz/")[2].decode()
    names = set(re.findall(r'name="(item-[^"]+)"', page))
    body = urlencode(dict.fromkeys(names, "4"))
    status, headers, _page = get(
        "/quiz/", "POST", body, Content_Type="application/x-www-form-urlencoded", Origin="http://localhost"
    )
    assert (status, headers["Location"].startswith("/quiz/results/")) == (302, True)


def test_it_says_whether_it_is_ready(get):
    assert get("/readyz")[::2] == (200, b"database: ok\nmigrations: ok\ncache: ok\n")


def test_the_log_says_nothing_of_who_asked_or_for_what(get, site):
    get(
        "/quiz/results/RXX4C-4MJRH/?x=in-the-query",
        User_Agent="in-the-agent",
        Cookie="a=in-a-cookie",
        Referer="in-a-referrer",
    )
    deadline, text = time.monotonic() + 10, ""
    while '"path":"/quiz/..."' not in text:  # nginx writes the line after the answer
        text = (site.folder / "access.log").read_text()
        assert time.monotonic() < deadline
    assert all(map(json.loads, text.splitlines()))
    assert [word for word in ("RXX4C", "in-the", "in-a", '127.0.0.1","ua') if word in text] == []


def wait_until_ready(get):
    deadline, ready = time.monotonic() + 60, 0
    while ready < 6:  # each node has connections of its own
        ready = ready + 1 if get("/readyz")[0] == 200 else 0
        assert time.monotonic() < deadline


def test_a_redis_that_is_gone_is_said_and_changes_no_page(get, site):
    before = get("/crosswalk/", Cookie="sessionid=x")[2]
    site.cache.stop()
    try:
        status, _headers, text = get("/readyz")
        assert (status, text.splitlines()[2]) == (503, b"cache: no answer")
        assert get("/crosswalk/", Cookie="sessionid=x")[::2] == (200, before)
    finally:
        site.cache.start()
    wait_until_ready(get)  # nodes try again after two seconds


def test_a_database_that_is_gone_leaves_what_is_kept_and_a_page_that_says_when_to_come_back(get, site):
    assert get("/learn/")[0] == 200
    site.database.stop()
    try:
        time.sleep(MAX_AGE + 1)
        assert get("/learn/")[0] == 200
        for _ in range(3):  # nginx must not take both nodes for dead
            status, headers, _page = get("/careers/?sort=pay&school=1", Cookie="sessionid=x")
            assert (status, headers["Retry-After"]) == (503, "5")
    finally:
        site.database.start()
    wait_until_ready(get)
    assert get("/careers/?sort=name", Cookie="sessionid=x")[0] == 200
