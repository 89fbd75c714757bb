"""What holds on every kind of page, light and dark, wide and narrow."""

import functools

import pytest
from axe_playwright_python.sync_playwright import Axe

from ..sample import die
from .visit import settle, visit

PAGES = {
    "home": "/",
    "framework": "/frameworks/modernized/",
    "grid": "/frameworks/modernized/?view=grid",
    "cluster": "/frameworks/modernized/construction/",
    "cross-cutting cluster": "/frameworks/modernized/digital-technology/",
    "sub-cluster": "/frameworks/modernized/construction/skilled-trades/",
    "program": "/programs/diesel-mechanics/",
    "colleges of a state": "/programs/diesel-mechanics/?state=OH",
    "careers": "/careers/",
    "career": "/careers/47-2111.00-electricians/",
    "career without figures": "/careers/27-2011.00-actors/",
    "careers, chosen": "/careers/?field=construction&sort=pay&school=degree",
    "no career fits": "/careers/?field=agriculture&interest=A&school=degree&pay=low",
    "surprise": "/careers/surprise/29-2056.00/",
    "search": "/search/",
    "search results": "/search/?q=nurse",
    "nothing found": "/search/?q=qqzzxx",
    "framework without groupings": "/frameworks/original/",
    "older cluster": "/frameworks/original/science-technology-engineering-mathematics/",
    "pathway": "/frameworks/original/health-science/diagnostic-services/",
    "frameworks": "/frameworks/",
    "crosswalk": "/crosswalk/?of=original:health-science",
    "pathways": "/crosswalk/?view=pathways",
    "historical cluster": "/frameworks/connecticut/health-and-biosciences/",
    "data": "/data/",
    "accessibility": "/accessibility/",
    "crosswalk, nothing chosen": "/crosswalk/?from=original&of=modernized",
    "compare, nothing chosen": "/compare/?c=",
    "my school": "/my-school/",
    "my state": "/my-state/",
    "handouts": "/handouts/",
    "handout": "/handouts/modernized/construction/",
    "poster": "/poster/",
    "my list, empty": "/shortlist/",
    "a list that was sent": "/shortlist/?list=modernized:education~modernized:construction:skilled-trades~carpentry~47-2111.00~gone",
    "learn": "/learn/",
    "learn page": "/learn/how-the-levels-nest/",
    "learn page with a table": "/learn/career-technical-education-then-and-now/",
    "practices": "/learn/career-ready-practices/",
    "glossary": "/learn/glossary/",
    "compare": "/compare/?c=construction",
    "comparison": "/compare/?c=construction&c=healthcare-human-services&c=arts-entertainment-design",
    "comparison across frameworks": "/compare/?c=original:finance&c=financial-services",
    "quiz": "/quiz/",
    "quiz, second round": "/quiz/?round=2",
    "quiz result": "a result",
    "quiz comparison": "a comparison",
    "quiz codes": "/quiz/results/",
    "for your site": "/embed/?show=modernized:construction",
    "embedded wheel": "/embed/wheel/",
    "embedded cluster": "/embed/modernized/healthcare-human-services/",
    "not found": "/frameworks/modernized/constructon/",
}
# Widths in pixels, and color schemes.
SETTINGS = ((360, "dark"), (1280, "light"), (360, "light"), (1280, "dark"))
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
# Pictures of slices are hidden from screen readers, and axe takes the page's ground for what their words stand on:
# test_words_on_slices_stand_out measures those.
READ = {"exclude": [[".slice__picture"], [".score-wheel"]]}
TARGETS = "a:not(.skip-link, .slice, .centre, .score), button, select, summary, .choice, .answers label"
# The name of a card is its link, and the whole card takes the pointer.
TOO_LOW = """all => all
    .map(one => getComputedStyle(one, "::after").position === "absolute" ? one.offsetParent : one)
    .filter(one => one.checkVisibility() && !one.closest("p, .prose, dd"))  // a link inside a sentence is as high as its line
    .filter(one => one.getBoundingClientRect().height < 43.9)
    .map(one => `${one.textContent.trim()}: ${one.getBoundingClientRect().height}`)"""
allows_404 = pytest.mark.console_allowed("404")


