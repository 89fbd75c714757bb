"""Addresses that are written out name the site as it calls itself; addresses that are led to never leave it."""

import os
import re
import subprocess
import sys
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from clusterexplorer.environment import Environment
from explorer.handouts.qr_code import draw_qr_code
from explorer.models import RetiredAddress

from ..factories import (
    create_career,
    create_cluster,
    create_framework,
    create_learn_page,
    create_quiz_item,
    create_row,
    create_small_framework,
)
from ..markup import html_of
from ..sample import drawn
from ..server import ROOT

pytestmark = pytest.mark.django_db
PUBLIC, ASKED = "https://clusters.example.org", "10.0.0.7:8001"
CLUSTER = "/frameworks/modernized/cluster-1/"


@pytest.fixture
def content(db):
    framework = create_small_framework(is_default=True, clusters=2)
    framework.embedding_sites = "*"
    framework.save()
    old = create_framework(name="Old", status="superseded")
    create_row(old=create_cluster(framework=old, name="Health"), new=framework.clusters.first())
    create_career(sub_clusters=[framework.clusters.first().sub_clusters.first()])
    create_learn_page()
    create_quiz_item(cluster=framework.clusters.first())
    return framework


@pytest.fixture
def ask(client, settings):
    """The page at an address, asked for by another name than the site has."""
    settings.ALLOWED_HOSTS = ["10.0.0.7"]

    def ask(path, status=200, **options):
        response = client.get(path, headers={"Host": ASKED, **options})
        assert response.status_code == status
        return html_of(response)

    return ask


WRITTEN = [
    ("/", "/", "the canonical address"),
    (CLUSTER, CLUSTER, "the canonical address"),
    (CLUSTER, f'<span class="on-paper">{PUBLIC}{CLUSTER}', "the source on paper"),
    ("/frameworks/modernized/cluster-1/part-1/", "/frameworks/modernized/cluster-1/part-1/", ""),
    ("/programs/program-modernized-1-1-1/", "/programs/program-modernized-1-1-1/", ""),
    ("/careers/47-2031.00-carpenters/", f'<span class="on-paper">{PUBLIC}/careers/47-2031.00-carpenters/', "on paper"),
    ("/compare/?c=cluster-1&c=cluster-2", f'<span class="on-paper">{PUBLIC}/compare/?c=cluster-1&amp;c=cluster-2', ""),
    ("/shortlist/?list=modernized:cluster-1", "/shortlist/?list=modernized:cluster-1", "the link to pass on"),
    ("/handouts/", CLUSTER, "each sheet"),
    ("/handouts/modernized/", CLUSTER, "each sheet"),
    ("/handouts/modernized/cluster-1/", f"<b>{PUBLIC}{CLUSTER}</b>", "the sheet"),
    ("/poster/", "/", "its foot"),
    ("/embed/", "/embed/wheel/", "the snippet"),
    ("/embed/?show=modernized:cluster-1", "/embed/modernized/cluster-1/", "the snippet"),
    ("/embed/wheel/", f'<link rel="canonical" href="{PUBLIC}/">', ""),
    ("/embed/modernized/cluster-1/", f'<link rel="canonical" href="{PUBLIC}{CLUSTER}">', ""),
    ("/robots.txt", "Sitemap: https://clusters.example.org/sitemap.xml", ""),
    ("/sitemap.xml", "<loc>https://clusters.example.org/sitemap-clusters.xml</loc>", ""),
    ("/sitemap-clusters.xml", f"<loc>https://clusters.example.org{CLUSTER}</loc>", ""),
    ("/sitemap-pages.xml", "<loc>https://clusters.example.org/handouts/</loc>", ""),
]


@pytest.mark.parametrize(("path", "written", "what"), WRITTEN)
def test_what_is_written_out_names_the_site_as_it_calls_itself(ask, content, settings, path, written, what):
    settings.PUBLIC_ADDRESS = PUBLIC
    text = ask(path)
    assert (written if PUBLIC in written else f"{PUBLIC}{written}") in text
    assert "10.0.0.7" not in text


@pytest.mark.parametrize(("path", "address"), [
    ("/handouts/", CLUSTER), ("/handouts/modernized/cluster-1/", CLUSTER), ("/poster/", "/"),
    ("/qr/modernized/cluster-1.svg", CLUSTER), ("/shortlist/?list=modernized:cluster-1", None),
])  # fmt: skip
def test_so_does_every_qr_code(ask, content, settings, path, address):
    settings.PUBLIC_ADDRESS = PUBLIC
    assert draw_qr_code(PUBLIC + (address or path)) in ask(path) or "shortlist" in path
    settings.PUBLIC_ADDRESS = ""
    assert draw_qr_code(f"http://{ASKED}{address or path}") in ask(path) or "shortlist" in path


