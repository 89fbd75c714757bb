"""An address that a person has typed or pasted leads where it means, if that is certain."""

from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from explorer.models import Cluster, Program, Source
from explorer.text.slugs import tidy_path

NURSES = "/careers/29-1141.00-registered-nurses/"
MODERNIZED = "/frameworks/modernized/"
CONSTRUCTION = "/frameworks/modernized/construction/"
ARTS = "/frameworks/modernized/arts-entertainment-design/"


def ask(client, path):
    """As a server hands it on: the client would read '//there/' as another host's."""
    return client.get("/", PATH_INFO=path.encode().decode("latin-1"))


SPELLINGS = [
    ("/Careers/29-1141.00-Registered-Nurses/", "/careers/29-1141.00-registered-nurses/"),
    ("/CAREERS/29-1141.00-REGISTERED-NURSES", NURSES),
    ("/FRAMEWORKS/Modernized/", MODERNIZED),
    ("/frameworks//modernized//construction//", CONSTRUCTION),
    ("//frameworks/modernized/construction/", CONSTRUCTION),
    ("/frameworks/modernized/construction/.", CONSTRUCTION),
    ("/frameworks/modernized/construction,", CONSTRUCTION),
    ("/frameworks/modernized/construction/)", CONSTRUCTION),
    ("/frameworks/modernized/construction/>.", CONSTRUCTION),
    ("/frameworks/modernized/construction/”", CONSTRUCTION),
    ("/frameworks/modernized/arts entertainment design/", ARTS),
    ("/frameworks/modernized/arts%20entertainment%20design/", ARTS),
    ("/frameworks/modernized/arts_entertainment_design/", ARTS),
    ("/frameworks/modernized/arts+entertainment+design/", ARTS),
    ("/frameworks/modernized/Arts, Entertainment & Design/", ARTS),
    ("/frameworks/modernized/arts–entertainment–design/", ARTS),
    ("/frameworks\\modernized\\construction", CONSTRUCTION),
    ("/frameworks/modernized/construction/index.html", CONSTRUCTION),
    ("/frameworks/modernized/construction.html", CONSTRUCTION),
    ("/index.html", "/"),
    ("/index.php", "/"),
    ("/Learn/Glossary", "/learn/glossary/"),
    ("/Search", "/search/"),
    ("/QUIZ", "/quiz/"),
    ("/Data/Careers.CSV", "/data/careers.csv"),
    ("/Handouts/Modernized.PDF", "/handouts/modernized.pdf"),
    ("/poster.pdf.", "/poster.pdf"),
    ("/careers/29–1141.00/", "/careers/29-1141.00/"),
]  # fmt: skip

PARTS = [
    ("/careers/29-1141/", NURSES),
    ("/careers/29-1141", NURSES),
    ("/careers/291141/", NURSES),
    ("/careers/29114100/", NURSES),
    ("/careers/29-1141-registered-nurses/", NURSES),
    ("/careers/29-1141-nurse/", NURSES),
    ("/careers/registered-nurses/", NURSES),
    ("/Careers/Registered Nurses", NURSES),
    ("/registered-nurses/", NURSES),
    ("/construction/", CONSTRUCTION),
    ("/Construction", CONSTRUCTION),
    ("/frameworks/construction/", CONSTRUCTION),
    ("/clusters/construction/", CONSTRUCTION),
    ("/modernized/construction/", CONSTRUCTION),
    ("/modernized/", MODERNIZED),
    ("/glossary/", "/learn/glossary/"),
]

NOTHING = [
    "/careers/99-9999/", "/careers/29-1141.99/", "/careers/nurse/", "/careers/29/", "/careers/29-114/", "/careers/x29-1141.00/",
    "/nowhere/", "/frameworks/modernized/constructon/", "/frameworks/nowhere/construction/", "/learn/nowhere/",
    "//evil.example", "//evil.example/", "///evil.example/x", "/\\evil.example", "//evil.example/construction.evil/", "/%2F/evil.example", "/%2f%2fevil.example/",
    "/frameworks/../admin/", "/Admin/", "/ADMIN/login/", "/Quiz/Results/ABCD/", "/careers/29-1141.00\x00-registered/x",
    "/" + "/" * 16000, "/" + "a/" * 8000, "/careers/" + "29-1141-" * 3000, "/frameworks/" + "%25" * 3000, "/" + "." * 5000,
]  # fmt: skip


