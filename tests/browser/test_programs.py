"""A program of study: its page as one walks down to it, and its parts in the admin."""

import pytest
from playwright.sync_api import expect

from explorer.frameworks.state_map import ROWS

from .visit import eventually, follow, held_are, hold

pytestmark = pytest.mark.sampled(4)

PROGRAM = "/programs/carpentry/"


def skills(page):
    page.goto(PROGRAM)
    return page.locator(".skills li").all_inner_texts()


def open_form(page):
    page.goto("/admin/explorer/program/?q=Carpentry")
    follow(page.locator("#result_list").get_by_role("link", name="Carpentry", exact=True))


def save(page):
    follow(page.get_by_role("button", name="Save and continue editing").first)
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_an_editor_adds_moves_and_deletes_what_one_learns(logged_in):
    page = logged_in
    before = skills(page)
    open_form(page)
    page.get_by_role("button", name="Add another thing to learn in a program").click()
    row = page.locator(f"#skills-{len(before)}")
    row.locator("[name$=-text]").fill("sand a chair")
    row.get_by_role("button", name="Choose an icon …").click()
    dialog = page.get_by_role("dialog", name="Choose icons")
    dialog.get_by_label("A part of the name:").fill("armchair")
    dialog.get_by_role("button", name="armchair").click()
    expect(row.locator("[name$=-icon]")).to_have_value("armchair")
    row.locator("[name$=-position]").fill("0")
    save(page)
    try:
        assert skills(page) == ["sand a chair", *before]
    finally:
        open_form(page)
        page.locator("#skills-0 [name$=-DELETE]").check()
        save(page)
    assert skills(page) == before


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_of_a_program_scrolls_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(PROGRAM)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_steps_stand_side_by_side_where_there_is_room_and_below_each_other_in_a_panel(page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(PROGRAM)
    first, last = (page.locator(".rung").nth(number).bounding_box() for number in (0, -1))
    assert first["x"] + first["width"] <= last["x"]
    page.set_viewport_size({"width": 768, "height": 900})
    first, last = (page.locator(".rung").nth(number).bounding_box() for number in (0, -1))
    assert first["y"] + first["height"] <= last["y"]


def test_one_walks_down_to_a_program_and_on_to_a_career_and_back(page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/frameworks/modernized/construction/skilled-trades/")
    page.get_by_role("link", name="Carpentry", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Carpentry")).to_be_focused()
    expect(page.locator(".rung").first).to_have_css("position", "relative")
    page.locator("#leads").get_by_role("link", name="Carpenters", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Carpenters")).to_be_visible()
    fold = page.locator(".fold", has=page.get_by_role("heading", name="Programs that lead here"))
    fold.locator("summary").click()
    fold.get_by_role("link", name="Carpentry", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Carpentry", exact=True)).to_be_visible()


def choose_ohio(page, way):
    page.goto("/programs/nursing/")
    if way == "tile":
        page.locator('.states a[href*="=OH"]').click()
    else:
        page.get_by_label("Choose a state").select_option("OH")
        page.get_by_role("button", name="Show", exact=True).click()
    return page.get_by_role("heading", name="Ohio: ")


def assert_at_the_top(part):
    eventually(lambda: 0 <= part.bounding_box()["y"] <= 32, True)


@pytest.mark.parametrize("way", ["tile", "list"])
@pytest.mark.parametrize(("width", "height"), [(360, 740), (320, 256)])
def test_the_heading_of_a_chosen_state_has_the_focus_at_the_top_of_the_view(page, width, height, way):
    page.set_viewport_size({"width": width, "height": height})
    heading = choose_ohio(page, way)
    expect(heading).to_be_focused()
    assert_at_the_top(heading)


@pytest.mark.parametrize("way", ["tile", "list"])
def test_without_scripts_a_chosen_state_is_at_the_top_of_the_view_too(no_js, way):
    no_js.set_viewport_size({"width": 360, "height": 740})
    assert_at_the_top(choose_ohio(no_js, way))


@pytest.mark.parametrize("scripts", ["page", "no_js"])
def test_all_colleges_are_read_on_from_the_first_that_was_not_there(request, scripts):
    page = request.getfixturevalue(scripts)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/programs/nursing/?state=OH")
    colleges = page.locator(".colleges li")
    first = colleges.nth(colleges.count())
    page.get_by_role("link", name="Show all").click()
    expect(first).to_be_focused()
    assert_at_the_top(first)


def test_who_forgets_a_state_stays_with_it(page):
    page.goto("/programs/nursing/?state=OH")
    follow(page.get_by_role("button", name="Remember Ohio"))
    follow(page.get_by_role("button", name="Forget Ohio"))
    expect(page.get_by_role("button", name="Remember Ohio")).to_be_visible()
    expect(page.get_by_role("heading", name="Ohio: ")).to_be_in_viewport()


def test_the_map_of_states_has_a_name_and_looks_like_one_though_it_is_read_by_names(page):
    page.goto(PROGRAM)
    tiles = page.get_by_role("list", name="Colleges by state").get_by_role("link")
    assert tiles.first.inner_text().startswith("AL")
    places = tiles.evaluate_all("""tiles => tiles.map(tile => {
        const { x, y } = tile.getBoundingClientRect();
        return [Math.round(y), Math.round(x), tile.textContent.trim().slice(0, 2)];
    })""")
    rows = {}
    for y, _x, code in sorted(places):
        rows.setdefault(y, []).append(code)
    assert list(rows.values())[: len(ROWS)] == [row.replace(".", "").split() for row in ROWS]


def test_in_forced_colors_the_chosen_state_is_filled_and_the_focused_one_outlined(page):
    page.emulate_media(forced_colors="active")
    page.goto(f"{PROGRAM}?state=TX")
    looks = "tile => [getComputedStyle(tile).backgroundColor, getComputedStyle(tile).outlineStyle]"
    chosen, other = (page.locator(f'.states a[href*="={code}"]') for code in ("TX", "OH"))
    (filled, not_outlined), (empty, _style) = chosen.evaluate(looks), other.evaluate(looks)
    assert filled != empty
    assert not_outlined == "none"
    page.keyboard.press("Tab")
    chosen.focus()
    assert chosen.evaluate(looks) == [filled, "solid"]


def test_the_number_on_a_tile_has_the_color_of_its_state(page):
    page.goto(PROGRAM)
    tiles = page.locator(".states a").evaluate_all(
        "tiles => tiles.map(tile => [tile, tile.querySelector('small')].map(one => getComputedStyle(one).color))"
    )
    assert len({color for color, _number in tiles}) > 1
    assert [number for color, number in tiles if number != color] == []


def test_on_a_phone_too_each_number_of_majors_has_the_head_of_its_column(page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(PROGRAM)
    rows = page.locator("table.earned").get_by_role("row")
    heads = rows.first.get_by_role("columnheader")
    assert heads.count() == rows.nth(1).get_by_role("cell").count() + 1


def test_on_paper_a_program_with_a_state_has_no_buttons(page):
    page.goto(f"{PROGRAM}?state=TX")
    expect(page.locator(".keep-state")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".keep-state")).to_be_hidden()


@pytest.fixture
def career_without_its_styles(page):
    """A career in the panel of the home page, whose stylesheet has not come yet: what waits for it, and the opacity."""
    page.goto("/")
    page.locator('.slice[data-cluster="construction"] .slice__shape:visible').click()
    page.locator("#panel").get_by_role("link", name="Skilled Trades", exact=True).click()
    held = hold(page, "**/careers.*.css")
    page.evaluate("""() => document.addEventListener("htmx:afterSwap", () => {
      window.opacityAtFirst = getComputedStyle(document.querySelector("#panel .entry")).opacity;
    })""")
    page.locator("#panel").get_by_role("link", name="Electricians", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Electricians")).to_be_focused()
    held_are(page, held, 1)
    return held, page.evaluate("opacityAtFirst")


def test_a_panel_is_not_shown_before_its_stylesheet_has_come(page, career_without_its_styles):
    held, opacity = career_without_its_styles
    entry = page.locator("#panel .entry")
    assert opacity == "0"
    expect(entry).to_have_css("animation-name", "await-style")
    held[0].continue_()
    expect(entry).to_have_css("animation-name", "none")
    expect(entry).to_have_css("opacity", "1")


def test_a_panel_whose_stylesheet_never_comes_is_shown_after_a_second(page, career_without_its_styles):
    expect(page.locator("#panel .entry")).to_have_css("opacity", "1")
    expect(page.get_by_role("heading", level=1, name="Electricians")).to_be_focused()
