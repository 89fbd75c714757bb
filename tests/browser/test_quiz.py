"""The quiz as students take it: by finger, by keyboard, without JavaScript, with a reload, a way back, a restart."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from ..server import free_port, serve
from .visit import eventually, follow, settle

pytestmark = pytest.mark.sampled(7)

ROUND = 14
refused = pytest.mark.console_allowed("422")  # what the browser says of a form that comes back


@pytest.fixture(autouse=True)
def _impatient(page):
    page.set_default_timeout(10_000)


def open_quiz(page, path="/quiz/?round=1"):
    page.goto(path)
    return page.locator("form[data-quiz]")


def questions(page):
    """Those that can be seen: one of a deck, all of a list."""
    return page.locator(".question:visible")


def of_round(page):
    """Those of the round that the deck is made of, whichever of them is on top."""
    return page.locator(".round--now .question")


def statement(page):
    return questions(page).locator(".statement__text")


def fill_in(found, value="3", **other):
    """Answer with `value`, but for those of `other` (number of the question: value; "" for none).

    No finger does it: a deck stays where it is.
    """
    values = [other.get(f"q{number}", value) for number in range(found.count())]
    found.evaluate_all(
        "(all, values) => all.forEach((one, n) => one.querySelector(`[value='${values[n]}']`)?.click())", values
    )


def answer_round(page, value="3", **other):
    fill_in(of_round(page), value, **other)


def go_to_end(page):
    """To the end of the round, with the Enter key. A first round without gaps leads on to the second by itself."""
    before = of_round(page).evaluate_all("all => all.findIndex(one => one.hasAttribute('data-now'))")
    questions(page).locator("input").first.focus()
    for _question in range(of_round(page).count() - before):
        page.keyboard.press("Enter")


def to_round(page, number):
    """From a round that is answered to the one after it."""
    go_to_end(page)
    if number > 2:
        page.get_by_role("button", name=f"On to round {number}").click()
    page.get_by_role("heading", name=f"Round {number} of 3").wait_for()


def take(page):
    """The whole quiz, with a Definitely on the first question of each round."""
    for number in (2, 3):
        answer_round(page, q0="5")
        to_round(page, number)
    answer_round(page, q0="5")
    show_result(page)


def show_result(page):
    """From a third round that is answered to the result."""
    go_to_end(page)
    page.get_by_role("button", name="Show my result").click()
    page.wait_for_url("**/quiz/results/*/")


def take_two_rounds(page):
    """The first two rounds, all answered with Not really, and their rough result."""
    open_quiz(page, "/quiz/?round=2")
    page.locator(".round:not(:last-of-type) input[value='2']").evaluate_all("all => all.forEach(one => one.click())")
    go_to_end(page)
    page.get_by_role("button", name="See rough results").click()
    page.wait_for_url("**/quiz/results/*/")


def checked(page):
    """The answers of the round, or of a list."""
    found = of_round(page) if of_round(page).count() else questions(page)
    return found.evaluate_all("all => all.map(one => one.querySelector(':checked')?.value ?? null)")


def tap_answer(page, value):
    """Answer the question on top, as a finger or a mouse does, once no second tap would be taken for it."""
    expect(page.locator("#panel")).not_to_have_attribute("data-rests", "")
    questions(page).locator(f"[value='{value}']").click()


@pytest.fixture
def tapping(browser, base_url):
    """A phone with a touch screen."""
    context = browser.new_context(base_url=base_url, has_touch=True, viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


@pytest.fixture
def on_phone(page):
    page.set_viewport_size({"width": 360, "height": 740})


class TestTaking:
    def test_a_whole_quiz_by_finger_on_a_phone_leads_to_a_result(self, page, on_phone, requested_hosts):
        page.goto("/quiz/")
        follow(page.get_by_role("link", name="Start"))
        for number in range(3 * ROUND):
            if number == 2 * ROUND:
                page.get_by_role("button", name="On to round 3").click()
            expect(questions(page).locator(":checked")).to_have_count(0)
            tap_answer(page, 1 + number % 5)
            expect(page.locator("[data-answered]")).to_have_text(str(number + 1))
        page.get_by_role("button", name="Show my result").click()
        page.wait_for_url("**/quiz/results/*/")
        expect(page.locator("[data-confidence]")).to_be_visible()
        expect(page.locator(".bars__entry")).to_have_count(14)
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        assert len(requested_hosts) == 1
        assert page.context.cookies() == []

    def test_it_begins_with_what_it_is_and_one_button(self, page, on_phone):
        page.goto("/quiz/")
        expect(page.get_by_text("No name, no login")).to_be_in_viewport()
        expect(page.get_by_role("link", name="Start")).to_be_in_viewport(ratio=1)
        expect(questions(page)).to_have_count(0)
        follow(page.get_by_role("link", name="Start"))
        expect(questions(page)).to_have_count(1)
        expect(page).to_have_url("/quiz/?round=1")

    @pytest.mark.parametrize("height", [640, 740])
    def test_a_whole_question_fits_on_a_phone(self, page, on_phone, height):
        page.set_viewport_size({"width": 360, "height": height})
        open_quiz(page)
        for _question in range(ROUND):
            for one in (*questions(page).locator("label, .statement").all(), page.locator("[data-skip]:visible")):
                expect(one).to_be_in_viewport(ratio=1)
            page.locator("[data-skip]:visible").click()
        assert page.evaluate("window.scrollY") == 0

    @pytest.mark.parametrize(("width", "height"), [(320, 256), (320, 568), (1280, 800)])
    def test_on_other_screens_everything_can_be_scrolled_to(self, page, width, height):
        page.set_viewport_size({"width": width, "height": height})
        open_quiz(page)
        for one in (*questions(page).locator("label, .statement").all(), page.locator("[data-skip]:visible")):
            one.scroll_into_view_if_needed()
            expect(one).to_be_in_viewport(ratio=0.9)
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    def test_a_round_is_swapped_in_and_keeps_the_wheel(self, page):
        open_quiz(page)
        answer_round(page)
        page.locator("#filling").evaluate("one => { one.isTheSame = true; }")
        loaded = []
        page.on("request", lambda request: loaded.append(request.resource_type))
        to_round(page, 2)
        expect(page).to_have_url("/quiz/?round=2")
        expect(of_round(page)).to_have_count(ROUND)
        expect(of_round(page).first.locator("input").first).to_be_focused()
        assert page.locator("#filling").evaluate("one => one.isTheSame")
        expect(page.locator("path.is-filled")).to_have_count(ROUND)
        assert loaded.count("xhr") == 1
        assert "document" not in loaded

    def test_progress_is_shown(self, page):
        open_quiz(page)
        expect(page.locator("[data-round]")).to_have_text("Round 1 of 3")
        expect(page.locator("[data-segments] i")).to_have_count(ROUND)
        tap_answer(page, 4)
        expect(page.locator("[data-answered]")).to_have_text("1")
        expect(page.locator("progress")).to_have_js_property("value", 1)
        expect(page.locator("[data-segments] .is-answered")).to_have_count(1)
        answer_round(page)
        expect(page.locator("[data-answered]")).to_have_text("14")
        expect(page.locator("[data-minutes]")).to_have_text("4")

    @pytest.mark.parametrize("value", ["1", "5", "unknown"])
    def test_the_wheel_fills_a_part_whatever_the_answer(self, page, value):
        open_quiz(page)
        field = of_round(page).first.get_attribute("id")
        fill_in(of_round(page).first, value)
        filled = page.locator("path.is-filled").evaluate_all("all => all.map(one => one.dataset.part)")
        assert filled == [field]

    def test_targets_are_large(self, page, on_phone):
        open_quiz(page)
        sizes = page.locator(":is(.answers label, .move, .progress__leave):visible").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect()).map(box => [box.width, box.height])"
        )
        assert len(sizes) == 6 + 1 + 1
        assert min(min(size) for size in sizes) >= 44
        answers = page.locator(".answers span:visible").evaluate_all("all => all.map(one => one.offsetHeight)")
        assert min(answers[:5]) >= 50

    def test_who_does_not_know_what_something_is_gets_an_explanation_and_answers_or_goes_on(self, page, on_phone):
        open_quiz(page)
        first = statement(page).inner_text()
        expect(questions(page).locator(".explanation")).to_be_hidden()
        tap_answer(page, "unknown")
        expect(questions(page).locator(".explanation")).to_be_in_viewport(ratio=1)
        expect(statement(page)).to_have_text(first)
        page.get_by_role("button", name="Next").click()
        expect(statement(page)).not_to_have_text(first)
        page.get_by_role("button", name="Back").click()
        tap_answer(page, 4)
        expect(statement(page)).not_to_have_text(first)
        assert checked(page)[:2] == ["4", None]

    def test_rough_results_after_round_two_and_on_from_there(self, page):
        open_quiz(page)
        answer_round(page, q0="5")
        to_round(page, 2)
        answer_round(page)
        go_to_end(page)
        page.get_by_role("button", name="See rough results").click()
        expect(page.get_by_text("Questions answered: 28 of 42.")).to_be_visible()
        page.get_by_role("button", name="Answer the others").click()
        expect(page.get_by_role("heading", name="Round 3 of 3")).to_be_visible()
        expect(page.locator("[data-answered]")).to_have_text("28")

    @refused
    def test_missing_answers_are_shown_alone_and_asked_for(self, page):
        open_quiz(page, "/quiz/?round=3")
        answer_round(page)
        go_to_end(page)
        page.get_by_role("button", name="Show my result").click()
        expect(page.get_by_role("heading", name="28 questions are still open")).to_be_focused()
        expect(questions(page)).to_have_count(28)
        fill_in(questions(page), q0="5")
        page.locator(".quiz__end .button").click()
        page.wait_for_url("**/quiz/results/*/")


class TestDeck:
    """One statement a screen, and how an answer leads to the next."""

    def test_an_answer_goes_on_by_itself(self, tapping):
        open_quiz(tapping)
        fields = of_round(tapping).evaluate_all("all => all.map(one => one.id)")
        for field in fields[:3]:
            expect(questions(tapping)).to_have_id(field)
            tap_answer(tapping, 2)
            expect(questions(tapping)).not_to_have_id(field)
        expect(questions(tapping).locator("input").first).to_be_focused()

    @pytest.mark.parametrize(("motion", "least", "most"), [("no-preference", 50, 200), ("reduce", 0, 0)])
    def test_what_was_answered_is_seen_for_a_moment_before_it_goes_on(self, tapping, motion, least, most):
        tapping.emulate_media(reduced_motion=motion)
        open_quiz(tapping)
        tapping.evaluate("""{
            const later = window.setTimeout;
            window.setTimeout = (work, delay, ...others) => {
                if (`${work}`.includes("goOn")) window.seenFor = delay;
                return later(work, delay, ...others);
            };
        }""")
        tap_answer(tapping, 2)
        expect(of_round(tapping).nth(1)).to_be_visible()
        assert least <= tapping.evaluate("window.seenFor") <= most

    @pytest.mark.parametrize("motion", ["no-preference", "reduce"])
    def test_a_double_tap_answers_one_question(self, tapping, motion):
        """The second tap comes when the next question is there."""
        tapping.emulate_media(reduced_motion=motion)
        open_quiz(tapping)
        tapping.evaluate("""void (window.second = new Promise(done => new MutationObserver(() => {
            const field = document.querySelector("[data-now] [value='2']");
            if (field.name !== document.querySelector(".round--now input").name) done(field.dispatchEvent(
                new MouseEvent("click", { bubbles: true, cancelable: true, detail: 2 })));
        }).observe(document.querySelector(".round--now"), { subtree: true, attributeFilter: ["data-now"] })))""")
        tap_answer(tapping, 2)
        assert tapping.evaluate("window.second") is False  # it was refused
        assert checked(tapping)[:3] == ["2", None, None]

    def test_back_undoes_and_an_answer_is_changed(self, tapping):
        open_quiz(tapping)
        expect(tapping.get_by_role("button", name="Back")).to_be_hidden()
        tap_answer(tapping, 2)
        expect(of_round(tapping).nth(1)).to_be_visible()
        tapping.get_by_role("button", name="Back").click()
        expect(of_round(tapping).first).to_be_visible()
        expect(of_round(tapping).first.locator("[value='2']")).to_be_focused()
        tap_answer(tapping, 5)
        expect(of_round(tapping).nth(1)).to_be_visible()
        assert checked(tapping)[:2] == ["5", None]

    def test_back_from_a_round_leads_to_the_last_question_of_the_one_before(self, page):
        open_quiz(page)
        answer_round(page)
        to_round(page, 2)
        page.get_by_role("button", name="Back").click()
        page.get_by_role("heading", name="Round 1 of 3").wait_for()
        expect(of_round(page).last).to_be_visible()

    def test_leaving_a_round_with_gaps_says_so_and_leads_to_them_or_on(self, page):
        open_quiz(page)
        answer_round(page, q3="", q7="")
        go_to_end(page)
        expect(page.get_by_text("Still open in this round: 2")).to_be_visible()
        expect(page.get_by_role("button", name="Answer what is open")).to_be_focused()
        page.get_by_role("button", name="Answer what is open").click()
        expect(of_round(page).nth(3)).to_be_visible()
        page.keyboard.press("4")
        expect(of_round(page).nth(7)).to_be_visible()
        page.get_by_role("button", name="Skip").click()
        go_to_end(page)
        expect(page.get_by_text("Still open in this round: 1")).to_be_visible()
        page.get_by_role("button", name="On to round 2").click()
        page.get_by_role("heading", name="Round 2 of 3").wait_for()
        expect(page.locator("[data-answered]")).to_have_text("13")

    def test_the_last_round_leads_to_gaps_of_others(self, page):
        open_quiz(page)
        answer_round(page, q5="")
        field = of_round(page).nth(5).get_attribute("id")
        go_to_end(page)
        page.get_by_role("button", name="On to round 2").click()
        page.get_by_role("heading", name="Round 2 of 3").wait_for()
        for number in (3, None):
            answer_round(page)
            go_to_end(page)
            if number:
                page.get_by_role("button", name="On to round 3").click()
                page.get_by_role("heading", name="Round 3 of 3").wait_for()
        expect(page.get_by_text("Still open: 1")).to_be_visible()
        page.get_by_role("button", name="Answer what is open").click()
        page.get_by_role("heading", name="Round 1 of 3").wait_for()
        expect(questions(page)).to_have_id(field)

    def test_a_full_wheel_is_a_step_with_one_button(self, page, on_phone):
        open_quiz(page, "/quiz/?round=3")
        page.locator(".question [value='3']").evaluate_all("all => all.forEach(one => one.click())")
        expect(page.locator("path.is-filled")).to_have_count(3 * ROUND)
        go_to_end(page)
        expect(page.get_by_text("Your wheel is full")).to_be_visible()
        expect(page.locator(".round__end .button:visible")).to_have_count(1)
        expect(page.get_by_role("button", name="Show my result")).to_be_focused()
        expect(page.get_by_role("button", name="Show my result")).to_be_in_viewport(ratio=1)
        page.keyboard.press("Backspace")
        expect(of_round(page).last).to_be_visible()

    def test_it_is_taken_up_at_the_first_open_question(self, page):
        open_quiz(page)
        for _question in range(3):
            questions(page).locator("input").first.focus()
            page.keyboard.press("2")
        page.goto("/quiz/")
        expect(page.get_by_role("link", name="Start")).to_be_hidden()
        follow(page.get_by_role("link", name="Go on"))
        expect(of_round(page).nth(3)).to_be_visible()

    def test_a_screen_reader_is_told_the_statement_with_the_first_answer(self, page):
        open_quiz(page)
        questions(page).locator("input").first.focus()
        page.keyboard.press("3")
        group = page.locator(".question:focus-within")
        named = page.evaluate(
            "ids => ids.split(' ').map(id => document.getElementById(id).textContent.trim()).join(' ')",
            group.get_attribute("aria-labelledby"),
        )
        assert (
            named == f"Would you like to … {of_round(page).nth(1).locator('.statement__text').text_content().strip()}"
        )
        expect(group).to_have_attribute("role", "radiogroup")

    def test_a_pointer_on_the_way_out_loses_nothing(self, page):
        open_quiz(page)
        tap_answer(page, 4)
        follow(page.get_by_role("link", name="Leave the quiz"))
        page.goto("/quiz/")
        expect(page.get_by_text("answered 1 of 42 questions.")).to_be_visible()


class TestLosingNothing:
    def test_a_reload_in_the_middle(self, page):
        open_quiz(page)
        answer_round(page, q0="5", q1="1")
        to_round(page, 2)
        answer_round(page, value="2")
        page.reload()
        eventually(lambda: checked(page), ["2"] * ROUND)
        expect(page.locator("[data-answered]")).to_have_text("28")
        page.get_by_role("button", name="Back", exact=True).click()
        page.get_by_role("heading", name="Round 1 of 3").wait_for()
        eventually(lambda: checked(page), ["5", "1", *["3"] * 12])

    def test_the_browsers_back_and_forward(self, page):
        open_quiz(page)
        answer_round(page, q3="4")
        to_round(page, 2)
        answer_round(page, value="5")
        page.go_back()
        page.get_by_role("heading", name="Round 1 of 3").wait_for()
        eventually(lambda: checked(page)[3], "4")
        page.go_forward()
        page.get_by_role("heading", name="Round 2 of 3").wait_for()
        eventually(lambda: checked(page), ["5"] * ROUND)

    def test_back_from_the_result(self, page):
        open_quiz(page)
        take(page)
        page.go_back()
        page.get_by_role("heading", name="Round 3 of 3").wait_for()
        eventually(lambda: checked(page), ["5", *["3"] * 13])

    def test_it_can_be_taken_up_again_on_the_same_device(self, page, context):
        open_quiz(page)
        answer_round(page)
        page.close()
        later = context.new_page()
        later.goto("/quiz/")
        expect(later.get_by_text("answered 14 of 42 questions.")).to_be_visible()
        follow(later.get_by_role("link", name="Go on"))
        expect(later.get_by_role("heading", name="Round 2 of 3")).to_be_visible()
        expect(later.locator("[data-answered]")).to_have_text("14")

    def test_or_started_over(self, page):
        open_quiz(page)
        answer_round(page)
        page.goto("/quiz/")
        follow(page.get_by_role("button", name="Start over"))
        eventually(lambda: checked(page), [None] * ROUND)
        page.reload()
        eventually(lambda: checked(page), [None] * ROUND)
        page.goto("/quiz/")
        expect(page.locator("[data-resume]")).to_be_hidden()

    def test_once_it_is_done_the_device_forgets_it_in_this_tab_and_in_others(self, page, context):
        open_quiz(page)
        take(page)
        follow(page.get_by_role("link", name="Quiz"))
        eventually(lambda: checked(page), [None] * ROUND)
        other = context.new_page()
        other.goto("/quiz/")
        eventually(lambda: checked(other), [None] * ROUND)

    def test_a_rough_result_is_not_the_end(self, page, context):
        take_two_rounds(page)
        later = context.new_page()
        later.goto("/quiz/")
        expect(later.get_by_text("answered 28 of 42 questions.")).to_be_visible()

    @refused
    def test_neither_is_a_form_that_comes_back(self, page, context):
        open_quiz(page, "/quiz/?round=3")
        answer_round(page)
        go_to_end(page)
        page.get_by_role("button", name="Show my result").click()
        page.get_by_role("heading", name="28 questions are still open").wait_for()
        fill_in(questions(page), value="4", q0="1")
        page.reload()
        expect(page.locator("[data-answered]")).to_have_text("42")
        later = context.new_page()
        later.goto("/quiz/")
        expect(later.get_by_text("answered 42 of 42 questions.")).to_be_visible()

    def test_what_is_changed_after_taking_up_a_result_survives_a_reload(self, page):
        open_quiz(page)
        take(page)
        page.locator(".change > summary").click()
        page.get_by_role("button", name="Change other answers").click()
        page.get_by_role("heading", name="Round 1 of 3").wait_for()
        answer_round(page, value="1")
        page.reload()
        eventually(lambda: checked(page), ["1"] * ROUND)

    def test_a_result_taken_up_is_not_mixed_with_what_this_device_remembers(self, page, context):
        take_two_rounds(page)
        theirs = page.url
        page.goto("/quiz/?round=3")
        answer_round(page, value="5")
        page.goto(theirs)
        page.get_by_role("button", name="Answer the others").click()
        page.get_by_role("heading", name="Round 3 of 3").wait_for()
        eventually(lambda: checked(page), [None] * ROUND)

    def test_two_tabs_add_to_one_another(self, page, context):
        open_quiz(page)
        other = context.new_page()
        other.goto("/quiz/?round=1")
        page.locator('.question [value="4"]').first.evaluate("one => one.click()")
        other.locator('.question [value="2"]').nth(1).evaluate("one => one.click()")
        page.reload()
        eventually(lambda: checked(page)[:3], ["4", "2", None])

    @refused
    def test_a_move_that_the_server_refuses_says_why_and_loses_nothing(self, page):
        open_quiz(page)
        answer_round(page, q0="5")
        page.locator("form[data-quiz]").evaluate("""form => form.insertAdjacentHTML("beforeend",
            '<input type="hidden" name="item-gone" value="3">')""")
        go_to_end(page)
        expect(page.get_by_text("There is no question “item-gone”")).to_be_visible()
        assert page.locator(".question :checked").count() == ROUND
        expect(page).to_have_title(re.compile("Almost done"))

    def test_without_anything_stored_the_form_carries_the_answers(self, page):
        page.add_init_script("""for (const name of ["localStorage", "sessionStorage"])
            Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });""")
        open_quiz(page)
        take(page)
        expect(page.locator("[data-confidence]")).to_be_visible()

    def test_a_browser_whose_styles_know_nothing_of_scripting_gets_rounds_too(self, page):
        page.add_init_script("""const real = window.matchMedia.bind(window);
            window.matchMedia = (query) => query.includes("scripting") ? { matches: false } : real(query);""")
        page.route(
            "**/quiz.*css",
            lambda route: route.fulfill(
                body=page.request.get(route.request.url).text().replace("scripting: enabled", "no-such-thing: at-all"),
                content_type="text/css",
            ),
        )
        open_quiz(page)
        expect(questions(page)).to_have_count(1)
        expect(page.get_by_role("button", name="Skip")).to_be_visible()

    def test_htmx_keeps_no_copy_of_the_answers(self, page):
        open_quiz(page)
        answer_round(page)
        to_round(page, 2)
        kept = page.evaluate("[...Object.entries(sessionStorage), ...Object.entries(localStorage)]")
        assert [name for name, text in kept if "item-" in text] == ["quiz-answers"]

    @pytest.mark.console_allowed("net::ERR", "htmx:", "404")
    @pytest.mark.long
    def test_a_restart_of_the_server_in_the_middle(self, page, site_copy):
        port = free_port()
        with serve(site_copy, port=port) as (url, _process):
            page.goto(f"{url}/quiz/?round=1")
            answer_round(page, q0="5")
            to_round(page, 2)
            answer_round(page, q0="5")
        go_to_end(page)
        page.get_by_role("button", name="On to round 3").click()
        expect(page.get_by_text("Your answers are kept on this device.")).to_be_visible()
        with serve(site_copy, port=port, LOG_LEVEL="DEBUG"):
            page.get_by_role("button", name="On to round 3").click()
            page.get_by_role("heading", name="Round 3 of 3").wait_for()
            expect(page.locator("[data-answered]")).to_have_text("28")
            answer_round(page, q0="5")
            show_result(page)
            expect(page.locator("[data-confidence]")).to_be_visible()
            code = page.url.split("/")[-2]
            page.goto(f"{url}/quiz/results/{code[:-1]}/")  # a wrong one is logged, but without the code
        log = (site_copy / f"server-{port}.log").read_text(encoding="utf-8")
        assert "Not Found: /quiz/…" in log
        assert code[6:-1] not in log


class TestKeyboard:
    @pytest.fixture(autouse=True)
    def _in_the_form(self, page):
        page.goto("/quiz/?round=1")
        page.locator(".question input").first.focus()

    def test_the_whole_quiz_with_digits_and_enter(self, page):
        for number in (1, 2, 3):
            page.keyboard.press("5")
            for _question in range(ROUND - 1):
                page.keyboard.press("3")
            if number > 1:  # the first round leads on by itself, as nothing can be chosen after it
                page.keyboard.press("Enter")
            if number < 3:
                expect(page.locator("[data-round]")).to_have_text(f"Round {number + 1} of 3")
                expect(of_round(page).first.locator("input").first).to_be_focused()
        page.wait_for_url("**/quiz/results/*/")

    def test_a_digit_answers_and_goes_on(self, page):
        page.keyboard.press("4")
        page.keyboard.press("2")
        eventually(lambda: checked(page)[:3], ["4", "2", None])

    def test_six_says_unknown_and_stays_for_the_explanation(self, page):
        page.keyboard.press("6")
        eventually(lambda: checked(page)[:2], ["unknown", None])
        expect(page.locator(".question").first.locator(":checked")).to_be_focused()
        expect(page.locator(".question").first.locator(".explanation")).to_be_visible()
        page.keyboard.press("Enter")
        page.keyboard.press("3")
        eventually(lambda: checked(page)[:2], ["unknown", "3"])

    def test_arrow_keys_change_an_answer(self, page):
        page.keyboard.press("3")
        page.keyboard.press("Backspace")
        page.keyboard.press("ArrowRight")
        eventually(lambda: checked(page)[0], "4")

    def test_backspace_goes_back_and_from_the_first_question_to_the_round_before(self, page):
        open_quiz(page, "/quiz/?round=2")
        page.locator(".question:visible input").first.focus()
        page.keyboard.press("1")
        page.keyboard.press("Backspace")
        page.keyboard.press("Backspace")
        expect(page.get_by_role("button", name="Back", exact=True)).to_be_focused()

    def test_enter_on_the_last_question_leads_to_the_end_of_the_round(self, page):
        go_to_end(page)
        expect(page.get_by_role("button", name="Answer what is open")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="On to round 2")).to_be_focused()

    def test_a_digit_that_is_held_down_answers_once(self, page):
        page.keyboard.down("3")
        page.keyboard.down("3")
        page.keyboard.up("3")
        assert checked(page)[:2] == ["3", None]

    def test_digits_count_in_the_form_alone_and_without_a_modifier(self, page):
        page.goto("/quiz/?round=1")
        page.get_by_role("link", name="Learn").first.focus()
        page.keyboard.press("3")
        page.locator(".question input").first.focus()
        page.keyboard.press("Control+3")
        eventually(lambda: checked(page)[0], None)

    def test_focus_can_be_seen(self, page):
        page.locator(".question input").first.focus()
        page.keyboard.press("ArrowRight")
        outline = page.locator(".question :checked + span").evaluate("one => getComputedStyle(one).outlineStyle")
        assert outline == "solid"


class TestWithoutJavaScript:
    def test_one_form_with_all_questions_leads_to_the_result(self, no_js):
        no_js.goto("/quiz/")
        expect(questions(no_js)).to_have_count(3 * ROUND)
        fill_in(questions(no_js), q0="5")
        follow(no_js.get_by_role("button", name="Show my result"))
        expect(no_js.locator("[data-confidence]")).to_be_visible()

    @refused
    def test_missing_answers_come_back_with_all_others(self, no_js):
        no_js.goto("/quiz/")
        no_js.locator(".round").first.locator('.question [value="4"]').evaluate_all(
            "all => all.forEach(one => one.click())"
        )
        follow(no_js.get_by_role("button", name="Show my result"))
        expect(no_js.locator(".question--missing")).to_have_count(28)
        expect(no_js.locator(".question :checked")).to_have_count(14)
        fill_in(questions(no_js), q0="5")
        follow(no_js.get_by_role("button", name="Show my result"))
        expect(no_js.locator(".bars__entry")).to_have_count(14)

    def test_an_answer_can_be_changed_on_the_result(self, no_js):
        no_js.goto("/quiz/")
        fill_in(questions(no_js), q0="5")
        follow(no_js.get_by_role("button", name="Show my result"))
        before = no_js.url
        no_js.locator(".change summary").first.click()
        no_js.locator(".change select").first.select_option("Not at all")
        follow(no_js.get_by_role("button", name="Show the new list").first)
        assert no_js.url != before

    def test_enter_sends_the_whole_form(self, no_js):
        no_js.goto("/quiz/")
        fill_in(questions(no_js), q0="5")
        no_js.locator(".question input").first.focus()
        no_js.keyboard.press("Enter")
        expect(no_js.locator("[data-confidence]")).to_be_visible()

    def test_what_needs_javascript_is_not_there(self, no_js):
        no_js.goto("/quiz/")
        expect(no_js.get_by_text("On to round 2")).to_be_hidden()
        expect(no_js.get_by_text("no time limit")).to_be_hidden()


class TestAxe:
    @refused
    @pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), pytest.param(1280, "light", marks=pytest.mark.long)])
    @pytest.mark.long
    def test_no_violation_on_any_step(self, page, width, scheme):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.goto("/quiz/")
        self.check(page, "start")
        follow(page.get_by_role("link", name="Start"))
        self.check(page, "a question")
        tap_answer(page, "unknown")
        self.check(page, "with an explanation")
        go_to_end(page)
        self.check(page, "a round with gaps")
        page.get_by_role("button", name="On to round 2").click()
        page.get_by_role("heading", name="Round 2 of 3").wait_for()
        answer_round(page)
        self.check(page, "round 2")
        go_to_end(page)
        page.get_by_role("button", name="See rough results").click()
        page.get_by_role("heading", name="questions are still open").wait_for()
        self.check(page, "missing answers")
        fill_in(questions(page), q0="5", q1="1")
        page.locator(".quiz__end .button").click()
        page.wait_for_url("**/quiz/results/*/")
        for summary in page.locator("summary").all():
            summary.click()
        self.check(page, "result")
        code = page.url.split("/")[-2]
        page.locator("#other").fill(code)
        page.get_by_role("button", name="Compare").click()
        page.wait_for_url("**/quiz/compare/**")
        self.check(page, "comparison")

    def check(self, page, step):
        settle(page)
        results = Axe().run(page)
        assert results.violations_count == 0, f"{step}: {results.generate_report()}"
