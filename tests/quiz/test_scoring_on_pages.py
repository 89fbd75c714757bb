"""The shipped quiz, posted and read over HTTP as any program could: what comes out for given answers."""

import random
import re
from collections import Counter
from itertools import combinations
from urllib.parse import urlencode

import pytest
from django.test import Client

from explorer.models import Questionnaire

from ..markup import html_of

pytestmark = [pytest.mark.django_db, pytest.mark.sampled(3)]

RANDOM_SHEETS = 2_000
OPENED = 20  # of the pages of so many results, one is opened: the others are ranked as it is, without HTTP
CHI_SQUARE = 34.5  # 13 degrees of freedom, p = 0.001
MOST_TIMES = 1.7
MOST_CLEAR = 0.15
PANEL = {"part": "panel"}
CONFIDENCE = re.compile(r'data-confidence="(\w+)"')
RANKED = re.compile(r'data-cluster="([\w-]+)" data-rank="(\d+)"')


class Page:
    """The result that `answers` ({slug: 1 to 5}) lead to: its panel, which is quicker to build for thousands of them."""

    def __init__(self, client, answers, part=PANEL):
        posted = urlencode({f"item-{slug}": value for slug, value in answers.items()})
        address = client.post("/quiz/", posted, content_type="application/x-www-form-urlencoded")["Location"]
        response = client.get(address, part)
        assert response.status_code == 200
        self.html = html_of(response)
        self.confidence = CONFIDENCE.search(self.html)[1]
        in_order = [(cluster, int(rank)) for cluster, rank in RANKED.findall(self.html)]
        self.first = in_order[0][0] if in_order else None
        self.ranks = dict(in_order)

    def at(self, rank):
        return {cluster for cluster, other in self.ranks.items() if other == rank}


@pytest.fixture
def quiz(shipped):
    return Questionnaire.current()


@pytest.fixture
def threes(quiz):
    return {question.slug: 3 for question in quiz.questions}


def random_sheets(quiz, count, lowest=1, highest=5, seed=2026):
    chance = random.Random(seed)
    for _sheet in range(count):
        yield {question.slug: chance.randint(lowest, highest) for question in quiz.questions}


def test_one_five_puts_its_cluster_alone_first(client, quiz, threes):
    assert len(quiz.questions) == 42
    for question in quiz.questions:
        page = Page(client, threes | {question.slug: 5})
        assert (page.first, page.at(1)) == (question.cluster, {question.cluster}), question.slug


def test_one_one_puts_its_cluster_alone_last(client, quiz, threes):
    for question in quiz.questions:
        page = Page(client, threes | {question.slug: 1})
        assert page.at(14) == {question.cluster}, question.slug
        assert page.at(1) == page.ranks.keys() - {question.cluster}


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.sampled(1)
def test_fives_on_the_questions_of_some_clusters_put_exactly_those_first(client, quiz, threes, count):
    for chosen in combinations(quiz.clusters, count):
        answers = threes | {one.slug: 5 for one in quiz.questions if one.cluster in chosen}
        ranking = quiz.ranking(answers)
        assert {standing.cluster for standing in ranking.standings if standing.rank == 1} == set(chosen)
        assert ranking.confidence == "clear"
        if count > 1 and chosen[0] != next(iter(quiz.clusters)):
            continue
        page = Page(client, answers)
        assert (page.at(1), page.confidence) == (set(chosen), "clear")


@pytest.mark.parametrize("value", [1, 2, 3, 4, 5])
def test_the_same_answer_to_all_gives_no_ranking(client, threes, value):
    page = Page(client, dict.fromkeys(threes, value))
    assert (page.confidence, page.ranks) == ("flat", {})


def test_adding_one_to_all_answers_keeps_ranks(client, quiz):
    for answers in random_sheets(quiz, 10, highest=4):
        more = {slug: value + 1 for slug, value in answers.items()}
        assert Page(client, more).ranks == Page(client, answers).ranks


def test_mirroring_answers_mirrors_ranks(client, quiz):
    for answers in random_sheets(quiz, 10):
        ranks = Page(client, answers).ranks
        ties = Counter(ranks.values())
        from_below = {cluster: 14 - (rank + ties[rank] - 1) + 1 for cluster, rank in ranks.items()}
        assert Page(client, {slug: 6 - value for slug, value in answers.items()}).ranks == from_below


def test_raising_one_answer_never_lowers_its_cluster(client, quiz):
    (answers,) = random_sheets(quiz, 1, highest=4)
    before = Page(client, answers).ranks
    for question in quiz.questions:
        after = Page(client, answers | {question.slug: answers[question.slug] + 1}).ranks
        assert after[question.cluster] <= before[question.cluster], question.slug


def test_the_same_answers_from_fresh_clients_give_the_same_page(quiz):
    (answers,) = random_sheets(quiz, 1)
    assert Page(Client(), answers, part=None).html == Page(Client(), answers, part=None).html
    assert Page(Client(), answers).html == Page(Client(), answers).html


def test_random_answers_favor_no_cluster_and_are_seldom_called_clear(client, quiz):
    sheets = list(random_sheets(quiz, RANDOM_SHEETS))
    rankings = [quiz.ranking(answers) for answers in sheets]
    for answers, ranking in list(zip(sheets, rankings, strict=True))[::OPENED]:
        page = Page(client, answers)
        in_order = [(standing.cluster, standing.rank) for standing in ranking.standings]
        assert (page.confidence, list(page.ranks.items())) == (ranking.confidence, in_order)
    firsts = Counter(ranking.standings[0].cluster for ranking in rankings)
    expected = RANDOM_SHEETS / 14
    assert sum((firsts[cluster] - expected) ** 2 / expected for cluster in quiz.clusters) <= CHI_SQUARE
    assert max(firsts.values()) <= MOST_TIMES * min(firsts[cluster] for cluster in quiz.clusters)
    assert sum(ranking.confidence == "clear" for ranking in rankings) <= MOST_CLEAR * RANDOM_SHEETS