@pytest.fixture(scope="module")
def tour(browser, base_url):
    """Opens a page, once for all tests, and says what was measured on it."""
    context = browser.new_context(base_url=base_url)
    page = context.new_page()
    hosts = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))

    @functools.cache
    def measure(path):
        hosts.clear()
        visit(page, path)
        measured = {"hosts": set(hosts), "cookies": context.cookies(), "overflow": [], "small": []}
        # The last one is 1280 by 1024 pixels, four times as large.
        for width, height in ((1280, 900), (360, 900), (320, 700), (320, 256)):
            page.set_viewport_size({"width": width, "height": height})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                measured["overflow"].append(width)
            if height == 900:
                measured["small"] += page.locator(TARGETS).evaluate_all(TOO_LOW)
        return measured

    yield measure
    context.close()


@allows_404
@every_page
@pytest.mark.sampled(4)
def test_axe_finds_no_violation(page, path):
    """At one setting, another one at each run."""
    width, scheme = die(path).choice(SETTINGS)
    print(f"{width} pixels, {scheme}")
    look_for_violations(page, path, width, scheme)


@pytest.mark.long
@allows_404
@every_page
@pytest.mark.parametrize(("width", "scheme"), SETTINGS)
def test_axe_finds_no_violation_at_any_setting(page, path, width, scheme):
    look_for_violations(page, path, width, scheme)


def look_for_violations(page, path, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    visit(page, path)
    results = Axe().run(page, context=READ)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_after_a_swap(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto("/")
    page.locator('.slice[data-cluster="construction"] .slice__shape:visible').click()
    page.get_by_role("heading", level=1, name="Construction").wait_for()
    settle(page)
    results = Axe().run(page, context=READ)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize(("scheme", "least"), [("light", 5.5), ("dark", 8)])
@pytest.mark.parametrize("path", ["/", "/frameworks/original/"])
def test_words_on_slices_stand_out(page, scheme, least, path):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(path)
    pairs = page.locator(".slice").evaluate_all("""slices => slices.map(slice => [".slice__shape", ".slice__label text"]
        .map(part => getComputedStyle(slice.querySelector(part)).fill.match(/\\d+/g).map(Number)))""")
    assert len(pairs) >= 14
    assert min(contrast(*pair) for pair in pairs) >= least


def contrast(one, other):
    """The contrast ratio of two colors (red, green, blue), as WCAG defines it."""

    def luminance(color):
        linear = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in color[:3])
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@every_page
@pytest.mark.sampled(6)
def test_nothing_scrolls_sideways_at_320_pixels_or_at_400_percent(tour, path):
    assert tour(path)["overflow"] == []


@every_page
@pytest.mark.sampled(6)
def test_targets_are_at_least_44_pixels_high(tour, path):
    assert tour(path)["small"] == []


@every_page
@pytest.mark.sampled(6)
def test_no_request_goes_to_another_host_and_no_cookie_is_set(tour, base_url, path):
    assert tour(path)["hosts"] == {base_url.split("/")[2]}
    assert tour(path)["cookies"] == []


@pytest.mark.console_allowed("ERR_FAILED", "404")
@every_page
@pytest.mark.sampled(6)
def test_without_stylesheets_and_scripts_the_content_is_all_there(page, path):
    page.route("**/*.css", lambda route: route.abort())
    page.route("**/*.js", lambda route: route.abort())
    visit(page, path)
    folded = "details:not([open]) > :not(summary)"
    unseen = f"{folded}, {folded} *, svg *, [hidden], [hidden] *"
    words = page.locator(f"main :is(h1, h2, h3, p, li, a, legend, label, summary):not({unseen})")
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "8px"  # the browser's own
    assert words.count() > 3  # the page of my state says no more than a heading, a lead, a question and a hint
    assert words.evaluate_all("all => all.filter(one => !one.checkVisibility() || !one.innerText.trim()).length") == 0


def test_the_font_is_the_systems(page):
    page.goto("/")
    assert page.evaluate("document.fonts.size") == 0


@pytest.mark.parametrize(
    "preference", [{"forced_colors": "active"}, {"contrast": "more"}, {"reduced_motion": "reduce"}]
)
def test_preferences_of_the_visitor_change_the_page(page, preference):
    page.goto("/")
    look = "JSON.stringify([...document.querySelectorAll('.slice__shape, .slice__way-out, .around__lead')].map(e => { const s = getComputedStyle(e); return [s.fill, s.color, s.transitionDuration] }))"
    before = page.evaluate(look)
    page.emulate_media(**preference)
    assert page.evaluate(look) != before
