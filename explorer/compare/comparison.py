"""Clusters side by side: small pictures of their careers, what they share, what stands out. Pure: no database."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from statistics import median, quantiles
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..careers.source_years import SourceYears
from ..models import Career, Cluster, Preparation, Program

MOST = 3  # clusters that fit side by side
WIDTH = 240  # units of the picture of pay
HIGHEST = 200_000  # dollars a year at its right end: what is more gets an arrow
TICKS = (50_000, 100_000, 150_000)
FEWEST = 5  # careers whose figure is known, for a sentence about what stands out
CLEARLY = 0.1  # what counts as a difference: a tenth of the higher pay, or a tenth of the careers

Entry = TypeVar("Entry")
One = TypeVar("One")


@dataclass(frozen=True)
class Step:
    """How many careers of a cluster ask for so much school: a bar of `percent` of the width."""

    label: str | Promise
    count: int
    percent: int


@dataclass(frozen=True)
class PayRange:
    """The median pays of a cluster's careers, in dollars. Those without one are in `unknown` alone."""

    lowest: int
    highest: int
    middle: int
    half: tuple[int, int] | None  # half of the careers are between these; None for fewer than four
    unknown: int
    by_hour: int = 0  # of the unknown ones so many have pay by the hour

    @property
    def line(self) -> tuple[int, int]:
        return _x(self.lowest), _x(self.highest)

    @property
    def box(self) -> tuple[int, int] | None:
        """(x, width), None where there is no middle half."""
        return self.half and (_x(self.half[0]), max(2, _x(self.half[1]) - _x(self.half[0])))

    @property
    def mark(self) -> int:
        return _x(self.middle)

    @property
    def goes_beyond(self) -> bool:
        return self.highest > HIGHEST


@dataclass(frozen=True)
class Side:
    """One of the clusters. `careers` and `programs` are those that stand in it, each once."""

    cluster: Cluster
    careers: list[Career]
    programs: list[Program]
    steps: list[Step]
    pay: PayRange | None  # None if no career's pay is known

    @property
    def short_way(self) -> tuple[int, int]:
        """How many of the careers whose school is known start with high school or less, and how many these are."""
        known = [career for career in self.careers if career.education]
        return sum(career.education in Preparation.HIGH_SCHOOL.levels for career in known), len(known)


@dataclass(frozen=True)
class Shared:
    entry: Career | Program
    sides: list[Side]  # two or more
    in_all: bool


