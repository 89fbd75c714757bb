"""What holds on every kind of page, light and dark, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = {
    "home": "/",
    "framework": "/frameworks/modernized/",
    "grid": "/frameworks/modernized/?view=grid",
    "cluster": "/frameworks/modernized/construction/",
    "cross-cutting cluster": "/frameworks/modernized/digital-technology/",
    "sub-cluster": "/frameworks/modernized/construction/skilled-trades/",
    "program": "/programs/diesel-mechanics/",
    "framework without groupings": "/frameworks/original/",
    "older cluster": "/frameworks/original/science-technology-engineering-mathematics/",
    "pathway": "/frameworks/original/health-science/diagnostic-services/",
    "frameworks": "/frameworks/",
    "crosswalk": "/crosswalk/?of=original/health-science",
    "pathways": "/crosswalk/?view=pathways",
    "historical cluster": "/frameworks/connecticut/health-and-biosciences/",
    "my school": "/my-school/",
    "learn": "/learn/",
    "learn page": "/learn/how-the-levels-nest/",
    "learn page with a table": "/learn/career-technical-education-then-and-now/",
    "practices": "/learn/career-ready-practices/",
    "glossary": "/learn/glossary/",
    "not found": "/frameworks/modernized/constructon/",
}
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
# Pictures of slices are hidden from screen readers, and axe takes the page's ground for what their words stand on:
# test_words_on_slices_stand_out measures those.
READ = {"exclude": [[".slice__picture"]]}
allows_404 = pytest.mark.console_allowed("404")


@allows_404
@every_page
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_violation(page, path, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        results = Axe().run(page, context=READ)
        assert results.violations_count == 0, f"{scheme}: {results.generate_report()}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_after_a_swap(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto("/")
    page.locator('.slice[data-cluster="construction"] .slice__shape').click()
    page.get_by_role("heading", level=1, name="Construction").wait_for()
    page.wait_for_timeout(300)  # the panel has faded in
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


@allows_404
@every_page
def test_nothing_scrolls_sideways_at_320_pixels_or_at_400_percent(page, path):
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 320, "height": 256})  # 1280 by 1024, four times as large
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@allows_404
@every_page
def test_targets_are_at_least_44_pixels_high(page, path):
    page.goto(path)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        small = page.locator("a:not(.skip-link, .slice, .centre), button, select, summary, .choice").evaluate_all("""links => links
            .filter(link => link.checkVisibility() && !link.closest("p, .prose, dd"))  // a link inside a sentence is as high as its line
            .filter(link => link.getBoundingClientRect().height < 44)
            .map(link => `${link.textContent.trim()}: ${link.getBoundingClientRect().height}`)""")
        assert small == [], width


@allows_404
@every_page
def test_no_request_goes_to_another_host_and_no_cookie_is_set(page, context, base_url, requested_hosts, path):
    page.goto(path, wait_until="networkidle")
    assert requested_hosts == {base_url.split("/")[2]}
    assert context.cookies() == []


@pytest.mark.console_allowed("ERR_FAILED", "404")
@every_page
def test_without_stylesheets_and_scripts_the_content_is_all_there(page, path):
    page.route("**/*.css", lambda route: route.abort())
    page.route("**/*.js", lambda route: route.abort())
    page.goto(path)
    words = page.locator("main :is(h1, h2, h3, p, li, a, legend, label, summary):not(details:not([open]) > table *)")
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "8px"  # the browser's own
    assert words.count() > 5
    assert words.evaluate_all("all => all.filter(one => !one.checkVisibility() || !one.innerText.trim()).length") == 0


def test_the_font_is_the_systems(page):
    page.goto("/")
    assert page.evaluate("document.fonts.size") == 0


@pytest.mark.parametrize(
    "preference", [{"forced_colors": "active"}, {"contrast": "more"}, {"reduced_motion": "reduce"}]
)
def test_preferences_of_the_visitor_change_the_page(page, preference):
    page.goto("/")
    look = "JSON.stringify([...document.querySelectorAll('.slice__shape, .slice__way-out, .intro__lead')].map(e => { const s = getComputedStyle(e); return [s.fill, s.color, s.transitionDuration] }))"
    before = page.evaluate(look)
    page.emulate_media(**preference)
    assert page.evaluate(look) != before
