"""The steps of one way through a program of study."""

import pytest

from explorer.frameworks.ladder import CHIPS, LATER_CHIPS, ladder_of
from explorer.models import Career, Education


def career(level):
    return Career(name=f"A job for {level}", typical_entry_education=level)


def names(steps):
    return [step.level.name for step in steps]


@pytest.mark.parametrize(
    ("level", "step"),
    [
        ("none", "school"),
        ("high-school", "school"),
        ("some-college", "certificate"),
        ("certificate", "certificate"),
        ("associate", "associate"),
        ("bachelor", "bachelor"),
        ("master", "beyond"),
        ("doctor", "beyond"),
    ],
)
def test_each_level_of_education_is_a_step(level, step):
    last = ladder_of([career(level)])[-1]
    assert last.level.name == step
    assert [one.typical_entry_education for one in last.starts] == [level]


def test_every_level_of_education_has_a_step():
    steps = ladder_of(career(level) for level in Education)
    assert sum(len(step.starts) + step.more for step in steps) == len(Education)


def test_high_school_comes_first_even_if_no_career_starts_there():
    assert names(ladder_of([career("bachelor")])) == ["school", "bachelor"]


def test_there_are_no_steps_that_lead_nowhere():
    assert ladder_of([]) == []
    assert ladder_of([career("")]) == []


def test_courses_alone_are_a_step():
    assert names(ladder_of([], has_courses=True)) == ["school"]


def test_what_colleges_award_is_a_step_with_its_number():
    steps = ladder_of([career("bachelor")], awards={"short": 30, "certificate": 20, "bachelor": 50})
    assert [(step.level.name, step.awarded) for step in steps] == [("school", 0), ("certificate", 50), ("bachelor", 50)]


def test_an_award_that_hardly_anybody_earns_is_no_step():
    assert names(ladder_of([career("bachelor")], awards={"associate": 4, "bachelor": 96})) == ["school", "bachelor"]


def test_what_comes_after_a_bachelors_degree_is_a_step_only_if_a_career_asks_for_it():
    assert names(ladder_of([], awards={"bachelor": 10, "beyond": 90})) == ["school", "bachelor"]


def test_a_step_names_a_few_careers_and_counts_the_others():
    (step,) = ladder_of([career("none")] * (CHIPS + 2))
    assert (len(step.starts), step.more) == (CHIPS, 2)


@pytest.mark.parametrize("years", ["some", "long"])
def test_what_takes_years_of_work_before_is_no_start(years):
    judge = Career(name="Judges", typical_entry_education="doctor", experience=years)
    lawyer = Career(name="Lawyers", typical_entry_education="doctor", experience="none")
    step = ladder_of([judge, lawyer])[-1]
    assert (step.starts, step.later, step.more) == ([lawyer], [judge], 0)
    (_school, step) = ladder_of([judge] * 4)
    assert (step.starts, step.later, step.more) == ([], [judge] * LATER_CHIPS, 2)
