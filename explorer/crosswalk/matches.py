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


@dataclass(frozen=True)
class OldName:
    """A cluster of another framework that a cluster's work was part of."""

    slug: str
    name: str
    is_official: bool
    elsewhere: list[tuple[str, str]]  # (slug, name) of where else its work is found now: the name is split
    is_split_officially: bool  # all of `elsewhere` is said by official rows


@dataclass(frozen=True)
class SchoolName:
    """What another framework says for a cluster."""

    framework_slug: str
    framework_called: str
    olds: list[OldName]

    @property
    def path(self) -> str:
        """Its framework's address below that of all frameworks."""
        return f"{self.framework_slug}/"


def school_names(pairs: Iterable, cluster_slug: str) -> list[SchoolName]:
    """Return one SchoolName per framework from `matching_pairs()` the cluster of that slug.

    Where a framework's official rows name the cluster, suggestions don't, but for clusters that were spread.
    """
    names = []
    for slug, members in groupby(pairs, key=lambda pair: pair.framework_slug):
        members = list(members)
        here = [pair for pair in members if pair.new_slug == cluster_slug]
        has_official = any(pair.is_official for pair in here)
        olds = {pair.old_slug: pair for pair in here if pair.is_official or pair.is_spread or not has_official}
        officially = {pair.old_slug for pair in here if pair.is_official}
        found = [
            _old_name(old, old.old_slug in officially, [pair for pair in members if pair.old_slug == old.old_slug])
            for old in olds.values()
        ]
        names.append(SchoolName(slug, members[0].framework_called, found))
    return names


def _old_name(old, is_official: bool, ways: list) -> OldName:
    away = [way for way in ways if way.new_slug != old.new_slug]
    elsewhere = {way.new_slug: way.new_name for way in away}
    return OldName(
        slug=old.old_slug,
        name=old.old_name,
        is_official=is_official,
        elsewhere=list(elsewhere.items()),
        is_split_officially=elsewhere.keys() == {way.new_slug for way in away if way.is_official},
    )
