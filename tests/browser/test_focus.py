"""Where the focus is, and whether it can be seen: what axe does not look at."""

import re

import pytest
from playwright.sync_api import expect

from .visit import eventually, follow, held_are, hold, visit

pytestmark = pytest.mark.sampled(6)

# Nothing lies over the focused element: at its middle, and near its corners, it is found itself, or its own label.
IS_SEEN = """() => {
    const field = document.activeElement, box = field.getBoundingClientRect();
    const places = [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]];
    return field !== document.body && places.every(([right, down]) => {
        const x = box.left + right * box.width, y = box.top + down * box.height;
        const found = document.elementFromPoint(x, y);
        return found && (field.contains(found) || found.closest("label")?.contains(field));
    });
}"""
NAME = "() => document.activeElement.textContent.trim() || document.activeElement.id || document.activeElement.tagName"
PLACE = "() => window.scrollY"
SHORT = [(320, 256), (427, 300)]  # 1280 x 1024 at 400%, and a phone on its side at 200%
TALLER = [(320, 490), (1280, 720)]  # where the progress of the quiz stays at the top


def unseen(page, key, times):
    """Press a key so often; what had the focus and could not be seen."""
    found = []
    for _press in range(times):
        page.keyboard.press(key)
        if not page.evaluate(IS_SEEN):
            found.append(page.evaluate(NAME))
    return found


class TestCopyingALink:
    COPIES = {
        "a result": "a result",
        "a list": "/shortlist/?list=modernized:education~carpentry",
        "a snippet": "/embed/?show=modernized:construction",
    }

    @pytest.fixture(params=[True, False], ids=["with a clipboard", "without one"])
    def copies(self, request, page, context):
        """Some browsers have no clipboard for scripts, or only by https: then the field is selected and copied."""
        if request.param:
            context.grant_permissions(["clipboard-read", "clipboard-write"])
        else:
            page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        page.set_viewport_size({"width": 1280, "height": 600})
        return page

    @pytest.mark.parametrize("path", COPIES.values(), ids=COPIES.keys())
    def test_the_focus_stays_on_the_button_and_the_page_where_it_is(self, copies, path):
        visit(copies, path)
        copies.evaluate("document.querySelectorAll('main details').forEach(one => (one.open = true))")
        button = copies.locator("[data-copy]")
        button.focus()
        before = copies.evaluate(PLACE)
        copies.keyboard.press("Enter")
        expect(copies.locator("#announcer")).to_have_text("Copied")
        expect(button).to_be_focused()
        assert copies.evaluate(PLACE) == before
        assert copies.evaluate(IS_SEEN)