def test_so_does_the_result_of_the_quiz(ask, content, settings, client):
    names = re.findall(r'name="(item-[^"]+)"', ask("/quiz/"))
    path = client.post("/quiz/", dict.fromkeys(names, "4"), headers={"Host": ASKED})["Location"]
    settings.PUBLIC_ADDRESS = PUBLIC
    html = ask(path)
    assert f'value="{PUBLIC}{path}"' in html
    assert draw_qr_code(f"{PUBLIC}{path}") in html
    assert "10.0.0.7" not in html


def test_no_public_page_names_the_host_that_was_asked_for(ask, content, settings):
    """Whatever page is added later."""
    settings.PUBLIC_ADDRESS = PUBLIC
    text = "".join(ask(file) for file in re.findall(r"<loc>https://[^/]+(.*?)</loc>", ask("/sitemap.xml")))
    pages = set(re.findall(r"<loc>https://[^/]+(.*?)</loc>", text))
    assert len(pages) > 15
    assert [path for path in sorted(pages) if "10.0.0.7" in ask(path)] == []


@pytest.mark.parametrize("path", [path for path, _written, _what in WRITTEN])
def test_without_a_public_address_it_is_the_visitors_own(ask, content, path):
    assert f"http://{ASKED}/" in ask(path)


@pytest.mark.parametrize(("text", "address"), [
    ("", ""), ("  ", ""), ("https://clusters.example.org", "https://clusters.example.org"),
    ("https://clusters.example.org/", "https://clusters.example.org"), ("http://[::1]:8000", "http://[::1]:8000"),
    ("http://explorer:8080", "http://explorer:8080"), (" https://x.org\n", "https://x.org"),
])  # fmt: skip
def test_a_public_address_is_a_scheme_and_a_host(monkeypatch, text, address):
    monkeypatch.setenv("PUBLIC_ADDRESS", text)
    assert Environment().origin("PUBLIC_ADDRESS") == address


BAD = ["clusters.example.org", "https:/x.org", "https://", "ftp://x.org", "https://x.org/clusters", "https://x.org?a=b",
       "https://x.org/a?b", "https://x org", "https://a@x.org", "https://x.org:99999", "//x.org",
       "https://x.org#a", "https://x\\y", "https://x.org\nhttps://y.org", "javascript:x", "https://.", "1", "https://<x>"]  # fmt: skip


@pytest.mark.parametrize("text", BAD)
def test_what_can_be_no_address_is_refused_by_the_name_of_the_variable(monkeypatch, text):
    monkeypatch.setenv("PUBLIC_ADDRESS", text)
    with pytest.raises(ImproperlyConfigured, match="PUBLIC_ADDRESS"):
        Environment().origin("PUBLIC_ADDRESS")


def test_it_stops_the_start(tmp_path):
    result = subprocess.run(
        [sys.executable, "manage.py", "serve"], cwd=ROOT, capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "PUBLIC_ADDRESS": "clusters.example.org"},
    )  # fmt: skip
    assert result.returncode != 0
    assert "PUBLIC_ADDRESS: 'clusters.example.org' can't be used" in result.stderr


RESTS = [
    "//evil.example", "//evil.example/", "///evil.example/x", "/\\evil.example", "\\evil.example", "\\\\evil.example/x",
    "/\t/evil.example", "\t//evil.example", "/\n/evil.example", "/%09/evil.example", "/%2Fevil.example",
    "/%5cevil.example", "%2f%2fevil.example", "https:evil.example", "https://evil.example/", "/https://evil.example/",
    "/@evil.example", ".//evil.example", "/..//evil.example", "/./\\evil.example", "javascript:alert(1)", "?//evil.example",
    "//evil.example?x=1#y", "/\x00/evil.example", "/ /evil.example", "//[evil", "//evil.example:99999/",
]  # fmt: skip


def where(location):
    """The host where a browser looks for it: it takes '\\' for '/', and does not see tabs and line ends."""
    return urlsplit(urljoin("http://testserver/here/", re.sub(r"[\t\r\n]", "", location).replace("\\", "/"))).netloc


def is_on_this_site(location):
    return where(location) == "testserver" and where(unquote(location)[:1] + location[1:]) == "testserver"


@pytest.fixture
def moved(content):
    """Addresses that have moved: to the home page, to others, and, past all forms, off the site."""
    rows = {
        "/old/": "/", "/frameworks/gone/": "/", "/learn/old/": "/learn/", "/frameworks/moved/": "/frameworks/modernized/",
        "/frameworks/stored/": "//evil.example/", "/programs/stored/": "/\\evil.example/", "/learn/stored/": "/\t/evil.example/",
    }  # fmt: skip
    RetiredAddress.objects.bulk_create(RetiredAddress(old_path=old, new_path=new) for old, new in rows.items())
    return Client()


some_or_all = pytest.mark.parametrize("number", [30, pytest.param(10**6, marks=pytest.mark.long)])


