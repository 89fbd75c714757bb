"""The scoring of the quiz, without a request or a database."""

import random
from fractions import Fraction
from itertools import pairwise

import pytest

from explorer.quiz.scoring import UNKNOWN, Confidence, Question, deal, missing, rank

CLUSTERS = [f"c{number}" for number in range(1, 15)]
QUESTIONS = [Question(f"{cluster}-{part}", cluster) for cluster in CLUSTERS for part in "abc"]


def sheet(value=3, **changed):
    """The same answer to all questions, but for whole clusters (c1=5) or single questions (c1_a=5)."""
    answers = {question.slug: value for question in QUESTIONS}
    for name, other in changed.items():
        slug = name.replace("_", "-")
        answers |= {question.slug: other for question in QUESTIONS if slug in (question.cluster, question.slug)}
    return answers


def places(ranking):
    return {standing.cluster: standing.rank for standing in ranking.standings}


def test_the_mean_decides():
    assert rank(QUESTIONS, sheet(c7_a=5, c7_b=4)).means["c7"] == Fraction(4)


def test_unknown_is_left_out_of_the_mean():
    assert rank(QUESTIONS, sheet(c7_a=5, c7_b=4, c7_c=UNKNOWN)).means["c7"] == Fraction(9, 2)


def test_equal_means_share_a_rank_and_the_next_one_is_counted_on():
    ranking = rank(QUESTIONS, sheet(c1=5, c2=4, c3=4))
    assert [(one.rank, one.is_tied) for one in ranking.standings[:4]] == [(1, False), (2, True), (2, True), (4, True)]


def test_a_mean_of_two_ties_with_the_same_mean_of_three():
    ranking = rank(QUESTIONS, sheet(c1=4, c2=4, c2_c=UNKNOWN))
    assert [one.rank for one in ranking.standings[:2]] == [1, 1]


class TestShown:
    def test_three_are_shown(self):
        ranking = rank(QUESTIONS, sheet(2, c1=5, c2=4, c3=3))
        assert ([one.cluster for one in ranking.shown], ranking.more_tied) == (["c1", "c2", "c3"], 0)

    def test_and_what_ties_with_the_third(self):
        ranking = rank(QUESTIONS, sheet(2, c1=5, c2=4, c3=3, c4=3))
        assert ({one.cluster for one in ranking.shown}, ranking.more_tied) == ({"c1", "c2", "c3", "c4"}, 0)

    def test_but_never_more_than_five_and_it_says_how_many_more(self):
        ranking = rank(QUESTIONS, sheet(2, c1=5, **{f"c{number}": 4 for number in range(2, 9)}))
        assert (len(ranking.shown), ranking.more_tied) == (5, 3)

    def test_those_that_can_be_ranked_may_be_fewer_than_three(self):
        answers = sheet(UNKNOWN, c1=5, c2=4)
        ranking = rank(QUESTIONS, answers)
        assert [one.cluster for one in ranking.shown] == ["c1", "c2"]
        assert (ranking.confidence, ranking.more_tied) == (Confidence.NONE, 0)


class TestNotEnough:
    def test_a_cluster_with_one_rated_answer_is_not_ranked(self):
        ranking = rank(QUESTIONS, sheet(c1=5, c2_a=UNKNOWN, c2_b=UNKNOWN))
        assert "c2" not in places(ranking)
        assert "c2" not in ranking.means

    def test_with_two_it_is(self):
        assert "c2" in places(rank(QUESTIONS, sheet(c1=5, c2_a=UNKNOWN)))

    def test_a_cluster_that_has_only_one_question_is_ranked_by_it(self):
        questions = [question for question in QUESTIONS if question.slug not in ("c2-a", "c2-b")]
        assert rank(questions, sheet(c2=5)).standings[0].cluster == "c2"

    def test_a_sheet_of_unknowns_is_no_ranking(self):
        assert rank(QUESTIONS, sheet(UNKNOWN)).confidence == Confidence.FLAT

    def test_no_answers_at_all_are_no_ranking(self):
        assert rank(QUESTIONS, {}).confidence == Confidence.FLAT


