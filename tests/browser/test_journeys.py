"""What a student does: look at the wheel, choose, go down, come back."""

import re

import pytest
from playwright.sync_api import expect

from .visit import held_are, hold

pytestmark = pytest.mark.sampled(7)

CLUSTER = "/frameworks/modernized/construction/"
SUB_CLUSTER = f"{CLUSTER}skilled-trades/"
PROGRAM = "/programs/carpentry/"
CAREER = "/careers/29-1141.00/"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


def slice_of(page, cluster):
    return page.locator(f'.slice[data-cluster="{cluster}"]')


def choose(page, cluster):
    slice_of(page, cluster).locator(".slice__shape:visible").click()


def heading(page, name):
    return page.get_by_role("heading", level=1, name=name, exact=True)


def test_from_the_wheel_down_to_a_program_and_back_up(page):
    page.goto("/")
    choose(page, "construction")
    expect(heading(page, "Construction")).to_be_visible()
    page.get_by_role("link", name=re.compile("Skilled Trades")).click()
    expect(heading(page, "Skilled Trades")).to_be_visible()
    page.get_by_role("link", name=re.compile("Carpentry")).click()
    expect(heading(page, "Carpentry")).to_be_visible()
    trail = page.get_by_role("navigation", name="Breadcrumb")
    trail.get_by_role("link", name="Skilled Trades").click()
    expect(heading(page, "Skilled Trades")).to_be_visible()
    trail.get_by_role("link", name="Construction").click()
    expect(heading(page, "Construction")).to_be_visible()
    trail.get_by_role("link", name="Career Clusters").click()
    expect(heading(page, "Modernized National Career Clusters Framework")).to_be_visible()
    expect(page.locator(".slice")).to_have_count(14)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_choosing_a_slice_swaps_only_the_panel(page, viewport):
    page.set_viewport_size(viewport)
    page.goto("/")
    page.evaluate("document.querySelector('.wheel').dataset.same = 'yes'")
    choose(page, "construction")
    expect(heading(page, "Construction")).to_be_focused()
    expect(page).to_have_url(re.compile(f"{CLUSTER}$"))
    expect(page).to_have_title("Construction: Career Cluster | Cluster Explorer")
    expect(slice_of(page, "construction")).to_have_attribute("aria-current", "true")
    assert page.locator('.slice[aria-current="true"]').count() == 1
    assert page.locator(".wheel").get_attribute("data-same") == "yes"


def test_on_a_desk_the_rest_of_the_page_does_not_move(page):
    page.set_viewport_size(DESK)
    page.goto("/")
    before = page.locator(".wheel-place").bounding_box()
    choose(page, "construction")
    expect(heading(page, "Construction")).to_be_focused()
    assert page.locator(".wheel-place").bounding_box() == before


def test_on_a_desk_the_panel_opens_beside_the_wheel(page):
    page.set_viewport_size(DESK)
    page.goto("/")
    choose(page, "education")
    expect(heading(page, "Education")).to_be_visible()
    wheel, panel = page.locator(".wheel-place").bounding_box(), page.locator("#panel").bounding_box()
    assert panel["x"] + panel["width"] <= wheel["x"]
    assert panel["y"] < DESK["height"] / 4


def test_on_a_phone_what_was_chosen_is_what_one_sees(page):
    page.set_viewport_size(PHONE)
    page.goto("/")
    choose(page, "education")
    expect(heading(page, "Education")).to_be_in_viewport()
    expect(page.locator(".wheel-place")).not_to_be_in_viewport()
    panel = page.locator("#panel").bounding_box()
    assert -20 <= panel["y"] < PHONE["height"] / 4


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_slice_that_was_pressed_is_marked_before_anything_has_come(page, viewport):
    page.set_viewport_size(viewport)
    page.goto("/")
    held = hold(page, f"**{CLUSTER}?part=panel")
    choose(page, "construction")
    held_are(page, held, 1)
    expect(slice_of(page, "construction")).to_have_attribute("aria-current", "true")
    expect(page.locator("#panel")).to_have_class(re.compile("is-waiting"))
    settled = "getComputedStyle(document.querySelector('#panel'), '::before').content"
    assert page.evaluate(settled) == '""'  # the sketch of a page
    expect(page.locator("#panel > *").first).to_have_css("opacity", "0")
    expect(page.locator("#panel")).to_be_in_viewport()
    held[0].continue_()
    expect(heading(page, "Construction")).to_be_focused()
    assert page.evaluate(settled) == "none"


