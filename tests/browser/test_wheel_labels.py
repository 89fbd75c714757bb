"""The wheel's words measured in the browser: none leaves its slice, none overlaps another, none is too small."""

import re

import pytest
from django.test import Client

from ..factories import create_cluster, create_framework, create_grouping
from .wheel_words import ICONS_OUTSIDE, LINES_OUTSIDE, OVERLAPS, RIM_TOO_LONG, SMALLEST

pytestmark = pytest.mark.sampled(4)

SHOWN = "all => all.filter(one => one.getBoundingClientRect().width > 0).length"
LONG = "Science, Technology, Engineering, Mathematics & Everything Else That Has a Very Long Name"
ORDINARY = [
    "Advanced Manufacturing", "Construction", "Supply Chain & Transportation", "Education", "Healthcare & Human Services",
    "Public Service & Safety", "Arts, Entertainment, & Design", "Hospitality, Events, & Tourism", "Agriculture",
    "Energy & Natural Resources", "Financial Services",
]  # fmt: skip

# Wheels by the number of clusters, of groupings, and of clusters that cut across. Those of `make test` come first.
SHORT = [(1, 5, 3), (2, 1, 3), (9, 0, 0), (14, 1, 3), (14, 5, 0), (30, 5, 3)]
ALL = [(count, *others) for count in (1, 2, 9, 14, 16, 30) for others in ((0, 0), (1, 3), (5, 0), (5, 3))]
WHEELS = [*SHORT, *(pytest.param(*wheel, marks=pytest.mark.long) for wheel in ALL if wheel not in SHORT)]


