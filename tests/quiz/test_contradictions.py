"""A result never contradicts itself: what its parts say, of thousands of answer sheets."""

import random
import re

import pytest

from explorer.models import Questionnaire
from explorer.quiz.result import FIRM_TITLES, SOFT_TITLES, Comparison, Result
from explorer.quiz.scoring import LIKED, LOWEST, MIDDLE, SHOWN_AT_MOST, UNKNOWN

from ..bench import students

pytestmark = [pytest.mark.django_db, pytest.mark.sampled(2)]

STUDENTS, OPENED = 1_500, 25  # of so many results one is opened


@pytest.fixture
def quiz(shipped):
    return Questionnaire.current()


@pytest.fixture
def results(quiz):
    """Of careful and of careless students, of some who leave out or don't know much, and of few different answers."""
    questions, groupings = students.shipped()
    chance = random.Random(170)
    found = []
    for number in range(STUDENTS):
        interest = students.interests(chance, groupings)
        answers = students.answers(chance, questions, interest, careless=number % 3 / 10)
        if number % 5 == 1:
            answers = {slug: UNKNOWN if chance.random() < 0.35 else value for slug, value in answers.items()}
        if number % 5 == 2:
            answers = {slug: value for slug, value in answers.items() if chance.random() < 0.65}
        if number % 5 == 3:
            some = chance.sample(range(6), 2)
            answers = {one.slug: chance.choice(some) for one in questions}
        if number % 5 == 4:
            answers = {slug: max(1, value - chance.randint(1, 3)) for slug, value in answers.items()}
        found.append(Result(quiz, answers))
    return found


def ratings(result, cluster):
    return [result.answers.get(one.slug, 0) for one in result.questionnaire.questions if one.cluster == cluster]


def test_every_kind_of_result_is_among_them(results):
    assert {result.confidence for result in results} == {"flat", "none", "few", "clear"}
    assert {len(result.favorites) for result in results} >= {0, 1, 2, 3, 4, 5}
    assert any(not result.leads_in_order for result in results)
    assert any(result.is_rough for result in results)


def test_a_favorite_has_a_yes_and_is_among_those_shown(results):
    for result in results:
        favorites = [entry.cluster.slug for entry in result.favorites]
        assert len(favorites) <= SHOWN_AT_MOST
        assert set(favorites) <= {standing.cluster for standing in result.ranking.shown}
        assert all(max(ratings(result, cluster)) >= LIKED for cluster in favorites)


def test_the_title_counts_what_is_listed(results):
    for result in results:
        count = len(result.favorites)
        if count:
            assert result.title in (FIRM_TITLES[count], SOFT_TITLES[count]), result.lead
        else:
            assert result.title not in [*FIRM_TITLES.values(), *SOFT_TITLES.values()]


def test_a_rough_or_a_random_result_speaks_softly(results):
    for result in results:
        if result.favorites and (result.is_rough or result.confidence == "none" or result.ranking.standings[3:4] == ()):
            assert result.title == SOFT_TITLES[len(result.favorites)]
        if result.favorites and result.title == FIRM_TITLES[len(result.favorites)]:
            assert result.favorites[0].standing.mean >= MIDDLE
            assert result.leads_in_order


def test_what_the_lead_says_is_true(results):
    for result in results:
        entries = result.entries
        match result.lead:
            case "no-yes":
                assert not any(entry.because for entry in result.shown)
            case "one":
                assert result.favorites[0] == entries[0]
                assert entries[0].standing.mean - entries[1].standing.mean >= 1
            case "tied":
                assert result.first_count > 3
                assert len(result.favorites) == len(result.shown)
            case "level":
                assert len({entry.standing.mean for entry in entries}) == 1
            case "nothing" | "alike" | "alike-but-unknown":
                assert entries == []


def test_words_about_ties_are_true(results):
    for result in results:
        means = [entry.standing.mean for entry in result.favorites]
        if "are tied" in result.ties:
            assert len(set(means)) < len(means)
        if result.ties.startswith(("All", "Both")):
            assert means[0] - means[-1] <= 4 * (1 / 3)
        if not result.ties and result.lead != "tied":
            assert len(set(means)) == len(means)


def test_the_stretch_is_neither_shown_nor_turned_down(results):
    assert sum(result.stretch is not None for result in results) > STUDENTS / 5
    for result in results:
        if result.stretch:
            assert result.stretch not in result.shown
            assert LOWEST not in ratings(result, result.stretch.cluster.slug)
            assert result.stretch.standing.mean < result.shown[-1].standing.mean


def test_questions_to_talk_over_are_about_favorites_or_any_field(results):
    for result in results:
        others = {
            line
            for cluster in result.clusters
            if cluster.slug not in {entry.cluster.slug for entry in result.favorites}
            for line in cluster.to_talk_over.splitlines()
        }
        assert len(result.to_talk_over) == 3
        assert not others & set(result.to_talk_over)


def test_side_by_side_only_a_favorite_of_both_is_called_one(results):
    for one, other in zip(results[::2], results[1::2], strict=True):
        for cluster in Comparison(one, other).in_both:
            assert all(cluster in [entry.cluster for entry in result.favorites] for result in (one, other))


def test_its_page_says_the_same(client, results, quiz):
    for result in [result for result in results if result.answers][::OPENED]:
        response = client.get(f"/quiz/results/{quiz.code(result.answers)}/", {"part": "panel"})
        html = re.sub(r"\s+", " ", response.content.decode())
        names = re.findall(r"<span>([^<]*)</span> </li>", html.partition('class="top__names"')[2].partition("</ol>")[0])
        assert f">{result.title}</h1>" in html
        assert [name.replace("&amp;", "&") for name in names] == [entry.cluster.name for entry in result.favorites]
        assert html.count('class="ranked__entry') == len(result.favorites)
        assert html.count("<b>Why not ") in (0, 14 - len(result.favorites))
        assert ("no Yes yet" in html or "but no Yes" in html) == (
            result.lead != "level" and len(result.shown) > len(result.favorites)
        )
