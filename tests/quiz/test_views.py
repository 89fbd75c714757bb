"""Taking the quiz: the form, its moves, and what is said about answers that are missing or can't be."""

import re

import pytest
from django.test import Client

from explorer.models import Questionnaire, QuizItem

from ..factories import create_cluster, create_framework, create_quiz
from ..markup import html_of

pytestmark = pytest.mark.django_db

URL = "/quiz/"


@pytest.fixture
def quiz():
    """Five clusters (a to e) with three questions each (a-1 to e-3), asked in three rounds."""
    create_quiz()
    return Questionnaire.current()


def answers(quiz, value="3", **changed):
    """What the form posts: the same answer to all questions, but for those named (a_1="5"); None leaves one out."""
    posted = {question.field: value for question in quiz.questions}
    posted |= {f"item-{name.replace('_', '-')}": other for name, other in changed.items()}
    return {name: other for name, other in posted.items() if other is not None}


def checked(html):
    """The answers that a page shows, in radio buttons and in hidden fields."""
    radios = re.findall(r'<input type="radio" name="(item-[^"]+)" value="([^"]+)"[^>]* checked', html)
    hidden = re.findall(r'<input type="hidden" name="(item-[^"]+)" value="([^"]+)"', html)
    return dict(radios + hidden)


def alert(html):
    return re.search(r"data-sent-back>(.*?)</div>", html, re.DOTALL)[1]


class TestPage:
    def test_it_says_what_it_is_how_long_it_takes_and_that_nothing_is_stored(self, client, quiz):
        html = html_of(client.get(URL))
        assert "15 short questions. About 2 minutes." in html
        assert "nothing you answer is stored on this site" in html
        assert "This quiz has not been tried out with students" in html

    def test_the_form_has_a_group_of_six_radio_buttons_for_every_question(self, client, quiz):
        html = html_of(client.get(URL))
        radios = re.findall(r'<input type="radio" name="item-([^"]+)" value="([^"]+)"', html)
        assert len(radios) == 15 * 6
        assert {slug for slug, _value in radios} == {question.slug for question in quiz.questions}
        assert {value for _slug, value in radios} == {"1", "2", "3", "4", "5", "unknown"}
        assert '<form class="quiz quiz--by-round" id="quiz" method="post" action="/quiz/"' in html
        assert html.index('<button type="submit" hidden>') < html.index('name="round"')  # Enter sends the whole form

    def test_the_stem_is_heard_once_and_names_every_question(self, client, quiz):
        html = html_of(client.get(URL, {"round": 1}))
        silent = html.count('<p class="statement__stem by-deck" aria-hidden="true">Would you like to …</p>')
        assert silent == 5  # of the round that a deck is made of
        assert html.count('role="radiogroup"') == html.count('aria-labelledby="stem ') == 15
        assert html.count("Would you like to") == silent + 1

    def test_every_statement_of_the_round_has_its_icon_and_the_ground_is_drawn_once(self, client, quiz):
        QuizItem.objects.filter(slug="a-1").update(icon="shovel")
        QuizItem.objects.get(slug="a-2").save()  # another version of the content
        html = html_of(client.get(URL, {"round": 1}))
        assert html.count('class="burst__icon" href="#panel-shovel"') == 1
        assert html.count('class="burst__icon" href="#panel-compass"') == 4  # the neutral one
        assert html.count('<g id="panel-burst">') == html.count('<g id="panel-shovel">') == 1

    @pytest.mark.parametrize("items", [1, 2, 4])
    def test_the_wheel_has_a_part_for_every_question(self, client, items):
        create_quiz(items=items)
        html = html_of(client.get(URL, {"round": 1}))
        fields = re.findall(r'class="filling__part" data-part="([^"]+)"', html)
        assert sorted(fields) == sorted(question.field for question in Questionnaire.current().questions)

    def test_a_part_that_htmx_asks_for_leaves_the_wheel_where_it_is(self, client, quiz, panel_part):
        html = html_of(client.post(URL, {"round": "2"} | panel_part))
        assert 'id="filling" hx-preserve="true"' in html
        assert "filling__part" not in html

    def test_every_question_carries_its_explanation(self, client, quiz):
        html = html_of(client.get(URL))
        assert '<p class="explanation" id="a-1-is">You do a-1. <span>' in html
        assert 'name="item-a-1" value="unknown" aria-describedby="a-1-is"' in html

    def test_nothing_is_answered_yet(self, client, quiz):
        assert checked(html_of(client.get(URL))) == {}

    def test_it_sets_no_cookie_and_sends_no_referrer(self, client, quiz):
        response = client.get(URL)
        assert (dict(response.cookies), response["Referrer-Policy"]) == ({}, "no-referrer")

    def test_without_questions_it_says_so(self, client):
        create_framework(is_default=True)
        response = client.get(URL)
        assert response.status_code == 404
        assert "There is no quiz yet" in html_of(response)

    def test_it_is_the_same_for_fresh_visitors(self, client, quiz):
        assert client.get(URL).content == Client().get(URL).content

    def test_it_makes_few_queries(self, client, quiz, django_assert_num_queries):
        with django_assert_num_queries(1):  # the version of the content, of which the questions are known
            client.get(URL)


