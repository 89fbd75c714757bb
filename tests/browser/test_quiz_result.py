"""The result of the quiz as students use it: the answer first, saved, shared, printed, changed."""

import io
import json
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from ..server import ROOT
from .visit import eventually, follow

pytestmark = pytest.mark.sampled(4)

ITEMS = [item["fields"] for item in json.loads((ROOT / "fixtures" / "quiz.json").read_text(encoding="utf-8"))]
SHARES = """() => {
    window.shared = [];
    navigator.share = async (what) => { window.shared.push(what); };
    navigator.canShare = (what) => TAKES_FILES && Boolean(what.files);
}"""

LINES_OF_WORDS = """(all) => all.flatMap((one) => [...one.textContent.matchAll(/\\S+/g)].map((word) => {
    const range = document.createRange();
    range.setStart(one.firstChild, word.index);
    range.setEnd(one.firstChild, word.index + word[0].length);
    return range.getClientRects().length;
}))"""


@pytest.fixture(autouse=True)
def _impatient(page):
    page.set_default_timeout(10_000)


def path_of(page, default=2, **clusters):
    """The path of a result: `default` is answered to all, but for clusters named by their first letters."""
    form = {}
    for item in ITEMS:
        slug = item["cluster"][1]
        value = next((value for name, value in clusters.items() if slug.startswith(name)), default)
        form[f"item-{item['slug']}"] = value
    return urlsplit(page.request.post("/quiz/", form=form).url).path


@pytest.fixture
def result(page):
    """Three favorites: Agriculture, Healthcare, Education."""
    page.goto(path_of(page, agri="5", health="4", edu="4"))
    return page


@pytest.fixture
def on_phone(page):
    page.set_viewport_size({"width": 360, "height": 740})


class TestFirstScreen:
    def test_on_a_phone_the_whole_answer_and_what_to_do_with_it(self, on_phone, result):
        expect(result.get_by_role("heading", level=1)).to_have_text("Your top three")
        last = result.get_by_role("link", name="Share").bounding_box()
        assert last["y"] + last["height"] <= 740
        for name in ("Agriculture", "Healthcare & Human Services", "Education"):
            expect(result.locator(".top__names").get_by_text(name)).to_be_in_viewport(ratio=1)

    @pytest.mark.parametrize("width", [320, 360, 768, 1280])
    def test_the_first_name_is_there_at_every_width(self, page, result, width):
        page.set_viewport_size({"width": width, "height": 740})
        expect(page.locator(".top__names li").first).to_be_in_viewport(ratio=1)
        assert page.evaluate("document.documentElement.scrollWidth") == width

    def test_the_poster_is_of_the_night_in_both_schemes(self, page, result):
        color = "getComputedStyle(document.querySelector('.top')).backgroundColor"
        page.emulate_media(color_scheme="light")
        light = page.evaluate(color)
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(color) == light

    def test_no_word_of_it_is_smaller_than_12_pixels(self, on_phone, result):
        sizes = result.locator(".result *:visible").evaluate_all(
            "all => all.filter(one => one.firstChild?.nodeType === 3 && one.innerText?.trim())"
            ".map(one => parseFloat(getComputedStyle(one).fontSize))"
        )
        assert min(sizes) >= 12


@pytest.mark.parametrize("width", [320, 360, 390])
def test_no_word_of_a_field_that_is_next_in_line_is_broken(page, width):
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(path_of(page, agri="5", public="3", supply="3"))
    names = page.locator(".next-in-line a")
    expect(names.filter(has_text="Transportation")).to_have_count(1)
    assert names.evaluate_all(LINES_OF_WORDS) == [1] * len(" ".join(names.all_inner_texts()).split())


class TestSaving:
    def test_one_press_saves_all_and_another_takes_them_off(self, result, context):
        result.get_by_role("button", name="Save", exact=True).click()
        undo = result.get_by_role("button", name="On my list. Undo: take them off")
        expect(undo).to_be_focused()
        (cookie,) = context.cookies()
        assert len(cookie["value"].strip('"').split("~")) == 3
        expect(result.locator(".ranked__entry .heart__off:visible")).to_have_count(3)
        undo.click()
        expect(result.get_by_role("button", name="Save", exact=True)).to_be_focused()
        eventually(lambda: context.cookies(), [])

    def test_without_javascript_it_leads_to_the_list(self, no_js):
        no_js.goto(path_of(no_js, agri="5", health="4", edu="4"))
        follow(no_js.get_by_role("button", name="Save", exact=True))
        expect(no_js.get_by_role("heading", name="My list")).to_be_visible()
        expect(no_js.get_by_role("main")).to_contain_text("Healthcare & Human Services")