@dataclass(frozen=True)
class Comparison:
    sides: list[Side]
    programs: list[Shared]
    careers: list[Shared]

    @property
    def is_across(self) -> bool:
        """Of several frameworks: a name alone may not say which cluster is meant."""
        return len({side.cluster.framework_id for side in self.sides}) > 1

    @property
    def has_careers(self) -> bool:
        return any(side.careers for side in self.sides)

    @property
    def pay_apart(self) -> tuple[Side, Side] | None:
        """The side with the highest pay in the middle and the one with the lowest, if they are clearly apart."""
        known = [
            (side, side.pay.middle)
            for side in self.sides
            if side.pay is not None and len(side.careers) - side.pay.unknown >= FEWEST
        ]
        if len(known) < len(self.sides):
            return None
        (lowest, low), (highest, high) = _ends(known, lambda one: one[1])
        return (highest, lowest) if high - low >= CLEARLY * high else None

    @property
    def school_apart(self) -> tuple[Side, Side] | None:
        """The side where most careers start with high school or less and the one where fewest do, if clearly apart."""
        if any(side.short_way[1] < FEWEST for side in self.sides):
            return None

        def share(side: Side) -> float:
            return side.short_way[0] / side.short_way[1]

        fewest, most = _ends(self.sides, share)
        return (most, fewest) if share(most) - share(fewest) >= CLEARLY else None

    @property
    def source_years(self) -> SourceYears:
        return SourceYears.of(career for side in self.sides for career in side.careers)

    @property
    def ticks(self) -> list[tuple[int, int]]:
        """[(x, thousands of dollars), ...]"""
        return [(_x(tick), tick // 1000) for tick in TICKS]


def put_side_by_side(clusters: Sequence[Cluster], careers: Iterable[Career], programs: Iterable[Program]) -> Comparison:
    """Compare `clusters`. Every one of `careers` and `programs` has the `in_cluster` (a key) where it stands.

    One that stands in several of the clusters comes once for each.
    """
    careers, programs = list(careers), list(programs)
    sides = [
        _side(
            cluster,
            [career for career in careers if career.in_cluster == cluster.pk],
            [program for program in programs if program.in_cluster == cluster.pk],
        )
        for cluster in clusters
    ]
    return Comparison(
        sides=sides,
        programs=_shared(programs, sides),
        careers=_shared(careers, sides),
    )


def suggest(
    clusters: Sequence[Cluster],
    entries: Mapping[int, Set[Entry]],
    *,
    beside: Cluster | None = None,
    limit: int = MOST,
) -> list[tuple[Cluster, Cluster, Set[Entry]]]:
    """Return up to `limit` pairs of `clusters` that have something in common: [(one, other, what they share), ...].

    entries: {cluster's key: what stands in it}. What counts is how much two share for their size; then, of the pairs
    that share nothing, those in the same grouping come. No cluster comes twice but `beside`, which is in every pair.
    """
    scores: dict[tuple[Cluster, Cluster], tuple[float, Set[Entry]]] = {}
    for pair in combinations(clusters, 2):
        one, other = (entries.get(cluster.pk, frozenset()) for cluster in pair)
        shared = one & other
        is_near = pair[0].grouping_id is not None and pair[0].grouping_id == pair[1].grouping_id
        if (shared or is_near) and (beside is None or beside in pair):
            scores[pair] = (len(shared) / sqrt(len(one) * len(other)) if shared else 0, shared)
    chosen: list[tuple[Cluster, Cluster, Set[Entry]]] = []
    used: set[Cluster | None] = set()
    for pair, (_score, shared) in sorted(scores.items(), key=lambda item: -item[1][0]):
        if len(chosen) < limit and not used & set(pair):
            left, right = sorted(pair, key=lambda cluster: cluster != beside)
            chosen.append((left, right, shared))
            used |= set(pair) - {beside}
    return chosen


def _side(cluster: Cluster, careers: list[Career], programs: list[Program]) -> Side:
    return Side(cluster, careers, programs, steps=_steps(careers), pay=_pay_range(careers))


def _steps(careers: list[Career]) -> list[Step]:
    groups = [(step.label, [c for c in careers if c.education in step.levels]) for step in Preparation]
    unknown = [career for career in careers if not career.education]
    groups += [(_("Not published"), unknown)] if unknown else []
    return [Step(label, len(group), round(100 * len(group) / len(careers))) for label, group in groups if careers]


def _pay_range(careers: list[Career]) -> PayRange | None:
    pays: list[int] = sorted(career.median_pay for career in careers if career.median_pay is not None)
    if not pays:
        return None
    quarters = quantiles(pays, n=4, method="inclusive") if len(pays) >= 4 else None
    return PayRange(
        lowest=_thousands(pays[0]),
        highest=_thousands(pays[-1]),
        middle=_thousands(median(pays)),
        half=(_thousands(quarters[0]), _thousands(quarters[2])) if quarters else None,
        unknown=len(careers) - len(pays),
        by_hour=sum(career.is_paid_by_hour for career in careers),
    )


def _thousands(pay: float) -> int:
    """To the nearest thousand: a pay in the middle of others is no figure that anybody has published."""
    return int(pay / 1000 + 0.5) * 1000


def _x(pay: int) -> int:
    return round(min(pay, HIGHEST) / HIGHEST * WIDTH)


def _shared(entries: Iterable[Career | Program], sides: list[Side]) -> list[Shared]:
    """What stands in more than one of `sides`; what stands in all of them first."""
    places: defaultdict[Career | Program, set[int]] = defaultdict(set)
    for entry in entries:
        places[entry].add(entry.in_cluster)
    shared = [
        Shared(entry, [side for side in sides if side.cluster.pk in keys], len(keys) == len(sides))
        for entry, keys in places.items()
        if len(keys) > 1
    ]
    return sorted(shared, key=lambda one: -len(one.sides))


def _ends(those: Sequence[One], size: Callable[[One], float]) -> tuple[One, One]:
    return min(those, key=size), max(those, key=size)
