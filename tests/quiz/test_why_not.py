"""What another cluster would have needed: done as it says, the cluster is a favorite; and with less it is none."""

import random
from itertools import product

import pytest

from explorer.quiz.scoring import LIKED, UNKNOWN, group, rank
from explorer.quiz.why_not import Change, why_not

from ..bench import students

QUESTIONS, GROUPINGS = students.shipped()
BY_CLUSTER = {cluster: [one.slug for one in members] for cluster, members in group(QUESTIONS).items()}
SHEETS = 150  # of each kind


def careful(chance):
    return students.answers(chance, QUESTIONS, students.interests(chance, GROUPINGS), careless=0)


def many_unknown(chance):
    return {slug: UNKNOWN if chance.random() < 0.3 else value for slug, value in careful(chance).items()}


def many_open(chance):
    return {slug: value for slug, value in careful(chance).items() if chance.random() < 0.7}


def few_values(chance):
    low = chance.randint(1, 5)
    high = chance.randint(low, 5)
    return {one.slug: chance.choice([UNKNOWN, low, high, high]) for one in QUESTIONS}


def favorites(answers):
    ranking = rank(QUESTIONS, answers)
    liked = {cluster for cluster, slugs in BY_CLUSTER.items() if max(answers.get(slug, 0) for slug in slugs) >= LIKED}
    return [standing.cluster for standing in ranking.shown if standing.cluster in liked], ranking


def drawn(make, seed=17):
    chance = random.Random(f"{make.__name__}{seed}")
    for _sheet in range(SHEETS):
        answers = make(chance)
        chosen, ranking = favorites(answers)
        for cluster in BY_CLUSTER if ranking.standings else ():
            if cluster not in chosen:
                yield answers, ranking, why_not(QUESTIONS, answers, ranking, cluster)


def changed(answers, found):
    return answers | {change.question: change.after for change in found.changes}


@pytest.mark.parametrize("make", [careful, many_unknown, many_open, few_values])
@pytest.mark.sampled(2)
def test_done_as_it_says_the_cluster_is_a_favorite(make):
    tried = 0
    for answers, _ranking, found in drawn(make):
        if found.changes:
            tried += 1
            assert found.cluster in favorites(changed(answers, found))[0], (found, answers)
    assert tried > SHEETS


@pytest.mark.parametrize("make", [careful, many_unknown, many_open])
def test_it_tells_what_was_answered_and_counts_steps_upwards_alone(make):
    for answers, _ranking, found in drawn(make):
        assert all(change.before == answers.get(change.question) for change in found.changes)
        assert all(change.after > (change.before or 0) for change in found.changes)
        rated = [change for change in found.changes if change.before]
        assert sum(change.after - change.before for change in rated) == found.steps


def test_fewer_steps_would_leave_it_to_chance_at_best():
    for answers, _ranking, found in list(drawn(careful))[::7]:
        slugs = BY_CLUSTER[found.cluster]
        for values in product(*(range(answers[slug], 6) for slug in slugs)):
            if sum(values) - sum(answers[slug] for slug in slugs) >= found.steps:
                continue
            chosen, ranking = favorites(answers | dict(zip(slugs, values, strict=True)))
            means = {standing.cluster: standing.mean for standing in ranking.shown}
            is_drawn = ranking.more_tied and means.get(found.cluster) == ranking.shown[-1].mean
            assert found.cluster not in chosen or is_drawn, (found, values)


def test_none_is_said_only_where_five_others_have_the_highest_mean():
    for _answers, ranking, found in drawn(few_values):
        others = [mean for cluster, mean in ranking.means.items() if cluster != found.cluster]
        assert bool(found.changes) == (others.count(5) < 5)


class TestByHand:
    """Four clusters, of three questions each."""

    ANSWERS = {
        **{"health-1": 5, "health-2": 5, "health-3": 5, "education-1": 4, "education-2": 4, "education-3": 4},
        **{"farming-1": 4, "farming-2": 5, "farming-3": 5, "building-1": 3, "building-2": 3, "building-3": 4},
    }

    def found(self, **more):
        from explorer.quiz.scoring import Question

        questions = [Question(slug, slug.partition("-")[0]) for slug in self.ANSWERS]
        answers = self.ANSWERS | {slug.replace("_", "-"): value for slug, value in more.items()}
        answers = {slug: value for slug, value in answers.items() if value is not None}
        return why_not(questions, answers, rank(questions, answers), "building")

    def test_the_steps_go_up_to_a_yes_first(self):
        found = self.found()
        assert found.changes == (Change("building-1", 3, 4), Change("building-2", 3, 4))
        assert (found.steps, found.level_with, found.level) == (2, "education", 4)

    def test_the_answer_nearest_to_a_yes_comes_first(self):
        assert self.found(building_1=1, building_2=3, building_3=3).changes == (
            Change("building-1", 1, 4),
            Change("building-2", 3, 4),
            Change("building-3", 3, 4),
        )
        assert self.found(education_1=2, education_2=2, education_3=3, building_3=3, building_1=1).changes == (
            Change("building-2", 3, 4),
        )

    def test_one_without_a_yes_needs_one_and_no_more(self):
        found = self.found(education_1=1, building_3=3)
        assert found.is_high_enough
        assert found.changes == (Change("building-1", 3, 4),)

    def test_of_one_that_can_not_be_ranked_as_few_as_can_be_are_to_be_rated(self):
        found = self.found(building_1=UNKNOWN, building_2=None)
        assert (found.mean, found.unrated) == (None, ("building-1", "building-2"))
        assert found.changes == (Change("building-1", UNKNOWN, 4),)
