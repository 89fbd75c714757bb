"""A quiz result as its pages show it: clusters with their reasons, bars and questions. What ranks is scoring.py."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import groupby, pairwise
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ..careers.here import typical_careers
from ..careers.source_years import SourceYears
from ..models import Answer, AskedQuestion, Career, Cluster, Questionnaire
from ..text.keys import join_keys
from ..wheel.geometry import fill_wheel, spoke
from .scoring import HIGHEST, LIKED, LOWEST, MIDDLE, SHOWN, UNKNOWN, Answers, Confidence, Ranking, Standing, lot
from .why_not import WhyNot, why_not

TO_TALK_OVER = 3
SIDE_BY_SIDE = 3  # clusters that the page of a comparison takes
NEARLY = Fraction(1, 3)  # one step on one of three statements
FAR = 1  # one step on each of them


@dataclass(frozen=True)
class Reply:
    """A question and what was answered to it; `value` is None if nothing was."""

    question: AskedQuestion
    value: int | None
    instead: str = ""  # what would have had to be answered

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

    @cached_property
    def because(self) -> list[Reply]:
        """The answers that speak for it, strongest first."""
        liked = (reply for reply in self.replies if (reply.value or 0) >= LIKED)
        return sorted(liked, key=lambda reply: -reply.value)

    @cached_property
    def careers(self) -> list[Career]:
        """Three to begin with, those first that are near what was liked."""
        liked = dict.fromkeys(reply.question.part for reply in self.because if reply.question.part)
        return typical_careers(self.cluster, tuple(liked))

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


TITLES = {
    "alike": gettext_lazy("All your answers are the same"),
    "alike-but-unknown": gettext_lazy("All your ratings are the same"),
    "nothing": gettext_lazy("Not enough to say yet"),
    "no-yes": gettext_lazy("Nothing stands out yet"),
    "level": gettext_lazy("Nothing stands out yet"),
}
FIRM_TITLES = {
    1: gettext_lazy("One field stands out"),
    2: gettext_lazy("Your top two"),
    3: gettext_lazy("Your top three"),
    4: gettext_lazy("Your top four"),
    5: gettext_lazy("Your top five"),
}
SOFT_TITLES = {
    1: gettext_lazy("One to start with"),
    2: gettext_lazy("Two to start with"),
    3: gettext_lazy("Three to start with"),
    4: gettext_lazy("Four to start with"),
    5: gettext_lazy("Five to start with"),
}
ALL_OF_THEM = {
    2: pgettext_lazy("of those on a list", "Both"),
    3: pgettext_lazy("of those on a list", "All three"),
    4: pgettext_lazy("of those on a list", "All four"),
    5: pgettext_lazy("of those on a list", "All five"),
}
FIRST_OF_THEM = {
    2: pgettext_lazy("of those on a list", "The first two"),
    3: pgettext_lazy("of those on a list", "The first three"),
    4: pgettext_lazy("of those on a list", "The first four"),
}
LAST_OF_THEM = {
    2: pgettext_lazy("of those on a list", "The last two"),
    3: pgettext_lazy("of those on a list", "The last three"),
    4: pgettext_lazy("of those on a list", "The last four"),
}


@dataclass(frozen=True)
class Needed:
    """What a cluster would have needed to be a favorite, as its page says it."""

    found: WhyNot
    is_liked: bool  # whether any of its questions got a Yes
    beside: Cluster | None  # the favorite that it would stand beside

    @property
    def kind(self) -> str:
        """What keeps it out, as a word for the template."""
        if not self.found.changes:
            return "drawn" if self.found.is_high_enough else "full"
        if self.found.mean is None:
            return "unrated"
        if not self.found.is_high_enough:
            return "low"
        return "tied" if self.is_liked else "no-yes"

    @property
    def mean(self) -> float | None:
        return None if self.found.mean is None else float(self.found.mean)

    @property
    def level(self) -> float | None:
        """The mean of what it would have to reach."""
        return None if self.found.level is None else float(self.found.level)


def _say_tied(who: str, means: list[Fraction]) -> str:
    apart = means[0] - means[-1]
    if apart == 0:
        return _("%(who)s are tied.") % {"who": who}
    if apart <= NEARLY:
        return _("%(who)s are nearly tied.") % {"who": who}
    return _("%(who)s are close together.") % {"who": who}


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
    def favorites(self) -> list[Entry]:
        """Of those shown the ones with a Yes; none where every cluster got the same."""
        return [] if self.lead == "level" else [entry for entry in self.shown if entry.because]

    @property
    def runs(self) -> list[tuple[bool, list[Entry]]]:
        """Those shown in their order, as (whether they are favorites, the ones that follow one another)."""
        favorites = {entry.cluster.slug for entry in self.favorites}
        return [
            (is_favorite, list(run))
            for is_favorite, run in groupby(self.shown, key=lambda entry: entry.cluster.slug in favorites)
        ]

    @property
    def leads_in_order(self) -> bool:
        """Whether no cluster without a Yes has a higher mean than a favorite: else its rank would need explaining."""
        return self.favorites == self.shown[: len(self.favorites)]

    @property
    def is_rough(self) -> bool:
        """Whether questions are open that are still asked."""
        return self.answered < self.total

    @property
    def is_soft(self) -> bool:
        """Whether the answers say too little to call these the top: drawn by chance, of few answers, or low."""
        last = self.shown[-1].standing.mean if self.shown else None
        is_drawn = self.ranking.more_tied and any(one.because for one in self.entries if one.standing.mean == last)
        says_little = self.confidence == Confidence.NONE or self.is_rough or self.lead == "few-ranked"
        is_low = any(entry.is_far_behind for entry in self.favorites)
        others = [entry.standing.mean for entry in self.entries if entry not in self.favorites]
        has_near = len(self.favorites) == 1 and any(self.favorites[0].standing.mean - mean <= NEARLY for mean in others)
        return bool(is_drawn or says_little or is_low or has_near)

    @property
    def title(self) -> str:
        if self.lead in TITLES:
            return str(TITLES[self.lead])
        names = SOFT_TITLES if self.is_soft or not self.leads_in_order else FIRM_TITLES
        return str(names[len(self.favorites)])

    @property
    def in_words(self) -> str:
        """What the picture of the result says, for who can't see it."""
        names = ", ".join(entry.cluster.name for entry in self.favorites)
        return f"{self.title}: {names}" if names else self.title

    @property
    def ties(self) -> str:
        """Which of the favorites are tied, or nearly so, in words; '' where none are."""
        means = [entry.standing.mean for entry in self.favorites]
        close = [one - other <= NEARLY for one, other in pairwise(means)]
        if not any(close) or self.lead == "tied":
            return ""
        if all(close):
            return _say_tied(str(ALL_OF_THEM[len(means)]), means)
        first, last = close.index(False) + 1, close[::-1].index(False) + 1
        return " ".join(
            _say_tied(str(words[number]), some)
            for words, number, some in ((FIRST_OF_THEM, first, means[:first]), (LAST_OF_THEM, last, means[-last:]))
            if number > 1
        )

    @property
    def favorite_keys(self) -> str:
        """The favorites, as My list takes them."""
        return join_keys(entry.cluster.key for entry in self.favorites)

    @property
    def side_by_side(self) -> str:
        """The query of the page that compares the first of the favorites; '' for one alone."""
        keys = [("c", entry.cluster.key) for entry in self.favorites[:SIDE_BY_SIDE]]
        return urlencode(keys, safe=":") if len(keys) > 1 else ""

    @property
    def source_years(self) -> SourceYears:
        return SourceYears.of(career for entry in self.favorites for career in entry.careers)

    @property
    def ranked_fields(self) -> list[tuple[Entry, Needed | None, list[Reply]]]:
        """Every ranked cluster, what it would have needed (None for a favorite), and the answers to its questions."""
        return [(entry, *self._needed(entry.cluster, entry.replies)) for entry in self.entries]

    @property
    def unranked_fields(self) -> list[tuple[Cluster, Needed | None, list[Reply]]]:
        return [(cluster, *self._needed(cluster, self._replies(cluster.slug))) for cluster in self.not_enough]

    def _needed(self, cluster: Cluster, replies: list[Reply]) -> tuple[Needed | None, list[Reply]]:
        """What a cluster would have needed, and the answers with what would have had to stand in their place."""
        is_favorite = any(entry.cluster == cluster for entry in self.favorites)
        if is_favorite or not replies or self.lead == "level":
            return None, replies
        found = why_not(self.questionnaire.questions, self.answers, self.ranking, cluster.slug)
        instead = {change.question: Answer(change.after).label for change in found.changes}
        replies = [replace(reply, instead=instead.get(reply.question.slug, "")) for reply in replies]
        beside = (one.cluster for one in self.favorites if one.cluster.slug == found.level_with)
        is_liked = any((reply.value or 0) >= LIKED for reply in replies)
        return Needed(found, is_liked, next(beside, None)), replies

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
            return "few-ranked" if any(entry.because for entry in self.shown) else "no-yes"
        if len(set(self.ranking.means.values())) == 1:
            return "level"
        if not any(entry.because for entry in self.shown):
            return "no-yes"
        if standings[SHOWN].rank == 1 and all(entry.because for entry in self.shown):
            return "tied"
        is_far_ahead = standings[0].mean - standings[1].mean >= FAR and bool(self.entries[0].because)
        if self.ranking.confidence == Confidence.CLEAR and is_far_ahead:
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
        """Three questions for a talk: about the first favorites, each of another kind, then any field."""
        questions = []
        for number, entry in enumerate(self.favorites[:TO_TALK_OVER]):
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
    def wheel(self) -> dict:
        """The slices, each filled as far as its cluster's answers go, and the circles between fills and edges."""
        clusters = self.clusters
        drawn = fill_wheel(
            tuple(spoke(cluster) for cluster in clusters),
            {slug: float(share(mean)) for slug, mean in self.ranking.means.items()},
        )
        favorites = {entry.cluster.slug for entry in self.favorites}
        slices = [
            {"cluster": cluster, "slice": slice_, "is_favorite": cluster.slug in favorites}
            for cluster, slice_ in zip(clusters, drawn.slices, strict=True)
        ]
        return {"slices": slices, "gaps": drawn.gaps}

    def _entry(self, standing: Standing) -> Entry:
        return Entry(self.questionnaire.clusters[standing.cluster], standing, self._replies(standing.cluster))

    def _replies(self, cluster: str) -> list[Reply]:
        questions = (one for one in self.questionnaire.questions if one.cluster == cluster)
        return [Reply(question, self.answers.get(question.slug)) for question in questions]


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
        """The clusters that are favorites in both results."""
        one, other = ({entry.cluster.slug for entry in result.favorites} for result in self.results)
        return [pair.cluster for pair in self.pairs if pair.cluster.slug in one & other]

    @property
    def moved_most(self) -> list[Pair]:
        """The clusters whose averages differ most, by a whole step at least; three at most."""
        moved = [pair for pair in self.pairs if abs(pair.change or 0) >= 1]
        return sorted(moved, key=lambda pair: -abs(pair.change))[:3]

    def _lot(self, pair: Pair) -> bytes:
        """Decides among equals, by the answers: no cluster comes first by its place in a list."""
        return lot(str([sorted(result.answers.items()) for result in self.results]), pair.cluster.slug)
