"""What another cluster would have needed to be a favorite: the fewest steps on its own statements. Pure.

A favorite is among those shown first and has a Yes. What is said here holds whatever chance decides among equals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from .scoring import HIGHEST, LIKED, LOWEST, SHOWN, SHOWN_AT_MOST, Answers, Question, Ranking, group, needed


@dataclass(frozen=True)
class Change:
    question: str
    before: int | None  # None if it was not answered; UNKNOWN if it was not known
    after: int


@dataclass(frozen=True)
class WhyNot:
    """Why a cluster is no favorite. With `changes` instead of what was answered it would be one."""

    cluster: str
    mean: Fraction | None  # None: too few of its questions were rated
    unrated: tuple[str, ...]  # its questions that are open or unknown
    level_with: str | None  # the cluster that it would stand level with, or pass; None: a place is free
    level: Fraction | None  # the mean of that cluster
    steps: int  # in all, on the questions that were rated
    changes: tuple[Change, ...]  # none: as many as can be shown have the highest mean already

    @property
    def is_high_enough(self) -> bool:
        """Whether its mean is high enough as it is: a Yes is missing, or chance."""
        return self.mean is not None and (self.level is None or self.mean >= self.level)


def why_not(questions: Sequence[Question], answers: Answers, ranking: Ranking, cluster: str) -> WhyNot:
    """Say what `cluster`, which is no favorite in `ranking`, would have needed."""
    members = group(questions)[cluster]
    given = {one.slug: answers.get(one.slug) for one in members}
    unrated = tuple(slug for slug, value in given.items() if not value)
    rated = {slug: value for slug, value in given.items() if value}
    to_rate = unrated[: max(0, needed(members) - len(rated))]
    others = sorted(((mean, slug) for slug, mean in ranking.means.items() if slug != cluster), reverse=True)
    third = others[SHOWN - 1] if len(others) >= SHOWN else None
    count = len(rated) + len(to_rate)
    least = _least_sum(others, count)
    start = dict.fromkeys(to_rate, LOWEST) | rated
    is_liked = max(rated.values(), default=LOWEST) >= LIKED
    for_a_yes = 0 if is_liked else LIKED - max(start[slug] for slug in to_rate or start)
    after = _raise(start, max(least - sum(start.values()), for_a_yes), first=to_rate)
    can_be = least <= HIGHEST * count
    return WhyNot(
        cluster=cluster,
        mean=ranking.means.get(cluster),
        unrated=unrated,
        level_with=third and third[1],
        level=third and third[0],
        steps=sum(after[slug] - value for slug, value in rated.items()),
        changes=tuple(
            Change(slug, given[slug], value) for slug, value in after.items() if can_be and value != given[slug]
        ),
    )


def _least_sum(others: list[tuple[Fraction, str]], count: int) -> int:
    """The least sum of `count` answers with which a cluster is shown for certain.

    It has at least the mean of the third of the others, and more than the fifth: of those that tie chance drops some.
    """
    least = 0
    if len(others) >= SHOWN:
        level = others[SHOWN - 1][0] * count
        least = -(-level.numerator // level.denominator)
    if len(others) >= SHOWN_AT_MOST:
        least = max(least, floor(others[SHOWN_AT_MOST - 1][0] * count) + 1)
    return least


def _raise(values: dict[str, int], steps: int, *, first: Sequence[str]) -> dict[str, int]:
    """Put `steps` on the answers: up to a Yes first, those of `first` and the nearest to a Yes before others."""
    raised = dict(values)
    nearest = sorted(values, key=lambda slug: -values[slug])
    rounds = [(first, LIKED), (nearest, LIKED), (first, HIGHEST), (nearest, HIGHEST)]
    for slugs, top in rounds:
        for slug in slugs:
            more = max(0, min(steps, top - raised[slug]))
            raised[slug] += more
            steps -= more
    return raised
