"""A page of another site that shows the wheel in a frame: where it is allowed, and where it is not."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from ..server import manage

pytestmark = pytest.mark.sampled(3)

WHEEL, CLUSTER = "/embed/wheel/", "/embed/modernized/construction/"
# Those of `make test` come first.
SHORT = [(280, "dark"), (720, "light")]
ALL = [(width, scheme) for width in (280, 600, 720, 1100) for scheme in ("light", "dark")]
FRAMES = [*SHORT, *(pytest.param(*frame, marks=pytest.mark.long) for frame in ALL if frame not in SHORT)]
allows_refusal = pytest.mark.console_allowed("frame-ancestors", "404")


class SchoolPage(BaseHTTPRequestHandler):
    """A page with the code that ?code= holds, and the style that a site of its own would have."""

    def do_GET(self):
        code = parse_qs(urlsplit(self.path).query).get("code", [""])[0]
        self.send_response(200 if code else 204)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<!doctype html><title>Our school</title><h1>Careers</h1>{code}".encode() if code else b"")

    def log_message(self, *_arguments):
        pass


@pytest.fixture(scope="module")
def school():
    """The port of the school's server: it answers as localhost and as 127.0.0.1."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), SchoolPage)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def only_on(page, site_folder):
    """Call with the sites that may show the modernized framework; afterwards every site may again.

    The browser then forgets the page that it may keep for ten seconds.
    """
    network = page.context.new_cdp_session(page)

    def allow(*sites):
        code = (
            "from explorer.models import Framework; framework = Framework.objects.get(slug='modernized');"
            f"framework.embedding_sites = {chr(10).join(sites)!r}; framework.save()"
        )
        manage(site_folder, "shell", "--command", code)
        network.send("Network.clearBrowserCache")

    yield allow
    allow("*")


def framed(page, base_url, port, path, host="localhost"):
    """Open a page of the school that shows `path`, and return the frame."""
    code = f'<iframe src="{base_url}{path}" width="100%" height="700"></iframe>'
    page.goto(f"http://{host}:{port}/?code={code}")
    return page.frames[1]


def is_refused(frame):
    return frame.url.startswith("chrome-error:")


@pytest.mark.parametrize("path", [WHEEL, CLUSTER])
def test_every_site_may_show_what_is_allowed_to_every_site(page, base_url, school, path):
    frame = framed(page, base_url, school, path)
    expect(frame.get_by_role("link", name="Open in Cluster Explorer")).to_be_visible()


@allows_refusal
@pytest.mark.parametrize("path", ["/", "/frameworks/modernized/construction/", "/embed/", "/admin/login/"])
def test_no_other_page_is_shown(page, base_url, school, path):
    assert is_refused(framed(page, base_url, school, path))


@allows_refusal
def test_only_the_sites_on_the_list_may_show_it(page, base_url, school, only_on):
    only_on("https://www.our-school.org", f"http://localhost:{school}")
    assert not is_refused(framed(page, base_url, school, WHEEL))
    assert is_refused(framed(page, base_url, school, WHEEL, host="127.0.0.1"))
    only_on("https://www.our-school.org")
    assert is_refused(framed(page, base_url, school, WHEEL))
    page.goto("/embed/")
    assert not is_refused(page.frames[1])
    expect(page.get_by_text("https://www.our-school.org", exact=True)).to_be_visible()


@pytest.mark.parametrize(("path", "link", "full"), [
    (WHEEL, "Construction", "/frameworks/modernized/construction/"),
    (WHEEL, "In the middle: Career Ready Practices", "/learn/career-ready-practices/"),
    (WHEEL, "Open in Cluster Explorer", "/"),
    (CLUSTER, "Skilled Trades", "/frameworks/modernized/construction/skilled-trades/"),
    (CLUSTER, "Open in Cluster Explorer", "/frameworks/modernized/construction/"),
])  # fmt: skip
def test_a_link_opens_the_full_page_in_a_new_tab_and_leaves_the_schools_page(
    page, context, base_url, school, path, link, full
):
    page.set_viewport_size({"width": 600, "height": 900})
    frame = framed(page, base_url, school, path)
    here = page.url
    with context.expect_page() as opened:
        frame.get_by_role("link", name=link).first.press("Enter")
    opened.value.wait_for_load_state()
    assert opened.value.url == f"{base_url}{full}"
    assert opened.value.evaluate("window.opener") is None
    assert (page.url, frame.url) == (here, f"{base_url}{path}")


def test_a_slice_of_the_picture_opens_a_new_tab(page, context, base_url, school):
    frame = framed(page, base_url, school, WHEEL)
    with context.expect_page() as opened:
        frame.locator('.slice[data-cluster="education"] .slice__shape:visible').click()
    assert opened.value.url == f"{base_url}/frameworks/modernized/education/"


