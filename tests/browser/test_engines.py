"""What a visitor typed and where they were, on the way back and after a reload, in Chromium, Firefox and WebKit.

These look at what is seen: content, title and address.
"""

import json
import urllib.parse
import urllib.request

import pytest

from ..server import ROOT
from .engines import ENGINES, missing, opened

pytestmark = pytest.mark.sampled(2)

CLUSTER = "/frameworks/modernized/construction/"
HEADING = "document.querySelector('#panel h1')?.innerText.trim()"
CHECKED = (
    "[...document.querySelectorAll('.round--now .question')]"
    ".map(one => one.querySelector(':checked')?.value ?? '').join('')"
)
REMEMBERED = "Object.keys(JSON.parse(localStorage.getItem('quiz-answers'))?.answers ?? {}).length"
ADD, TAKE_OFF = '.my-list-button [name="add"]', '.my-list-button [name="take_off"]'


@pytest.fixture(autouse=True)
def _calm():
    """Playwright's page, whose console the other tests watch, is not opened here."""


@pytest.fixture(scope="module", params=ENGINES)
def browser_tab(request, site, tmp_path_factory):
    if lacks := missing(request.param):
        pytest.skip(lacks)
    with opened(request.param, site, tmp_path_factory.mktemp(request.param)) as tab:
        yield tab


@pytest.fixture
def tab(browser_tab):
    """A tab of a visitor who was never here."""
    browser_tab.goto("/quiz/results/")
    browser_tab.forget_everything()
    return browser_tab


@pytest.fixture(params=ENGINES)
def without_cookies(request, site, tmp_path):
    if lacks := missing(request.param):
        pytest.skip(lacks)
    with opened(request.param, site, tmp_path, cookies=False) as tab:
        yield tab


@pytest.fixture(scope="module")
def result(site):
    """The path of a result whose answers are all of them Not really, but for one cluster."""
    items = [item["fields"] for item in json.loads((ROOT / "fixtures" / "quiz.json").read_text("utf-8"))]
    form = {f"item-{item['slug']}": 5 if item["cluster"][1] == "construction" else 2 for item in items}
    with urllib.request.urlopen(f"{site}/quiz/", urllib.parse.urlencode(form).encode()) as response:
        return response.url.removeprefix(site)


def shown(selector):
    return f"[...document.querySelectorAll({json.dumps(selector)})].some(one => one.checkVisibility({{visibilityProperty: true}}))"


def answer(tab, values):
    """Answer the first questions of the round; other than with a mouse, it does not matter how."""
    tab.do(
        "const all = [...document.querySelectorAll('.round--now .question')];"
        "[...arguments[0]].forEach((value, n) => all[n].querySelector(`[value='${value}']`).click())",
        values,
    )
    tab.until(f"{CHECKED}.slice(0, {len(values)})", values)


def go_on(tab):
    """To the end of the round and on."""
    tab.until("document.querySelector('.question[data-now]') !== null", True)
    for _question in range(14):
        if tab.read("document.querySelector('#panel').dataset.deck") == "question":
            tab.do("document.querySelector('.round--now [data-skip]').click()")
    if tab.read("document.querySelector('#panel').dataset.deck") != "question":
        tab.click(".round__end [data-next-round]")