@pytest.fixture(autouse=True)
def _content(shipped):
    """All of it: what is certain depends on what else there is."""


@pytest.mark.parametrize(("typed", "path"), SPELLINGS)
def test_another_spelling_leads_to_the_page_for_good(client, typed, path):
    response = ask(client, typed)
    assert (response.status_code, response["Location"]) == (301, path)
    assert "no-cache" in response["Cache-Control"]
    assert client.get(path).status_code in (200, 301)


@pytest.mark.parametrize(("typed", "path"), PARTS)
def test_a_part_of_an_address_leads_to_the_one_page_that_has_it(client, typed, path):
    response = ask(client, typed)
    if response.status_code == 301:  # another spelling of a part
        response = client.get(response["Location"])
    assert (response.status_code, response["Location"]) == (302, path)
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("typed", NOTHING, ids=lambda typed: repr(typed[:40]))
def test_what_is_not_certain_leads_nowhere(client, typed):
    response = ask(client, typed)
    assert response.status_code == 404, response.headers


@pytest.mark.parametrize(
    ("typed", "location"),
    [
        ("/Careers/?sort=pay&school=degree", "/careers/?sort=pay&school=degree"),
        ("/construction/?view=grid&x=%2F%2Fevil", f"{CONSTRUCTION}?view=grid&x=%2F%2Fevil"),
        ("/careers/29-1141.00/?part=panel&utm_id=1", f"{NURSES}?part=panel"),
        ("/careers/29-1141.00-nurse/?part=panel", f"{NURSES}?part=panel"),
    ],
)
def test_what_an_address_asks_for_is_kept(client, typed, location):
    assert client.get(typed)["Location"] == location


@pytest.mark.parametrize("typed", ["/Careers/", "/embed/modernized/Construction/"])
def test_what_is_longer_than_an_address_may_be_is_left_out(client, typed):
    response = client.get(typed, query_params={"x": "é" * 6000})
    assert (response.status_code, response["Location"]) == (301, typed.lower())


def test_the_page_of_a_missing_address_has_the_nearest_ones_whatever_its_spelling(client):
    page = client.get("/FRAMEWORKS/Modernized/Constructon").content.decode()
    assert f'href="{CONSTRUCTION}"' in page


def test_no_form_is_led_on(client):
    assert client.post("/Construction/").status_code == 404


def test_drafts_are_not_found(client):
    Cluster.objects.filter(framework__slug="modernized", slug="construction").update(is_draft=True)
    assert client.get("/Frameworks/Modernized/Construction/").status_code == 404


def test_a_slug_that_two_pages_have_is_not_certain(client):
    source = Source.objects.first()
    Program.objects.create(name="Registered nurses", source=source, source_section="1", summary="You learn.")
    assert client.get("/registered-nurses/").status_code == 404
    assert client.get("/careers/registered-nurses/").status_code == 302


@pytest.mark.parametrize("typed", ["/Careers/29-1141/", "/nowhere/", "/x/y/z/", "/Frameworks/A/B/C/"])
def test_it_takes_a_handful_of_queries(client, typed):
    with CaptureQueriesContext(connection) as asked:
        client.get(typed)
    assert len(asked) <= 18


@pytest.mark.parametrize("path", ["", "/", "//", "/..", "/a/../x", "/a/%2e%2e/x", "x" * 501, "/\0", "/,.;/"])
def test_some_addresses_can_not_be_one(path):
    assert tidy_path(path) == ""


def test_a_tidy_address_stays_as_it_is():
    for path in (
        NURSES,
        CONSTRUCTION,
        "/data/careers.csv",
        "/handouts/modernized/construction.pdf",
        "/careers/29-1141.00/",
    ):
        assert tidy_path(path) == path


@pytest.mark.parametrize(
    "path", ["/" * 16000, "/a" * 8000, "-" * 500, "1" * 500, "12-3456" * 70, "." * 500, "(" * 500, "%25" * 160]
)
def test_no_address_takes_long(path):
    start = perf_counter()
    for _nth in range(20):
        tidy_path(path)
    assert perf_counter() - start < 1
