"""The quiz as students take it: by finger, by keyboard, without JavaScript, with a reload, a way back, a restart."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from ..server import free_port, serve
from .visit import eventually, follow, settle

ROUND = 14
refused = pytest.mark.console_allowed("422")  # what the browser says of a form that comes back


@pytest.fixture(autouse=True)
def _impatient(page):
    page.set_default_timeout(10_000)


def open_quiz(page, path="/quiz/"):
    page.goto(path)
    return page.locator("form[data-quiz]")


def questions(page):
    return page.locator(".question:visible")


def answer_round(page, value="3", **other):
    """Answer all questions that can be seen: with `value`, but for those of `other` (number of the question: value)."""
    values = [other.get(f"q{number}", value) for number in range(questions(page).count())]
    questions(page).evaluate_all(
        "(all, values) => all.forEach((one, n) => one.querySelector(`[value='${values[n]}']`).click())", values
    )


def take(page):
    """The whole quiz, with a Definitely on the first question of each round."""
    for number in (2, 3):
        answer_round(page, q0="5")
        page.get_by_role("button", name=f"On to round {number}").click()
        page.get_by_role("heading", name=f"Round {number} of 3").wait_for()
    answer_round(page, q0="5")
    page.locator("[data-next-round]:visible").click()
    page.wait_for_url("**/quiz/results/*/")


def take_two_rounds(page):
    """The first two rounds, all answered with Not really, and their rough result."""
    open_quiz(page, "/quiz/?round=2")
    page.locator(".round:not(:last-of-type) input[value='2']").evaluate_all("all => all.forEach(one => one.click())")
    page.get_by_role("button", name="See rough results").click()
    page.wait_for_url("**/quiz/results/*/")


def checked(page):
    """The answers of the questions that can be seen."""
    return questions(page).evaluate_all("all => all.map(one => one.querySelector(':checked')?.value ?? null)")


@pytest.fixture
def on_phone(page):
    page.set_viewport_size({"width": 360, "height": 740})


class TestTaking:
    def test_a_whole_quiz_by_finger_on_a_phone_leads_to_a_result(self, page, on_phone, requested_hosts):
        open_quiz(page)
        for number in range(ROUND):
            questions(page).nth(number).locator(f'[value="{1 + number % 5}"]').click()
        page.get_by_role("button", name="On to round 2").click()
        page.get_by_role("heading", name="Round 2 of 3").wait_for()
        answer_round(page)
        page.get_by_role("button", name="On to round 3").click()
        page.get_by_role("heading", name="Round 3 of 3").wait_for()
        answer_round(page)
        page.locator("[data-next-round]:visible").click()
        page.wait_for_url("**/quiz/results/*/")
        expect(page.locator("[data-confidence]")).to_be_visible()
        expect(page.locator(".bars__entry")).to_have_count(14)
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        assert len(requested_hosts) == 1
        assert page.context.cookies() == []

    def test_one_round_is_shown_at_a_time_and_swapped_in(self, page):
        open_quiz(page)
        expect(questions(page)).to_have_count(ROUND)
        answer_round(page)
        loaded = []
        page.on("request", lambda request: loaded.append(request.resource_type))
        page.get_by_role("button", name="On to round 2").click()
        expect(page.get_by_role("heading", name="Round 2 of 3")).to_be_focused()
        expect(questions(page)).to_have_count(ROUND)
        expect(page).to_have_url("/quiz/?round=2")
        assert loaded.count("xhr") == 1
        assert "document" not in loaded

    def test_progress_is_shown(self, page):
        open_quiz(page)
        page.locator('.question [value="4"]').first.click()
        expect(page.locator("[data-answered]")).to_have_text("1")
        expect(page.locator("progress")).to_have_js_property("value", 1)
        answer_round(page)
        expect(page.locator("[data-answered]")).to_have_text("14")
        expect(page.locator("[data-minutes]")).to_have_text("4")

    def test_targets_are_large(self, page, on_phone):
        open_quiz(page)
        sizes = page.locator(".answers label:visible, .round__ways .button:visible").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect()).map(box => [box.width, box.height])"
        )
        assert len(sizes) == ROUND * 6 + 1
        assert min(min(size) for size in sizes) >= 44

    def test_who_does_not_know_what_something_is_gets_an_explanation(self, page):
        open_quiz(page)
        question = page.locator(".question").first
        expect(question.locator(".explanation")).to_be_hidden()
        question.locator('[value="unknown"]').click()
        expect(question.locator(".explanation")).to_be_visible()

    def test_rough_results_after_round_two_and_on_from_there(self, page):
        open_quiz(page)
        answer_round(page, q0="5")
        page.get_by_role("button", name="On to round 2").click()
        page.get_by_role("heading", name="Round 2 of 3").wait_for()
        answer_round(page)
        page.get_by_role("button", name="See rough results").click()
        expect(page.get_by_text("Questions answered: 28 of 42.")).to_be_visible()
        page.get_by_role("button", name="Answer the others").click()
        expect(page.get_by_role("heading", name="Round 3 of 3")).to_be_visible()
        expect(page.locator("[data-answered]")).to_have_text("28")

    @refused
    def test_missing_answers_are_shown_alone_and_asked_for(self, page):
        open_quiz(page, "/quiz/?round=3")
        answer_round(page)
        page.locator("[data-next-round]:visible").click()
        expect(page.get_by_role("heading", name="28 questions are still open")).to_be_focused()
        expect(questions(page)).to_have_count(28)
        answer_round(page, q0="5")
        page.locator(".quiz__end .button").click()
        page.wait_for_url("**/quiz/results/*/")


class TestLosingNothing:
    def test_a_reload_in_the_middle(self, page):
        open_quiz(page)
        answer_round(page, q0="5", q1="1")
        page.get_by_role("button", name="On to round 2").click()
        page.get_by_role("heading", name="Round 2 of 3").wait_for()
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
        page.get_by_role("button", name="On to round 2").click()
        page.get_by_role("heading", name="Round 2 of 3").wait_for()
        answer_round(page, value="5")
        page.go_back()
        page.get_by_role("button", name="On to round 2").wait_for()
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
        later.get_by_role("link", name="Go on").click()
        expect(later.get_by_role("heading", name="Round 2 of 3")).to_be_visible()
        expect(later.locator("[data-answered]")).to_have_text("14")

    def test_or_started_over(self, page):
        open_quiz(page)
        answer_round(page)
        page.goto("/quiz/")
        page.get_by_role("button", name="Start over").click()
        eventually(lambda: checked(page), [None] * ROUND)
        page.reload()
        eventually(lambda: checked(page), [None] * ROUND)
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
        page.locator("[data-next-round]:visible").click()
        page.get_by_role("heading", name="28 questions are still open").wait_for()
        answer_round(page, value="4", q0="1")
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
        other.goto("/quiz/")
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
        page.get_by_role("button", name="On to round 2").click()
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
        expect(questions(page)).to_have_count(ROUND)

    def test_htmx_keeps_no_copy_of_the_answers(self, page):
        open_quiz(page)
        answer_round(page)
        page.get_by_role("button", name="On to round 2").click()
        page.get_by_role("heading", name="Round 2 of 3").wait_for()
        kept = page.evaluate("[...Object.entries(sessionStorage), ...Object.entries(localStorage)]")
        assert [name for name, text in kept if "item-" in text] == ["quiz-answers"]

    @pytest.mark.console_allowed("net::ERR", "htmx:", "404")
    def test_a_restart_of_the_server_in_the_middle(self, page, site_copy):
        port = free_port()
        with serve(site_copy, port=port) as (url, _process):
            page.goto(f"{url}/quiz/")
            answer_round(page, q0="5")
            page.get_by_role("button", name="On to round 2").click()
            page.get_by_role("heading", name="Round 2 of 3").wait_for()
            answer_round(page, q0="5")
        page.get_by_role("button", name="On to round 3").click()
        expect(page.get_by_text("Your answers are kept on this device.")).to_be_visible()
        with serve(site_copy, port=port, LOG_LEVEL="DEBUG"):
            page.get_by_role("button", name="On to round 3").click()
            page.get_by_role("heading", name="Round 3 of 3").wait_for()
            expect(page.locator("[data-answered]")).to_have_text("28")
            answer_round(page, q0="5")
            page.locator("[data-next-round]:visible").click()
            page.wait_for_url("**/quiz/results/*/")
            expect(page.locator("[data-confidence]")).to_be_visible()
            code = page.url.split("/")[-2]
            page.goto(f"{url}/quiz/results/{code[:-1]}/")  # a wrong one is logged, but without the code
        log = (site_copy / f"server-{port}.log").read_text(encoding="utf-8")
        assert "Not Found: /quiz/…" in log
        assert code[6:-1] not in log


class TestKeyboard:
    @pytest.fixture(autouse=True)
    def _in_the_form(self, page):
        page.goto("/quiz/")
        page.locator(".question input").first.focus()

    def test_the_whole_quiz_with_digits_and_enter(self, page):
        for number in (1, 2, 3):
            page.keyboard.press("5")
            for _question in range(ROUND - 1):
                page.keyboard.press("3")
            page.keyboard.press("Enter")
            if number < 3:
                expect(page.get_by_role("heading", name=f"Round {number + 1} of 3")).to_be_focused()
                page.keyboard.press("Tab")
        page.wait_for_url("**/quiz/results/*/")

    def test_a_digit_answers_and_goes_on(self, page):
        page.keyboard.press("4")
        page.keyboard.press("2")
        eventually(lambda: checked(page)[:3], ["4", "2", None])

    def test_six_says_unknown_and_stays_for_the_explanation(self, page):
        page.keyboard.press("6")
        eventually(lambda: checked(page)[:2], ["unknown", None])
        expect(page.locator(".question").first.locator(":checked")).to_be_focused()
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

    def test_enter_on_the_last_question_leads_to_the_button_on(self, page):
        page.locator(".question:visible input").last.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="On to round 2")).to_be_focused()

    def test_digits_count_in_the_form_alone_and_without_a_modifier(self, page):
        page.goto("/quiz/")
        page.keyboard.press("3")
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
        answer_round(no_js, q0="5")
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
        answer_round(no_js, q0="5")
        follow(no_js.get_by_role("button", name="Show my result"))
        expect(no_js.locator(".bars__entry")).to_have_count(14)

    def test_an_answer_can_be_changed_on_the_result(self, no_js):
        no_js.goto("/quiz/")
        answer_round(no_js, q0="5")
        follow(no_js.get_by_role("button", name="Show my result"))
        before = no_js.url
        no_js.locator(".change summary").first.click()
        no_js.locator(".change select").first.select_option("Not at all")
        follow(no_js.get_by_role("button", name="Show the new list").first)
        assert no_js.url != before

    def test_enter_sends_the_whole_form(self, no_js):
        no_js.goto("/quiz/")
        answer_round(no_js, q0="5")
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
    def test_no_violation_on_any_step(self, page, width, scheme):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        open_quiz(page)
        self.check(page, "start")
        page.locator('.question [value="unknown"]').first.click()
        self.check(page, "with an explanation")
        page.get_by_role("button", name="On to round 2").click()
        page.get_by_role("heading", name="Round 2 of 3").wait_for()
        answer_round(page)
        self.check(page, "round 2")
        page.get_by_role("button", name="See rough results").click()
        page.get_by_role("heading", name="questions are still open").wait_for()
        self.check(page, "missing answers")
        answer_round(page, q0="5", q1="1")
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
