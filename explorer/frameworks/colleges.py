"""Where a program of study goes on after high school: its majors, what they award, and the colleges of a state."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from ..models import AWARD_KINDS, Awards, College, CollegeEdition, Control, Major, State
from ..pages.htmx import render_part
from ..pages.states import ChosenState
from .state_map import Place, map_of

COLLEGES_SHOWN = 9
AWARD_NAMES = {
    "short": _("short certificate"),
    "certificate": _("longer certificate"),
    "associate": _("associate’s degree"),
    "bachelor": _("bachelor’s degree"),
}


@dataclass
class Taught:
    """A major, with how many awards of each kind there were in the whole country."""

    major: Major
    awards: dict[str, int]

    @property
    def counts(self) -> list[int]:
        return [self.awards.get(kind, 0) for kind in AWARD_NAMES]


@dataclass
class Tile:
    """A state on the map, with its number of colleges."""

    state: State
    place: Place
    is_chosen: bool


@dataclass
class CollegeHere:
    """A college of the chosen state, with what it awards in the program's majors."""

    college: College
    awards: dict[str, int]
    majors: list[str]  # the names of those in which it does so; empty if the program has one alone

    @property
    def names(self) -> list[str]:
        return [name for kind, name in AWARD_NAMES.items() if self.awards[kind]]

    @property
    def order(self) -> tuple:
        """Public ones first, then by the number of awards."""
        number = sum(self.awards[kind] for kind in AWARD_NAMES)
        return self.college.control != Control.PUBLIC, -number, self.college.name.casefold(), self.college.pk


@dataclass
class ProgramColleges:
    """What the part of the page shows. Without an edition, no colleges were ever loaded: then there is no map."""

    edition: CollegeEdition | None
    chosen: ChosenState
    majors: list[Taught] = field(default_factory=list)
    tiles: list[Tile] = field(default_factory=list)
    here: list[CollegeHere] = field(default_factory=list)
    is_all: bool = False

    @property
    def is_asked_for(self) -> bool:
        """Whether a state is asked for, be it one or not."""
        return self.chosen != ChosenState()

    @property
    def status(self) -> int:
        return 404 if self.chosen.unknown else 200

    @property
    def state(self) -> State | None:
        return self.chosen.state

    @property
    def states(self) -> list[State]:
        return list(State)

    @property
    def in_country(self) -> int:
        return sum(tile.place.count for tile in self.tiles)

    @property
    def awards(self) -> dict[str, int]:
        """How many of each kind there were in all majors together."""
        return {kind: sum(taught.awards.get(kind, 0) for taught in self.majors) for kind in AWARD_KINDS}

    @property
    def beyond(self) -> int:
        """How many degrees and certificates after a bachelor's there were."""
        return sum(taught.awards.get("beyond", 0) for taught in self.majors)

    @property
    def shown(self) -> list[CollegeHere]:
        return self.here if self.is_all else self.here[:COLLEGES_SHOWN]

    @property
    def first_of_more(self) -> CollegeHere | None:
        """Where reading goes on once all are shown."""
        return self.here[COLLEGES_SHOWN] if self.is_all and len(self.here) > COLLEGES_SHOWN else None

    @property
    def more(self) -> int:
        return len(self.here) - len(self.shown)


def colleges_of(program, chosen: ChosenState, *, is_all: bool = False) -> ProgramColleges:
    """At most five queries, whatever there is."""
    majors = [part.major for part in program.program_majors.for_program_page()]
    found = ProgramColleges(CollegeEdition.objects.first() if majors else None, chosen, is_all=is_all)
    if not majors:
        return found
    codes = [major.code for major in majors]
    totals = Awards.objects.totals(codes)
    found.majors = [Taught(major, totals.get(major.code, {})) for major in majors]
    if found.edition:
        places = {one.code: one for one in map_of(Awards.objects.colleges_by_state(codes))}
        found.tiles = [
            Tile(state, places[state], state == chosen.state)
            for state in State  # in the order of their names, as they are read
            if places[state].count or not places[state].is_territory
        ]
        found.here = _by_college(Awards.objects.in_state(codes, chosen.state), majors) if chosen.state else []
    return found


def render_colleges(request, program, colleges: ProgramColleges):
    """The map and the colleges of a state, alone: what changes when another state is chosen."""
    response = render_part(request, "frameworks/_colleges.html", {"program": program, "colleges": colleges})
    response.status_code = colleges.status
    return response


def _by_college(rows: Iterable[Awards], majors: list[Major]) -> list[CollegeHere]:
    colleges: dict[int, College] = {}
    sums: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(AWARD_KINDS, 0))
    codes: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        colleges[row.college_id] = row.college
        codes[row.college_id].add(row.cip)
        for kind in AWARD_KINDS:
            sums[row.college_id][kind] += getattr(row, kind)
    told = majors if len(majors) > 1 else []
    here = (
        CollegeHere(colleges[key], awards, [major.name for major in told if major.code in codes[key]])
        for key, awards in sums.items()
    )
    return sorted(here, key=lambda one: one.order)