class TestSharing:
    def test_the_picture_goes_to_the_systems_sheet(self, page):
        page.add_init_script(f"({SHARES.replace('TAKES_FILES', 'true')})()")
        page.goto(path_of(page, agri="5", health="4", edu="4"))
        page.get_by_role("link", name="Share").click()
        eventually(
            lambda: page.evaluate("shared.map(what => what.files?.map(file => [file.type, file.size > 20000]))"),
            [[["image/png", True]]],
        )
        assert page.evaluate("shared[0].url ?? null") is None  # a picture alone: the link holds all answers

    def test_else_the_link_does(self, page):
        page.add_init_script(f"({SHARES.replace('TAKES_FILES', 'false')})()")
        page.goto(path_of(page, agri="5", health="4", edu="4"))
        page.get_by_role("link", name="Share").click()
        eventually(lambda: page.evaluate("shared.map(what => what.url)"), [page.url])

    def test_else_the_link_is_copied(self, page, context):
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.add_init_script("navigator.share = undefined; navigator.canShare = undefined;")
        page.goto(path_of(page, agri="5", health="4", edu="4"))
        before = page.url
        page.get_by_role("link", name="Share").click()
        expect(page.get_by_role("link", name="Link copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == page.url == before

    def test_without_javascript_it_is_a_link_to_the_picture(self, no_js):
        no_js.goto(path_of(no_js, agri="5", health="4", edu="4"))
        address = no_js.get_by_role("link", name="Share").get_attribute("href")
        response = no_js.request.get(address)
        assert (response.status, response.headers["content-type"]) == (200, "image/png")

    def test_the_link_is_copied(self, result, context):
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        result.get_by_text("Your code and link").click()
        result.get_by_role("button", name="Copy link").click()
        expect(result.get_by_role("button", name="Copied")).to_be_visible()
        assert result.evaluate("navigator.clipboard.readText()") == result.url

    def test_no_referrer_leads_back_to_it(self, result):
        follow(result.locator(".ranked__on a").first)
        assert result.evaluate("document.referrer") == ""

    def test_the_qr_code_is_large_enough_for_a_camera(self, result):
        result.get_by_text("Your code and link").click()
        box = result.locator(".qr").bounding_box()
        assert box["width"] == box["height"] >= 128


class TestGoingOn:
    def test_the_fields_side_by_side(self, result):
        follow(result.get_by_role("link", name="See my fields"))
        expect(result.get_by_role("heading", level=1)).to_contain_text("Side by side")
        expect(result.get_by_role("main")).to_contain_text("Agriculture")

    def test_why_not_another_field_by_keyboard(self, result):
        fold = result.locator(".result__all > summary")
        fold.focus()
        result.keyboard.press("Enter")
        row = result.locator(".bars__entry").last.locator("summary")
        row.focus()
        result.keyboard.press("Enter")
        expect(result.get_by_text(re.compile("^Why not ")).filter(visible=True)).to_have_count(1)

    def test_why_not_without_javascript(self, no_js):
        no_js.goto(path_of(no_js, agri="5", health="4", edu="4"))
        no_js.locator(".result__all > summary").click()
        no_js.locator(".bars__entry").last.locator("summary").click()
        expect(no_js.get_by_text(re.compile("^Why not ")).filter(visible=True)).to_have_count(1)

    def test_an_answer_is_changed_in_place_and_the_list_follows(self, result):
        names = result.locator(".ranked__entry h2")
        before = result.url
        result.locator(".change > summary").click()
        for choice in range(3):
            result.locator(".change select").nth(choice).select_option("Not at all")
        result.get_by_role("button", name="Show the new list").click()
        expect(result.get_by_role("heading", level=1)).to_be_focused()
        assert result.url != before
        expect(names.first).not_to_have_text(re.compile("Agriculture"))
        result.go_back()
        expect(names.first).to_have_text(re.compile("Agriculture"))
        assert result.url == before


@pytest.mark.parametrize("rounds", [2, 3])
def test_the_fullest_results_print_on_one_sheet(page, rounds):
    """Six clusters tie at the top with all their reasons, three are unknown, one is left to stretch."""
    words = {}
    for item in ITEMS:
        words[item["cluster"][1]] = words.get(item["cluster"][1], 0) + len(item["text"])
    in_order = sorted(words, key=words.get, reverse=True)
    values = {cluster: "5" if place < 6 else "unknown" if place > 10 else "3" for place, cluster in enumerate(in_order)}
    form = {f"item-{item['slug']}": values[item["cluster"][1]] for item in ITEMS if item["position"] <= rounds}
    page.goto(page.request.post("/quiz/", form=form).url)
    expect(page.locator(".ranked__entry")).to_have_count(5)
    assert len(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages) == 1


@pytest.mark.parametrize("first", ["agri", "health", "manag"])
def test_three_favorites_print_on_one_sheet_with_their_careers(page, first):
    page.goto(path_of(page, "3", **{first: "5", "edu": "5", "hosp": "4"}))
    (sheet,) = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    text = " ".join(sheet.extract_text().split())
    for word in ("Name", "Date", "Your top three", "a year", "To talk over with a counselor", "Your code:", "All 14"):
        assert word in text
    assert "Save" not in text
