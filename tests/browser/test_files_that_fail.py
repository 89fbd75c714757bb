"""If a script or the stylesheets don't get through, every link and form still leads where it says."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.console_allowed("")  # what fails is told there

CLUSTER = "/frameworks/modernized/construction/"
FILES = {
    "site": "**/site*.js",
    "htmx": "**/htmx*.js",
    "quiz": "**/quiz*.js",
    "styles": "**/*.css*",
    "scripts": "**/*.js",
}


@pytest.fixture(params=FILES)
def page(page, request):
    page.set_default_timeout(10_000)
    page.route(FILES[request.param], lambda route: route.abort())
    return page


@pytest.mark.sampled(1)
def test_the_wheel_and_what_is_under_it_lead_on(page):
    page.goto("/")
    page.locator('.slice[data-cluster="construction"]').press("Enter")
    expect(page.get_by_role("heading", level=1, name="Construction", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(f"{CLUSTER}$"))
    page.get_by_role("link", name=re.compile("Skilled Trades")).first.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Skilled Trades")).to_be_visible()
    expect(page).to_have_url(re.compile(f"{CLUSTER}skilled-trades/$"))
    page.get_by_role("link", name=re.compile("Carpentry")).first.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Carpentry")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Skilled Trades")).to_be_visible()


@pytest.mark.sampled(1)
def test_the_search_finds_and_leads_on(page):
    page.goto("/search/")
    page.locator("#q").fill("electrician")
    page.locator("#q").press("Enter")
    page.locator("#results a", has_text="Electricians").first.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Electricians")


@pytest.mark.sampled(1)
def test_careers_are_sorted_and_opened(page):
    page.goto("/careers/")
    page.locator("#careers .item__name").first.press("Enter")
    expect(page).to_have_url(re.compile(r"/careers/\d\d-\d{4}"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.sampled(1)
def test_an_entry_gets_on_the_list_and_off(page):
    page.goto(CLUSTER)
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.locator('.my-list-button [name="add"]').press("Enter")
    page.goto("/shortlist/")
    expect(page.locator(".listed__entry")).to_have_count(1)
    page.locator(".listed__off").press("Enter")
    expect(page.locator(".listed__entry")).to_have_count(0)


@pytest.mark.sampled(1)
def test_the_quiz_leads_to_a_result(page):
    page.goto("/quiz/?round=2")
    page.locator(".question").evaluate_all(
        "all => all.forEach((one, n) => one.querySelector(`[value='${1 + n % 5}']`).click())"
    )
    onward = page.locator("form[data-quiz] button:visible", has_text=re.compile("Show my result|On to round"))
    skip = page.locator("[data-skip]:visible")
    bars = page.locator(".bars__entry")
    for number in (2, 3):  # one after the other where there are scripts and styles for it
        page.locator(f'.round--now[aria-labelledby="round-{number}"]').or_(bars).first.wait_for(state="attached")
        if not bars.count():
            onward.or_(skip).first.wait_for()
            while not onward.count():
                skip.press("Enter")
            onward.last.press("Enter")
    expect(bars).to_have_count(14)
    expect(page).to_have_url(re.compile("/quiz/results/"))
