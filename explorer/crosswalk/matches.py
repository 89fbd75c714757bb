"""What a cluster or a pathway is in another framework, put together from official rows and suggestions. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any


@dataclass
class Match:
    """A cluster of another framework that a cluster meets, and all that says so."""

    cluster: Any
    row: Any = None  # the official CrosswalkRow, or None: then it is a suggestion
    suggestion: Any = None  # the ClusterSuggestion, or None
    sub_clusters: list[Any] = field(default_factory=list)  # the old framework's, of which work is found there

    @property
    def is_suggestion(self) -> bool:
        return self.row is None


def matches(rows: Iterable, suggestions: Iterable, sub_suggestions: Iterable, *, end: str) -> list[Match]:
    """Return who stands at the `end` ("old" or "new") of these, official ones first, each cluster once."""
    found: dict[int, Match] = {}

    def at(cluster) -> Match:
        return found.setdefault(cluster.pk, Match(cluster))

    for row in rows:
        if getattr(row, end) is not None:
            at(getattr(row, end)).row = row
    for suggestion in suggestions:
        at(getattr(suggestion, end)).suggestion = suggestion
    for suggestion in sub_suggestions:
        sub_clusters = at(getattr(suggestion, end).cluster).sub_clusters
        if suggestion.old not in sub_clusters:
            sub_clusters.append(suggestion.old)
    return list(found.values())


def by_framework(found: Iterable, framework_of: Callable) -> list[tuple[Any, list]]:
    """Group what was found: [(framework, [one, ...]), ...], frameworks by position."""
    in_order = sorted(found, key=lambda one: (framework_of(one).position, framework_of(one).pk))
    groups = groupby(in_order, key=framework_of)
    return [(framework, list(members)) for framework, members in groups]
