"""Every link on every page of the shipped site leads somewhere."""

import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.validators import URLValidator
from django.test import Client

from explorer.models import (
    Cluster,
    ClusterSuggestion,
    CrosswalkRow,
    QuizItem,
    SubCluster,
    SubClusterSuggestion,
)

pytestmark = [pytest.mark.django_db, pytest.mark.long]

HERE = "http://testserver"
CHOICES = {"sort", "school", "pay", "outlook", "state"}  # of a list of careers, and of a program's colleges
CHOSEN_FROM = ("/careers/", "/frameworks/modernized/construction/")  # the lists whose choices are tried, one at a time
ADDRESSES = {"href", "src", "action", "hx-get", "hx-post", "content"}


class Page(HTMLParser):
    """The addresses on a page, and its anchors."""

    def __init__(self, html):
        super().__init__()
        self.html = html
        self.addresses, self.ids = set(), set()
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name == "id":
                assert value not in self.ids, f"two elements have the id {value}"
                self.ids.add(value)
            elif name in ADDRESSES and value and (name != "content" or value.startswith(("http:", "https:"))):
                self.addresses.add(value)


class Crawl:
    """Opens the home page and all that can be reached from it, and what only a posted quiz leads to."""

    def __init__(self, client):
        self.client = client
        self.pages, self.outside, self.broken, self.linked = {}, set(), [], set()
        waiting = [("/", ""), *((path, "/quiz/") for path in self.results())]
        while waiting:
            path, came_from = waiting.pop()
            self.linked.add(path)
            if path in self.pages:
                continue
            self.pages[path] = page = self.open(path, came_from)
            waiting += [(target, path) for target in self.inside(page, path) if target not in self.pages]

    def results(self):
        """A result of the quiz that is clear, one that is flat, and the two side by side."""
        slugs = list(QuizItem.objects.values_list("slug", flat=True))
        sheets = [
            {f"item-{slug}": 1 + (number % 14) // 3 for number, slug in enumerate(slugs)},
            dict.fromkeys((f"item-{slug}" for slug in slugs), 3),
        ]
        results = [self.client.post("/quiz/", sheet)["Location"] for sheet in sheets]
        codes = "/".join(path.split("/")[3] for path in results)
        return [*results, f"/quiz/compare/{codes}/"]

    def open(self, path, came_from):
        if path.startswith("/static/"):
            name = path.removeprefix("/static/")
            if not (finders.find(name) or (settings.STATIC_ROOT / name).exists()):
                self.broken.append(f"{path} on {came_from}")
            return Page("")
        response = self.client.get(path, follow=path == "/careers/surprise/")
        if response.status_code != 200:
            self.broken.append(f"{path} on {came_from}: {response.status_code}")
        is_page = response.headers["Content-Type"].startswith("text/html")
        return Page(response.content.decode() if is_page else "")

    def inside(self, page, path):
        for address in page.addresses:
            target = urldefrag(urljoin(f"{HERE}{path}", address)).url
            if is_choice_too_many(path, target):
                continue
            if target.startswith(HERE):
                yield target.removeprefix(HERE).partition("?next=")[0]  # the same page, with another way back
            else:
                self.outside.add(target)


def is_choice_too_many(path, target):
    """Every list of careers can be sorted and narrowed in 240 ways: one choice at a time, on some lists, is enough.

    Of the hundreds of comparisons those are enough to which these lists and the page to choose from lead.
    """
    query = parse_qs(urlsplit(target).query)
    if urlsplit(target).path == "/compare/" and query:
        return not (path == "/compare/" or path.startswith(CHOSEN_FROM))
    return bool(CHOICES & query.keys()) and (
        len(CHOICES & query.keys()) > 1 or "page" in query or not path.startswith(CHOSEN_FROM)
    )


@pytest.fixture(scope="module")
def crawl(_loaded, django_db_blocker):
    with django_db_blocker.unblock():
        return Crawl(Client())


def test_every_link_leads_to_a_page(crawl):
    assert len(crawl.pages) > 500
    assert len(crawl.linked) > 1000
    assert crawl.broken == []


def test_every_anchor_that_a_link_names_is_on_its_page(crawl):
    missing = []
    for path, page in crawl.pages.items():
        for address in page.addresses:
            target, anchor = urldefrag(urljoin(f"{HERE}{path}", address))
            if not anchor or not target.startswith(HERE) or is_choice_too_many(path, target):
                continue
            path_of_target = target.removeprefix(HERE)
            if anchor not in crawl.pages[path_of_target].ids:
                missing.append(f"{address} on {path}")
    assert missing == []


def test_every_page_of_the_sitemap_can_be_reached_by_links(crawl, shipped, client):
    files = re.findall(rf"<loc>{HERE}(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    mapped = {
        path for file in files for path in re.findall(rf"<loc>{HERE}(.*?)</loc>", client.get(file).content.decode())
    }
    assert len(mapped) > 900
    assert mapped - crawl.linked == set()


def test_every_address_outside_is_well_formed_and_by_https(crawl):
    assert len(crawl.outside) >= 8
    for address in crawl.outside:
        URLValidator(schemes=["https"])(address)
        assert urlsplit(address).hostname


def test_every_cluster_and_pathway_says_what_it_is_now_or_what_it_was(crawl, shipped):
    older = ("In the 2024 framework this is",)
    newer = ("<h2>What this was called before</h2>", "<h2>This is new</h2>")
    entries = [*Cluster.objects.select_related("framework"), *SubCluster.objects.select_related("cluster__framework")]
    assert len(entries) == 38 + 151
    for entry in entries:
        path = entry.get_absolute_url()
        phrases = newer if path.startswith("/frameworks/modernized/") else older
        assert sum(phrase in crawl.pages[path].html for phrase in phrases) == 1, path


def test_every_row_and_suggestion_links_both_ways(crawl, shipped):
    rows = [row for row in CrosswalkRow.objects.select_related("old__framework", "new__framework") if row.old]
    ours = list(ClusterSuggestion.objects.select_related("old__framework", "new__framework"))
    parts = list(SubClusterSuggestion.objects.select_related("old__cluster__framework", "new__cluster__framework"))
    assert len(rows) == 16
    for one in [*rows, *ours, *parts]:
        there, back = one.old.get_absolute_url(), one.new.get_absolute_url()
        assert back in crawl.pages[there].addresses, f"{there} does not lead to {back}"
        assert there in crawl.pages[back].addresses, f"{back} does not lead to {there}"
