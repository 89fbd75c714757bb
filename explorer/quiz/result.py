"""A quiz result as its pages show it: clusters with their reasons, bars and questions. What ranks is scoring.py."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _

from ..models import Answer, AskedQuestion, Cluster, Questionnaire
from ..wheel.geometry import draw_wheel, fill_slices, spoke
from .scoring import HIGHEST, LIKED, LOWEST, MIDDLE, SHOWN, UNKNOWN, Answers, Confidence, Ranking, Standing, lot

TO_TALK_OVER = 3


@dataclass(frozen=True)
class Reply:
    """A question and what was answered to it; `value` is None if nothing was."""

    question: AskedQuestion
    value: int | None

    @property
    def label(self) -> str:
        return "" if self.value is None else Answer(self.value).label


@dataclass(frozen=True)
class Entry:
    """A ranked cluster with what was answered to its questions."""

    cluster: Cluster
    standing: Standing
    replies: list[Reply]

    @property
    def given(self) -> list[Reply]:
        """Those of its questions that were answered."""
        return [reply for reply in self.replies if reply.value is not None]

    @property
    def because(self) -> list[Reply]:
        """The answers that speak for it, strongest first."""
        liked = (reply for reply in self.replies if (reply.value or 0) >= LIKED)
        return sorted(liked, key=lambda reply: -reply.value)

    @property
    def mean(self) -> float:
        return float(self.standing.mean)

    @property
    def is_far_behind(self) -> bool:
        return self.standing.mean < MIDDLE

    @property
    def width(self) -> str:
        return width(self.standing.mean)


def share(mean: Fraction) -> Fraction:
    """Where a mean stands between the lowest answer (0) and the highest (1)."""
    return (mean - LOWEST) / (HIGHEST - LOWEST)


def width(mean: Fraction) -> str:
    """The length of a bar, of 100."""
    return f"{float(100 * share(mean)):.1f}".removesuffix(".0")


class Result:
    """Everything that a result's page shows."""

    def __init__(self, questionnaire: Questionnaire, answers: Answers):
        self.questionnaire, self.answers = questionnaire, answers
        self.ranking: Ranking = questionnaire.ranking(answers)
        self.framework = questionnaire.framework
        self.confidence = self.ranking.confidence.value
        self.answered, self.total = len(answers), len(questionnaire.questions)

    @cached_property
    def entries(self) -> list[Entry]:
        return [self._entry(standing) for standing in self.ranking.standings]

    @property
    def shown(self) -> list[Entry]:
        return self.entries[: len(self.ranking.shown)]

    @cached_property
    def lead(self) -> str:
        """What can truly be said of this result, as a word for the template."""
        values = set(self.answers.values())
        standings = self.ranking.standings
        if self.ranking.confidence == Confidence.FLAT and values - {UNKNOWN}:
            return "alike-but-unknown" if UNKNOWN in values else "alike"
        if not standings:
            return "nothing"
        if len(standings) <= SHOWN:
            return "few-ranked"
        if len(set(self.ranking.means.values())) == 1:
            return "level"
        if standings[SHOWN].rank == 1:
            return "tied"
        if self.ranking.confidence == Confidence.CLEAR and standings[1].mean < LIKED:
            return "one"
        return self.confidence

    @property
    def first_count(self) -> int:
        """How many share the first place."""
        return sum(standing.rank == 1 for standing in self.ranking.standings)

    @property
    def not_enough(self) -> list[Cluster]:
        """Clusters that can't be ranked: too few of their questions were rated, or none is asked."""
        return [cluster for slug, cluster in self.questionnaire.clusters.items() if slug not in self.ranking.means]

    @cached_property
    def stretch(self) -> Entry | None:
        return next((entry for entry in self.entries if entry.cluster.slug == self.ranking.stretch), None)

    @property
    def stretch_question(self) -> str:
        return next(iter(self.stretch.cluster.to_talk_over.splitlines()), _("Who does this work near you?"))

    @property
    def round_to_go_on_with(self) -> int | None:
        """The first round with a question that was not answered."""
        for number, questions in enumerate(self.questionnaire.rounds, start=1):
            if any(question.slug not in self.answers for question in questions):
                return number
        return None

    @cached_property
    def to_talk_over(self) -> list[str]:
        """Three questions for a talk: about the first clusters with a Yes, each of another kind, then any field."""
        questions = []
        liked = [entry for entry in self.shown if entry.because]
        for number, entry in enumerate(liked[:TO_TALK_OVER]):
            questions += entry.cluster.to_talk_over.splitlines()[number : number + 1]
        ours = [
            _("Which of these fields have you seen up close, and what was it like?"),
            _("Which of your answers surprised you, and why?"),
            _("What could you try in the next month to find out more?"),
        ]
        return (questions + ours)[:TO_TALK_OVER]

    @cached_property
    def groupings(self):
        return list(self.framework.groupings.for_start())

    @property
    def clusters(self) -> list[Cluster]:
        return list(self.questionnaire.clusters.values())

    @cached_property
    def wheel(self) -> list[dict]:
        """The slices, each filled as far as its cluster's answers go."""
        spokes = tuple(spoke(cluster) for cluster in self.questionnaire.clusters.values())
        fills = fill_slices(spokes, {slug: float(share(mean)) for slug, mean in self.ranking.means.items()})
        shown = {entry.cluster.slug for entry in self.shown}
        clusters = self.questionnaire.clusters.values()
        return [
            {
                "cluster": cluster,
                "slice": slice_,
                "fill": fills.get(cluster.slug),
                "is_shown": cluster.slug in shown,
            }
            for cluster, slice_ in zip(clusters, draw_wheel(spokes).slices, strict=True)
        ]

    def _entry(self, standing: Standing) -> Entry:
        questions = (one for one in self.questionnaire.questions if one.cluster == standing.cluster)
        replies = [Reply(question, self.answers.get(question.slug)) for question in questions]
        return Entry(self.questionnaire.clusters[standing.cluster], standing, replies)