def test_the_menu_of_a_phone_closes_when_the_focus_leaves_it(page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/frameworks/modernized/construction/")
    menu = page.locator("#site-menu")
    page.get_by_role("button", name="Menu").press("Enter")
    assert unseen(page, "Tab", menu.get_by_role("link").count()) == []
    expect(menu).to_be_visible()
    assert unseen(page, "Tab", 3) == []
    expect(menu).to_be_hidden()


def test_the_button_of_the_menu_closes_it_again(page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/")
    button, menu = page.get_by_role("button", name="Menu"), page.locator("#site-menu")
    button.click()
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link").first).to_be_focused()
    button.click()
    expect(menu).to_be_hidden()


class TestTheQuizOnAShortScreen:
    @pytest.mark.parametrize(("width", "height"), [*SHORT, *TALLER])
    def test_nothing_covers_what_has_the_focus(self, page, width, height):
        page.set_viewport_size({"width": width, "height": height})
        page.goto("/quiz/?round=2")
        page.locator(".question:visible input").first.focus()
        assert unseen(page, "Tab", 1) == []  # the answers are one stop
        expect(page.get_by_role("button", name="Back", exact=True)).to_be_focused()
        assert unseen(page, "Tab", 1) == []
        expect(page.get_by_role("button", name="Skip")).to_be_focused()
        assert unseen(page, "Shift+Tab", 3) == []

    @pytest.mark.parametrize(("width", "height"), [*SHORT, *TALLER])
    def test_neither_on_the_way_back_from_the_end_of_the_page(self, page, width, height):
        """What is reached from below comes to rest at the top of the screen, where the progress is."""
        page.set_viewport_size({"width": width, "height": height})
        page.goto("/quiz/?round=2")
        end = page.get_by_role("contentinfo").get_by_role("link")
        end.last.focus()
        unseen(page, "Shift+Tab", end.count() - 1)
        page.evaluate("window.scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
        assert unseen(page, "Shift+Tab", 4) == []

    @pytest.mark.parametrize(("width", "height"), [*SHORT, *TALLER])
    def test_neither_when_digits_answer(self, page, width, height):
        page.set_viewport_size({"width": width, "height": height})
        page.goto("/quiz/?round=2")
        page.locator(".question:visible input").first.focus()
        assert unseen(page, "5", 14) == []
        assert unseen(page, "Shift+Tab", 1) == []
        assert unseen(page, "Backspace", 13) == []

    @pytest.mark.parametrize(("width", "height"), SHORT)
    def test_the_progress_takes_no_room_from_a_short_screen(self, page, width, height):
        page.set_viewport_size({"width": width, "height": height})
        page.goto("/quiz/?round=2")
        page.get_by_role("button", name="Skip").scroll_into_view_if_needed()
        expect(page.locator(".progress")).not_to_be_in_viewport()

    def test_on_the_way_back_from_another_page_the_field_with_the_focus_is_seen(self, page):
        page.set_viewport_size({"width": 360, "height": 500})
        page.goto("/quiz/?round=1")
        follow(page.get_by_role("contentinfo").get_by_role("link", name="Handouts"))
        page.go_back()
        expect(page.locator(".question:visible input").first).to_be_focused()
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate(IS_SEEN)

    def test_a_learn_page_shows_every_link_that_has_the_focus(self, page):
        page.set_viewport_size({"width": 1280, "height": 420})
        page.goto("/learn/what-changed-in-2024/")
        page.locator(".learn__others a").first.focus()
        assert unseen(page, "Tab", page.locator(".learn__others a").count() - 1) == []


class TestKeysOfTheQuiz:
    ANSWERED = "() => document.querySelectorAll('form[data-quiz] :checked').length"

    def test_digits_answer_only_inside_a_question(self, page):
        page.goto("/quiz/?round=2")
        focusable = page.locator(".round__title:visible, .round__ways .button:visible, summary, .site-nav a")
        assert focusable.count() > 4
        for number in range(focusable.count()):
            focusable.nth(number).focus()
            page.keyboard.press("3")
        page.locator("#panel").focus()
        page.keyboard.press("3")
        assert page.evaluate(self.ANSWERED) == 0
        page.locator(".question:visible input").first.focus()
        page.keyboard.press("3")
        assert page.evaluate(self.ANSWERED) == 1

    def test_every_round_has_a_title_of_its_own(self, page):
        page.goto("/quiz/")
        titles = [page.title()]
        page.goto("/quiz/?round=2")
        titles.append(page.title())
        for _question in range(14):
            page.get_by_role("button", name="Skip").click()
        page.get_by_role("button", name="On to round 3").click()
        expect(page).to_have_title(re.compile("round 3 of 3"))
        titles.append(page.title())
        page.goto("/quiz/?round=3")
        assert page.title() == titles[2]
        assert len(set(titles)) == 3

    def test_what_is_left_sounds_like_no_limit(self, page):
        page.goto("/quiz/?round=1")
        expect(page.locator("[data-left]")).to_contain_text("about 5 min more, no time limit")


@pytest.fixture(params=["page", "no_js"])
def either(request):
    """A browser with JavaScript, and one without."""
    return request.getfixturevalue(request.param)


class TestNothingChosen:
    def says(self, field, words):
        """A field has the focus, can be seen, and is described by what is missing."""
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile(words))
        expect(field.page.get_by_text(re.compile(words))).to_be_in_viewport()
        expect(field).to_be_in_viewport()

    @pytest.mark.parametrize("label", ["I know the old name", "I know the new name"])
    def test_the_crosswalk_says_so_at_the_list_that_was_sent(self, either, label):
        either.set_viewport_size({"width": 320, "height": 256})
        either.goto("/crosswalk/")
        form = either.locator("form.picker", has=either.get_by_label(label))
        follow(form.get_by_role("button", name="Show"))
        self.says(either.get_by_label(label), "No name is chosen")
        expect(either.locator("[aria-invalid]")).to_have_count(1)
        expect(either).to_have_title(re.compile("^No name is chosen"))

    def test_the_crosswalk_goes_on_from_there(self, page):
        page.goto("/crosswalk/?from=original&of=modernized")
        page.get_by_label("I know the new name").select_option(label="Education")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.locator("#panel").get_by_role("heading", name="Education", exact=True).wait_for()
        expect(page.get_by_label("I know the old name")).to_have_value("original")

    def test_compare_says_so_at_its_first_list(self, either):
        either.goto("/compare/")
        either.get_by_role("button", name="Compare", exact=True).click()
        self.says(either.get_by_label("First cluster"), "Choose at least two clusters")

    def test_compare_asks_for_a_second_one_at_the_second_list(self, either):
        either.goto("/compare/")
        either.get_by_label("First cluster").select_option("Education")
        either.get_by_role("button", name="Compare", exact=True).click()
        self.says(either.get_by_label("Second cluster"), "Choose another cluster")

    def test_a_link_with_one_cluster_is_no_mistake(self, page):
        page.goto("/compare/?c=education")
        expect(page.locator("[aria-invalid]")).to_have_count(0)
        expect(page.get_by_label("Second cluster")).to_have_accessible_description(re.compile("Education is chosen"))

    @pytest.mark.parametrize(
        "path", ["/crosswalk/", "/compare/", "a result", "/quiz/?round=2", "/my-school/", "/embed/"]
    )
    def test_no_two_buttons_have_one_name(self, page, path):
        visit(page, path)
        for summary in page.locator("main summary").all():
            summary.click()
        tree = page.locator("main").aria_snapshot()
        names = re.findall(r'- button "([^"]+)"', tree)
        assert names
        assert sorted(names) == sorted(set(names))


class TestWayBackToTheCrosswalk:
    @pytest.fixture(autouse=True)
    def _screen(self, page):
        page.set_viewport_size({"width": 1280, "height": 600})

    def answer(self, page, name):
        return page.locator("#panel").get_by_role("heading", name=name, exact=True)

    def test_leads_to_the_link_that_was_chosen(self, page):
        page.goto("/crosswalk/")
        link = page.locator(".flows").get_by_role("link", name="Manufacturing", exact=True)
        link.click()
        self.answer(page, "Manufacturing").wait_for()
        page.go_back()
        expect(link).to_be_focused()
        expect(link).to_be_in_viewport()

    def test_leads_to_the_list_that_was_sent(self, page):
        page.goto("/crosswalk/")
        page.get_by_label("I know the new name").focus()
        page.get_by_label("I know the new name").select_option(label="Education")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        self.answer(page, "Education").wait_for()
        page.go_back()
        expect(page.get_by_label("I know the new name")).to_be_focused()
        expect(page.get_by_label("I know the new name")).to_be_in_viewport()

    def test_leads_to_the_answer_before(self, page):
        page.goto("/crosswalk/")
        for name in ("Finance", "Manufacturing"):
            page.locator(".flows").get_by_role("link", name=name, exact=True).click()
            self.answer(page, name).wait_for()
        page.go_back()
        expect(self.answer(page, "Finance")).to_be_focused()
        page.go_back()
        expect(page.locator(".flows").get_by_role("link", name="Finance", exact=True)).to_be_focused()

    def test_leads_to_the_answer_from_another_page(self, page):
        page.goto("/crosswalk/?of=original:health-science")
        follow(page.locator("#panel").get_by_role("link", name="Healthcare & Human Services"))
        page.go_back()
        expect(self.answer(page, "Health Science")).to_be_focused()


class TestSwaps:
    def test_what_is_being_changed_is_busy_until_it_is_there(self, page):
        held = hold(page, "**/crosswalk/?of=*part=panel*")
        page.goto("/crosswalk/")
        page.locator(".flows").get_by_role("link", name="Finance", exact=True).click()
        held_are(page, held, 1)
        expect(page.locator("#panel")).to_have_attribute("aria-busy", "true")
        held[0].continue_()
        page.locator("#panel").get_by_role("heading", name="Finance").wait_for()
        expect(page.locator("[aria-busy]")).to_have_count(0)
        page.go_back()
        page.get_by_text("The answer appears here.").wait_for()
        expect(page.locator("[aria-busy]")).to_have_count(0)

    @pytest.mark.console_allowed("net::ERR", "htmx:")
    def test_it_is_not_busy_for_ever_when_the_site_is_away(self, page):
        page.goto("/search/")
        page.route("**/search/?q=nurse*", lambda route: route.abort())
        page.locator("#q").fill("nurse")
        expect(page.locator("#search-failed")).to_be_visible()
        expect(page.locator("[aria-busy]")).to_have_count(0)

    def test_a_corrected_misspelling_is_announced(self, page):
        page.goto("/search/")
        page.locator("#q").fill("vetinarian")
        announcer = page.get_by_role("status")
        said = "Did you mean veterinarian? These results are for that. Nothing here is called “vetinarian”."
        expect(announcer).to_contain_text(said)
        expect(announcer).to_contain_text(re.compile(r"\b\d+ results for “veterinarian”"))


class TestThePictureOfTheCrosswalk:
    def test_it_leads_to_the_same_as_a_table(self, page):
        for path in ("/crosswalk/", "/crosswalk/?from=connecticut"):
            page.goto(path)
            page.get_by_role("link", name="The same as a table").focus()
            page.keyboard.press("Enter")
            expect(page.locator(":target").get_by_role("table")).to_be_in_viewport()
            eventually(lambda: page.evaluate("document.activeElement.id"), "as-a-table")


class TestTheWheel:
    @pytest.mark.parametrize(("width", "height"), [(911, 420), (1024, 500), (1280, 720)])
    def test_its_centre_is_in_sight_when_it_has_the_focus(self, page, width, height):
        page.set_viewport_size({"width": width, "height": height})
        page.goto("/")
        page.locator(".slice").last.focus()
        page.keyboard.press("Tab")
        expect(page.locator(".centre")).to_be_focused()
        box = page.locator(".centre__shape:visible").bounding_box()
        assert box["y"] >= -1
        assert box["y"] + box["height"] <= height + 1

    @pytest.mark.parametrize("width", [360, 1280])
    def test_the_way_back_leads_to_what_was_pressed(self, page, width):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/")
        page.locator('.slice[data-cluster="education"]').press("Enter")
        expect(page.get_by_role("heading", level=1, name="Education")).to_be_focused()
        expect(page.locator(".htmx-added, .htmx-settling")).to_have_count(0)  # htmx knows the new links
        career = page.locator("#careers .item__name").first
        name = career.inner_text()
        career.press("Enter")
        expect(page.get_by_role("heading", level=1, name=name)).to_be_focused()
        page.go_back()
        expect(page.locator("#careers .item__name").first).to_be_focused()
        page.go_back()
        expect(page.locator('.slice[data-cluster="education"]')).to_be_focused()

    def test_the_way_back_leads_there_after_a_reload_too(self, page):
        page.goto("/")
        page.locator('.slice[data-cluster="education"]').press("Enter")
        expect(page.get_by_role("heading", level=1, name="Education")).to_be_focused()
        page.reload()
        page.go_back()
        expect(page.locator('.slice[data-cluster="education"]')).to_be_focused()


class TestTheMenu:
    def test_all_of_it_can_be_seen_on_a_short_screen(self, page):
        page.set_viewport_size({"width": 320, "height": 256})
        page.goto("/")
        page.get_by_role("button", name="Menu").press("Enter")
        last = page.locator(".site-nav a").last
        last.focus()
        expect(last).to_be_in_viewport(ratio=1)
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Menu")).to_be_focused()

    def test_it_opens_without_scripts(self, no_js):
        no_js.set_viewport_size({"width": 360, "height": 740})
        no_js.goto("/")
        expect(no_js.get_by_role("link", name="Old to new")).not_to_be_visible()
        no_js.get_by_role("button", name="Menu").click()
        follow(no_js.get_by_role("link", name="Old to new"))


class TestMyList:
    LIST = ("modernized:education", "carpentry", "29-2056.00")

    @pytest.fixture(autouse=True)
    def _kept(self, context, base_url):
        context.add_cookies([{"name": "my_list", "value": "~".join(self.LIST), "url": base_url}])

    @pytest.mark.parametrize(("width", "height"), [(360, 740), (320, 400)])
    def test_what_has_the_focus_after_a_change_is_in_sight(self, page, width, height):
        page.set_viewport_size({"width": width, "height": height})
        page.goto("/shortlist/")
        page.locator(".listed__off").nth(1).press("Enter")
        expect(page.locator(".listed__off")).to_have_count(2)
        expect(page.locator(".listed__off:focus")).to_be_in_viewport(ratio=0.95)

    def test_who_wants_to_write_a_line_is_taken_to_where_it_is_written(self, page):
        page.goto("/shortlist/")
        summary = page.locator(".why summary").first
        summary.press("Enter")
        expect(page.locator(".why [name=note]").first).to_be_focused()
        page.keyboard.press("Escape")
        expect(summary).to_be_focused()

    @pytest.mark.console_allowed("")
    def test_a_line_that_could_not_be_sent_is_still_there(self, page):
        page.goto("/shortlist/")
        page.locator(".why summary").first.press("Enter")
        page.route("**/shortlist/", lambda route: route.abort())
        note = page.locator(".why [name=note]").first
        note.fill("I like wood")
        note.press("Enter")
        expect(page.locator(".why__form .hint").first).to_contain_text("That did not work")
        expect(note).to_have_value("I like wood")


@pytest.mark.parametrize("path", ["/frameworks/modernized/education/", "/shortlist/?list=carpentry"])
def test_a_link_that_can_be_neither_shared_nor_copied_stands_there_selected(page, path):
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined }); navigator.share = undefined;"
    )
    visit(page, path)
    button = page.locator("[data-share]:visible").first
    if path.startswith("/shortlist/"):
        page.context.add_cookies([{"name": "my_list", "value": "carpentry", "url": page.url}])
        visit(page, "/shortlist/")
    button.click()
    field = page.locator("[data-share] + input")
    expect(field).to_be_focused()
    assert field.evaluate("one => one.value.slice(one.selectionStart, one.selectionEnd)").startswith("http")


