"""Clusters side by side: small pictures of their careers, what they share, what stands out. Pure: no database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from statistics import median, quantiles

from django.utils.translation import gettext_lazy as _

from ..careers.source_years import SourceYears
from ..models import Preparation

MOST = 3  # clusters that fit side by side
WIDTH = 240  # units of the picture of pay
HIGHEST = 200_000  # dollars a year at its right end: what is more gets an arrow
TICKS = (50_000, 100_000, 150_000)
FEWEST = 5  # careers whose figure is known, for a sentence about what stands out
CLEARLY = 0.1  # what counts as a difference: a tenth of the higher pay, or a tenth of the careers


@dataclass(frozen=True)
class Step:
    """How many careers of a cluster ask for so much school: a bar of `percent` of the width."""

    label: str
    count: int
    percent: int


@dataclass(frozen=True)
class PayRange:
    """The median pays of a cluster's careers, in dollars. Those that are not published are in `unknown` alone."""

    lowest: int
    highest: int
    middle: int
    half: tuple[int, int] | None  # half of the careers are between these; None for fewer than four
    unknown: int

    @property
    def line(self):
        return _x(self.lowest), _x(self.highest)

    @property
    def box(self):
        """(x, width), None where there is no middle half."""
        return self.half and (_x(self.half[0]), max(2, _x(self.half[1]) - _x(self.half[0])))

    @property
    def mark(self):
        return _x(self.middle)

    @property
    def goes_beyond(self):
        return self.highest > HIGHEST


@dataclass(frozen=True)
class Side:
    """One of the clusters. `careers` and `programs` are those that stand in it, each once."""

    cluster: object
    careers: list
    programs: list
    steps: list[Step]
    pay: PayRange | None  # None if no career's pay is known

    @property
    def short_way(self):
        """How many of the careers whose school is known start with high school or less, and how many these are."""
        known = [career for career in self.careers if career.education]
        return sum(career.education in Preparation.HIGH_SCHOOL.levels for career in known), len(known)


@dataclass(frozen=True)
class Shared:
    entry: object
    sides: list[Side]  # two or more
    in_all: bool


@dataclass(frozen=True)
class Comparison:
    sides: list[Side]
    programs: list[Shared]
    careers: list[Shared]

    @property
    def is_across(self):
        """Of several frameworks: a name alone may not say which cluster is meant."""
        return len({side.cluster.framework_id for side in self.sides}) > 1

    @property
    def has_careers(self):
        return any(side.careers for side in self.sides)

    @property
    def pay_apart(self):
        """The side with the highest pay in the middle and the one with the lowest, if they are clearly apart."""
        if any(side.pay is None or len(side.careers) - side.pay.unknown < FEWEST for side in self.sides):
            return None
        lowest, highest = _ends(self.sides, lambda side: side.pay.middle)
        is_apart = highest.pay.middle - lowest.pay.middle >= CLEARLY * highest.pay.middle
        return (highest, lowest) if is_apart else None

    @property
    def school_apart(self):
        """The side where most careers start with high school or less and the one where fewest do, if clearly apart."""
        if any(side.short_way[1] < FEWEST for side in self.sides):
            return None

        def share(side):
            return side.short_way[0] / side.short_way[1]

        fewest, most = _ends(self.sides, share)
        return (most, fewest) if share(most) - share(fewest) >= CLEARLY else None

    @property
    def source_years(self):
        return SourceYears.of(career for side in self.sides for career in side.careers)

    @property
    def ticks(self):
        """[(x, thousands of dollars), ...]"""
        return [(_x(tick), tick // 1000) for tick in TICKS]


def put_side_by_side(clusters: Sequence, careers: Iterable, programs: Iterable) -> Comparison:
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


def suggest(clusters: Sequence, entries: Mapping, *, beside=None, limit: int = MOST) -> list[tuple]:
    """Return up to `limit` pairs of `clusters` that have something in common: [(one, other, what they share), ...].

    entries: {cluster's key: what stands in it}. What counts is how much two share for their size; then, of the pairs
    that share nothing, those in the same grouping come. No cluster comes twice but `beside`, which is in every pair.
    """
    scores = {}
    for pair in combinations(clusters, 2):
        one, other = (entries.get(cluster.pk, frozenset()) for cluster in pair)
        shared = one & other
        is_near = pair[0].grouping_id is not None and pair[0].grouping_id == pair[1].grouping_id
        if (shared or is_near) and (beside is None or beside in pair):
            scores[pair] = (len(shared) / sqrt(len(one) * len(other)) if shared else 0, shared)
    chosen, used = [], set()
    for pair, (_score, shared) in sorted(scores.items(), key=lambda item: -item[1][0]):
        if len(chosen) < limit and not used & set(pair):
            chosen.append((*sorted(pair, key=lambda cluster: cluster != beside), shared))
            used |= set(pair) - {beside}
    return chosen


def _side(cluster, careers, programs):
    return Side(cluster, careers, programs, steps=_steps(careers), pay=_pay_range(careers))


def _steps(careers):
    groups = [(step.label, [c for c in careers if c.education in step.levels]) for step in Preparation]
    unknown = [career for career in careers if not career.education]
    groups += [(_("Not published"), unknown)] if unknown else []
    return [Step(label, len(group), round(100 * len(group) / len(careers))) for label, group in groups if careers]


def _pay_range(careers):
    pays = sorted(career.median_pay for career in careers if career.median_pay is not None)
    if not pays:
        return None
    quarters = quantiles(pays, n=4, method="inclusive") if len(pays) >= 4 else None
    return PayRange(
        lowest=_thousands(pays[0]),
        highest=_thousands(pays[-1]),
        middle=_thousands(median(pays)),
        half=quarters and (_thousands(quarters[0]), _thousands(quarters[2])),
        unknown=len(careers) - len(pays),
    )


def _thousands(pay):
    """To the nearest thousand: a pay in the middle of others is no figure that anybody has published."""
    return int(pay / 1000 + 0.5) * 1000


def _x(pay):
    return round(min(pay, HIGHEST) / HIGHEST * WIDTH)


def _shared(entries, sides):
    """What stands in more than one of `sides`; what stands in all of them first."""
    places = defaultdict(set)
    for entry in entries:
        places[entry].add(entry.in_cluster)
    shared = [
        Shared(entry, [side for side in sides if side.cluster.pk in keys], len(keys) == len(sides))
        for entry, keys in places.items()
        if len(keys) > 1
    ]
    return sorted(shared, key=lambda one: -len(one.sides))


def _ends(sides, size):
    return min(sides, key=size), max(sides, key=size)