def test_the_panels_heading_takes_the_place_of_the_pages_first(page):
    page.goto("/")
    assert top_headings(page) == ["What kind of work could be yours?"]
    choose(page, "education")
    expect(heading(page, "Education")).to_be_focused()
    assert top_headings(page) == ["Education"]
    page.go_back()
    expect(heading(page, "What kind of work could be yours?")).to_be_visible()
    assert top_headings(page) == ["What kind of work could be yours?"]


def top_headings(page):
    """The names of the first-level headings as a screen reader is told of them."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    return [
        node["name"]["value"]
        for node in tree["nodes"]
        if node.get("role", {}).get("value") == "heading"
        and {"name": "level", "value": {"type": "integer", "value": 1}} in node.get("properties", [])
    ]


def test_back_and_forward_restore_what_was_there(page):
    page.goto("/")
    choose(page, "construction")
    expect(heading(page, "Construction")).to_be_visible()
    page.get_by_role("link", name=re.compile("Skilled Trades")).click()
    expect(heading(page, "Skilled Trades")).to_be_visible()
    choose(page, "agriculture")
    expect(heading(page, "Agriculture")).to_be_visible()
    page.go_back()
    expect(heading(page, "Skilled Trades")).to_be_visible()
    expect(page).to_have_url(re.compile(f"{SUB_CLUSTER}$"))
    expect(page).to_have_title(re.compile("^Skilled Trades"))
    expect(slice_of(page, "construction")).to_have_attribute("aria-current", "true")
    page.go_back()
    page.go_back()
    expect(heading(page, "What kind of work could be yours?")).to_be_visible()
    expect(page.locator('.slice[aria-current="true"]')).to_have_count(0)
    page.go_forward()
    expect(heading(page, "Construction")).to_be_visible()
    expect(slice_of(page, "construction")).to_have_attribute("aria-current", "true")


def test_back_works_when_the_browser_has_forgotten_the_page(page):
    page.goto("/")
    choose(page, "construction")
    expect(heading(page, "Construction")).to_be_visible()
    choose(page, "education")
    expect(heading(page, "Education")).to_be_visible()
    page.evaluate("sessionStorage.removeItem('htmx-history-cache')")
    page.go_back()
    expect(heading(page, "Construction")).to_be_visible()
    expect(page.locator(".wheel")).to_have_count(1)
    expect(page.locator(".site-header")).to_have_count(1)


@pytest.mark.console_allowed("htmx:")  # it reports the request that it gave up
def test_of_two_quick_choices_the_last_one_counts(page):
    page.goto("/")
    held, given_up = hold(page, f"**{CLUSTER}?part=panel"), []
    page.on("requestfailed", lambda request: given_up.append(request.url))
    choose(page, "construction")
    held_are(page, held, 1)
    choose(page, "education")
    expect(heading(page, "Education")).to_be_visible()
    assert given_up == [held[0].request.url]  # so that no answer to it can come any more
    expect(page).to_have_url(re.compile("/education/$"))


def test_links_below_the_wheel_still_work_after_a_choice(page):
    page.goto("/frameworks/modernized/")
    choose(page, "construction")
    expect(heading(page, "Construction")).to_be_visible()
    page.get_by_role("link", name="Grid").click()
    expect(page.locator(".card")).to_have_count(14)
    page.goto("/")
    choose(page, "construction")
    expect(heading(page, "Construction")).to_be_visible()
    page.get_by_role("link", name="Does your school use other names?").click()
    expect(page).to_have_url(re.compile("/crosswalk/$"))


def test_from_a_page_opened_directly_one_gets_up_to_the_whole_wheel(page):
    page.goto(CLUSTER)
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Career Clusters").click()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(heading(page, "Modernized National Career Clusters Framework")).to_be_visible()


@pytest.mark.parametrize("path", [CLUSTER, SUB_CLUSTER])
def test_an_address_opened_directly_or_reloaded_is_the_whole_page(page, path):
    for visit in (lambda: page.goto(path), page.reload):
        visit()
        expect(page.locator(".wheel .slice")).to_have_count(14)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)


@pytest.mark.parametrize("path", [PROGRAM, CAREER])
def test_a_program_or_career_opened_directly_or_reloaded_is_the_whole_page_a_link_away_from_the_wheel(page, path):
    for visit in (lambda: page.goto(path), page.reload):
        visit()
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        expect(page.get_by_role("link", name="All 14 fields on one wheel")).to_have_count(1)
    page.get_by_role("link", name="All 14 fields on one wheel").click()
    expect(page.locator(".wheel .slice")).to_have_count(14)


def test_the_page_after_a_swap_is_the_page_after_a_reload(page):
    page.goto("/")
    choose(page, "construction")
    expect(heading(page, "Construction")).to_be_visible()
    swapped = page.locator("#panel").inner_text()
    page.reload()
    expect(page.locator("#panel")).to_have_text(swapped, use_inner_text=True)


def test_a_click_with_the_control_key_is_the_browsers(page, context):
    page.goto("/")
    with context.expect_page() as opened:
        slice_of(page, "construction").locator(".slice__shape:visible").click(modifiers=["Control"])
    opened.value.wait_for_url(f"**{CLUSTER}")
    assert page.url.rstrip("/").count("/") == 2


@pytest.mark.console_allowed("404")
def test_a_link_to_a_page_that_is_gone_says_so_in_the_panel(page):
    page.goto("/")
    page.evaluate("""() => {
        const link = document.querySelector('.slice[data-cluster="construction"]');
        link.setAttribute("hx-get", "/frameworks/modernized/constructon/");
        htmx.process(link);
    }""")
    choose(page, "construction")
    expect(heading(page, "There is no page at this address")).to_be_visible()
    expect(page.locator("#panel").get_by_role("link", name="Construction", exact=True)).to_be_visible()


@pytest.mark.console_allowed("")
def test_when_the_panel_cant_be_had_the_browser_goes_to_the_page(page):
    page.goto("/")
    page.route(f"**{CLUSTER}?part=panel", lambda route: route.abort())
    choose(page, "construction")
    expect(heading(page, "Construction")).to_be_visible()
    expect(page.locator(".explorer--detail")).to_have_count(1)


class TestKeyboard:
    def test_tab_goes_round_in_reading_order(self, page):
        page.goto("/")
        slice_of(page, "advanced-manufacturing").focus()
        order = []
        while len(order) < 14:
            order += page.evaluate(
                "[document.activeElement.dataset.cluster ?? []].flat()"
            )  # groupings stand between them
            page.keyboard.press("Tab")
        assert order == page.locator(".slice").evaluate_all("links => links.map(link => link.dataset.cluster)")
        assert order[:4] == ["advanced-manufacturing", "construction", "supply-chain-transportation", "education"]

    def test_arrow_keys_move_along_the_ring_and_round_it(self, page):
        page.goto("/")
        slice_of(page, "financial-services").focus()
        page.keyboard.press("ArrowRight")
        expect(slice_of(page, "advanced-manufacturing")).to_be_focused()
        page.keyboard.press("ArrowLeft")
        expect(slice_of(page, "financial-services")).to_be_focused()

    def test_arrow_keys_move_between_the_rings(self, page):
        page.goto("/")
        slice_of(page, "advanced-manufacturing").focus()
        page.keyboard.press("ArrowDown")
        expect(slice_of(page, "marketing-sales")).to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(slice_of(page, "financial-services")).to_be_focused()

    @pytest.mark.parametrize(
        "viewport",
        [DESK, {"width": 1024, "height": 768}, {"width": 1280, "height": 720}, {"width": 911, "height": 420}],
    )
    def test_a_slice_in_focus_is_in_sight(self, page, viewport):
        page.set_viewport_size(viewport)
        page.goto("/")
        hidden = []
        slice_of(page, "advanced-manufacturing").focus()
        for _ in range(14 + 5):
            if page.evaluate("!document.activeElement.matches('.slice')"):
                page.keyboard.press("Tab")
                continue
            box = (
                page.evaluate_handle(
                    "[...document.activeElement.querySelectorAll('.slice__shape')].find(s => s.getBoundingClientRect().width)"
                )
                .as_element()
                .bounding_box()
            )
            if box["y"] < -1 or box["y"] + box["height"] > viewport["height"] + 1:
                hidden.append(page.evaluate("document.activeElement.dataset.cluster"))
            page.keyboard.press("Tab")
        assert hidden == []

    def test_enter_opens_the_panel_and_moves_focus_to_its_heading(self, page):
        page.goto("/")
        slice_of(page, "education").focus()
        page.keyboard.press("Enter")
        expect(heading(page, "Education")).to_be_focused()

    @pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
    def test_focus_is_as_visible_as_hover(self, page, viewport):
        page.set_viewport_size(viewport)
        page.goto("/")
        shape = "[...document.querySelectorAll('.slice[data-cluster=education] .slice__shape')].find(s => s.getBoundingClientRect().width)"
        width = f"getComputedStyle({shape}).strokeWidth"
        at_rest = page.evaluate(width)
        page.keyboard.press("Tab")  # so that the browser knows a keyboard is used
        slice_of(page, "education").focus()
        assert float(page.evaluate(width).removesuffix("px")) > float(at_rest.removesuffix("px"))

    def test_the_first_tab_offers_to_skip_to_the_content(self, page):
        page.goto("/")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()


class TestWithoutJavaScript:
    @pytest.fixture
    def page(self, no_js):
        no_js.set_viewport_size(PHONE)
        return no_js

    def test_every_step_is_a_link(self, page):
        page.goto("/")
        choose(page, "construction")
        expect(heading(page, "Construction")).to_be_visible()
        page.get_by_role("link", name=re.compile("Skilled Trades")).click()
        expect(heading(page, "Skilled Trades")).to_be_visible()
        page.get_by_role("link", name=re.compile("Carpentry")).click()
        expect(heading(page, "Carpentry")).to_be_visible()
        page.get_by_role("link", name="Cluster Explorer").first.click()
        expect(page.locator(".slice")).to_have_count(14)

    def test_the_slices_themselves_are_links(self, page):
        page.goto("/")
        choose(page, "education")
        expect(heading(page, "Education")).to_be_visible()

    def test_the_grid_is_a_link_and_so_is_the_way_back(self, page):
        page.goto("/frameworks/modernized/")
        page.get_by_role("link", name="Grid").click()
        expect(page.locator(".card")).to_have_count(14)
        page.get_by_role("navigation", name="View").get_by_role("link", name="Wheel").click()
        expect(page.locator(".slice")).to_have_count(14)

    def test_who_does_not_know_where_to_start_finds_a_way_in(self, page):
        page.goto("/")
        page.get_by_role("link", name="work with plants, animals, land or energy").click()
        expect(page.get_by_role("heading", name="Cultivating Resources")).to_be_in_viewport()
        expect(page.get_by_role("link", name="Agriculture", exact=True)).to_be_in_viewport()