class TestMoves:
    """A round at a time: posted with `round`, nothing is checked yet, and all answers come back."""

    def test_a_panel_holds_one_round_and_keeps_the_other_answers(self, client, quiz, panel_part):
        html = html_of(client.post(URL, answers(quiz, a_1="5") | {"round": "2"} | panel_part))
        asked = set(re.findall(r'type="radio" name="item-([^"]+)"', html))
        assert asked == {question.slug for question in quiz.rounds[1]}
        assert checked(html) == answers(quiz, a_1="5")
        assert "<html" not in html

    def test_without_htmx_the_page_holds_all_rounds_and_shows_the_wanted_one(self, client, quiz):
        html = html_of(client.post(URL, answers(quiz) | {"round": "3"}))
        assert checked(html) == answers(quiz)
        assert re.findall(r'<section class="round( round--now)?"', html) == ["", "", " round--now"]
        assert "<html" in html

    def test_unknown_is_kept_as_such(self, client, quiz, panel_part):
        html = html_of(client.post(URL, {"item-a-1": "unknown", "round": "1"} | panel_part))
        assert checked(html) == {"item-a-1": "unknown"}

    def test_the_address_follows_without_any_answer_in_it(self, client, quiz, panel_part):
        response = client.post(URL, answers(quiz) | {"round": "2"} | panel_part)
        assert response["HX-Push-Url"] == "/quiz/?round=2"

    def test_the_address_of_a_round_opens_it(self, client, quiz):
        html = html_of(client.get(f"{URL}?round=2"))
        assert re.findall(r'<section class="round( round--now)?"', html) == ["", " round--now", ""]
        assert "short questions." not in html

    @pytest.mark.parametrize("wrong", ["0", "4", "-1", "x", "", "9" * 5000, "²", "٣٣"])
    def test_a_round_that_is_not_there_is_the_start(self, client, quiz, wrong):
        assert "short questions." in html_of(client.get(URL, {"round": wrong}))
        assert client.post(URL, {"round": wrong}).status_code == 200

    def test_rough_results_are_offered_after_round_two(self, client, quiz, panel_part):
        def html(number):
            return html_of(client.post(URL, {"round": number} | panel_part))

        assert ["See rough results" in html(number) for number in (1, 2, 3)] == [False, True, False]

    def test_it_says_how_much_is_done(self, client, quiz, panel_part):
        posted = {"item-a-1": "3", "item-b-1": "unknown", "round": "1"}
        html = html_of(client.post(URL, posted | panel_part))
        assert '<progress class="progress__bar by-script" max="15" value="2"' in html

    def test_a_move_with_something_that_can_not_be_read_says_so(self, client, quiz, panel_part):
        response = client.post(URL, {"item-a-1": "9", "item-b-1": "4", "round": "2"} | panel_part)
        html = html_of(response)
        assert (response.status_code, response["HX-Push-Url"]) == (422, "false")
        assert "“9” is no answer to “try a-1”" in alert(html)
        assert checked(html) == {"item-b-1": "4"}