def test_screen_readers_are_told_of_the_new_tab(page):
    page.goto(WHEEL)
    for link in (page.get_by_role("link", name="Construction"), page.get_by_role("link", name="Open in")):
        expect(link).to_have_accessible_description("Opens in a new tab")


@pytest.mark.parametrize("path", [WHEEL, CLUSTER])
def test_a_frame_gets_no_cookie_and_no_script(page, context, base_url, school, path):
    loaded = []
    page.on("request", lambda request: loaded.append(request.resource_type))
    framed(page, base_url, school, path)
    assert "script" not in loaded
    assert context.cookies() == []


@pytest.mark.parametrize("path", [WHEEL, CLUSTER, "/embed/modernized/management-entrepreneurship/"])
@pytest.mark.parametrize(("width", "scheme"), FRAMES)
@pytest.mark.sampled(2)
def test_it_fits_a_frame_of_any_width_and_has_no_violation(page, path, width, scheme):
    page.set_viewport_size({"width": width, "height": 700})
    page.emulate_media(color_scheme=scheme)
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    small = page.locator("h1, h2, p:not(.disc__words p), b, span, a, text").evaluate_all("""all => all
        .filter(one => one.getBoundingClientRect().width > 1 && one.textContent.trim() && !one.closest(".visually-hidden"))
        .filter(one => parseFloat(getComputedStyle(one).fontSize) * (one.closest("svg")?.getScreenCTM().a ?? 1) < 11.99)
        .map(one => one.textContent)""")
    assert small == []
    results = Axe().run(page, context={"exclude": [[".slice__picture"]]})
    assert results.violations_count == 0, results.generate_report()


@allows_refusal
def test_the_page_that_says_that_nothing_is_there_is_small_and_has_no_violation(page):
    page.set_viewport_size({"width": 280, "height": 200})
    page.goto("/embed/original/finance/")
    assert page.evaluate("document.documentElement.scrollWidth") == 280
    assert Axe().run(page).violations_count == 0


def test_whose_page_it_is_can_be_seen_from_its_first_line_to_its_last(page):
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto(WHEEL)
    for place in (0, 500, 10_000):
        page.evaluate(f"window.scrollTo(0, {place})")
        expect(page.get_by_role("link", name="Open in Cluster Explorer")).to_be_in_viewport(ratio=1)


def test_what_has_the_focus_is_not_below_the_line_that_stays(page):
    page.set_viewport_size({"width": 320, "height": 480})
    page.goto(WHEEL)
    for _step in range(14):
        page.keyboard.press("Tab")
        row, line = (
            page.locator(one).bounding_box() for one in (":focus :is(.slice__row, .rim__name)", ".embedded__way")
        )
        assert row["y"] + row["height"] <= line["y"] + 1


class TestPage:
    def test_the_code_is_copied_and_works_on_a_page_of_the_school(self, page, context, base_url, school):
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto("/embed/")
        page.get_by_label("Page", exact=True).select_option("Construction")
        page.get_by_role("button", name="Show").click()
        page.get_by_role("button", name="Copy the code").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        expect(page.locator("#announcer")).to_have_text("Copied")
        code = page.evaluate("navigator.clipboard.readText()")
        page.goto(f"http://localhost:{school}/?code={code}")
        frame = page.frame_locator('iframe[title="Construction"]')
        expect(frame.get_by_role("heading", level=1, name="Construction")).to_be_visible()

    def test_it_shows_the_example(self, page):
        page.goto("/embed/")
        frame = page.frame_locator("iframe")
        expect(frame.get_by_role("heading", level=1)).to_have_text("Modernized National Career Clusters Framework")

    @pytest.mark.parametrize("width", [360, 768, 1280])
    def test_the_whole_code_can_be_seen(self, page, width):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/embed/?show=modernized:management-entrepreneurship")
        assert page.locator("#snippet").evaluate("one => one.scrollHeight <= one.clientHeight")


class TestWithoutJavaScript:
    def test_the_code_is_there_to_be_marked_and_copied_and_no_button_promises_more(self, no_js):
        page = no_js
        page.goto("/embed/")
        page.get_by_label("Page", exact=True).select_option("Construction")
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_label("Paste this into your page")).to_have_value(
            re.compile(r'^<iframe src="http://[^"]*/embed/modernized/construction/" title="Construction" .*</iframe>$')
        )
        expect(page.get_by_role("button", name="Copy")).to_have_count(0)

    def test_the_frame_is_the_same(self, no_js, base_url, school):
        page = no_js
        page.goto(f'http://localhost:{school}/?code=<iframe src="{base_url}{CLUSTER}"></iframe>')
        expect(page.frame_locator("iframe").get_by_role("link", name="Skilled Trades")).to_be_visible()
