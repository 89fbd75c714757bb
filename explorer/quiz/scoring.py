"""The interest quiz: answers in, ranked clusters out. Pure: it knows neither request nor database nor language.

An answer is a rating from 1 (not at all) to 5 (definitely), or UNKNOWN. Answers are a mapping from a question's slug
to one of these; a question that was not answered is not in it. All figures are exact fractions, so that no rounding
decides what ties.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from statistics import mean, median_low, variance

UNKNOWN = 0
LOWEST, HIGHEST = 1, 5
LIKED = 4  # from here on an answer speaks for its cluster
MIDDLE = Fraction(LOWEST + HIGHEST, 2)
NEEDED = 2  # of a cluster's questions, so many have to be answered for a result, and rated for a rank
SHOWN, SHOWN_AT_MOST = 3, 5
LEAST_WITHIN = Fraction(1, 1000)
CLEAR_GAP, CLEAR_F = 4, Fraction(3, 2)
UNCLEAR_GAP, UNCLEAR_F = 1, 1

Answers = Mapping[str, int]


class Confidence(StrEnum):
    """How far the answers tell clusters apart."""

    FLAT = "flat"  # all answers are the same
    NONE = "none"
    FEW = "few"
    CLEAR = "clear"


@dataclass(frozen=True)
class Question:
    slug: str
    cluster: str  # the cluster's slug


@dataclass(frozen=True)
class Standing:
    cluster: str
    mean: Fraction
    rank: int  # 1 is first; equal means share a rank: 1, 2, 2, 4
    is_tied: bool


@dataclass(frozen=True)
class Ranking:
    confidence: Confidence
    means: Mapping[str, Fraction]  # of every cluster with enough rated answers
    standings: tuple[Standing, ...] = ()  # best first; empty where all answers are the same
    shown: tuple[Standing, ...] = ()  # the first three and what ties with the third, five at most
    more_tied: int = 0  # how many more tie with the last one shown
    stretch: str | None = None  # a cluster that the answers neither reached nor turned down


def rank(questions: Sequence[Question], answers: Answers) -> Ranking:
    """Rank the clusters of `questions` by the mean of their rated answers."""
    by_cluster = group(questions)
    ratings = {cluster: _ratings(members, answers) for cluster, members in by_cluster.items()}
    rated = {cluster: values for cluster, values in ratings.items() if len(values) >= needed(by_cluster[cluster])}
    means = {cluster: Fraction(sum(values), len(values)) for cluster, values in rated.items()}
    if len({value for values in ratings.values() for value in values}) <= 1:
        return Ranking(Confidence.FLAT, means)
    standings = _standings(means, answers)
    shown = _shown(standings)
    return Ranking(
        confidence=_confidence([standing.mean for standing in standings], list(rated.values())),
        means=means,
        standings=standings,
        shown=shown,
        more_tied=sum(standing.mean == shown[-1].mean for standing in standings[len(shown) :]) if shown else 0,
        stretch=_stretch(standings, shown, rated),
    )


def group(questions: Iterable[Question]) -> dict[str, list[Question]]:
    """The questions by cluster, both in the order given."""
    by_cluster = defaultdict(list)
    for question in questions:
        by_cluster[question.cluster].append(question)
    return dict(by_cluster)


def needed(questions: Sequence[Question]) -> int:
    """How many of one cluster's questions have to be answered."""
    return min(NEEDED, len(questions))


def missing(questions: Sequence[Question], answers: Answers) -> list[Question]:
    """The unanswered questions of the clusters of which too few are answered. UNKNOWN is an answer."""
    lacking = []
    for members in group(questions).values():
        unanswered = [question for question in members if question.slug not in answers]
        if len(members) - len(unanswered) < needed(members):
            lacking += unanswered
    return lacking


