"""What is said of the usual school and of what people who know the job say never contradicts itself."""

import random
import re

import pytest

from explorer.careers.schooling import WITH_ARTICLE, say_survey, survey_of, tenths
from explorer.models import Education

LEVELS = list(Education)


def shares(*numbers):
    return dict(zip(LEVELS, numbers, strict=True))


@pytest.mark.parametrize(
    ("usual", "asked", "words"),
    [
        (
            Education.BACHELOR,
            shares(0, 4, 0, 0, 5, 32, 50, 8),
            "Asked what a new worker needs, about 6 of 10 people who know the job say more than that, 3 say just that and 1 "
            "says less. The level that they name most is a master's degree.",
        ),
        (
            Education.BACHELOR,
            shares(0, 2, 0, 0, 10, 80, 8, 0),
            "Asked what a new worker needs, about 8 of 10 people who know the job say just that, 1 says less and 1 says more.",
        ),
        (
            Education.HIGH_SCHOOL,
            shares(0, 0, 0, 0, 5, 67, 28, 0),
            "Asked what a new worker needs, nearly all people who know the job say more than that. The level that they name "
            "most is a bachelor's degree.",
        ),
        (
            Education.DOCTOR,
            shares(0, 0, 0, 0, 0, 0, 0, 100),
            "Asked what a new worker needs, nearly all people who know the job say just that.",
        ),
        (
            Education.DOCTOR,
            shares(0, 0, 0, 0, 0, 0, 5, 95),
            "Asked what a new worker needs, nearly all people who know the job say just that.",
        ),
        (
            None,
            shares(0, 0, 0, 0, 0, 60, 40, 0),
            "Asked what a new worker needs, people who know the job most often name a bachelor's degree: about 6 in 10 do.",
        ),
        (
            None,
            shares(0, 0, 0, 0, 0, 98, 2, 0),
            "Nearly all people who know the job say that a new worker needs a bachelor's degree.",
        ),
        (Education.BACHELOR, {}, ""),
        (None, {}, ""),
        (
            Education.BACHELOR,
            {Education.BACHELOR: 57},
            "Asked what a new worker needs, about 6 of 10 people who know the job say just that.",
        ),
        (Education.NONE, shares(1, 1, 1, 0, 0, 0, 0, 0), ""),
    ],
)
def test_it_is_said_in_words(usual, asked, words):
    assert say_survey(usual, asked) == words


def some_surveys(number=3000):
    chance = random.Random(18)
    for _number in range(number):
        weights = [chance.choice((0, 0, 1, 5, 30, 100)) * chance.random() for _level in LEVELS]
        whole = sum(weights) or 1
        yield chance.choice(LEVELS), shares(*(round(100 * weight / whole) for weight in weights))


def test_tenths_never_come_to_more_than_ten_and_stay_near_their_shares():
    for usual, asked in some_surveys():
        survey = survey_of(usual, asked)
        found = tenths(survey)
        assert sum(found.values()) <= 10, (usual, asked)
        for part, number in found.items():
            assert abs(10 * number - getattr(survey, part)) <= 10, (usual, asked)


def test_less_just_that_and_more_are_counted_from_the_usual_level():
    for usual, asked in some_surveys():
        survey, sentence = survey_of(usual, asked), say_survey(usual, asked)
        first = re.search(r"people who know the job say (less|just|more)", sentence)
        if not first:
            assert not sentence
            continue
        part = {"just": "same"}.get(first[1], first[1])
        assert getattr(survey, part) == max(survey.less, survey.same, survey.more)


def test_the_level_named_most_is_on_the_side_that_the_sentence_speaks_of():
    for usual, asked in some_surveys():
        sentence = say_survey(usual, asked)
        named = sentence.partition("The level that they name most is ")[2].rstrip(".")
        if named:
            level = next(one for one in LEVELS if str(WITH_ARTICLE[one]) == named)
            assert level != usual
            assert asked[level] == max(asked.values())
            side = "more" if LEVELS.index(level) > LEVELS.index(usual) else "less"
            assert side in sentence or asked[level] < 5
