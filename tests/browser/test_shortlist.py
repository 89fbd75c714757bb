"""The list that a visitor keeps, as students and counselors use it."""

import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from pypdf import PdfReader

from .paper import pieces
from .visit import held_are, hold

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
    page.get_by_role("button", name=ADD).click()
    expect(page.get_by_role("button", name=TAKE_OFF)).to_be_focused()
    expect(page.get_by_role("button", name=ADD)).to_be_hidden()
    expect(page.locator("#announcer")).to_have_text("It is on your list now.")
    expect(page).to_have_url(CLUSTER)
    page.wait_for_function(
        "() => getComputedStyle(document.querySelector('.my-list__count'), '::after').content === '\"1\"'"
    )
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=ADD)).to_be_focused()
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
    page.get_by_role("button", name=ADD).click()
    expect(page.get_by_role("button", name=TAKE_OFF)).to_be_visible()
    choose("education", "Education")
    expect(page.get_by_role("button", name=ADD)).to_be_visible()
    choose("construction", "Construction")
    expect(page.get_by_role("button", name=TAKE_OFF)).to_be_visible()
    page.go_back()
    page.get_by_role("heading", level=1, name="Education").wait_for()
    expect(page.get_by_role("button", name=ADD)).to_be_visible()


def test_a_list_that_changed_elsewhere_is_right_on_the_way_back(page):
    page.goto(CLUSTER)
    page.get_by_role("button", name=ADD).click()
    expect(page.get_by_role("button", name=TAKE_OFF)).to_be_visible()
    page.get_by_role("link", name="My list").click()
    page.get_by_role("button", name="Take off Construction").click()
    expect(page.get_by_text("Taken off your list: Construction.", exact=True)).to_be_visible()
    page.go_back()
    expect(page).to_have_url(CLUSTER)
    expect(page.get_by_role("button", name=ADD)).to_be_visible()
    expect(page.get_by_role("button", name=TAKE_OFF)).to_be_hidden()


def test_without_javascript_it_is_a_form_like_any_other(no_js):
    page = no_js
    for path in (CLUSTER, "/careers/47-2111.00-electricians/"):
        page.goto(path)
        page.get_by_role("button", name=ADD).click()
        expect(page).to_have_url(path)
        expect(page.get_by_role("button", name=TAKE_OFF)).to_be_visible()
    page.get_by_role("link", name="My list").click()
    expect(page.locator(".listed__entry")).to_have_count(2)
    expect(page.get_by_role("button", name="Copy link")).to_be_hidden()
    page.get_by_role("button", name="Take off Electricians").click()
    expect(page.locator(".listed__entry")).to_have_count(1)
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator(".listed__entry")).to_have_count(2)


def test_taking_off_leaves_the_page_and_the_keyboard_where_they_are(page):
    page.goto("/shortlist/?list=carpentry~modernized:education~modernized:construction")
    page.get_by_role("button", name="Put these on my list").click()
    page.get_by_role("button", name="Take off Education").click()
    expect(page.locator(".listed__entry")).to_have_count(2)
    expect(page.locator("#announcer")).to_contain_text("Taken off your list: Education.")
    expect(page.get_by_role("button", name="Take off Carpentry")).to_be_focused()  # the last one now
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator(".listed__entry")).to_have_count(3)
    page.wait_for_function(
        "() => getComputedStyle(document.querySelector('.my-list__count'), '::after').content === '\"3\"'"
    )


def test_thirty_entries_are_carried_by_a_link_to_a_fresh_profile_and_printed(browser, base_url, thirty_paths, capsys):
    assert len(set(thirty_paths)) == THIRTY
    mine = browser.new_context(base_url=base_url)
    page = mine.new_page()
    for number, path in enumerate(thirty_paths, start=1):
        page.goto(path)
        page.get_by_role("button", name=ADD).click()
        expect(page.get_by_role("button", name=TAKE_OFF)).to_be_visible()
        assert len(mine.cookies()) == 1, number
    page.get_by_role("link", name="My list").click()
    expect(page.locator(".listed__entry")).to_have_count(THIRTY)
    names = page.locator(".listed__what b").all_inner_texts()
    link = page.locator("#list-link").input_value()
    assert len(mine.cookies()[0]["value"]) < 3500
    assert Axe().run(page).violations_count == 0
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    mine.close()

    fresh = browser.new_context(base_url=base_url)
    page = fresh.new_page()
    page.goto(link)
    assert page.locator(".listed__what b").all_inner_texts() == names
    assert fresh.cookies() == []
    page.get_by_role("button", name="Put these on my list").click()
    expect(page).to_have_url("/shortlist/")
    assert page.locator(".listed__what b").all_inner_texts() == names
    page.goto(thirty_paths[0])
    expect(page.get_by_role("button", name=TAKE_OFF)).to_be_visible()
    fresh.close()

    printed = " ".join(" ".join(sheet.extract_text() for sheet in sheets.pages).split())
    with capsys.disabled():
        print(f"\n30 entries: a link of {len(link)} characters, {len(sheets.pages)} sheets")
    assert len(sheets.pages) <= 2
    assert min(size for sheet in sheets.pages for _text, _left, _baseline, size in pieces(sheet)) >= 8.4  # points
    assert [name for name in names if name not in printed] == []


def test_the_link_is_copied(page, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/shortlist/?list=carpentry")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/shortlist/?list=carpentry")


def test_of_two_quick_presses_the_last_one_counts(page):
    page.goto(CLUSTER)
    held = hold(page, "**/mine.css?*")
    page.get_by_role("button", name=ADD).click()
    page.get_by_role("button", name=TAKE_OFF).click()
    expect(page.get_by_role("button", name=ADD)).to_be_visible()
    held_are(page, held, 2)
    answers = [route.fetch() for route in reversed(held)]  # as they would be answered, the last one last
    for route, answer in zip(reversed(held), answers, strict=True):
        with page.expect_event("requestfinished"):
            route.fulfill(response=answer)
    expect(page.locator("#mine")).to_have_count(1)
    expect(page.get_by_role("button", name=ADD)).to_be_visible()
    expect(page.get_by_role("button", name=TAKE_OFF)).to_be_hidden()
    assert count_shown(page) == "none"


@pytest.mark.console_allowed("ERR_FAILED", "htmx:sendError", "htmx:afterRequest")
def test_a_press_that_does_not_get_through_leaves_the_page_where_it_is(page):
    page.goto(CLUSTER)
    page.route("**/shortlist/", lambda route: route.abort())
    page.get_by_role("button", name=ADD).click()
    expect(page.locator("#announcer")).to_have_text("That did not work. Try again in a moment.")
    expect(page.locator(".my-list-button .hint")).to_have_text("That did not work. Try again in a moment.")
    expect(page).to_have_url(CLUSTER)
    expect(page.get_by_role("button", name=ADD)).to_be_visible()
    page.unroute("**/shortlist/")
    page.get_by_role("button", name=ADD).click()
    expect(page.get_by_role("button", name=TAKE_OFF)).to_be_visible()
    expect(page.get_by_text("That did not work.")).to_have_count(0)
