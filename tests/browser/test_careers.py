"""Careers in a real browser: picked, sorted, opened, one at a time, with JavaScript and without."""

import re

import pytest
from playwright.sync_api import expect

from .visit import eventually, follow, settle

pytestmark = pytest.mark.sampled(4)

CLUSTER = "/frameworks/modernized/construction/"
VETERINARY = "/careers/29-2056.00-veterinary-technologists-and-technicians/"


def names(page):
    return page.locator("#careers .item__name").all_inner_texts()


def pays(page):
    """The pays of a year. A pay of an hour alone, rounded to dollars, says too little about its place among them."""
    texts = page.locator("#careers .item__pay").all_inner_texts()
    return [int(re.sub(r"\D", "", text)) for text in texts if "$" in text and "an hour" not in text]


def pick(page, label, words):
    page.get_by_label(label, exact=True).select_option(words)


def top_of(locator):
    return locator.evaluate("one => one.getBoundingClientRect().top")


def test_the_list_begins_with_every_field_and_never_one_hue_twice_in_the_first_six(page):
    page.goto("/careers/")
    hues = page.locator("#careers .item").evaluate_all("all => all.map(one => one.className)")
    assert len(set(hues[:6])) == 6
    fields = page.locator("#careers .item__place").all_inner_texts()
    assert len(set(fields[:14])) == 14


def test_a_choice_changes_count_list_and_address_and_leaves_the_focus_and_the_rest_alone(page):
    page.goto("/careers/")
    requests, count = [], page.locator(".careers__count")
    page.on("request", lambda request: requests.append(request.headers.get("hx-target")))
    of_all = count.inner_text()
    top = top_of(page.locator(".intro__title"))
    page.get_by_label("School", exact=True).focus()
    pick(page, "School", "High school or less")
    expect(page).to_have_url(re.compile(r"/careers/\?school=high-school$"))
    assert requests == ["careers"]
    expect(count).not_to_have_text(of_all)
    expect(count).to_have_text(re.compile(r"^\s*\d+ careers\s*$"))
    expect(page.locator("#announcer")).to_have_text(re.compile(rf"^\s*{count.inner_text().strip()}, A mix\s*$"))
    expect(page.get_by_label("School", exact=True)).to_be_focused()
    assert top_of(page.locator(".intro__title")) == pytest.approx(top, abs=1)
    pick(page, "Sort by", "Highest pay")
    expect(page).to_have_url(re.compile(r"\?school=high-school&sort=pay$"))
    assert pays(page) == sorted(pays(page), reverse=True)