class TestQuiz:
    def leave_and_come_back(self, tab):
        tab.click(".site-nav a[href='/careers/']")
        tab.until("location.pathname", "/careers/")
        tab.back()
        tab.until("location.pathname", "/quiz/")

    def test_half_of_it_stands_on_the_way_back_and_after_a_reload(self, tab):
        tab.goto("/quiz/?round=1")
        answer(tab, "1234512")
        self.leave_and_come_back(tab)
        tab.until(CHECKED, "1234512")
        tab.until("document.querySelector('[data-answered]').innerText", "7")
        answer(tab, "5")
        assert tab.read(REMEMBERED) == 7
        tab.reload()
        tab.until(CHECKED, "5234512")

    def test_so_does_the_second_round(self, tab):
        tab.goto("/quiz/?round=1")
        answer(tab, "12345123451234")
        go_on(tab)
        tab.until("[...document.querySelectorAll('h2')].some(one => one.innerText === 'Round 2 of 3')", True)
        tab.until("location.search", "?round=2")
        answer(tab, "543")
        self.leave_and_come_back(tab)
        tab.until(CHECKED, "543")
        tab.until("document.querySelector('[data-answered]').innerText", "17")
        assert tab.read(REMEMBERED) == 17
        assert "part=" not in tab.path

    def test_what_is_changed_after_taking_up_a_result_stands_too(self, tab, result):
        tab.goto(result)
        tab.click(".change > summary")
        tab.click(".change form[action='/quiz/'] button")
        tab.until("location.pathname", "/quiz/")
        tab.until(f"{CHECKED}.length", 14)
        before = tab.read(CHECKED)
        answer(tab, "1")
        self.leave_and_come_back(tab)
        tab.until(CHECKED, "1" + before[1:])
        assert tab.read(REMEMBERED) == 42

    def test_answers_of_another_tab_are_kept_when_one_goes_on_in_this_one(self, tab):
        tab.goto("/quiz/?round=1")
        answer(tab, "1111111111111")
        back = tab.new_tab()
        tab.goto("/quiz/?round=3")
        answer(tab, "444")
        back()
        go_on(tab)
        tab.until("location.search", "?round=2")
        tab.until("document.querySelector('[data-answered]').innerText", "16")
        assert tab.read(REMEMBERED) == 16

    def test_a_result_stays_where_it_was(self, tab, result):
        tab.goto(result)
        title = tab.read("document.querySelector('h1').innerText")
        tab.click(".site-nav a[href='/careers/']")
        tab.until("location.pathname", "/careers/")
        tab.back()
        tab.until("location.pathname", result)
        tab.until("document.querySelector('h1').innerText", title)
        assert tab.read("document.querySelectorAll('.bars__entry').length") == 14

    def test_back_after_changing_an_answer_the_page_is_where_it_was(self, tab, result):
        tab.goto(result)
        tab.click(".change summary")
        tab.do(
            "for (const one of document.querySelectorAll('.change select')) if (one.getClientRects().length)"
            " { one.value = '1'; one.dispatchEvent(new Event('change', { bubbles: true })); }"
        )
        before = tab.read("document.querySelector('.ranked').innerText")
        tab.do("document.querySelector('.change button').scrollIntoView({ block: 'center', behavior: 'instant' })")
        tab.click(".change button")
        tab.until(f"location.pathname !== {json.dumps(result)}", True)
        tab.until(f"document.querySelector('.ranked')?.innerText !== {json.dumps(before)}", True)
        tab.back()
        tab.until("location.pathname", result)
        tab.until("document.querySelector('.ranked__entry')?.dataset.cluster", "construction")
        # The fold is closed again, and the page ends sooner: its line is in sight.
        seen = "(box => box.bottom > 0 && box.top < innerHeight)(document.querySelector('.change').getBoundingClientRect())"
        tab.until(seen, True)
        tab.stays(seen)


class TestSearch:
    @pytest.mark.parametrize("start", ["/search/", "/search/?q=cook"])
    def test_the_box_holds_the_word_beside_its_results_on_the_way_back(self, tab, start):
        tab.goto(start)
        tab.until("document.activeElement?.id === 'q' || (document.getElementById('q').focus(), false)", True)
        tab.do("document.getElementById('q').select()")
        tab.type("electrician")
        tab.until("document.getElementById('results').innerText.includes('“electrician”')", True)
        tab.until("location.search", "?q=electrician")
        tab.click("#results .item a")
        tab.until("location.pathname.startsWith('/search/')", False)
        tab.back()
        tab.until("location.search", "?q=electrician")
        tab.until("document.getElementById('results')?.innerText.includes('“electrician”')", True)
        tab.until("document.getElementById('q').value", "electrician")
        assert "part=" not in tab.path


