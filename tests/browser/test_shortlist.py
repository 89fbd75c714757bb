"""The list that a visitor keeps, as students and counselors use it."""

import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from pypdf import PdfReader

from .paper import flat, pieces
from .visit import held_are, hold

pytestmark = pytest.mark.sampled(4)

ADD, TAKE_OFF = "Add to my list", "On my list: take it off"
CLUSTER = "/frameworks/modernized/construction/"
THIRTY = 30


def count_shown(page):
    """What the header says, as a stylesheet put it there; 'none' for nothing."""
    return page.locator(".my-list__count").evaluate("one => getComputedStyle(one, '::after').content")


@pytest.fixture(scope="module")
def thirty_paths(browser, base_url):
    """Addresses of clusters, sub-clusters, programs and careers: of each kind those with the longest."""
    context = browser.new_context(base_url=base_url)
    kinds = {"clusters": 6, "sub-clusters": 10, "programs": 6, "careers": 8}
    paths = []
    for kind, count in kinds.items():
        sitemap = context.request.get(f"/sitemap-{kind}.xml").text()
        paths += sorted(re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", sitemap), key=len)[-count:]
    context.close()
    return paths


def test_one_press_adds_it_and_one_takes_it_off(page):
    page.goto(CLUSTER)
    assert count_shown(page) == "none"
    page.get_by_role("button", name=ADD, exact=True).click()
    expect(page.get_by_role("button", name=TAKE_OFF)).to_be_focused()
    expect(page.get_by_role("button", name=ADD, exact=True)).to_be_hidden()
    expect(page.locator("#announcer")).to_have_text("It is on your list now.")
    expect(page).to_have_url(CLUSTER)
    page.wait_for_function(
        "() => getComputedStyle(document.querySelector('.my-list__count'), '::after').content === '\"1\"'"
    )
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=ADD, exact=True)).to_be_focused()
    expect(page.locator("#announcer")).to_have_text("It is off your list.")
    page.wait_for_function(
        "() => getComputedStyle(document.querySelector('.my-list__count'), '::after').content === 'none'"
    )


def test_the_button_is_right_in_panels_that_are_swapped_in(page):
    def choose(name, title):
        page.locator(f'.slice[data-cluster="{name}"] .slice__shape:visible').click()
        page.get_by_role("heading", level=1, name=title).wait_for()

    page.goto("/")
    choose("construction", "Construction")
    page.get_by_role("button", name=ADD, exact=True).click()
    expect(page.get_by_role("button", name=TAKE_OFF)).to_be_visible()
    choose("education", "Education")
    expect(page.get_by_role("button", name=ADD, exact=True)).to_be_visible()
    choose("construction", "Construction")
    expect(page.get_by_role("button", name=TAKE_OFF)).to_be_visible()
    page.go_back()
    page.get_by_role("heading", level=1, name="Education").wait_for()
    expect(page.get_by_role("button", name=ADD, exact=True)).to_be_visible()


def test_a_list_that_changed_elsewhere_is_right_on_the_way_back(page):
    page.goto(CLUSTER)
    page.get_by_role("button", name=ADD, exact=True).click()
    expect(page.get_by_role("button", name=TAKE_OFF)).to_be_visible()
    page.get_by_role("link", name="My list").click()
    page.get_by_role("button", name="Take Construction off my list").click()
    expect(page.get_by_text("Taken off your list: Construction.", exact=True)).to_be_visible()
    page.go_back()
    expect(page).to_have_url(CLUSTER)
    expect(page.get_by_role("button", name=ADD, exact=True)).to_be_visible()
    expect(page.get_by_role("button", name=TAKE_OFF)).to_be_hidden()


def test_without_javascript_it_is_a_form_like_any_other(no_js):
    page = no_js
    for path in (CLUSTER, "/careers/47-2111.00-electricians/"):
        page.goto(path)
        page.get_by_role("button", name=ADD, exact=True).click()
        expect(page).to_have_url(path)
        expect(page.get_by_role("button", name=TAKE_OFF)).to_be_visible()
    page.get_by_role("link", name="My list").click()
    expect(page.locator(".listed__entry")).to_have_count(2)
    expect(page.get_by_role("button", name="Copy link")).to_be_hidden()
    page.get_by_role("button", name="Take Electricians off my list").click()
    expect(page.locator(".listed__entry")).to_have_count(1)
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator(".listed__entry")).to_have_count(2)


def test_taking_off_leaves_the_page_and_the_keyboard_where_they_are(page):
    page.goto("/shortlist/?list=carpentry~modernized:education~modernized:construction")
    page.get_by_role("button", name="Put these on my list").click()
    page.get_by_role("button", name="Take Education off my list").click()
    expect(page.locator(".listed__entry")).to_have_count(2)
    expect(page.locator("#announcer")).to_contain_text("Taken off your list: Education.")
    expect(page.get_by_role("button", name="Take Carpentry off my list")).to_be_focused()  # the last one now
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator(".listed__entry")).to_have_count(3)
    page.wait_for_function(
        "() => getComputedStyle(document.querySelector('.my-list__count'), '::after').content === '\"3\"'"
    )


