"""How hard the texts are to read, one by one and of each kind together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db import models

from ...models import (
    Cluster,
    ClusterPart,
    Framework,
    Grouping,
    Program,
    ProgramSkill,
    SubCluster,
)
from ...text.reading import grade, prose
from ..content import Content
from .findings import Finding, Severity

TEXT_FIELDS = (
    "tagline", "summary", "what_people_do", "you_might_like", "starter", "note", "origin_note", "reason", "body",
    "gloss", "good_for", "caution", "to_talk_over", "text", "explanation", "day",
    "study", "work_based",
)  # fmt: skip


NAMED = (Framework, Grouping, Cluster, ClusterPart, SubCluster, Program)


HIGHEST_AVERAGE, HIGHEST_GRADE = 8.0, 10.5  # school grades: of the texts of one kind together, of one text


@dataclass(frozen=True)
class Reading:
    """The school grade that a text needs."""

    kind: str
    entry: models.Model
    field: str
    text: str
    grade: float

    @property
    def is_too_hard(self) -> bool:
        return self.grade > HIGHEST_GRADE

    @property
    def mend_url(self) -> str:
        return Finding(Severity.WARNING, self.entry, "", self.field).mend_url


def readings(content: Content) -> list[Reading]:
    """Every text that students read, the hardest first."""
    names = frozenset(entry.name for entry in content.of(*NAMED))
    found = []
    for entry, name, value in texts_of(content):
        text = _as_sentences(entry, name, value)
        found.append(Reading(_kind(entry, name), entry, name, text, _grade(text, names)))
    return sorted(found, key=lambda one: -one.grade)


def _as_sentences(entry: models.Model, field: str, value: str) -> str:
    if field == "body":
        return prose(value)
    if isinstance(entry, ProgramSkill):
        return f"You learn to {value}."
    if field == "day":
        return " ".join(f"You {line}." for line in value.splitlines())
    return value.replace("\n", " ")


@lru_cache(maxsize=8192)  # a pure function of what the database holds: an edited text is another key
def _grade(text: str, names: frozenset[str]) -> float:
    return grade(text, names)


def texts_of(content: Content) -> Iterator[tuple[models.Model, str, str]]:
    for entry in content.all():
        for name in TEXT_FIELDS:
            if value := getattr(entry, name, ""):
                yield entry, name, value


def _kind(entry: models.Model, field: str) -> str:
    cluster = getattr(entry, "cluster", None)
    framework = getattr(entry, "framework", None) or (cluster and cluster.framework)
    label = str(entry._meta.get_field(field).verbose_name)
    return ": ".join(filter(None, [framework and framework.name, str(entry._meta.verbose_name), label]))


def averages(found: list[Reading]) -> list[tuple[str, int, float, bool]]:
    """(kind, number of texts, their average grade, whether that is too hard), the hardest first."""
    by_kind = defaultdict(list)
    for one in found:
        by_kind[one.kind].append(one.grade)
    means = [(kind, len(grades), sum(grades) / len(grades)) for kind, grades in by_kind.items()]
    return [(*mean, mean[2] > HIGHEST_AVERAGE) for mean in sorted(means, key=lambda mean: -mean[2])]