@pytest.mark.parametrize("before", [
    "/old", "/learn/old", "/frameworks/gone", "/frameworks/stored", "/programs/stored", "/learn/stored", "/handouts/gone",
    "/handouts/stored", "/embed/gone", "/embed/stored", "/data/frameworks/gone", "/careers/47-2031.00", "",
])  # fmt: skip
@some_or_all
@pytest.mark.sampled(4)
def test_no_address_leads_off_the_site_whatever_follows_it(moved, before, number):
    for path in drawn([f"{before}{slash}{rest}" for rest in RESTS for slash in ("", "/")], number, before):
        response = moved.generic("GET", "/", PATH_INFO=path.encode().decode("latin-1"))
        assert response.status_code in (200, 301, 302, 404)
        assert is_on_this_site(response.get("Location", "/")), (path, response["Location"])


@pytest.mark.parametrize("before", ["", "/frameworks", "/frameworks/a/b", "http://testserver"])
@some_or_all
@pytest.mark.sampled(2)
def test_no_way_back_leads_off_the_site(content, client, before, number):
    for address in drawn([f"{before}{way}" for way in RESTS], number, before):
        header = {"Referer": re.sub(r"[\r\n\x00]", "", address)}
        for response in (
            client.post("/my-school/", {"framework": "", "next": address}),
            client.post("/shortlist/", {"add": "modernized:cluster-1"}, headers=header),
            client.post("/shortlist/", {"take_off": "x", "add": "x"}, headers=header),
        ):
            assert response.status_code == 302
            assert is_on_this_site(response["Location"]), response["Location"]


def test_who_logs_in_stays_on_the_site(content, client, admin_user):
    client.force_login(admin_user)
    for way in RESTS:
        response = client.get(reverse("admin:login"), {"next": way})
        assert response.status_code == 302
        assert is_on_this_site(response["Location"])


def test_a_moved_address_leads_on_with_all_that_follows_it(moved):
    assert moved.get("/frameworks/moved/cluster-1/")["Location"] == CLUSTER
    assert moved.get("/frameworks/moved//cluster-1/")["Location"] == CLUSTER
    assert moved.get(f"/frameworks/moved/cluster-1/?part={'a' * 5000}")["Location"] == f"{CLUSTER}?part={'a' * 5000}"


NESTS = ["/my-school/?next=/my-school/?next=/my-school/", "/my-school/?next=%2Fmy-school%2F%3Fnext%3D%252F", "/?z=1&next=/",
         f"{CLUSTER}?z=1", f"{CLUSTER}?next={CLUSTER}", f"/my-school/?next={CLUSTER}?z=1", f"/my-school/?next={CLUSTER}",
         "/my-school/?next=" + "/a" * 900, "/search/?q=x&from=/search/%3Ffrom=", "/crosswalk/?from=old&back=/crosswalk/"]  # fmt: skip
MOST = 700  # addresses; a small site has about half as many


def links(client, address):
    response = client.get(address)
    if not response.headers["Content-Type"].startswith("text/html"):
        return
    for link in re.findall(r"""<a\b[^>]*?\bhref="([^"]*)""", html_of(response)):
        target = urljoin(f"http://testserver{address}", link.replace("&amp;", "&").partition("#")[0])
        if target.startswith("http://testserver/"):
            yield target.removeprefix("http://testserver")


def test_from_no_page_does_a_crawler_find_addresses_without_end(content, client):
    """A list of careers has 240 ways to be sorted and narrowed, which robots.txt keeps from crawlers: it is left out."""
    found, asked = set(NESTS), list(NESTS)
    while asked and len(found) < MOST:
        new = set(links(client, asked.pop())) - found
        new = {link for link in new if not re.search(r"[?&](sort|school|pay|outlook|c)=", link)}
        found |= new
        asked += new
    assert len(found) < MOST
    ways_back = [parse_qs(urlsplit(address).query).get("next", [""])[0] for address in found - set(NESTS)]
    assert [way for way in ways_back if "next" in way] == []


@pytest.mark.parametrize(("path", "way"), [
    (CLUSTER, f"/my-school/?next={CLUSTER}"), (f"{CLUSTER}?z=1", f"/my-school/?next={CLUSTER}"), ("/", "/my-school/"),
    ("/my-school/?next=/", "/my-school/"), (f"/my-school/?next={CLUSTER}", "/my-school/"), ("/careers/", "/my-school/"),
])  # fmt: skip
def test_only_a_page_with_names_is_a_way_back_from_choosing_them(content, client, path, way):
    html = html_of(client.get(path))
    assert f'href="{way.replace(CLUSTER, CLUSTER.replace("/", "%2F"))}" rel="nofollow"' in html


def test_the_choice_of_names_with_a_way_back_is_on_no_search_engine(content, client):
    assert b'<meta name="robots" content="noindex">' in client.get("/my-school/", {"next": CLUSTER}).content
    assert "Disallow: /my-school/?\n" in client.get("/robots.txt").content.decode()