@pytest.mark.long
def test_thirty_entries_are_carried_by_a_link_to_a_fresh_profile_and_printed(browser, base_url, thirty_paths, capsys):
    assert len(set(thirty_paths)) == THIRTY
    mine = browser.new_context(base_url=base_url)
    page = mine.new_page()
    for number, path in enumerate(thirty_paths, start=1):
        page.goto(path)
        page.get_by_role("button", name=ADD, exact=True).click()
        expect(page.get_by_role("button", name=TAKE_OFF)).to_be_visible()
        assert len(mine.cookies()) == 1, number
    page.get_by_role("link", name="My list").click()
    expect(page.locator(".listed__entry")).to_have_count(THIRTY)
    names = page.locator(".listed__entry .item__name").all_inner_texts()
    link = page.locator("#list-link").input_value()
    assert len(mine.cookies()[0]["value"]) < 3500
    assert Axe().run(page).violations_count == 0
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    mine.close()

    fresh = browser.new_context(base_url=base_url)
    page = fresh.new_page()
    page.goto(link)
    assert page.locator(".listed__entry .item__name").all_inner_texts() == names
    assert fresh.cookies() == []
    page.get_by_role("button", name="Put these on my list").click()
    expect(page).to_have_url("/shortlist/")
    assert page.locator(".listed__entry .item__name").all_inner_texts() == names
    page.goto(thirty_paths[0])
    expect(page.get_by_role("button", name=TAKE_OFF)).to_be_visible()
    fresh.close()

    printed = flat(" ".join(sheet.extract_text() for sheet in sheets.pages))
    with capsys.disabled():
        print(f"\n30 entries: a link of {len(link)} characters, {len(sheets.pages)} sheets")
    assert len(sheets.pages) <= 2
    assert min(size for sheet in sheets.pages for _text, _left, _baseline, size in pieces(sheet)) >= 8.4  # points
    assert [name for name in names if flat(name) not in printed] == []


def counts(page, number):
    page.wait_for_function(
        "number => getComputedStyle(document.querySelector('.my-list__count'), '::after').content === `\"${number}\"`",
        arg=number,
    )


def test_a_heart_on_a_card_works_by_keyboard_and_keeps_its_place(page):
    page.goto(CLUSTER)
    heart = page.get_by_role("button", name="Add Skilled Trades to my list")
    heart.focus()
    page.keyboard.press("Enter")
    pressed = page.get_by_role("button", name="Take Skilled Trades off my list")
    expect(pressed).to_be_focused()
    expect(page.locator("#announcer")).to_have_text("It is on your list now.")
    counts(page, 1)
    expect(page).to_have_url(CLUSTER)
    page.keyboard.press("Enter")
    expect(heart).to_be_focused()
    expect(page.locator("#announcer")).to_have_text("It is off your list.")


@pytest.mark.parametrize(
    ("path", "name"),
    [("/search/?q=electricians", "Electricians"), ("/compare/?c=education&c=construction", "Education")],
)
def test_hearts_of_results_and_of_what_is_compared_work_too(page, path, name):
    page.goto(path)
    page.get_by_role("button", name=f"Add {name} to my list").click()
    expect(page.get_by_role("button", name=f"Take {name} off my list")).to_be_focused()
    counts(page, 1)


NOTE = "My aunt's a <nurse> & I helped"


def keep(page, *paths):
    page.goto(f"/shortlist/?list={'~'.join(paths)}")
    page.get_by_role("button", name="Put these on my list").click()
    expect(page).to_have_url("/shortlist/")


def test_why_i_like_it_is_kept_and_opened_by_another_visitor(page, browser, base_url):
    keep(page, "29-1141.00", "carpentry")
    page.get_by_text("Why I like it (Registered Nurses)").click()
    page.get_by_role("textbox", name="Why I like it, in one line").fill(NOTE)
    page.keyboard.press("Enter")
    summary = page.locator(".why summary").filter(has_text=NOTE)
    expect(summary).to_be_focused()
    expect(page.locator("#announcer")).to_have_text("Saved on this device and in the link.")
    expect(page.get_by_role("textbox", name="Why I like it, in one line")).to_be_hidden()
    link = page.locator("#list-link").input_value()
    assert page.locator("#share-list").get_attribute("data-share") == link
    expect(page.locator("#share-list")).to_be_visible()
    page.reload()
    expect(page.get_by_text(NOTE)).to_be_visible()

    fresh = browser.new_context(base_url=base_url)
    other = fresh.new_page()
    other.goto(link)
    expect(other.get_by_text(NOTE)).to_be_visible()
    assert fresh.cookies() == []
    fresh.close()


