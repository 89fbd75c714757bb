"""What a cluster or a pathway is in another framework, put together from official rows and suggestions. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from ..models import Cluster, ClusterSuggestion, CrosswalkRow, Framework, SubCluster, SubClusterSuggestion

Found = TypeVar("Found")


@dataclass
class Match:
    """A cluster of another framework that a cluster meets, and all that says so."""

    cluster: Cluster
    row: CrosswalkRow | None = None  # the official one, or None: then it is a suggestion
    suggestion: ClusterSuggestion | None = None
    sub_clusters: list[SubCluster] = field(default_factory=list)  # the old framework's, of which work is found there

    @property
    def is_suggestion(self) -> bool:
        return self.row is None


def matches(
    rows: Iterable[CrosswalkRow],
    suggestions: Iterable[ClusterSuggestion],
    sub_suggestions: Iterable[SubClusterSuggestion],
    *,
    end: str,
) -> list[Match]:
    """Return who stands at the `end` ("old" or "new") of these, official ones first, each cluster once."""
    found: dict[int, Match] = {}

    def at(cluster: Cluster) -> Match:
        return found.setdefault(cluster.pk, Match(cluster))

    for row in rows:
        if getattr(row, end) is not None:
            at(getattr(row, end)).row = row
    for suggestion in suggestions:
        at(getattr(suggestion, end)).suggestion = suggestion
    for part in sub_suggestions:
        sub_clusters = at(getattr(part, end).cluster).sub_clusters
        if part.old not in sub_clusters:
            sub_clusters.append(part.old)
    return list(found.values())


def by_framework(
    found: Iterable[Found], framework_of: Callable[[Found], Framework]
) -> list[tuple[Framework, list[Found]]]:
    """Group what was found: [(framework, [one, ...]), ...], frameworks by position."""
    in_order = sorted(found, key=lambda one: (framework_of(one).position, framework_of(one).pk))
    groups = groupby(in_order, key=framework_of)
    return [(framework, list(members)) for framework, members in groups]
