"""An editor chooses icons from pictures of them, in the real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from explorer.pictures.icons import icon_shapes

from .visit import log_in, open_agriculture

pytestmark = pytest.mark.sampled(1)

CLUSTER = "/frameworks/modernized/agriculture/"
RABBIT = re.search(r' d="([^"]+)"', icon_shapes("rabbit"))[1]


@pytest.fixture
def form(logged_in):
    open_agriculture(logged_in)
    return logged_in


@pytest.fixture
def dialog(form):
    return form.get_by_role("dialog", name="Choose icons")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def save(page):
    page.get_by_role("button", name="Save", exact=True).first.press("Enter")
    expect(page.locator(".messagelist .success")).to_be_visible()


def icons_in_picture(page):
    return page.locator("[data-picture] .sticker__line")


def test_an_icon_is_chosen_by_the_keyboard_alone_and_is_on_the_page(form, dialog):
    field = form.get_by_role("textbox", name="Icon:", exact=True).first
    before = field.input_value()
    opener = form.get_by_role("button", name="Choose an icon …").first
    field.focus()
    press(form, "Tab")
    expect(opener).to_be_focused()
    press(form, "Enter")
    expect(dialog.get_by_label("A part of the name:")).to_be_focused()
    form.keyboard.type("rabb")
    expect(dialog.get_by_role("status")).to_have_text("Icons found: 1")
    press(form, "Enter")
    expect(dialog.get_by_role("button", name="rabbit")).to_be_focused()
    press(form, "Enter")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    expect(field).to_have_value("rabbit")
    expect(form.locator(f'[data-picture] [d="{RABBIT}"]')).to_have_count(1)
    address = form.url
    save(form)
    try:
        form.goto(CLUSTER)
        expect(form.locator(f'[d="{RABBIT}"]').first).to_be_attached()
    finally:
        form.goto(address)
        field.fill(before)
        save(form)
    form.goto(CLUSTER)
    expect(form.locator(f'[d="{RABBIT}"]')).to_have_count(0)


@pytest.mark.long
def test_up_to_six_are_chosen_with_the_arrows_and_taken_out_again(form, dialog):
    field = form.get_by_role("textbox", name="Icons around it:")
    shown = form.locator(".field-icons_around .icon-picker__one")
    assert len(field.input_value().split()) == 6
    expect(icons_in_picture(form)).to_have_count(7)
    form.get_by_role("button", name="Choose icons …").press("Enter")
    expect(dialog.get_by_role("status")).to_contain_text("There is no room for more.")
    press(form, "ArrowDown")
    expect(dialog.get_by_role("button", name="hammer").first).to_be_focused()
    press(form, "Enter")  # is a seventh
    expect(field).not_to_have_value(re.compile("hammer"))
    for name in field.input_value().split()[:5]:
        dialog.get_by_label("A part of the name:").fill(name)
        dialog.get_by_role("button", name=name, exact=True).press("Enter")
    expect(shown).to_have_count(1)
    dialog.get_by_label("A part of the name:").fill("")
    press(form, "ArrowDown", "ArrowRight", "ArrowRight", "Space", "ArrowDown")
    below = dialog.locator("button:focus").get_attribute("value")
    press(form, "ArrowUp")
    expect(dialog.locator("button:focus")).to_have_attribute("value", "drill")
    expect(dialog.locator("button:focus")).to_have_attribute("aria-pressed", "true")
    press(form, "ArrowDown", "Enter")
    expect(field).to_have_value(re.compile(f"^[a-z-]+ drill {below}$"))
    press(form, "Escape")
    expect(dialog).to_be_hidden()
    expect(shown).to_have_count(3)
    expect(icons_in_picture(form)).to_have_count(4)


def test_a_name_that_is_typed_is_shown_and_one_that_is_none_is_named(form):
    field = form.get_by_role("textbox", name="Icons around it:")
    field.fill("rabbit rabit")
    expect(form.get_by_text("No icon is named “rabit”.")).to_be_visible()
    expect(form.locator(".field-icons_around .icon-picker__one")).to_have_count(1)
    expect(icons_in_picture(form)).to_have_count(2)


def test_a_row_that_is_added_has_icons_to_choose_too(form, dialog):
    form.locator("#sub_clusters-group summary").first.click()
    form.get_by_role("button", name=re.compile("Add another")).first.click()
    row = form.locator(".dynamic-sub_clusters").last
    row.get_by_role("button", name="Choose an icon …").press("Enter")
    dialog.get_by_label("A part of the name:").fill("rabbit")
    press(form, "Enter", "Enter")
    expect(row.locator("input[name$='-icon']")).to_have_value("rabbit")
    expect(row.locator(".icon-picker__one")).to_have_count(1)


def test_the_hue_of_a_grouping_colors_its_picture_at_once(logged_in):
    page = logged_in
    page.goto("/admin/explorer/grouping/")
    page.locator("#result_list tbody th a").first.click()
    page.get_by_label("Hue:").select_option("teal")
    expect(page.locator("[data-picture] > .hue-teal")).to_have_count(1)


def test_without_all_icons_their_names_can_still_be_typed(form):
    form.route("**/admin/icons/**", lambda route: route.fulfill(status=302, headers={"Location": "/admin/login/"}))
    form.get_by_role("button", name="Choose icons …").press("Enter")
    expect(form.get_by_role("textbox", name="Icons around it:")).to_be_focused()
    expect(form.get_by_role("dialog")).to_have_count(0)


def test_without_scripts_the_names_are_typed(no_js, editor):
    log_in(no_js, *editor)
    open_agriculture(no_js)
    expect(no_js.get_by_role("textbox", name="Icons around it:")).to_be_visible()
    expect(no_js.get_by_role("button", name="Choose icons …")).to_have_count(0)
    expect(no_js.locator(".field-icons_around .icon-picker__one")).to_have_count(6)
    expect(icons_in_picture(no_js)).to_have_count(7)


@pytest.mark.console_allowed("Content Security Policy", "preload assets")  # axe's own doing
@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
@pytest.mark.long
def test_axe_finds_nothing_in_the_dialog_and_in_the_field(form, dialog, scheme):
    form.emulate_media(color_scheme=scheme)
    parts = ".icon-picker, [data-picture]"
    found = Axe().run(form, context=parts).response["violations"]
    form.get_by_role("button", name="Choose icons …").press("Enter")
    expect(dialog).to_be_visible()
    found += Axe().run(form, context=".icon-dialog").response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