def test_what_is_being_written_is_kept_when_another_entry_is_taken_off(page):
    keep(page, "29-1141.00", "carpentry")
    page.get_by_text("Why I like it (Carpentry)").click()
    page.get_by_role("textbox", name="Why I like it, in one line").fill("the smell of wood")
    page.get_by_role("button", name="Take Registered Nurses off my list").click()
    expect(page.locator(".listed__entry")).to_have_count(1)
    expect(page.get_by_text("the smell of wood")).to_be_visible()


def test_without_javascript_the_line_is_a_form_with_a_button(no_js):
    page = no_js
    keep(page, "29-1141.00", "carpentry")
    page.get_by_text("Why I like it (Carpentry)").click()
    page.get_by_role("textbox", name="Why I like it, in one line").fill(NOTE)
    page.get_by_role("button", name="Save (Carpentry)").click()
    expect(page).to_have_url("/shortlist/#why-carpentry")
    expect(page.get_by_text(NOTE)).to_be_visible()
    expect(page.get_by_role("link", name="Pass it on")).to_be_visible()
    expect(page.locator("#share-list")).to_be_hidden()


def test_a_suggestion_goes_on_the_list_and_the_keyboard_stays_there(page):
    keep(page, "47-2111.00")
    first = page.locator(".next .item__name").first.inner_text()
    page.get_by_role("button", name=f"Add {first} to my list").click()
    expect(page.locator(".listed__entry")).to_have_count(2)
    expect(page.locator(".listed__entry").filter(has_text=first)).to_have_count(1)
    expect(page.locator(".next .heart__add").first).to_be_focused()
    expect(page.locator("#announcer")).to_have_text("My list: 2 entries")


@pytest.mark.parametrize(("width", "is_shown"), [(360, False), (687, False), (700, True), (1280, True)])
def test_a_phone_shows_no_code_of_its_own_page(page, width, is_shown):
    page.set_viewport_size({"width": width, "height": 740})
    page.goto("/shortlist/?list=carpentry")
    code = page.get_by_role("img", name="QR code of the link to this list")
    expect(code).to_be_visible(visible=is_shown)
    page.emulate_media(media="print")
    expect(code).to_be_visible()


def test_share_passes_the_lists_link_to_the_systems_sheet_or_copies_it(page, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script("navigator.share = async (what) => { window.shared = what; }")
    keep(page, "carpentry")
    page.get_by_role("button", name="Share").click()
    page.wait_for_function("() => window.shared?.url.endsWith('/shortlist/?list=carpentry')")
    page.evaluate("delete navigator.share; navigator.share = undefined")
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/shortlist/?list=carpentry")


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_the_ways_on_are_equally_wide(page, width):
    page.set_viewport_size({"width": width, "height": 740})
    keep(page, "modernized:education", "modernized:construction")
    ways = page.locator(".shortlist__ways > :visible")
    expect(ways).to_have_count(3)
    boxes = [one.bounding_box() for one in ways.all()]
    rows = {}
    for box in boxes:
        rows.setdefault(round(box["y"]), []).append(round(box["width"]))
    assert all(max(row) - min(row) <= 1 for row in rows.values())
    assert len({sum(row) + 10 * (len(row) - 1) for row in rows.values()}) == 1 or len(rows) == 1  # each row is full


def test_the_link_is_copied(page, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/shortlist/?list=carpentry")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/shortlist/?list=carpentry")


def test_of_two_quick_presses_the_last_one_counts(page):
    page.goto(CLUSTER)
    held = hold(page, "**/mine.css?*")
    page.get_by_role("button", name=ADD, exact=True).click()
    page.get_by_role("button", name=TAKE_OFF).click()
    expect(page.get_by_role("button", name=ADD, exact=True)).to_be_visible()
    held_are(page, held, 2)
    answers = [route.fetch() for route in reversed(held)]  # as they would be answered, the last one last
    for route, answer in zip(reversed(held), answers, strict=True):
        with page.expect_event("requestfinished"):
            route.fulfill(response=answer)
    expect(page.locator("#mine")).to_have_count(1)
    expect(page.get_by_role("button", name=ADD, exact=True)).to_be_visible()
    expect(page.get_by_role("button", name=TAKE_OFF)).to_be_hidden()
    assert count_shown(page) == "none"


@pytest.mark.console_allowed("ERR_FAILED", "htmx:sendError", "htmx:afterRequest")
def test_a_press_that_does_not_get_through_leaves_the_page_where_it_is(page):
    page.goto(CLUSTER)
    page.route("**/shortlist/", lambda route: route.abort())
    page.get_by_role("button", name=ADD, exact=True).click()
    expect(page.locator("#announcer")).to_have_text("That did not work. Try again in a moment.")
    expect(page.locator(".my-list-button .hint")).to_have_text("That did not work. Try again in a moment.")
    expect(page).to_have_url(CLUSTER)
    expect(page.get_by_role("button", name=ADD, exact=True)).to_be_visible()
    page.unroute("**/shortlist/")
    page.get_by_role("button", name=ADD, exact=True).click()
    expect(page.get_by_role("button", name=TAKE_OFF)).to_be_visible()
    expect(page.get_by_text("That did not work.")).to_have_count(0)