class TestConfidence:
    """gap = raw points between the first and the fourth; F = between against within."""

    @pytest.mark.parametrize("value", [1, 2, 3, 4, 5])
    def test_all_the_same_is_flat_and_has_no_standings(self, value):
        ranking = rank(QUESTIONS, sheet(value))
        assert (ranking.confidence, ranking.standings, ranking.shown) == (Confidence.FLAT, (), ())

    def test_the_same_but_for_some_unknown_is_flat_too(self):
        assert rank(QUESTIONS, sheet(4, c1_a=UNKNOWN)).confidence == Confidence.FLAT

    def test_all_means_equal_is_not_flat_but_nothing_stands_out(self):
        answers = {question.slug: {"a": 1, "b": 3, "c": 5}[question.slug[-1]] for question in QUESTIONS}
        ranking = rank(QUESTIONS, answers)
        assert (ranking.confidence, set(places(ranking).values())) == (Confidence.NONE, {1})

    @pytest.mark.parametrize(
        ("changed", "gap", "confidence"),
        [
            ({"c1_a": 4}, 1, Confidence.NONE),
            ({"c1_a": 4, "c1_b": 4}, 2, Confidence.FEW),
            ({"c1": 4}, 3, Confidence.FEW),
            ({"c1": 4, "c1_a": 5}, 4, Confidence.CLEAR),
            ({"c1": 5, "c2": 5, "c3": 5}, 6, Confidence.CLEAR),
            ({"c1": 5, "c2": 5, "c3": 5, "c4": 5}, 0, Confidence.NONE),
        ],
    )
    def test_the_gap_to_the_fourth(self, changed, gap, confidence):
        ranking = rank(QUESTIONS, sheet(**changed))
        assert 3 * (ranking.standings[0].mean - ranking.standings[3].mean) == gap
        assert ranking.confidence == confidence

    # c1 at 5, the others at 3 on average, of which `spread` answered 1, 3, 5: the gap stays at 6, F is 3 / spread.
    @pytest.mark.parametrize(
        ("spread", "confidence"), [(2, Confidence.CLEAR), (3, Confidence.FEW), (4, Confidence.NONE)]
    )
    def test_a_gap_counts_for_less_where_the_answers_inside_clusters_differ(self, spread, confidence):
        answers = sheet(3, c1=5)
        for number in range(2, 2 + spread):
            answers |= {f"c{number}-a": 1, f"c{number}-b": 3, f"c{number}-c": 5}
        assert rank(QUESTIONS, answers).confidence == confidence

    def test_f_of_exactly_one_is_not_below_one(self):
        # One 5 among threes: means vary by (2/3)²/14, inside c1 by 4/3 of one cluster in 14, so F is exactly 1.
        assert rank(QUESTIONS, sheet(c1_a=5)).confidence == Confidence.FEW

    def test_a_gap_of_exactly_one_is_none(self):
        assert rank(QUESTIONS, sheet(c1_a=4)).confidence == Confidence.NONE


class TestTies:
    def test_the_order_inside_a_tie_follows_the_answers_not_the_list(self):
        firsts = {rank(QUESTIONS, sheet(value, c1=5, c9=5)).standings[0].cluster for value in (1, 2, 3, 4)}
        firsts |= {rank(QUESTIONS, sheet(3, c1=5, c9=5, **{f"c4_{part}": 1})).standings[0].cluster for part in "abc"}
        assert firsts == {"c1", "c9"}

    def test_the_same_answers_give_the_same_order_however_they_come(self):
        answers = sheet(c1=4, c2=4, c3=4)
        turned = dict(reversed(answers.items()))
        assert rank(QUESTIONS, answers) == rank(list(reversed(QUESTIONS)), turned)


