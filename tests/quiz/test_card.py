"""The picture of a result, to pass on."""

import re
import struct

import pytest
from django.urls import reverse

from explorer.models import Questionnaire
from explorer.quiz import card
from explorer.quiz.result import Result

from ..factories import create_quiz
from ..markup import html_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz():
    create_quiz(clusters=8)
    return Questionnaire.current()


@pytest.fixture
def answers(quiz):
    return {one.slug: 5 if one.cluster in ("a", "b") else 2 for one in quiz.questions}


@pytest.fixture
def code(quiz, answers):
    return quiz.code(answers)


def test_it_is_a_png_of_1200_by_630_pixels(client, code):
    response = client.get(reverse("quiz_card", args=[code]))
    assert response["Content-Type"] == "image/png"
    assert response.content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", response.content[16:24]) == (1200, 630)


def test_it_is_as_private_as_its_page(client, code):
    response = client.get(reverse("quiz_card", args=[code]))
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "private" in response["Cache-Control"]
    assert dict(response.cookies) == {}


def test_it_is_the_picture_that_a_chat_shows_of_the_page(client, code):
    path = reverse("quiz_card", args=[code])
    html = html_of(client.get(reverse("quiz_result", args=[code])))
    assert f'<meta property="og:image" content="http://testserver{path}">' in html
    assert re.search(r'og:image:alt" content="(.*?)"', html)[1] in ("Your top two: A, B", "Your top two: B, A")


def test_a_wrong_code_gets_the_page_that_says_why(client):
    response = client.get("/quiz/results/22222-22222/card.png")
    assert response.status_code == 404
    assert "be read" in html_of(response)


def test_small_letters_lead_to_the_right_address(client, code):
    response = client.get(f"/quiz/results/{code.lower()}/card.png")
    assert response["Location"] == reverse("quiz_card", args=[code])


def test_nothing_is_on_it_but_the_favorites_and_the_site(quiz, answers, monkeypatch):
    drawn = []
    monkeypatch.setattr(card.typst, "compile", lambda *_args, sys_inputs, **_more: drawn.append(sys_inputs["data"]))
    card.draw_card(Result(quiz, answers), "https://explorer.example/")
    facts = card.json.loads(drawn[0])
    assert facts.keys() == {"lang", "title", "soft", "wheel", "fields", "ties", "site", "address"}
    assert sorted(one["name"] for one in facts["fields"]) == ["A", "B"]
    assert facts["address"] == "explorer.example"


@pytest.mark.parametrize("value", [0, 3])
def test_a_result_without_a_favorite_has_a_picture_too(client, quiz, value):
    code = quiz.code({one.slug: value for one in quiz.questions})
    assert client.get(reverse("quiz_card", args=[code])).status_code == 200


def test_words_of_an_editor_are_words_and_no_markup(client, quiz, code):
    cluster = quiz.clusters["a"]
    cluster.name = '#panic() "$x" & <b>\\'
    cluster.save()
    assert client.get(reverse("quiz_card", args=[code])).status_code == 200


def test_who_asks_too_often_waits(client, code, settings):
    settings.A_MINUTE = settings.A_MINUTE | {"sheets": 1}
    path = reverse("quiz_card", args=[code])
    assert [client.get(path).status_code for _nth in range(2)] == [200, 429]


def test_its_colors_are_those_of_the_night(settings):
    css = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
    night = re.search(r"\.night \{(.*?)\}", css, re.DOTALL)[1]
    hues = dict(re.findall(r"--(copper|rose|violet|blue|green|teal|slate): (#\w+);", night))
    assert {hue.value: color for hue, color in card.NIGHT.items()} == hues
    template = (settings.BASE_DIR / "templates/quiz/card/card.typ").read_text()
    for name in ("ground", "ink", "ink-soft", "line"):
        assert f'rgb("{re.search(rf"--{name}: (#[0-9a-f]+);", night)[1]}")' in template
