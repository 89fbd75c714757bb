"""The search in a real browser: as one types, by Enter, without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from ..server import manage
from .visit import follow, held_are, hold

pytestmark = pytest.mark.sampled(4)


def results(page):
    return page.locator("#results .item__name").all_inner_texts()


def test_results_come_while_one_types_after_a_pause_and_the_box_keeps_the_focus(page):
    page.goto("/search/")
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.locator("#q").press_sequentially("vetinarian", delay=30)
    expect(page.locator("#results .item").first).to_contain_text("Veterinarians")
    assert len([url for url in requests if "/search/" in url]) == 1  # not one for every letter
    expect(page.locator("#q")).to_be_focused()
    expect(page).to_have_url(re.compile(r"/search/\?q=vetinarian$"))
    expect(page).to_have_title(re.compile("“vetinarian”: search"))


def test_how_much_was_found_is_announced(page):
    page.goto("/search/")
    page.locator("#q").fill("nurse")
    expect(page.locator("#announcer")).to_have_text(re.compile(r"\d+ results for “nurse”"))
    assert page.locator("#announcer").get_attribute("role") == "status"


def test_an_emptied_box_shows_the_start_again(page):
    page.goto("/search/?q=nurse")
    page.locator("#q").fill("")
    expect(page.get_by_role("heading", name="Try one of these")).to_be_visible()


def test_back_leads_out_of_the_search_at_once_however_much_was_typed(page):
    page.goto("/learn/")
    page.locator("#site-q").fill("cook")
    page.keyboard.press("Enter")
    expect(page.locator("#q")).to_have_value("cook")
    for word in ("cookie", "coding"):
        page.locator("#q").fill(word)
        expect(page).to_have_url(re.compile(f"q={word}"))
        expect(page.locator("#results")).to_contain_text(f"“{word}”")
    page.go_back()
    expect(page).to_have_url(re.compile("/learn/$"))


def test_what_was_typed_before_the_scripts_were_there_is_found(page):
    held = hold(page, "**/htmx*.js")
    page.goto("/search/?q=cook", wait_until="commit")
    page.locator("#q").fill("cookie")
    held_are(page, held, 1)
    held[0].continue_()
    expect(page.locator("#results")).to_contain_text("“cookie”")
    expect(page).to_have_url(re.compile("q=cookie"))


def test_back_from_a_result_finds_what_was_found(page):
    page.goto("/search/")
    page.locator("#q").fill("fix cars")
    expect(page.locator("#announcer")).to_have_text(re.compile("fix cars"))
    page.locator("#results .item a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Automotive")
    page.go_back()
    expect(page.locator("#q")).to_have_value("fix cars")
    expect(page.locator("#results .item").first).to_contain_text("Automotive")


def test_not_sure_leads_to_the_quiz(page):
    page.goto("/search/?q=i+dont+know+what+i+want+to+be")
    page.locator("#results .item a").first.click()
    expect(page).to_have_url(re.compile("/quiz/$"))


def test_by_keyboard_alone(page):
    page.goto("/search/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("plumber")
    page.keyboard.press("Enter")
    expect(page.locator("#results .item").first).to_contain_text("Plumbers")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Plumbers")


def test_on_a_desk_every_page_has_the_box_and_it_is_large_enough(page):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/frameworks/modernized/construction/")
    box = page.locator("#site-q").bounding_box()
    assert box["width"] >= 180
    assert box["height"] >= 44
    assert box["x"] + box["width"] <= 1280


@pytest.mark.parametrize("width", [320, 360, 768])
def test_on_a_phone_every_page_leads_to_the_box_with_one_tap(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/frameworks/modernized/construction/")
    link = page.locator(".site-header").get_by_role("link", name="Search")
    box = link.bounding_box()
    assert min(box["width"], box["height"]) >= 44
    follow(link)
    expect(page.locator("#q")).to_be_focused()


def test_an_edit_is_found_at_once_in_every_process(page, site_folder):
    """Another process changes the content; two workers answer, and both find it at their next search."""
    code = "from explorer.models import Career; one = Career.objects.get(code='47-2111.00'); one.search_words += '{}'; one.save()"
    manage(site_folder, "shell", "--command", code.format("\\nzapwork"))
    try:
        for _request in range(12):
            response = page.request.get("/search/?q=zapwork")
            assert "Electricians" in response.text()
    finally:
        undo = code.replace("one.search_words += '{}'", "one.search_words = one.search_words.replace('\\nzapwork', '')")
        manage(site_folder, "shell", "--command", undo)
    assert "Electricians" not in page.request.get("/search/?q=zapwork").text()


class TestWithoutJavaScript:
    def test_enter_in_the_header_searches(self, no_js):
        no_js.goto("/")
        no_js.locator("#site-q").fill("vetinarian")
        no_js.keyboard.press("Enter")
        expect(no_js.locator("#results .item").first).to_contain_text("Veterinarians")
        expect(no_js.locator("#q")).to_have_value("vetinarian")

    def test_the_button_searches(self, no_js):
        no_js.goto("/search/")
        no_js.locator("#q").fill("cop")
        follow(no_js.get_by_role("button", name="Search"))
        assert any("Police" in name for name in results(no_js)[:3])

    def test_all_of_a_kind_are_a_link_away(self, no_js):
        no_js.goto("/search/?q=engineer")
        follow(no_js.get_by_role("link", name=re.compile(r"Show all: Careers")).first)
        expect(no_js.get_by_role("link", name="Show all kinds")).to_be_visible()
        assert len(results(no_js)) > 8


@pytest.mark.console_allowed("ERR_FAILED", "Failed to load resource", "Response Status Error", "htmx")
@pytest.mark.parametrize("fault", ["no answer", "an error"])
def test_if_the_search_cannot_be_reached_the_words_stay_and_it_says_so(page, fault):
    page.goto("/search/")
    page.route("**/search/?**", lambda route: route.abort() if fault == "no answer" else route.fulfill(status=503))
    page.locator("#q").fill("nurse")
    expect(page.get_by_text("The search can't be reached right now.")).to_be_visible()
    expect(page.locator("#q")).to_have_value("nurse")
    page.unroute("**/search/?**")
    page.locator("#q").fill("nurses")
    expect(page.locator("#results .item").first).to_contain_text("Nurse")
    expect(page.get_by_text("The search can't be reached right now.")).to_be_hidden()