class TestStretch:
    def test_it_is_nearest_to_the_middle_and_not_shown(self):
        assert rank(QUESTIONS, sheet(1, c1=5, c2=5, c3=5, c4=4, c5=3)).stretch == "c5"

    def test_what_was_answered_with_not_at_all_comes_later(self):
        assert rank(QUESTIONS, sheet(1, c1=5, c2=5, c3=5, c4=3, c4_a=1, c4_b=5, c5=3, c5_a=4)).stretch == "c5"

    def test_what_ties_with_one_that_is_shown_is_reached(self):
        assert rank(QUESTIONS, sheet(3, c1=5)).stretch is None

    @pytest.mark.parametrize("value", [1, 2])
    def test_what_is_refused_is_none(self, value):
        assert rank(QUESTIONS, sheet(value, c1=5, c2=5, c3=5)).stretch is None

    def test_what_is_liked_is_none(self):
        assert rank(QUESTIONS, sheet(4, c1=5, c2=5, c3=5)).stretch is None


class TestManySheets:
    """What holds of any answers, tried on random ones."""

    @pytest.fixture(params=range(30))
    def answers(self, request):
        chance = random.Random(request.param)
        return {question.slug: chance.randint(2, 4) for question in QUESTIONS}

    def test_adding_one_to_all_keeps_ranks(self, answers):
        more = {slug: value + 1 for slug, value in answers.items()}
        assert places(rank(QUESTIONS, more)) == places(rank(QUESTIONS, answers))

    def test_mirroring_mirrors_ranks(self, answers):
        mirrored = rank(QUESTIONS, {slug: 6 - value for slug, value in answers.items()})
        from_below = {
            one.cluster: 1 + sum(other.mean < one.mean for other in mirrored.standings) for one in mirrored.standings
        }
        assert from_below == places(rank(QUESTIONS, answers))

    def test_raising_an_answer_never_lowers_its_cluster(self, answers):
        before = rank(QUESTIONS, answers)
        order = [one.cluster for one in before.standings]
        for question in QUESTIONS:
            after = rank(QUESTIONS, answers | {question.slug: answers[question.slug] + 1})
            assert places(after)[question.cluster] <= places(before)[question.cluster]
            assert [one.cluster for one in after.standings].index(question.cluster) <= order.index(question.cluster)


class TestMissing:
    def test_one_of_three_may_be_left_open(self):
        answers = {slug: value for slug, value in sheet().items() if not slug.endswith("-c")}
        assert missing(QUESTIONS, answers) == []

    def test_two_may_not_and_both_are_named(self):
        answers = {slug: value for slug, value in sheet().items() if slug not in ("c4-a", "c4-c", "c5-a")}
        assert [question.slug for question in missing(QUESTIONS, answers)] == ["c4-a", "c4-c"]

    def test_unknown_is_an_answer(self):
        assert missing(QUESTIONS, sheet(UNKNOWN)) == []


def questions_of(*counts):
    return [Question(f"q{c}-{n}", f"c{c}") for c, count in enumerate(counts) for n in range(count)]


class TestDeal:
    def test_each_round_has_one_question_of_every_cluster(self):
        rounds = deal(QUESTIONS)
        assert [sorted(question.cluster for question in round_) for round_ in rounds] == [sorted(CLUSTERS)] * 3

    def test_the_order_differs_by_round(self):
        orders = [[question.cluster for question in round_] for round_ in deal(QUESTIONS)]
        assert len({tuple(order) for order in orders}) == 3

    @pytest.mark.parametrize("counts", [[3] * 14, [4] * 14, [3, 4, 2] * 4, [5, *[3] * 13], [1] * 14, [2, 2], [1, 1, 3]])
    def test_no_two_neighbors_are_of_one_cluster_and_nothing_is_lost(self, counts):
        questions = questions_of(*counts)
        in_order = [question for round_ in deal(questions) for question in round_]
        assert sorted(in_order, key=lambda one: one.slug) == sorted(questions, key=lambda one: one.slug)
        assert [one for one, next_ in pairwise(in_order) if one.cluster == next_.cluster] == []

    def test_a_single_cluster_is_asked_all_the_same(self):
        assert sum(map(len, deal(questions_of(3)))) == 3

    def test_nothing_to_ask(self):
        assert deal([]) == []