@dataclass(frozen=True)
class Pair:
    """A cluster in two results; a mean is None where too little was answered to rank it."""

    cluster: Cluster
    means: tuple[Fraction | None, Fraction | None]

    @property
    def bars(self) -> list[tuple[float, str] | None]:
        return [None if mean is None else (float(mean), width(mean)) for mean in self.means]

    @property
    def together(self) -> Fraction:
        """The mean of the means that there are."""
        known = [mean for mean in self.means if mean is not None]
        return sum(known, Fraction(0)) / len(known) if known else Fraction(0)

    @property
    def change(self) -> Fraction | None:
        one, other = self.means
        return None if one is None or other is None else other - one


class Comparison:
    """Two results side by side."""

    def __init__(self, one: Result, other: Result):
        self.results = [one, other]

    @property
    def is_same(self) -> bool:
        one, other = self.results
        return one.answers == other.answers

    @property
    def is_current(self) -> bool:
        return all(result.questionnaire.is_current for result in self.results)

    @cached_property
    def pairs(self) -> list[Pair]:
        """All clusters, those first that stand highest in the two together."""
        one, other = self.results
        clusters = other.questionnaire.clusters | one.questionnaire.clusters
        pairs = [
            Pair(cluster, (one.ranking.means.get(slug), other.ranking.means.get(slug)))
            for slug, cluster in clusters.items()
        ]
        return sorted(pairs, key=lambda pair: (-pair.together, self._lot(pair)))

    @property
    def in_both(self) -> list[Cluster]:
        """The clusters that both results show first, and that got no less than the middle of the scale."""
        one, other = (
            {entry.cluster.slug for entry in result.shown if not entry.is_far_behind} for result in self.results
        )
        return [pair.cluster for pair in self.pairs if pair.cluster.slug in one & other]

    @property
    def moved_most(self) -> list[Pair]:
        """The clusters whose averages differ most, by a whole step at least; three at most."""
        moved = [pair for pair in self.pairs if abs(pair.change or 0) >= 1]
        return sorted(moved, key=lambda pair: -abs(pair.change))[:3]

    def _lot(self, pair: Pair) -> bytes:
        """Decides among equals, by the answers: no cluster comes first by its place in a list."""
        return lot(str([sorted(result.answers.items()) for result in self.results]), pair.cluster.slug)