def test_two_hearts_pressed_quickly_are_both_kept(page, context):
    page.goto("/careers/")
    held = hold(page, "**/shortlist/")
    page.locator("#careers .heart__add").evaluate_all("all => { all[0].click(); all[1].click(); }")
    held_are(page, held, 1)  # the second one waits for what the first one has made of the list
    held[0].continue_()
    held_are(page, held, 2)
    held[1].continue_()
    expect(page.locator("#careers .heart__off:visible")).to_have_count(2)
    kept = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "my_list")
    assert kept.count("~") == 1


def test_the_second_half_of_a_double_click_takes_nothing_off(page, context):
    page.goto("/careers/")
    page.locator("#careers .heart__add").first.dblclick()
    expect(page.locator("#careers .heart__off:visible")).to_have_count(1)
    eventually(lambda: sum(cookie["name"] == "my_list" for cookie in context.cookies()), 1)


@pytest.mark.parametrize("path", ["/careers/", "/", "/careers/surprise/29-2056.00/"])
def test_no_id_stands_twice_after_swaps(page, path):
    page.goto(path)
    for _time in range(2):
        target = (
            "#careers a.button"
            if path == "/careers/"
            else "[data-next], .slice"
            if path == "/"
            else ".surprise__choice a"
        )
        page.locator(target).last.press("Enter")
        page.wait_for_load_state("networkidle")
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert sorted(ids) == sorted(set(ids))