class TestFinish:
    def test_it_leads_to_the_result(self, client, quiz):
        response = client.post(URL, answers(quiz))
        assert response.status_code == 302
        assert re.fullmatch(r"/quiz/results/[2-9A-HJKMNP-Z-]+/", response["Location"])

    def test_the_result_can_be_read_after_the_questions_have_changed(self, client, quiz):
        result = client.post(URL, answers(quiz, a_1="5"))["Location"]
        QuizItem.objects.get(slug="b-1").delete()
        assert client.get(result).status_code == 200

    def test_it_needs_no_token_which_would_be_a_cookie(self, quiz):
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(URL, answers(quiz)).status_code == 302
        assert strict.post("/quiz/results/", {"code": "x"}).status_code == 422

    def test_the_same_answers_lead_to_the_same_result(self, client, quiz):
        assert client.post(URL, answers(quiz))["Location"] == client.post(URL, answers(quiz))["Location"]

    def test_it_sets_no_cookie(self, client, quiz):
        assert dict(client.post(URL, answers(quiz)).cookies) == {}

    def test_one_of_a_clusters_three_may_be_missing(self, client, quiz):
        assert client.post(URL, answers(quiz, a_1=None, b_3=None)).status_code == 302

    def test_unknown_counts_as_answered(self, client, quiz):
        assert client.post(URL, answers(quiz, a_1="unknown", a_2="unknown", a_3="unknown")).status_code == 302

    def test_two_missing_bring_the_page_back_with_all_answers_and_say_which(self, client, quiz):
        posted = answers(quiz, a_1="5", b_1=None, b_3=None, c_1=None)
        response = client.post(URL, posted)
        html = html_of(response)
        assert response.status_code == 422
        assert checked(html) == posted
        assert re.findall(r'href="#([^"]+)"', alert(html)) == ["item-b-1", "item-b-3"]
        marked = re.findall(r'class="question question--missing" id="([^"]+)"', html)
        assert sorted(marked) == ["item-b-1", "item-b-3"]

    def test_nothing_answered_names_all(self, client, quiz):
        html = html_of(client.post(URL))
        assert len(re.findall(r'href="#', alert(html))) == 15

    @pytest.mark.parametrize("wrong", ["0", "6", "-1", "3.5", "five", " 3", "3 ", "٣", "1e0", "null", "é" * 500])
    def test_a_value_outside_the_range_is_told_and_everything_else_kept(self, client, quiz, wrong):
        response = client.post(URL, answers(quiz, a_1=wrong, b_1="5"))
        html = html_of(response)
        assert response.status_code == 422
        assert "is no answer to “try a-1”" in alert(html)
        assert checked(html) == answers(quiz, a_1=None, b_1="5")

    def test_what_could_not_be_read_is_asked_again_beside_what_is_missing(self, client, quiz):
        html = html_of(client.post(URL, answers(quiz, a_1="9", b_1=None, b_2=None)))
        marked = re.findall(r'class="question question--missing" id="([^"]+)"', html)
        assert sorted(marked) == ["item-a-1", "item-b-1", "item-b-2"]
        assert "<title>Almost done: some answers are missing" in html

    @pytest.mark.parametrize("values", [["4", "5"], ["4", "4"], ["4", "unknown"]])
    def test_a_question_answered_twice_is_told(self, client, quiz, values):
        response = client.post(URL, answers(quiz) | {"item-a-1": values})
        assert response.status_code == 422
        assert "“try a-1” was answered more than once" in alert(html_of(response))

    @pytest.mark.parametrize("name", ["item-nothing", "item-", "score", "items-a-1"])
    def test_an_unknown_field_is_told_and_everything_else_kept(self, client, quiz, name):
        response = client.post(URL, answers(quiz) | {name: "3"})
        html = html_of(response)
        assert response.status_code == 422
        assert f"There is no question “{name}”" in alert(html)
        assert checked(html) == answers(quiz)

    def test_what_was_typed_into_a_request_is_written_harmlessly(self, client, quiz):
        html = html_of(client.post(URL, answers(quiz, a_1="<b>x</b>") | {"<script>": "1"}))
        assert "<script>”" not in html
        assert "&lt;script&gt;" in html
        assert "<b>x</b>" not in html

    def test_an_empty_value_is_no_answer(self, client, quiz):
        assert client.post(URL, answers(quiz, a_1="")).status_code == 302

    def test_a_question_that_an_editor_has_just_deleted_does_not_lose_the_rest(self, client, quiz):
        posted = answers(quiz)
        QuizItem.objects.get(slug="a-1").delete()
        html = html_of(client.post(URL, posted))
        assert "There is no question “item-a-1”" in alert(html)
        assert checked(html) == answers(quiz, a_1=None)

    @pytest.mark.parametrize("body", [b"\xff\xfe%zz=%ff", b"a" * 100_000, b"&&&==="])
    def test_garbage_is_answered_without_an_error(self, client, quiz, body):
        response = client.generic("POST", URL, body, content_type="application/x-www-form-urlencoded")
        assert response.status_code == 422

    @pytest.mark.parametrize("method", ["put", "patch", "delete"])
    def test_other_methods_are_refused(self, client, quiz, method):
        assert getattr(client, method)(URL).status_code == 405


class TestBalance:
    """More or fewer questions for a cluster keep working."""

    @pytest.mark.parametrize("items", [1, 2, 4])
    def test_other_numbers_of_questions(self, client, items):
        create_quiz(items=items)
        quiz = Questionnaire.current()
        response = client.post(URL, answers(quiz), follow=True)
        assert response.status_code == 200
        assert len(quiz.rounds) == items

    def test_a_cluster_without_questions_is_left_to_look_at(self, client):
        framework = create_quiz()
        create_cluster(framework=framework, name="Unasked")
        html = html_of(client.post(URL, answers(Questionnaire.current(), a_1="5"), follow=True))
        section = re.search(r'<section class="not-enough">(.*?)</section>', html, re.DOTALL)[1]
        assert 'href="/frameworks/modernized/unasked/"' in section


class TestTakeUp:
    """From a result back to the questions, with the code posted."""

    def test_the_answers_of_a_code_are_filled_in(self, client, quiz):
        code = quiz.code({"a-1": 5, "a-2": 0})
        html = html_of(client.post(URL, {"code": code, "round": "3"}))
        assert checked(html) == {"item-a-1": "5", "item-a-2": "unknown"}
        assert re.findall(r'<section class="round( round--now)?"', html) == ["", "", " round--now"]

    def test_of_a_code_of_older_questions_those_that_are_still_asked(self, client, quiz):
        quiz.keep()
        code = quiz.code({"a-1": 5, "a-2": 4, "a-3": 3})
        QuizItem.objects.get(slug="a-1").delete()
        QuizItem.objects.filter(slug="a-2").update(text="try other words")
        assert checked(html_of(client.post(URL, {"code": code}))) == {"item-a-3": "3"}

    def test_a_wrong_code_gets_a_page_that_says_why(self, client, quiz):
        response = client.post(URL, {"code": "ABC"})
        assert response.status_code == 422
        assert "characters are missing" in html_of(response)
