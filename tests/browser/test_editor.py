"""What an editor does, in the real browser: correct a text and see it on the page."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .visit import follow, log_in, open_agriculture

pytestmark = pytest.mark.sampled(1)

CLUSTER = "/frameworks/modernized/agriculture/"


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
        page.goto(path)
    page.get_by_label("Title of the document:").press_sequentially("A New Guide")
    expect(page.get_by_label("Slug:")).to_have_value("a-new-guide")


@pytest.mark.console_allowed("Content Security Policy", "preload assets")  # axe's own doing
@pytest.mark.parametrize("scheme", ["dark", pytest.param("light", marks=pytest.mark.long)])
@pytest.mark.long
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
    page.goto("/admin/health/?kind=reading")
    page.locator(".content-health tbody th a").first.click()
    expect(page.locator(":target")).to_be_visible()


WIDER_THAN_ITS_BOX = """() => [...document.querySelectorAll("#content :is(input, select, textarea, table, .select2)")]
  .filter((one) => !one.closest(".empty-form")).filter((one) => {
    const box = one.parentElement.closest("td, fieldset, form").getBoundingClientRect();
    return one.getBoundingClientRect().right > box.right + 1;
  }).map((one) => one.id || one.className)"""
UNDER_A_BUTTON = """() => {
  const heading = document.createRange();
  heading.selectNodeContents(document.querySelector("#content h1"));
  const box = heading.getBoundingClientRect();
  return [...document.querySelectorAll(".object-tools a")].map((one) => one.getBoundingClientRect())
    .filter((one) => one.left < box.right && one.right > box.left && one.top < box.bottom && one.bottom > box.top).length;
}"""


@pytest.mark.parametrize("width", [768, 1280])
def test_in_the_form_of_a_program_nothing_is_wider_than_its_box(logged_in, width):
    page = logged_in
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/admin/explorer/program/")
    assert page.evaluate(UNDER_A_BUTTON) == 0
    follow(page.locator("#result_list").get_by_role("link", name="Accounting", exact=True))
    expect(page.locator("#program_careers-group .select2").first).to_be_visible()
    assert page.evaluate(WIDER_THAN_ITS_BOX) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate(UNDER_A_BUTTON) == 0


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


def go_back_to_the_version_before(page):
    follow(page.get_by_role("link", name="History"))
    follow(page.get_by_role("button", name="Go back to this version").first)
    expect(page.locator(".messagelist .success")).to_contain_text("is as it was then")


def names_of_parts(page):
    page.goto(CLUSTER)
    return page.locator(f'.band a[href^="{CLUSTER}"]').all_inner_texts()


def test_an_editor_mends_a_sentence_reorders_adds_a_program_sees_it_all_and_goes_back(logged_in):
    page = logged_in
    before = names_of_parts(page)
    page.goto("/admin/")
    open_agriculture(page)
    address = page.url
    tagline = page.get_by_label("Tagline:").first.input_value()
    page.get_by_label("Tagline:").first.fill("Mended by an editor")
    page.locator("#sub_clusters-group summary").first.click()
    positions = [page.locator(f"#id_sub_clusters-{number}-position") for number in (0, 1)]
    first, second = (position.input_value() for position in positions)
    positions[0].fill(second)
    positions[1].fill(first)
    save(page)
    page.goto("/admin/explorer/program/add/")
    page.get_by_label("Name:").fill("Tractor Art")
    page.get_by_label("Summary:").fill("You paint tractors.")
    page.get_by_label("Source:").select_option(index=1)
    page.get_by_label("Page or section:").fill("p. 1")
    page.get_by_role("button", name="Add another place").click()
    page.locator("#placements-0 .select2-selection").click()
    page.locator(".select2-search__field").fill(before[0][:12])
    page.locator(".select2-results__option", has_text="modernized").first.click()
    save(page)
    try:
        after = names_of_parts(page)
        assert after == [before[1], before[0], *before[2:]]
        expect(page.get_by_text("Mended by an editor").first).to_be_visible()
        page.goto("/programs/tractor-art/")
        expect(page.get_by_role("heading", level=1, name="Tractor Art")).to_be_visible()
    finally:
        page.goto(address)
        go_back_to_the_version_before(page)
        for name in before[:2]:
            page.goto(f"/admin/explorer/subcluster/?q={name}")
            follow(page.locator("#result_list").get_by_role("link", name=name, exact=True).first)
            go_back_to_the_version_before(page)
        page.goto("/admin/explorer/program/?q=Tractor+Art")
        follow(page.locator("#result_list").get_by_role("link", name="Tractor Art"))
        follow(page.get_by_role("link", name="Delete").first)
        follow(page.locator("input[type=submit]"))
    assert names_of_parts(page) == before
    expect(page.get_by_text(tagline).first).to_be_visible()


CSV = {"name": "clusters.csv", "mimeType": "text/csv"}


def choose(page, text):
    page.goto("/admin/explorer/cluster/import/")
    page.get_by_label("File:").set_input_files([{**CSV, "buffer": text.encode()}])
    follow(page.get_by_role("button", name="See what it changes"))


def test_an_import_is_looked_at_first_and_can_be_taken_back(logged_in):
    page = logged_in
    choose(page, "framework,slug,tagline\nmodernized,agriculture,From a table\n")
    expect(page.get_by_role("cell", name="From a table")).to_be_visible()
    follow(page.get_by_role("button", name="Import these changes"))
    expect(page.locator(".messagelist .success")).to_contain_text("Imported: 0 added, 1 changed.")
    page.goto("/admin/")
    open_agriculture(page)
    go_back_to_the_version_before(page)


@pytest.fixture
def rules_of_djangos_own(browser, site, editor):
    """Those that Django's own pages of the admin break, for an editor of groups."""
    page = browser.new_context(base_url=site).new_page()
    log_in(page, "root", editor[1])
    group = "/admin/auth/group/"
    page.goto(group)
    rules = broken_rules(page)
    follow(page.locator("#result_list").get_by_role("link", name="Editors"))
    rules |= broken_rules(page)
    for link in ("History", "Delete"):
        page.go_back() if link == "Delete" else None
        follow(page.get_by_role("link", name=link).first)
        rules |= broken_rules(page)
    page.context.close()
    return rules