class TestWheel:
    def is_at(self, tab, path, title, heading):
        tab.until("location.pathname + location.search", path)
        tab.until(f"document.title.startsWith({json.dumps(title)})", True)
        tab.until(f"document.body.innerText.includes({json.dumps(heading)})", True)
        tab.until("document.querySelectorAll('.wheel .slice').length", 14)
        tab.until("document.querySelectorAll('.site-header').length", 1)

    def test_a_slice_back_forward_and_reload_are_right_each_time(self, tab):
        home = ("/", tab_title(tab, "/"), "What kind of work could be yours?")
        construction = (CLUSTER, "Construction: Career Cluster", "Add to my list")
        education = ("/frameworks/modernized/education/", "Education: Career Cluster", "Add to my list")
        self.is_at(tab, *home)
        tab.click('.slice[data-cluster="construction"] .slice__shape.wide')
        self.is_at(tab, *construction)
        tab.click('.slice[data-cluster="education"] .slice__shape.wide')
        self.is_at(tab, *education)
        tab.back()
        self.is_at(tab, *construction)
        tab.until(HEADING, "Construction")
        tab.back()
        self.is_at(tab, *home)
        tab.forward()
        self.is_at(tab, *construction)
        tab.until(HEADING, "Construction")
        tab.reload()
        self.is_at(tab, *construction)
        tab.until(HEADING, "Construction")

    def test_so_they_are_when_one_has_left_the_wheel_between(self, tab):
        tab.goto("/")
        tab.click('.slice[data-cluster="construction"] .slice__shape.wide')
        self.is_at(tab, CLUSTER, "Construction: Career Cluster", "Add to my list")
        tab.click(".site-footer a[href='/learn/']")
        tab.until("location.pathname", "/learn/")
        tab.back()
        self.is_at(tab, CLUSTER, "Construction: Career Cluster", "Add to my list")
        tab.until(HEADING, "Construction")
        tab.back()
        self.is_at(tab, "/", tab.read("document.title"), "What kind of work could be yours?")


def tab_title(tab, path):
    tab.goto(path)
    return tab.read("document.title")


class TestMyList:
    def test_what_was_added_and_taken_off_elsewhere_is_right_on_the_way_back(self, tab):
        tab.goto(CLUSTER)
        tab.click(ADD)
        tab.until(shown(TAKE_OFF), True)
        tab.until(shown(ADD), False)
        tab.click("a.my-list")
        tab.until("document.querySelectorAll('.listed__entry').length", 1)
        tab.back()
        tab.until("location.pathname", CLUSTER)
        tab.until(shown(TAKE_OFF), True)
        tab.click("a.my-list")
        tab.click(".listed__off")
        tab.until("document.querySelectorAll('.listed__entry').length", 0)
        tab.until("document.querySelector('.notice')?.innerText.includes('Taken off your list')", True)
        tab.back()
        tab.until("location.pathname", CLUSTER)
        tab.until(shown(ADD), True)
        tab.until(shown(TAKE_OFF), False)

    def test_a_double_click_adds(self, tab):
        tab.goto(CLUSTER)
        tab.click(ADD, times=2)
        tab.until(shown(TAKE_OFF), True)
        tab.stays(shown(TAKE_OFF))
        tab.goto("/shortlist/")
        assert tab.read("document.querySelector('.listed__entry')?.innerText.includes('Construction')")

    def test_a_slow_double_click_adds_too(self, tab):
        """The second half comes when the answer to the first is there."""
        tab.goto(CLUSTER)
        x, y = tab.middle_of(ADD)
        tab.press(x, y)
        tab.until(shown(TAKE_OFF), True)
        tab.press(x, y)
        tab.stays(shown(TAKE_OFF))
        tab.goto("/shortlist/")
        assert tab.read("document.querySelectorAll('.listed__entry').length") == 1


class TestWithoutCookies:
    def test_nothing_is_said_to_be_on_the_list(self, without_cookies):
        tab = without_cookies
        tab.goto(CLUSTER)
        tab.click(ADD)
        tab.until("document.querySelector('.my-list-button .hint')?.innerText.includes('cookies are turned off')", True)
        assert tab.read(shown(ADD))
        assert "It is on your list" not in tab.read("document.body.textContent")

    def test_the_quiz_can_be_taken(self, without_cookies, result):
        tab = without_cookies
        tab.goto("/quiz/?round=1")
        for number in (2, 3, 4):
            answer(tab, "23" * 7)
            go_on(tab)
            if number < 4:
                tab.until(f"location.search + {CHECKED}", f"?round={number}")
        tab.until("location.pathname.startsWith('/quiz/results/')", True)
        tab.until("document.querySelectorAll('.bars__entry').length", 14)
