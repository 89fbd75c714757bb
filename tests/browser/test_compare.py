"""Clusters side by side in a real browser: on a phone and a desk, by keys, without JavaScript, on paper."""

import io
import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

pytestmark = pytest.mark.sampled(4)

NAMES = ["Healthcare & Human Services", "Arts, Entertainment, & Design", "Supply Chain & Transportation"]
THREE = "/compare/?c=healthcare-human-services&c=arts-entertainment-design&c=supply-chain-transportation"
TWO = "/compare/?c=construction&c=financial-services"
ASPECTS = ["What people here do", "Sub-Clusters", "School to start", "Pay a year"]


def sides(page, title):
    return page.locator(".aspect", has=page.get_by_role("heading", name=title, exact=True)).locator(".side")


@pytest.mark.parametrize("title", ASPECTS)
def test_on_a_phone_the_clusters_stand_under_one_another_and_each_says_who_it_is(page, title):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(THREE)
    assert sides(page, title).locator("h3").all_inner_texts() == NAMES
    boxes = [side.bounding_box() for side in sides(page, title).all()]
    assert all(upper["y"] + upper["height"] <= lower["y"] for upper, lower in pairwise(boxes))
    assert len({box["x"] for box in boxes}) == 1
    look = "side => [getComputedStyle(side).borderLeftColor, getComputedStyle(side.querySelector('h3')).color]"
    colors = [side.evaluate(look) for side in sides(page, title).all()]
    assert len({edge for edge, _name in colors}) == 3
    assert all(edge == name for edge, name in colors)


@pytest.mark.parametrize("width", [768, 1280])
@pytest.mark.parametrize("title", ASPECTS)
@pytest.mark.sampled(3)
def test_on_a_wide_screen_they_stand_side_by_side_and_begin_at_one_height(page, width, title):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(THREE)
    boxes = [side.bounding_box() for side in sides(page, title).all()]
    assert all(left["x"] + left["width"] <= right["x"] for left, right in pairwise(boxes))
    assert len({box["y"] for box in boxes}) == 1
    tops = [side.locator("> :nth-child(2)").bounding_box()["y"] for side in sides(page, title).all()]
    assert max(tops) - min(tops) < 1


@pytest.mark.parametrize("width", [320, 360, 688, 768, 1280])
def test_no_word_is_cut_off_and_the_words_in_the_picture_can_be_read(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(THREE)
    too_wide = """all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent.trim())"""
    assert page.locator(".side, .side > *, .side li").evaluate_all(too_wide) == []
    scale = "svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width"
    sizes = page.locator(".range").evaluate_all(f"all => all.map({scale})")
    size = page.locator(".range text").first.evaluate("text => parseFloat(getComputedStyle(text).fontSize)")
    assert len(sizes) == 3
    assert 12 <= size * min(sizes) <= size * max(sizes) <= 24


def test_the_pictures_of_pay_have_one_scale_and_stay_inside_it(page):
    page.goto(THREE)
    ticks = page.locator(".range").evaluate_all(
        "all => all.map(svg => [...svg.querySelectorAll('.range__tick')].map("
        "tick => Math.round(tick.getBoundingClientRect().x - svg.getBoundingClientRect().x)).join())"
    )
    assert len(set(ticks)) == 1
    for picture in page.locator(".range").all():
        frame = picture.bounding_box()
        for drawn in picture.locator("path").all():
            box = drawn.bounding_box()
            assert frame["x"] - 2 <= box["x"] <= box["x"] + box["width"] <= frame["x"] + frame["width"] + 2


def test_from_a_clusters_page_to_a_comparison_and_back_by_keys_alone(page):
    page.goto("/frameworks/modernized/construction/")
    page.locator("summary", has_text="Handout, compare, sources").press("Enter")
    page.get_by_role("link", name="Compare with another cluster").focus()
    with page.expect_navigation():  # a form that is sent before htmx is there would load the page
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/compare/\?c=modernized:construction$"))
    page.get_by_label("Second cluster").focus()
    page.keyboard.type("Fin")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Side by side: Construction; Financial Serv"))
    expect(page).to_have_title("Side by side: Construction – Financial Services | Cluster Explorer")
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Compare clusters")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("heading", level=1, name="Side by side")).to_be_visible()


def test_one_cluster_is_changed_and_another_is_left_out_without_loading_the_page(page):
    page.goto(THREE)
    loads = []
    page.on("request", lambda request: loads.append(request.headers.get("hx-target")))
    page.get_by_text("Compare other clusters").click()
    page.get_by_label("Second cluster").select_option("Energy & Natural Resources")
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.locator(".side__title")).to_have_text([NAMES[0], "Energy & Natural Resources", NAMES[2]])
    page.get_by_role("link", name=f"Leave out {NAMES[0]}").click()
    expect(page.locator(".side__title")).to_have_text(["Energy & Natural Resources", NAMES[2]])
    assert loads == ["panel", "panel"]


def test_a_suggestion_leads_to_a_comparison_of_what_has_something_in_common(page):
    page.goto("/compare/")
    suggestions = page.locator(".rows a")
    expect(suggestions).to_have_count(3)
    suggestions.first.click()
    expect(page.get_by_role("heading", level=1, name="Side by side")).to_be_focused()
    expect(page.locator(".shared .row").first).to_be_visible()


def test_without_javascript_clusters_are_chosen_changed_and_left_out(no_js):
    page = no_js
    page.goto("/compare/")
    page.get_by_label("First cluster").select_option("Education")
    page.get_by_label("Third").select_option("Construction")
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.locator(".side__title")).to_have_text(["Education", "Construction"])
    page.get_by_text("Compare other clusters").click()
    page.get_by_label("Third").select_option("Agriculture")
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.locator(".side__title")).to_have_text(["Education", "Construction", "Agriculture"])
    page.get_by_role("link", name="Leave out Education").click()
    expect(page.locator(".side__title")).to_have_text(["Construction", "Agriculture"])


class TestPaper:
    def sheets(self, page, path):
        page.goto(path)
        return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=False))).pages

    def test_two_or_three_clusters_are_one_or_two_sheets(self, page, capsys):
        paths = [
            TWO, THREE, "/compare/?c=original:finance&c=original:health-science",
            "/compare/?c=management-entrepreneurship&c=arts-entertainment-design&c=healthcare-human-services",
            "/compare/?c=construction&c=supply-chain-transportation&c=digital-technology",
        ]  # fmt: skip
        sheets = [len(self.sheets(page, path)) for path in paths]
        with capsys.disabled():
            print(f"\nsheets of Letter: {sheets}")
        assert set(sheets) <= {1, 2}

    def test_the_paper_holds_the_comparison_in_columns_its_address_and_no_controls(self, page):
        text = " ".join(" ".join(sheet.extract_text() for sheet in self.sheets(page, THREE)).split())
        for words in (*ASPECTS, "What they share", "About $", "BLS OEWS, May", "/compare/?c="):
            assert words in text
        for words in ("Leave out", "Compare other clusters", "Choose a cluster", "Compare with"):
            assert words not in text
        assert "First cluster" not in self.sheets(page, "/compare/")[0].extract_text()
        page.goto(THREE)
        page.emulate_media(media="print")
        boxes = [side.bounding_box() for side in sides(page, "Pay a year").all()]
        assert len({box["y"] for box in boxes}) == 1