@pytest.fixture
def show(page, db, base_url):
    """Show the wheel of a framework made for the test, with the running site's stylesheets and scripts."""

    def show(names, *, groupings=1, crossing=0, width=1280):
        framework = create_framework(is_default=True)
        rim = [
            create_grouping(framework=framework, name=f"{LONG if n % 2 else 'Building & Moving'} {n}", position=n)
            for n in range(groupings)
        ]
        for number, name in enumerate(names):
            grouping = rim[number * groupings // len(names)] if rim else None
            create_cluster(framework=framework, name=name, slug=f"c{number}", grouping=grouping, position=number)
        for number in range(crossing):
            create_cluster(
                framework=framework,
                name=f"Digital Technology {number}",
                slug=f"x{number}",
                is_cross_cutting=True,
                position=99,
            )
        html = Client().get("/").content.decode()
        page.set_viewport_size({"width": width, "height": 900})
        page.route(
            "**/made-for-the-test", lambda route: route.fulfill(body=_with_hashed_files(html), content_type="text/html")
        )
        page.goto("/made-for-the-test")

    home = page.request.get(base_url).text()
    hashed = dict(_static_files(home))

    def _with_hashed_files(html):
        for plain, path in hashed.items():
            html = html.replace(f'"/static/{plain}"', f'"{path}"')
        return html

    return show


def _static_files(html):
    """(plain name, path) of the static files of a page whose names carry a hash."""
    for path in re.findall(r'"(/static/[^"]+)"', html):
        yield re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", path.removeprefix("/static/")), path


def many(count):
    return [ORDINARY[n % len(ORDINARY)] for n in range(count)]


@pytest.mark.parametrize(("count", "groupings", "crossing"), WHEELS)
@pytest.mark.sampled(2)
def test_no_label_leaves_its_slice_or_overlaps_another(page, show, count, groupings, crossing):
    show(many(count), groupings=min(groupings, count), crossing=crossing)
    assert page.locator(".slice").count() == count + crossing
    assert page.evaluate(LINES_OUTSIDE) == []
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(RIM_TOO_LONG) == []


@pytest.mark.parametrize("count", [2, 14, 30, *(pytest.param(count, marks=pytest.mark.long) for count in (1, 9, 16))])
@pytest.mark.sampled(1)
def test_very_long_names_stay_inside_or_move_to_the_list(page, show, count):
    show([LONG, "Antidisestablishmentarianism", *many(count)][:count], groupings=min(2, count))
    assert page.evaluate(LINES_OUTSIDE) == []
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(RIM_TOO_LONG) == []
    unlabelled = page.locator(".slice:not(:has(.slice__label.wide))")
    for number in range(unlabelled.count()):
        assert unlabelled.nth(number).locator(".slice__name").is_visible()
        assert unlabelled.nth(number).locator(".slice__name").bounding_box()["width"] > 20


@pytest.mark.parametrize("count", [1, 14, 30, *(pytest.param(count, marks=pytest.mark.long) for count in (2, 9, 16))])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.sampled(2)
def test_every_slice_has_an_icon_inside_it(page, show, count, width):
    show(many(count), width=width)
    assert page.evaluate(ICONS_OUTSIDE) == []


def test_these_measures_can_fail(page, show):
    show(many(14))
    page.evaluate("document.querySelector('.slice__label.wide text').setAttribute('x', 900)")
    page.evaluate("document.querySelectorAll('.slice__label.wide')[3].querySelector('text').setAttribute('y', 1)")
    page.evaluate("document.querySelector('.rim__words').setAttribute('font-size', 300)")
    page.evaluate(
        "document.querySelectorAll('.slice__label.wide')[5].querySelectorAll('text').forEach(word => { word.setAttribute('x', 500); word.setAttribute('y', 500) })"
    )
    assert len(page.evaluate(LINES_OUTSIDE)) >= 2
    assert len(page.evaluate(RIM_TOO_LONG)) == 1
    assert len(page.evaluate(OVERLAPS)) >= 1


class TestTheShippedWheel:
    @pytest.mark.parametrize("width", [688, 768, 1024, 1104, 1280, 1600])
    @pytest.mark.parametrize("height", [600, 900])
    @pytest.mark.sampled(4)
    def test_no_word_is_drawn_below_12_pixels(self, page, width, height):
        page.set_viewport_size({"width": width, "height": height})
        page.goto("/")
        assert page.evaluate(SMALLEST) >= 12

    @pytest.mark.parametrize("width", [688, 1280])
    def test_every_slice_carries_its_name(self, page, width):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/")
        assert page.locator(".slice__label").evaluate_all(SHOWN) == 14
        assert page.evaluate(LINES_OUTSIDE) == []
        assert page.evaluate(RIM_TOO_LONG) == []

    @pytest.mark.parametrize("width", [360, 412, 640])
    def test_on_a_phone_slices_carry_short_names(self, page, width):
        page.set_viewport_size({"width": width, "height": 700})
        page.goto("/")
        assert page.locator(".slice__label").evaluate_all(SHOWN) == 14
        assert page.get_by_text("Public", exact=True).first.is_visible()
        assert page.evaluate(LINES_OUTSIDE) == []
        assert page.evaluate(OVERLAPS) == []
        assert page.evaluate(SMALLEST) >= 12

    @pytest.mark.parametrize("path", ["/", "/frameworks/original/", "/frameworks/connecticut/"])
    def test_short_names_of_every_framework_fit(self, page, path):
        page.set_viewport_size({"width": 360, "height": 700})
        page.goto(path)
        assert page.locator(".slice").count() == page.locator(".slice__label").evaluate_all(SHOWN)
        assert page.evaluate(LINES_OUTSIDE) == []

    @pytest.mark.parametrize("width", [320, 340])
    def test_on_the_narrowest_screens_the_list_carries_the_names(self, page, width):
        page.set_viewport_size({"width": width, "height": 700})
        page.goto("/")
        assert page.locator(".slice text").evaluate_all(SHOWN) == 0
        names = page.locator(".slice__name").all()
        assert len(names) == 14
        assert all(name.bounding_box()["width"] > 40 for name in names)
        assert page.evaluate(ICONS_OUTSIDE) == []

    def test_the_outer_ring_leads_to_its_part_of_the_grid(self, page):
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto("/")
        band = page.locator("#rim-caring-for-communities .rim__band.narrow")
        box = band.bounding_box()
        band.scroll_into_view_if_needed()
        with page.expect_navigation():
            band.click(position={"x": box["width"] - 4, "y": box["height"] / 2})
        assert page.url.endswith("?view=grid#caring-for-communities")

    def test_a_screen_reader_gets_a_list_of_groupings_and_their_clusters(self, page):
        page.goto("/")
        tree = page.get_by_role("navigation", name="Career Clusters").aria_snapshot()
        assert (
            tree.index("Building & Moving") < tree.index('link "Construction"') < tree.index("Caring for Communities")
        )
        assert tree.count("- link ") == 14 + 6  # clusters and groupings; the center's has a colon in its name
        assert "application" not in tree