def test_a_choice_far_down_shows_the_beginning_of_the_new_list(page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/careers/")
    page.mouse.wheel(0, 2500)
    bar = page.locator(".filters__bar")
    eventually(lambda: top_of(bar), 0)
    pick(page, "Pay", "$80,000 or more")
    expect(page).to_have_url(re.compile("pay=high"))
    expect(page.locator("#careers .item").first).to_be_in_viewport(ratio=0.9)
    assert top_of(page.locator("#careers .item").first) >= bar.bounding_box()["height"]


def test_what_is_picked_stands_in_ink_and_is_taken_off_one_by_one_or_at_once(page):
    page.goto("/careers/?field=agriculture&school=degree&interest=I")
    ink = page.evaluate("getComputedStyle(document.body).color")
    chosen = page.locator(".filter--chosen select, .pick")
    assert chosen.evaluate_all("all => all.map(one => getComputedStyle(one).backgroundColor)") == [ink] * 6
    page.locator(".pick", has_text="Agriculture").click()
    expect(page).to_have_url(re.compile(r"/careers/\?school=degree&interest=I$"))
    expect(page.locator(".careers__count")).to_be_focused()
    page.get_by_role("link", name="Clear").click()
    expect(page).to_have_url(re.compile(r"/careers/$"))
    expect(page.get_by_label("School", exact=True)).to_have_value("")


def test_back_undoes_a_choice_and_forward_brings_it_again(page):
    page.goto("/careers/")
    usual = names(page)
    pick(page, "Sort by", "A to Z")
    expect(page).to_have_url(re.compile("sort=name"))
    by_name = names(page)
    assert by_name == sorted(by_name, key=str.lower)
    page.go_back()
    expect(page).to_have_url(re.compile("/careers/$"))
    eventually(lambda: names(page), usual)
    expect(page.get_by_label("Sort by")).to_have_value("")
    page.go_forward()
    expect(page).to_have_url(re.compile("sort=name"))
    eventually(lambda: names(page), by_name)
    expect(page.get_by_label("Sort by")).to_have_value("name")


@pytest.mark.parametrize("size", [(360, 740), (1280, 720)])
def test_on_the_next_page_the_list_begins_at_its_top_and_the_keyboard_goes_on_at_the_count(page, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto("/careers/?school=certificate")
    for number in (2, 3):
        page.get_by_role("link", name="Next", exact=True).click()
        expect(page.locator("#announcer")).to_have_text(re.compile(rf"careers, A mix,\s*page {number} of \d+\s*$"))
        expect(page.locator(".careers__count")).to_be_focused()
        expect(page.locator(".careers__count")).to_be_in_viewport()
        expect(page.locator("#careers .item").first).to_be_in_viewport()


def bar_of(page):
    """The part of the filters that stays: the whole of them on a wide page."""
    return page.locator(".filters" if page.viewport_size["width"] >= 992 else ".filters__bar")


@pytest.mark.parametrize("size", [(320, 640), (360, 740), (768, 1024), (1280, 720)])
def test_the_filters_stay_and_nothing_scrolls_sideways(page, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto("/careers/?school=high-school&page=2")
    page.mouse.wheel(0, 1500)
    eventually(lambda: top_of(bar_of(page)), 0)
    assert bar_of(page).bounding_box()["height"] <= size[1] / 4
    assert page.locator("main").evaluate("main => main.scrollWidth") <= size[0]
    expect(page.get_by_label("School", exact=True)).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("size", [(360, 740), (320, 256), (1280, 720), (911, 420)])
@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
@pytest.mark.sampled(3)
def test_the_filters_never_cover_what_has_the_focus(page, size, key):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto("/careers/")
    page.get_by_role("link", name="Next", exact=True).focus() if key != "Tab" else page.locator("#pick-sort").focus()
    for _step in range(24):
        page.keyboard.press(key)
        hidden = page.evaluate("""() => {
            const one = document.activeElement, box = one.getBoundingClientRect();
            const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 20)];
            const there = document.elementFromPoint(x, y);
            const seen = there && (one.contains(there) || there.contains(one) || there.closest(".item") === one.closest(".item"));
            return seen ? "" : `${one.outerHTML.slice(0, 120)} at ${box.top}`;
        }""")
        assert hidden == ""


def test_on_a_short_screen_nothing_stays_in_the_way(page):
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto("/careers/")
    page.mouse.wheel(0, 900)
    eventually(lambda: top_of(page.locator(".filters__bar")) < 0, True)


@pytest.mark.parametrize(
    "path", ["/careers/", "/careers/?field=agriculture&pay=low", VETERINARY, "/careers/surprise/29-2056.00/"]
)
@pytest.mark.parametrize("size", [(320, 640), (1280, 720)])
@pytest.mark.sampled(3)
def test_no_text_is_below_12_pixels_and_no_target_below_44(page, path, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(path)
    small = page.evaluate("""() => {
        const found = [], texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            const one = texts.currentNode.parentElement;
            if (!texts.currentNode.data.trim() || !one.getClientRects().length || one.closest("svg")) continue;
            if (parseFloat(getComputedStyle(one).fontSize) < 12) found.push(one.outerHTML);
        }
        return found;
    }""")
    assert small == []
    low = page.locator(
        "main :is(select, .button, .pick, .filters__head a, .heart button, .surprise__ways a):visible"
    ).evaluate_all("all => all.filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)")
    assert low == []


CONTRAST = """all => all.map(one => {
    const rgb = (color) => {
        const canvas = new OffscreenCanvas(1, 1).getContext("2d");
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const luminance = (color) => {
        const [r, g, b] = color.slice(0, 3).map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    let ground = one.matches(".filter__name") ? one.nextElementSibling : one;
    if (one instanceof SVGElement) ground = one.matches(".strip__half") ? one.previousElementSibling : one.ownerSVGElement;
    while (rgb(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
    const style = getComputedStyle(one), front = one instanceof SVGElement ? style.fill : style.color;
    const [low, high] = [front, getComputedStyle(ground).backgroundColor].map(rgb).map(luminance).sort((a, b) => a - b);
    return {what: one.outerHTML.slice(0, 100), ratio: (high + 0.05) / (low + 0.05)};
})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/careers/?field=agriculture&pay=low", VETERINARY, "/careers/surprise/29-2056.00/"])
def test_words_and_the_strip_of_pay_stand_out_from_their_ground(page, scheme, path):
    page.emulate_media(color_scheme=scheme)
    page.goto(path)
    words = page.locator(
        "main :is(h1, h2, h3, b, .filter__name, select, .pick, .button, .item__place, .item__line, .item__facts span,"
        " .head__kind, .head__tagline, .step__when, .step p, .figures span, .hint):visible"
    ).evaluate_all(CONTRAST)
    assert len(words) > 5
    assert [one for one in words if one["ratio"] < 4.5] == []
    labels = page.locator(".strip text").evaluate_all(CONTRAST)
    assert [one for one in labels if one["ratio"] < 4.5] == []
    parts = page.locator(".strip :is(.strip__half, .strip__middle)").evaluate_all(CONTRAST)
    assert [one for one in parts if one["ratio"] < 3] == []
    assert (len(labels), len(parts)) == ((5, 2) if path == VETERINARY else (0, 0))


@pytest.mark.parametrize("path", [CLUSTER, f"{CLUSTER}skilled-trades/"])
def test_all_careers_of_a_place_stand_in_the_list_with_the_most_typical_first(page, path):
    page.goto(path)
    first = names(page)
    page.get_by_role("link", name=re.compile(r"See all \d+ careers")).click()
    expect(page).to_have_url(re.compile(r"/careers/\?field=construction(:skilled-trades)?$"))
    assert set(first) < set(names(page))
    if path != CLUSTER:  # whose page begins with those of which there are the most jobs
        assert names(page)[: len(first)] == first
    expect(page.get_by_label("Field")).to_have_value(re.compile("construction"))


@pytest.mark.parametrize("path", ["/careers/", "/careers/?field=construction"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_card_has_a_hole_and_no_word_runs_under_its_heart(page, path, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    wrong = page.locator("#careers .item").evaluate_all("""all => all.filter(one => {
        const box = part => one.querySelector(part).getBoundingClientRect(), words = document.createRange();
        words.selectNodeContents(one.querySelector(".item__line"));
        const heart = box(".heart__add .icon"), above = Math.max(box(".plate").bottom, box(".item__line").bottom);
        const hole = box(".item__facts").top - (innerWidth < 600 ? above : box(".item__line").bottom);
        return hole > 16 || [...words.getClientRects()].some(line => line.top < heart.bottom && line.right > heart.left);
    }).map(one => one.querySelector(".item__name").textContent)""")
    assert wrong == []


def test_a_career_opens_in_the_panel_with_its_clusters_marked_on_the_wheel(page):
    page.goto(CLUSTER)
    page.locator("#careers .item__name").first.click()
    expect(page).to_have_url(re.compile(r"/careers/\d\d-\d{4}\.\d\d-"))
    expect(page).to_have_title(re.compile(r": career \| Cluster Explorer"))
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.locator('.slice[aria-current="true"]').first).to_have_attribute("data-cluster", "construction")
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Construction")).to_be_visible()


def test_from_a_career_the_way_goes_on_to_similar_careers(page):
    page.goto(VETERINARY)
    page.locator(".similar .band a").first.click()
    expect(page).not_to_have_url(re.compile("veterinary-technologists"))
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_the_first_screen_of_a_career_on_a_phone_has_its_picture_name_and_sentence(page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(VETERINARY)
    for part in (".head .plate", ".entry__title", ".head__tagline", ".head [name='add']"):
        expect(page.locator(part)).to_be_in_viewport(ratio=1)


def test_on_a_wide_page_pay_and_jobs_stand_side_by_side(page):
    page.goto(VETERINARY)
    pay, jobs = page.locator(".pay").bounding_box(), page.locator(".figures").bounding_box()
    assert jobs["x"] >= pay["x"] + pay["width"]
    assert jobs["y"] == pytest.approx(pay["y"], abs=2)


def test_a_long_name_in_the_breadcrumb_keeps_its_distance_to_what_follows(page):
    page.goto(VETERINARY)
    last = page.locator(".head .breadcrumb li").last.evaluate(
        "(one) => { const range = document.createRange(); range.selectNodeContents(one);"
        " return Math.max(...[...range.getClientRects()].map((rect) => rect.bottom)); }"
    )
    assert page.locator(".head__kind").bounding_box()["y"] - last >= 8


class TestSurprise:
    def test_next_shows_another_with_the_focus_on_its_name_and_back_the_one_before(self, page):
        page.goto("/careers/")
        follow(page.get_by_role("link", name="Surprise me"))
        first, address = page.locator("h1").inner_text(), page.url
        page.get_by_role("link", name="Next").click()
        expect(page.locator("h1")).not_to_have_text(first)
        expect(page.locator("h1")).to_be_focused()
        expect(page).to_have_title(re.compile(": surprise me"))
        assert page.url != address
        page.go_back()
        expect(page.locator("h1")).to_have_text(first)
        page.go_back()
        expect(page).to_have_url(re.compile("/careers/$"))

    def test_what_one_likes_goes_on_the_list(self, page):
        page.goto("/careers/surprise/29-2056.00/")
        page.get_by_role("button", name="Add to my list").click()
        expect(page.locator("#announcer")).to_have_text(re.compile("It is on your list now"))
        button = page.get_by_role("button", name="On my list: take it off")
        expect(button).to_be_focused()
        expect(button.locator(".icon")).not_to_have_css("fill", "none")  # a heart that is full, as in lists

    def test_on_a_phone_all_of_it_stands_on_one_screen(self, page):
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto("/careers/surprise/29-2056.00/")
        settle(page)
        for part in (".surprise .plate", "h1", ".head__tagline", "[name='add']", ".surprise__next"):
            expect(page.locator(part)).to_be_in_viewport(ratio=1)

    @pytest.mark.parametrize("width", [320, 360])
    def test_its_buttons_have_one_line_each(self, page, width):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto("/careers/surprise/29-2056.00/")
        for part in ("[name='add']", ".surprise__next"):
            assert page.locator(f".surprise__choice {part}").bounding_box()["height"] < 55
        assert page.evaluate("document.documentElement.scrollWidth") == width

    def test_it_works_without_javascript(self, no_js):
        no_js.goto("/careers/")
        follow(no_js.get_by_role("link", name="Surprise me"))
        seen = {no_js.locator("h1").inner_text()}
        for _step in range(3):
            follow(no_js.get_by_role("link", name="Next"))
            seen.add(no_js.locator("h1").inner_text())
        assert len(seen) == 4
        follow(no_js.locator("h1 a"))
        expect(no_js.get_by_role("heading", name="What it pays")).to_be_visible()


class TestWithoutJavaScript:
    def test_careers_are_sorted_narrowed_and_opened(self, no_js):
        no_js.goto("/careers/")
        pick(no_js, "School", "High school or less")
        pick(no_js, "Sort by", "Highest pay")
        follow(no_js.get_by_role("button", name="Show", exact=True))
        expect(no_js).to_have_url(re.compile(r"school=high-school&.*sort=pay&.*#careers$"))
        assert pays(no_js) == sorted(pays(no_js), reverse=True)
        expect(no_js.get_by_label("School", exact=True)).to_have_value("high-school")
        follow(no_js.locator(".pick"))
        expect(no_js).to_have_url(re.compile(r"/careers/\?sort=pay#careers$"))
        follow(no_js.locator("#careers .item__name").first)
        expect(no_js.get_by_role("heading", level=1)).to_be_visible()

    def test_the_list_is_turned_by_links(self, no_js):
        no_js.goto("/careers/?sort=name")
        first = names(no_js)
        follow(no_js.get_by_role("link", name="Next", exact=True))
        assert names(no_js)[0] > first[-1]
        follow(no_js.get_by_role("link", name="Previous", exact=True))
        assert names(no_js) == first


@pytest.mark.parametrize(
    "path",
    [CLUSTER, f"{CLUSTER}skilled-trades/", "/programs/carpentry/", "/careers/47-2111.00-electricians/"],
)
def test_a_fold_opens_where_it_was_pressed(page, path):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(path)
    fold = page.locator("details.fold > summary").first
    fold.evaluate("one => window.scrollBy(0, one.getBoundingClientRect().top - 350)")
    before = top_of(fold)
    fold.press("Enter")
    expect(page.locator("details.fold").first).to_have_attribute("open", "")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert top_of(fold) == pytest.approx(before, abs=1)


def test_the_heart_of_what_is_on_the_list_is_filled(page):
    page.goto("/careers/")
    heart = page.locator("#careers .heart").first
    filled = "one => getComputedStyle(one).fill"
    assert heart.locator(".heart__add .icon").evaluate(filled) == "none"
    heart.locator(".heart__add").press("Enter")
    expect(heart.locator(".heart__off")).to_be_visible()
    assert heart.locator(".heart__off .icon").evaluate(filled) != "none"