def deal(questions: Sequence[Question]) -> list[list[Question]]:
    """Deal the questions into rounds: one of every cluster in each, as far as that goes.

    The order is another one in every round and the same for everybody. No two neighbors are of the same cluster, from
    one round to the next neither, unless nothing else is left.
    """
    by_cluster = group(questions)
    if not by_cluster:
        return []
    rounds: list[list[Question]] = [[] for _ in range(median_low(map(len, by_cluster.values())))]
    for members in by_cluster.values():
        for number, question in enumerate(members):
            rounds[number % len(rounds)].append(question)
    last = None
    dealt = []
    for number, members in enumerate(rounds):
        dealt.append(_apart(members, number, last))
        last = dealt[-1][-1].cluster
    return dealt


def _apart(questions: list[Question], number: int, last: str | None) -> list[Question]:
    """A round in its order. Of whose cluster most are left comes first, or else two of it would meet in the end."""
    left, order = list(questions), []
    while left:
        counts = Counter(question.cluster for question in left)
        chosen = min(
            left,
            key=lambda question: (
                question.cluster == last,
                -counts[question.cluster],
                lot(str(number), question.slug),
            ),
        )
        left.remove(chosen)
        order.append(chosen)
        last = chosen.cluster
    return order


def _ratings(questions: Iterable[Question], answers: Answers) -> list[int]:
    values = (answers.get(question.slug, UNKNOWN) for question in questions)
    return [value for value in values if value != UNKNOWN]


def _standings(means: Mapping[str, Fraction], answers: Answers) -> tuple[Standing, ...]:
    """Best first. Inside a tie a hash of the answers and the cluster decides: nobody wins by a place in a list."""
    sheet = ",".join(f"{slug}={value}" for slug, value in sorted(answers.items()))
    order = sorted(means, key=lambda cluster: (-means[cluster], lot(sheet, cluster)))
    count = Counter(means.values())
    ranks = {value: 1 + sum(other > value for other in means.values()) for value in count}
    return tuple(
        Standing(cluster, means[cluster], ranks[means[cluster]], count[means[cluster]] > 1) for cluster in order
    )


def _shown(standings: tuple[Standing, ...]) -> tuple[Standing, ...]:
    if len(standings) <= SHOWN:
        return standings
    last = standings[SHOWN - 1].mean
    return tuple(standing for standing in standings if standing.mean >= last)[:SHOWN_AT_MOST]


def _confidence(means: list[Fraction], ratings: list[list[int]]) -> Confidence:
    """From the gap between the first and the fourth (in raw points of three answers) and from F.

    F sets the variance between the clusters against the one within them, as in an analysis of variance. With fewer
    than four ranked clusters there is no gap to speak of.
    """
    gap = 3 * (means[0] - means[3]) if len(means) > 3 else Fraction(0)
    between = variance(means) if len(means) > 1 else Fraction(0)
    spreads = [variance(map(Fraction, values)) for values in ratings if len(values) > 1]
    within = max(mean(spreads), LEAST_WITHIN) if spreads else LEAST_WITHIN
    f = 3 * between / within
    if gap <= UNCLEAR_GAP or f < UNCLEAR_F:
        return Confidence.NONE
    if gap >= CLEAR_GAP and f >= CLEAR_F:
        return Confidence.CLEAR
    return Confidence.FEW


def _stretch(
    standings: tuple[Standing, ...], shown: tuple[Standing, ...], ratings: Mapping[str, list[int]]
) -> str | None:
    """The cluster nearest to the middle of the scale of those that are neither liked nor tied with one shown.

    One that is below the middle, or of which anything got the lowest answer, was turned down: it is none of them.
    """
    lowest_shown = shown[-1].mean if shown else 0
    open_ones = [
        standing
        for standing in standings
        if standing.mean < lowest_shown and MIDDLE <= standing.mean < LIKED and LOWEST not in ratings[standing.cluster]
    ]
    return min(open_ones, key=lambda one: abs(one.mean - MIDDLE)).cluster if open_ones else None


def lot(*parts: str) -> bytes:
    """What decides among equals: the same for the same parts, and as good as drawn for others."""
    return hashlib.sha256("/".join(parts).encode()).digest()
