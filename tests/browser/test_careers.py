"""Careers in a real browser: sorted, narrowed down, opened, with JavaScript and without."""

import re

import pytest
from playwright.sync_api import expect

from .visit import follow

SUB_CLUSTER = "/frameworks/modernized/construction/skilled-trades/"
CLUSTER = "/frameworks/modernized/construction/"


def names(page):
    return page.locator("#careers .rows b").all_inner_texts()


def pays(page):
    texts = page.locator("#careers .row__facts span:first-child").all_inner_texts()
    return [int(re.sub(r"\D", "", text)) for text in texts if "$" in text]


def test_sorting_changes_the_list_the_address_and_nothing_else(page):
    page.goto(SUB_CLUSTER)
    page.get_by_role("link", name="Sort and choose").click()
    link = page.get_by_role("link", name="Pay", exact=True)
    expect(page.locator("#careers-sort-any")).to_be_focused()  # what was opened takes the place of what opened it
    requests = []
    page.on("request", lambda request: requests.append(request.headers.get("hx-target")))
    top = page.locator(".entry__title").bounding_box()["y"]
    link.click()
    expect(page).to_have_url(re.compile(r"\?sort=pay$"))
    assert requests == ["careers"]
    assert pays(page) == sorted(pays(page), reverse=True)
    expect(page.locator("#careers-sort-pay")).to_be_focused()
    expect(page.locator("#careers-sort-pay")).to_have_attribute("aria-current", "true")
    assert page.locator(".entry__title").bounding_box()["y"] == pytest.approx(top, abs=1)


def test_back_undoes_a_choice_and_forward_brings_it_again(page):
    page.goto(SUB_CLUSTER)
    usual = names(page)
    page.get_by_role("link", name="Sort and choose").click()
    page.get_by_role("link", name="A to Z").click()
    expect(page).to_have_url(re.compile("sort=name"))
    by_name = names(page)
    assert by_name == sorted(usual)
    page.go_back()
    page.go_back()
    expect(page).to_have_url(re.compile("skilled-trades/$"))
    assert names(page) == usual
    page.go_forward()
    page.go_forward()
    expect(page).to_have_url(re.compile("sort=name"))
    assert names(page) == by_name


def test_how_many_fit_is_announced(page):
    page.goto(SUB_CLUSTER)
    page.get_by_role("link", name="Sort and choose").click()
    page.get_by_role("link", name="$80,000 or more").click()
    expect(page).to_have_url(re.compile("pay=high"))
    number = len(names(page))
    expect(page.locator("#announcer")).to_have_text(re.compile(rf"^\s*{number} careers?\s*, Most typical first"))
    assert page.locator("#announcer").get_attribute("role") == "status"


def test_on_the_next_page_the_list_begins_at_its_top_and_the_keyboard_goes_on_there(page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/careers/?school=certificate")
    following = page.get_by_role("link", name="Next", exact=True)
    number = 1
    while following.count():
        following.click()
        number += 1
        page.get_by_text(f"Page {number} of").wait_for()
        page.wait_for_function(
            "() => Math.abs(document.querySelector('#careers').getBoundingClientRect().y - 97.5) <= 102.5"
        )
    assert number > 2
    expect(page.locator(".careers__count")).to_be_focused()


def test_all_careers_of_a_cluster_come_when_asked_for_and_the_focus_is_on_the_first_new_one(page):
    page.goto(CLUSTER)
    first = names(page)
    page.get_by_role("link", name=re.compile(r"Show all \d+ careers")).click()
    expect(page).to_have_url(re.compile(r"\?all=1$"))
    assert names(page)[: len(first)] == first
    assert len(names(page)) > 20
    expect(page.locator("#careers .row a").nth(len(first))).to_be_focused()


def test_a_career_opens_in_the_panel_with_its_clusters_marked_on_the_wheel(page):
    page.goto(CLUSTER)
    page.locator("#careers .row a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page).to_have_url(re.compile(r"/careers/\d\d-\d{4}\.\d\d-"))
    expect(page).to_have_title(re.compile(r": career \| Cluster Explorer"))
    expect(page.locator('.slice[aria-current="true"]')).to_have_attribute("data-cluster", "construction")
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Construction")).to_be_visible()


def test_from_a_career_the_way_goes_on_to_programs_sub_clusters_and_similar_careers(page):
    page.goto("/careers/47-2111.00-electricians/")
    page.get_by_role("heading", name="Similar careers").locator("xpath=..").locator(".row a").first.click()
    expect(page).not_to_have_url(re.compile("electricians"))
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_the_picture_of_pay_marks_the_own_bar(page):
    page.goto("/careers/47-2111.00-electricians/")
    mark, bar = page.locator(".pay__mark").bounding_box(), page.locator(".pay__own").bounding_box()
    assert mark["y"] + mark["height"] <= bar["y"] + bar["height"]
    assert bar["x"] <= mark["x"] + mark["width"] / 2 <= bar["x"] + bar["width"]
    sizes = page.locator(".pay text").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert len(sizes) == 3
    assert min(sizes) >= 12


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_words_under_the_picture_of_pay_can_be_read(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/careers/47-2111.00-electricians/")
    scale = page.locator(".pay__bars").evaluate("svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width")
    size = page.locator(".pay text").first.evaluate("text => parseFloat(getComputedStyle(text).fontSize)")
    assert 12 <= size * scale <= 24


class TestWithoutJavaScript:
    def test_careers_are_sorted_narrowed_and_opened_by_links(self, no_js):
        no_js.goto(SUB_CLUSTER)
        follow(no_js.get_by_role("link", name="Sort and choose"))
        follow(no_js.get_by_role("link", name="Pay", exact=True))
        expect(no_js).to_have_url(re.compile(r"\?sort=pay#careers$"))
        assert pays(no_js) == sorted(pays(no_js), reverse=True)
        follow(no_js.get_by_role("link", name="High school or less"))
        assert set(no_js.locator("#careers .row__facts span:nth-child(2)").all_inner_texts()) <= {
            "High school diploma",
            "No diploma needed to start",
        }
        no_js.locator("#careers .row a").first.click()
        expect(no_js.get_by_role("heading", level=1)).to_be_visible()
        expect(no_js).to_have_url(re.compile("/careers/"))

    def test_the_page_of_all_careers_is_turned_by_links(self, no_js):
        no_js.goto("/careers/")
        first = names(no_js)
        follow(no_js.get_by_role("link", name="Next", exact=True))
        assert names(no_js)[0] > first[-1]
        follow(no_js.get_by_role("link", name="Previous", exact=True))
        assert names(no_js) == first