def broken_rules(page):
    """Without Django's own table of entries, whose fields have no labels where a list can be edited."""
    context = {"exclude": [["#result_list"]]}
    return {violation["id"] for violation in Axe().run(page, context=context).response["violations"]}


# axe writes these; the other tests open the same pages without it, and see none
@pytest.mark.console_allowed("Applying inline style", "Couldn't load preload assets")
@pytest.mark.long
def test_axe_finds_nothing_on_our_pages_that_djangos_own_do_not_have(logged_in, rules_of_djangos_own):
    page, found = logged_in, {}
    open_agriculture(page)
    address = page.url
    found["form"] = broken_rules(page)
    follow(page.get_by_role("link", name="History"))
    found["history"] = broken_rules(page)
    for name in ("", "import/", "deleted/"):
        page.goto(f"/admin/explorer/cluster/{name}")
        found[name] = broken_rules(page)
    choose(page, "framework,slug,tagline\nmodernized,agriculture,From a table\n")
    found["look"] = broken_rules(page)
    choose(page, "framework,slug,position\nmodernized,agriculture,x\n")
    found["faults"] = broken_rules(page)
    page.goto(address)
    opened = page.locator("input[name=opened]").input_value()
    page.locator("input[name=opened]").evaluate("(input, value) => { input.value = value }", opened.replace("T", " "))
    page.get_by_label("Tagline:").first.fill("Mine")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_role("heading", name="Somebody else has changed this")).to_be_visible()
    found["conflict"] = broken_rules(page)
    assert {name: rules - rules_of_djangos_own for name, rules in found.items() if rules - rules_of_djangos_own} == {}
