"""Every kind of page that the admin has works under the content security policy: _calm fails on any message of it."""

import re

import pytest
from playwright.sync_api import expect

from ..server import manage
from .conftest import PASSWORD

pytestmark = pytest.mark.sampled(2)

ADDRESSES = (
    "", "explorer/", "explorer/cluster/", "explorer/cluster/?q=health", "explorer/quizitem/", "explorer/career/",
    "explorer/framework/add/", "explorer/program/add/", "explorer/career/add/", "explorer/crosswalkrow/add/", "explorer/learnpage/add/",
    "admin/logentry/", "auth/user/", "auth/user/add/", "auth/group/add/", "password_change/", "explorer/cluster/add/?_popup=1", "jsi18n/",
)  # fmt: skip


@pytest.fixture
def root(page, editor):
    page.goto("/admin/")
    page.fill("#id_username", "root")
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    expect(page.locator("#user-tools")).to_be_visible()
    return page


@pytest.mark.console_allowed("Autofocus processing was blocked")  # by the browser: two goto came too fast
@pytest.mark.long
def test_no_page_of_the_admin_breaks_the_policy(root):
    statuses = {address: root.goto(f"/admin/{address}").status for address in ADDRESSES}
    assert set(statuses.values()) == {200}, statuses


def test_forms_with_inlines_and_a_search_for_entries_work_under_it(root):
    root.goto("/admin/explorer/program/")
    root.click("#result_list tbody th a")
    root.click(".add-row a")
    root.locator(".select2-selection").last.click()
    expect(root.locator(".select2-results__option").first).to_be_visible()
    root.locator(".select2-search__field").fill("health")
    expect(root.locator(".select2-results__option", has_text=re.compile("health", re.IGNORECASE)).first).to_be_visible()


def test_histories_deletions_and_actions_work_under_it(root):
    root.goto("/admin/explorer/source/")
    root.click("#result_list tbody th a")
    here = root.url
    for page in ("history/", "delete/"):
        assert root.goto(here.replace("change/", page)).status == 200
    root.goto("/admin/explorer/source/")
    root.check("#result_list tbody tr:first-child .action-select")
    root.select_option("[name=action]", "delete_selected")
    root.click("[name=index]")
    expect(root.locator("#content h1")).to_have_text(re.compile("delete", re.IGNORECASE))


@pytest.mark.console_allowed("429")
def test_who_tries_too_often_sees_a_page_of_the_site(page, site_folder, editor):
    for _nth in range(5):
        page.goto("/admin/login/")
        page.fill("#id_username", "a-stranger")
        page.fill("#id_password", "a guess")
        page.click("[type=submit]")
    expect(page.locator("h1")).to_have_text("The way in is closed for now")
    expect(page.locator("main")).to_contain_text("Try again in 15 minutes.")
    manage(site_folder, "axes_reset")


@pytest.mark.console_allowed("429")
def test_who_searches_too_much_keeps_what_was_typed(page):
    page.goto("/search/")
    page.route("**/search/?q=*", lambda route: route.fulfill(status=429, body="Too much"))
    page.fill("#q", "nurse")
    expect(page.locator("#search-failed")).to_be_visible()
    expect(page.locator("#q")).to_have_value("nurse")


@pytest.mark.console_allowed("429")
def test_who_answers_too_fast_keeps_the_answers(page):
    page.goto("/quiz/?round=1")
    page.route(
        "**/quiz/",
        lambda route: (
            route.fulfill(status=429, body="Too much") if route.request.method == "POST" else route.continue_()
        ),
    )
    page.locator(".round--now input[type=radio][value='3']").evaluate_all("all => all.forEach(one => one.click())")
    page.locator(".question:visible input").first.focus()
    for _question in range(14):
        page.keyboard.press("Enter")  # to the end of the round, and on
    expect(page.locator("[data-offline]")).to_be_visible()
    expect(page.locator(".round--now :checked")).to_have_count(14)
    expect(page.get_by_role("button", name="On to round 2")).to_be_visible()
