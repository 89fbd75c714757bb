"""The steps of the way to a career."""

import pytest

from explorer.careers.preparation import way_to
from explorer.models import Career


def steps(**fields):
    return {step.icon: step for step in way_to(Career(**{"code": "47-2031.00", **fields}))}


def school(**fields):
    return " ".join(steps(**fields)["graduation-cap"].words)


def on_the_job(**fields):
    return steps(**fields).get("footprints")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("29-1215.00", "a bachelor's degree, about four years, and then four years of medical school"),
        ("29-1242.00", "four years of medical school"),
        ("29-1021.00", "dental school"),
        ("29-1131.00", "four years of school for vets"),
        ("23-1011.00", "a bachelor's degree, and then three years of law school"),
        ("29-1051.00", "college, and then a doctoral or professional degree"),
    ],
)
def test_where_a_profession_has_a_school_of_its_own_it_is_named(code, words):
    assert words in school(code=code, typical_entry_education="doctor")


def test_it_is_not_named_where_another_level_is_the_usual_one():
    assert "law school" not in school(code="23-1011.00", typical_entry_education="bachelor")


def test_doctors_have_a_residency_of_three_years_or_more():
    step = on_the_job(code="29-1215.00", typical_entry_education="doctor", training="residency")
    assert step.title == "A residency of three years or more"
    assert "You treat patients, with pay" in " ".join(step.words)


@pytest.mark.parametrize("code", ["17-1011.00", "19-3033.00", "29-1023.00", "29-1127.00"])
def test_an_internship_of_others_is_no_doctors_residency(code):
    assert on_the_job(code=code, training="residency").title == "An internship or residency"


def test_lawyers_have_no_residency_and_no_step_without_one():
    assert on_the_job(code="23-1011.00", typical_entry_education="doctor", training="none").title == (
        "No long training on the job"
    )


def test_an_apprenticeship_is_paid_and_says_where_to_find_one():
    step = on_the_job(training="apprenticeship")
    assert "You have a job with pay and learn it there" in " ".join(step.words)
    assert step.url.startswith("https://www.apprenticeship.gov/")
    assert step.hint == "Official words: Apprenticeship"


@pytest.mark.parametrize(
    ("training", "experience", "title", "words"),
    [
        ("none", "long", "Five years or more in a related job", "People usually have worked in another job"),
        ("", "some", "Some years in a related job", "People usually have worked in another job"),
        ("short", "some", "Up to a month of training on the job", "in a related job for some years, less than five"),
        ("moderate", "none", "One month to a year of training on the job", "You work, and learn"),
        ("long", "", "More than a year of training on the job", "often with classes besides"),
    ],
)
def test_work_before_it_and_training_are_said_in_plain_words(training, experience, title, words):
    step = on_the_job(training=training, experience=experience)
    assert step.title == title
    assert words in " ".join(step.words)


def test_what_is_not_published_makes_no_step():
    assert on_the_job() is None
    assert list(steps()) == ["graduation-cap"]


def test_what_people_in_the_job_say_stands_beside_the_usual_way_in():
    words = school(typical_entry_education="bachelor", schooling="associate 30\nbachelor 70")
    assert "The usual way in is a bachelor's degree." in words
    assert "about 7 of 10 people who know the job say just that and 3 say less." in words


def test_a_survey_is_not_set_against_a_degree_that_the_license_asks_for():
    facts = {"typical_entry_education": "doctor", "schooling": "master 50\ndoctor 50", "license": "always"}
    assert "people who know the job" not in school(code="29-1123.00", **facts)
    assert "people who know the job" in school(code="25-1072.00", **facts)
    assert "people who know the job" in school(code="29-1123.00", **{**facts, "license": "some-states"})


@pytest.mark.parametrize(
    ("level", "license", "words"),
    [
        ("high-school", "no", "Some employers ask for more."),
        ("high-school", "some-states", "Some states and employers ask for more."),
        ("certificate", "always", "What the license asks for is what counts. Some states and employers ask for more."),
        ("doctor", "always", ""),
    ],
)
def test_states_ask_for_more_only_where_they_may_have_a_license(level, license, words):
    said = school(typical_entry_education=level, license=license)
    assert words in said
    assert ("ask for more" in said) == bool(words)


def test_a_level_that_an_editor_left_out_is_said_to_be():
    career = Career(code="47-2031.00", overtyped={"typical_entry_education": "bachelor"})
    step = way_to(career)[0]
    assert (step.title, step.is_ours) == ("Left out", True)
