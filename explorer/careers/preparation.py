"""The way to a career, step by step, in plain words: school, training, license. Pure: figures in, steps out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Career, Education, Experience, JobZone, License, ProgramCourse, Training
from .schooling import say_survey

# The states' licenses by occupation, collected by CareerOneStop for the US Department of Labor.
LICENSE_FINDER_URL = "https://www.careeronestop.org/Toolkit/Training/find-licenses.aspx"
APPRENTICESHIPS_URL = "https://www.apprenticeship.gov/apprenticeship-job-finder"
COLLEGE_TEACHERS = "25-1"  # their licenses are for the work that they teach
PHYSICIANS = ("29-121", "29-122", "29-124")  # how their codes begin
BY_EDUCATION = {
    Education.NONE: gettext_lazy("The usual way in asks for no diploma. With one you have more jobs to pick from."),
    Education.HIGH_SCHOOL: gettext_lazy("The usual way in is a high school diploma, or a GED."),
    Education.SOME_COLLEGE: gettext_lazy(
        "The usual way in is some college classes after high school, without a degree."
    ),
    Education.CERTIFICATE: gettext_lazy(
        "The usual way in is a short program after high school that ends with a certificate. Community colleges and "
        "trade schools have them. Many take less than two years."
    ),
    Education.ASSOCIATE: gettext_lazy(
        "The usual way in is an associate's degree. It takes about two years of full-time study, often at a community "
        "college."
    ),
    Education.BACHELOR: gettext_lazy(
        "The usual way in is a bachelor's degree. It takes about four years of full-time study at a college."
    ),
    Education.MASTER: gettext_lazy(
        "The usual way in is a bachelor's degree, and then a master's degree: often one to three years more."
    ),
    Education.DOCTOR: gettext_lazy(
        "The usual way in is college, and then a doctoral or professional degree: often three years more, or longer."
    ),
}
BY_CODE = {  # where a doctoral or professional degree has a school of its own
    **dict.fromkeys(
        PHYSICIANS,
        gettext_lazy(
            "The usual way in is a bachelor's degree, about four years, and then four years of medical school."
        ),
    ),
    "29-102": gettext_lazy("The usual way in is college, and then dental school: mostly four years more."),
    "29-1081": gettext_lazy("The usual way in is college, and then four years of school for foot doctors."),
    "29-1131": gettext_lazy("The usual way in is college, and then four years of school for vets."),
    "23-1011": gettext_lazy("The usual way in is a bachelor's degree, and then three years of law school."),
}
BY_TRAINING = {  # (title, what it means): the terms of the BLS in plain words
    Training.NONE: (
        gettext_lazy("No long training on the job"),
        gettext_lazy("What you learned before is what you start with."),
    ),
    Training.SHORT: (
        gettext_lazy("Up to a month of training on the job"),
        gettext_lazy("You learn by doing, next to people who know the work."),
    ),
    Training.MODERATE: (
        gettext_lazy("One month to a year of training on the job"),
        gettext_lazy("You work, and learn from people who know the work."),
    ),
    Training.LONG: (
        gettext_lazy("More than a year of training on the job"),
        gettext_lazy("You work and learn, often with classes besides."),
    ),
    Training.APPRENTICESHIP: (
        gettext_lazy("An apprenticeship"),
        gettext_lazy(
            "You have a job with pay and learn it there, with classes besides: often for three to five years."
        ),
    ),
    Training.RESIDENCY: (
        gettext_lazy("An internship or residency"),
        gettext_lazy(
            "You work under people who watch over you, often for a year or more, before you work on your own."
        ),
    ),
}
MEDICAL_RESIDENCY = (
    gettext_lazy("A residency of three years or more"),
    gettext_lazy("You treat patients, with pay, while doctors of your field watch over you. Surgeons take longest."),
)
BY_EXPERIENCE = {
    Experience.SOME: gettext_lazy("Before that, people usually work in a related job for some years, less than five."),
    Experience.LONG: gettext_lazy("Before that, people usually work in a related job for five years or more."),
}
FIRST_A_JOB = {
    Experience.SOME: gettext_lazy("Some years in a related job"),
    Experience.LONG: gettext_lazy("Five years or more in a related job"),
}
FIRST_A_JOB_WORDS = gettext_lazy("People usually have worked in another job of the field before they get this one.")
BY_ZONE = {
    JobZone.ONE: gettext_lazy("It may take a few days to a few months to learn the work."),
    JobZone.TWO: gettext_lazy("It may take a few months to a year to learn the work from people who know it."),
    JobZone.THREE: gettext_lazy("It may take one or two years of training, school or time on the job."),
    JobZone.FOUR: gettext_lazy("It may take several years of school, training and time on the job."),
    JobZone.FIVE: gettext_lazy("It may take more than four years of college, and years on the job besides."),
}
FIRST_OR_SECOND_ZONE = gettext_lazy(
    "It may take a few days to a year to learn the work, often from people who know it."
)


def explain_zone(career: Career) -> str:
    """What the job zone means; '' where none is published."""
    if career.has_joined_zone:
        return str(FIRST_OR_SECOND_ZONE)
    return str(BY_ZONE.get(career.job_zone, ""))


@dataclass(frozen=True)
class Step:
    icon: str
    when: str
    title: str
    words: tuple[str, ...]
    hint: str = ""
    url: str = ""  # where to ask or read on, with `link` for its words
    link: str = ""
    is_of_this_site: bool = False  # whether `url` is
    is_ours: bool = False  # whether an editor has set the figure that it tells
    is_school: bool = False


def way_to(career: Career, courses: Sequence[ProgramCourse] = ()) -> list[Step]:
    """Return the steps to a career, one after the other. `courses`: of school, from a program that leads to it."""
    steps = [_at_school(courses), _school(career), _on_the_job(career), _license(career)]
    return [step for step in steps if step]


def _at_school(courses):
    if not courses:
        return None
    names = " · ".join(one.course.name for one in courses)
    words = _("For example, in the program %(program)s. Ask what your school offers.") % {"program": courses[0].program}
    return Step(
        "school",
        _("In high school"),
        names,
        (words,),
        url=courses[0].program.get_absolute_url(),
        link=_("See the program"),
        is_of_this_site=True,
    )


def _school(career):
    level = career.education
    words = [_usual_way(career.code, level)] if level else []
    if not _is_asked_by_license(career):
        words.append(say_survey(level, career.schooling_shares))
    if level:
        words.append(_more_asked(career))
    elif not any(words):
        words.append(_("No usual level of school is published for this career. Your counselor can help you find out."))
    official = level and level.plain != level.label and _("Official words: %(level)s") % {"level": level.label}
    return Step(
        "graduation-cap",
        _("School to start"),
        str(level.plain) if level else _missing(career.school_is_ours),
        tuple(str(one) for one in words if one),
        hint=official or "",
        is_ours=career.school_is_ours or career.is_ours("schooling"),
        is_school=bool(level),
    )


def _is_asked_by_license(career):
    """Whether the license settles the school: then it is no help that some people in the job would ask for less."""
    return (
        career.education == Education.DOCTOR
        and career.license == License.ALWAYS
        and not career.code.startswith(COLLEGE_TEACHERS)
    )


def _more_asked(career):
    if career.education == Education.DOCTOR:
        return ""
    if career.license == License.NO:
        return _("Some employers ask for more.")
    if career.license == License.ALWAYS:
        return _("What the license asks for is what counts. Some states and employers ask for more.")
    return _("Some states and employers ask for more.")


def _usual_way(code, level):
    if level == Education.DOCTOR:
        for start, words in BY_CODE.items():
            if code.startswith(start):
                return words
    return BY_EDUCATION[level]


def _on_the_job(career):
    is_ours = career.is_ours("training", "experience")
    training = Training(career.training) if career.training else None
    experience = Experience(career.experience) if career.experience else None
    if training in (None, Training.NONE) and experience in FIRST_A_JOB:
        title, words = FIRST_A_JOB[experience], [FIRST_A_JOB_WORDS]
    elif training:
        is_medical = training == Training.RESIDENCY and career.code.startswith(PHYSICIANS)
        title, meaning = MEDICAL_RESIDENCY if is_medical else BY_TRAINING[training]
        words = [meaning, BY_EXPERIENCE.get(experience, "")]
    elif is_ours:
        title, words = _missing(is_ours=True), []
    else:
        return None
    url, link = (APPRENTICESHIPS_URL, _("Find apprenticeships")) if training == Training.APPRENTICESHIP else ("", "")
    return Step(
        "footprints",
        _("Then, to learn the work"),
        str(title),
        tuple(str(one) for one in words if one),
        hint=_official(training),
        url=url,
        link=link,
        is_ours=is_ours,
    )


def _official(training):
    """The BLS's own term, but for "None", which says nothing by itself."""
    is_term = training not in (None, Training.NONE)
    return _("Official words: %(level)s") % {"level": training.label} if is_term else ""


def _license(career):
    if not career.license and not career.license_note:
        return None
    note = career.license_note
    return Step(
        "id-card",
        _("License"),
        str(License(career.license).label) if career.license else _("License"),
        (f"{note[:1].upper()}{note[1:]}.",) if note else (),
        hint=_("By our own reading, and rules change: ask the state where you want to work."),
        url=LICENSE_FINDER_URL,
        link=_("Find a license"),
    )


def _missing(is_ours):
    return _("Left out") if is_ours else _("Not published")
