"""No name of the shipped content is wider than the panel it stands in, at any width, in a font wider than most."""

import json

import pytest

from ..server import ROOT
from .visit import settle, visit

WIDTHS = (320, 360, 414, 600, 768, 900, 1024, 1180, 1280)
# The page has no inline styles; a stylesheet that a script has made is no inline style.
WIDE_FONT = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*, ::before, ::after { font-family: 'DejaVu Sans', Verdana, sans-serif !important; font-stretch: normal; }"
        + ":is(h1, h2, h3, h4, b, a) { letter-spacing: 0.06em !important; }");
    document.adoptedStyleSheets.push(sheet);
}"""
# What sticks out of the box it stands in, or out of the page. What can be scrolled sideways by itself is let alone.
STICKS_OUT = """() => [...document.querySelectorAll("main *")].filter(one => {
    if (one.closest("svg, .visually-hidden, .wheel") || one.querySelector(".wheel, .score-wheel") || !one.getClientRects().length) return false;
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    if (style.display === "inline" || style.overflowX !== "visible") return false;
    if (one.matches(".explorer, .panel, .entry, .careers--all")) return box.right > document.documentElement.clientWidth + 1;  // their heads go from edge to edge on a phone
    return one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1 || box.right > document.documentElement.clientWidth + 1;
}).map(one => `${one.tagName}.${one.className} “${one.textContent.trim().slice(0, 40)}”`)"""
# Each name in turn in each place where names stand on the page.
NAMES_THAT_STICK_OUT = """names => {
    const places = [...document.querySelectorAll("main :is(h1, h2, h3) > span, main :is(h1, h2, h3) a span, main :is(h1, h2, h3) > a, main .row b, main .chip, main .breadcrumb a")]
        .filter(one => one.getClientRects().length && !one.closest(".visually-hidden, .shortlist__count")).filter((one, n, all) =>
            all.findIndex(other => other.className === one.className && other.parentElement.className === one.parentElement.className
                && other.parentElement.tagName === one.parentElement.tagName) === n);
    return places.flatMap(place => {
        const before = [...place.childNodes], box = place.closest("section, article, li, div");
        const wide = names.filter(name => {
            place.replaceChildren(name);
            const range = document.createRange();
            range.selectNodeContents(place);
            const style = getComputedStyle(box), inner = box.getBoundingClientRect();
            return range.getBoundingClientRect().right > inner.right - parseFloat(style.paddingRight) + 1 || box.scrollWidth > box.clientWidth + 1;
        });
        place.replaceChildren(...before);
        return wide.map(name => `${place.parentElement.tagName}.${place.parentElement.className}: ${name}`);
    });
}"""
PAGES = [
    "/frameworks/modernized/management-entrepreneurship/",
    "/frameworks/modernized/management-entrepreneurship/entrepreneurship-small-business/",
    "/programs/carpentry/",
    "/careers/29-1141.00/",
    "/careers/",
    "/frameworks/modernized/?view=grid",
    "/compare/?c=modernized:management-entrepreneurship&c=modernized:supply-chain-transportation&c=modernized:hospitality-events-tourism",
    "/shortlist/?list=modernized:management-entrepreneurship~carpentry~29-1141.00",
    "/search/?q=entrepreneurship",
    "/embed/modernized/management-entrepreneurship/",
    "/crosswalk/",
    "a result",
    "a comparison",
]


@pytest.fixture(scope="module")
def names():
    """Of all clusters, sub-clusters, programs and careers the names with the longest words: shorter words wrap sooner."""
    found = set()
    for path in (ROOT / "fixtures").glob("*.json"):
        for one in json.loads(path.read_text("utf-8")):
            if one["model"] in ("explorer.cluster", "explorer.subcluster", "explorer.program", "explorer.career"):
                found.add(one["fields"]["name"])
    assert len(found) > 300
    return sorted(found, key=lambda name: -max(map(len, name.split())))[:12]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.sampled(4)
def test_no_name_is_wider_than_its_panel(page, path, names):
    visit(page, path)
    page.evaluate(WIDE_FONT)
    wrong = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if found := page.evaluate(STICKS_OUT) + page.evaluate(NAMES_THAT_STICK_OUT, names):
            wrong[width] = found
    assert wrong == {}


def test_nor_beside_the_wheel(page, names):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/")
    page.locator('.slice[data-cluster="management-entrepreneurship"] .slice__shape:visible').click()
    page.get_by_role("heading", level=1, name="Management & Entrepreneurship").wait_for()
    settle(page)  # a transition does not outlive another size
    page.evaluate(WIDE_FONT)
    wrong = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if found := page.evaluate(STICKS_OUT) + page.evaluate(NAMES_THAT_STICK_OUT, names):
            wrong[width] = found
    assert wrong == {}
