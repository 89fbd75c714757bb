"""One way through a program of study: school, and what comes after it, each step with careers to start in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Career, Education, Experience

CHIPS = 3  # careers that one step names to start in
LATER_CHIPS = 2  # careers that it names for those who have worked before
LEAST_SHARE = 0.05  # of all awards in the majors: a kind of which there are fewer is no step of its own


@dataclass(frozen=True)
class Level:
    """A step of the ladder: `awards` are fields of models.Awards, `starts` what careers typically ask for there."""

    name: str
    icon: str
    when: Promise
    title: Promise
    text: Promise
    starts: tuple[Education, ...]
    awards: tuple[str, ...] = ()


SCHOOL = "school"
LEVELS = (
    Level(
        SCHOOL,
        "school",
        _("Grades 9 to 12"),
        _("High school"),
        _("Ask your counselor which classes of your school fit."),
        (Education.NONE, Education.HIGH_SCHOOL),
    ),
    Level(
        "certificate",
        "badge-check",
        _("Some months to 2 years"),
        _("A first certificate"),
        _("At a community college or a trade school. Some high schools let you earn one before you graduate."),
        (Education.SOME_COLLEGE, Education.CERTIFICATE),
        ("short", "certificate"),
    ),
    Level(
        "associate",
        "scroll-text",
        _("About 2 years of college"),
        _("Associate's degree"),
        _("Often at a community college. You can stop here, or go on to a bachelor's degree."),
        (Education.ASSOCIATE,),
        ("associate",),
    ),
    Level(
        "bachelor",
        "graduation-cap",
        _("About 4 years of college"),
        _("Bachelor's degree"),
        _("At a four-year college or a university."),
        (Education.BACHELOR,),
        ("bachelor",),
    ),
    Level(
        "beyond",
        "landmark",
        _("1 to 5 years more, or longer"),
        _("Master's or doctoral degree"),
        _("After a bachelor's degree, and only if the career that you want asks for it."),
        (Education.MASTER, Education.DOCTOR),
    ),
)


@dataclass(frozen=True)
class Step:
    level: Level
    starts: list[Career]  # the first ones that one can start in
    later: list[Career]  # the first ones that also take work in a related job before
    more: int  # how many others ask for this level
    awarded: int  # how many awards of this level were earned in the country, 0 if nobody has counted

    @property
    def is_school(self) -> bool:
        return self.level.name == SCHOOL


def ladder_of(careers: Iterable[Career], *, awards: Mapping[str, int] | None = None, has_courses=False) -> list[Step]:
    """Return the steps that lead somewhere: to a career, or to an award that colleges give.

    `awards`: {field of models.Awards: how many were earned in the majors of the program}. High school comes first
    wherever there is another step.
    """
    careers, awards = list(careers), awards or {}
    steps = [_step(level, careers, awards) for level in LEVELS]
    enough = LEAST_SHARE * sum(step.awarded for step in steps)
    shown = [
        step
        for step in steps
        if step.starts or step.later or (step.awarded and step.awarded >= enough) or (step.is_school and has_courses)
    ]
    return shown if not shown or shown[0].is_school else [steps[0], *shown]


def _step(level, careers, awards):
    here = [career for career in careers if career.typical_entry_education in level.starts]
    starts = [career for career in here if career.experience in ("", Experience.NONE)]
    later = [career for career in here if career not in starts]
    more = len(starts[CHIPS:]) + len(later[LATER_CHIPS:])
    awarded = sum(awards.get(name, 0) for name in level.awards)
    return Step(level, starts[:CHIPS], later[:LATER_CHIPS], more, awarded)
