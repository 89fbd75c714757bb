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
    "not found": "/frameworks/modernized/constructon/",
}
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
allows_404 = pytest.mark.console_allowed("404")


@allows_404
@every_page
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_violation(page, path, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_after_a_swap(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto("/")
    page.locator('.slice[data-cluster="construction"] .slice__shape').click()
    page.get_by_role("heading", level=1, name="Construction").wait_for()
    page.wait_for_timeout(300)  # the panel has faded in
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@allows_404
@every_page
def test_nothing_scrolls_sideways_at_320_pixels(page, path):
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@allows_404
@every_page
def test_nothing_scrolls_sideways_at_400_percent(page, path):
    page.set_viewport_size({"width": 320, "height": 256})  # 1280 by 1024, four times as large
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@allows_404
@every_page
@pytest.mark.parametrize("width", [360, 1280])
def test_targets_are_at_least_44_pixels_high(page, path, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    small = page.locator("a:not(.skip-link):not(.slice), button").evaluate_all("""links => links
        .filter(link => link.checkVisibility() && !link.closest("p"))  // a link inside a sentence is as high as its line
        .filter(link => link.getBoundingClientRect().height < 44)
        .map(link => `${link.textContent.trim()}: ${link.getBoundingClientRect().height}`)""")
    assert small == []


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
    words = page.locator("main :is(h1, h2, h3, p, li, a)")
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
