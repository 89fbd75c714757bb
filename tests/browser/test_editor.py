"""What an editor does, in the real browser: correct a text and see it on the page."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

CLUSTER = "/frameworks/modernized/agriculture/"


@pytest.fixture
def logged_in(page, editor):
    name, password = editor
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("What do you want to change?")).to_be_visible()
    return page


def open_agriculture(page):
    page.get_by_role("link", name="Clusters", exact=True).first.click()
    page.locator("#searchbar").fill("agriculture")
    page.locator("#searchbar").press("Enter")
    page.locator("#result_list").get_by_role("link", name="Agriculture", exact=True).click()


def save(page):
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_a_corrected_text_is_on_the_page_at_once(logged_in, context):
    page = logged_in
    open_agriculture(page)
    original = page.get_by_label("Tagline:").first.input_value()
    page.get_by_label("Tagline:").first.fill("Corrected by an editor")
    save(page)
    visitor = context.browser.new_context(base_url=page.url.split("/admin")[0]).new_page()
    try:
        visitor.goto(CLUSTER)
        expect(visitor.get_by_text("Corrected by an editor")).to_be_visible()
    finally:
        visitor.context.close()
        page.get_by_role("link", name="Agriculture", exact=True).first.click()
        page.get_by_label("Tagline:").first.fill(original)
        save(page)


def test_view_on_site_leads_to_the_page(logged_in):
    page = logged_in
    open_agriculture(page)
    page.get_by_role("link", name="View on site").click()
    expect(page.get_by_role("heading", level=1, name="Agriculture")).to_be_visible()


def test_the_admin_works_under_the_content_security_policy(logged_in):
    page = logged_in
    for path in ("/admin/explorer/cluster/", "/admin/explorer/subcluster/", "/admin/explorer/source/add/"):
        page.goto(path, wait_until="networkidle")
    page.get_by_label("Title of the document:").press_sequentially("A New Guide")
    expect(page.get_by_label("Slug:")).to_have_value("a-new-guide")


@pytest.mark.console_allowed("Content Security Policy", "preload assets")  # axe's own doing
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_content_health_adds_nothing_to_what_axe_finds_in_the_admin(logged_in, scheme):
    page = logged_in
    page.emulate_media(color_scheme=scheme)
    page.get_by_role("link", name="Content health").click()
    expect(page.get_by_role("heading", name="Content health")).to_be_visible()
    page.get_by_role("link", name="Hard to read").click()
    expect(page.get_by_role("heading", name="All texts by kind")).to_be_visible()
    found = {violation["id"] for violation in Axe().run(page).response["violations"]}
    page.goto("/admin/explorer/cluster/")
    assert found <= {violation["id"] for violation in Axe().run(page).response["violations"]}


def test_a_row_of_content_health_leads_to_the_field(logged_in):
    page = logged_in
    page.goto("/admin/health/?kind=reading", wait_until="networkidle")
    page.locator(".content-health tbody th a").first.click()
    expect(page.locator(":target")).to_be_visible()


def test_a_preview_shows_the_page_in_a_new_tab_and_saves_nothing(logged_in, context):
    page, messages = logged_in, []
    context.on("console", lambda message: messages.append(message.text))
    open_agriculture(page)
    page.get_by_label("Tagline:").first.fill("Only to look at")
    with context.expect_page() as opened:
        page.get_by_role("button", name="Preview").first.click()
    preview = opened.value
    expect(preview.get_by_text("Preview: not saved.")).to_be_visible()
    expect(preview.get_by_text("Only to look at")).to_be_visible()
    expect(preview.get_by_role("heading", level=1, name="Agriculture")).to_be_visible()
    assert messages == []
    preview.goto(CLUSTER)
    expect(preview.get_by_text("Only to look at")).to_have_count(0)
    expect(page.get_by_label("Tagline:").first).to_have_value("Only to look at")
