"""Two frameworks side by side: what the crosswalk page and "My school says" ask of the database."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import cached_property

from ..models import Cluster, Framework, SubCluster
from ..models.alphabetical import Alphabetical, alphabetical_sql
from ..models.crosswalk import ClusterSuggestion, CrosswalkRow, SubClusterSuggestion
from .bands import Flow, draw_flows
from .matches import Match, by_framework, matches


def frameworks_leading_to(new: Framework | None = None) -> QuerySet[Framework]:
    """The published frameworks with a crosswalk to `new`, or to any other if that is None.

    Asked step by step from the framework down, so that the database stops at the first cluster that leads on.
    """
    goals = Cluster.objects.published().filter(**({"framework": new} if new else {}))
    parts_of_goals = SubCluster.objects.without_drafts().filter(cluster__in=goals)

    def lead_on(ends, entries, goals):
        arrives = Exists(goals.filter(pk=OuterRef("new")))
        return Exists(ends.filter(Exists(entries.filter(arrives, old=OuterRef("pk")))))

    clusters = Cluster.objects.without_drafts().filter(framework=OuterRef("pk"))
    sub_clusters = SubCluster.objects.without_drafts().filter(
        cluster__framework=OuterRef("pk"), cluster__is_draft=False
    )
    return (
        Framework.objects.published()
        .for_page()
        .filter(
            lead_on(clusters, CrosswalkRow.objects, goals)
            | lead_on(clusters, ClusterSuggestion.objects, goals)
            | lead_on(sub_clusters, SubClusterSuggestion.objects, parts_of_goals)
        )
    )


class ClusterMatches:
    """What a cluster became in other frameworks, and what it was in earlier ones.

    Ends are fetched once and put in place by key: the joins for them would cost four times as much CPU.
    """

    def __init__(self, cluster: Cluster):
        self.cluster = cluster
        rows = list(CrosswalkRow.objects.touching(cluster).select_related("source"))
        ours = list(ClusterSuggestion.objects.touching(cluster))
        parts = list(SubClusterSuggestion.objects.touching(cluster.sub_clusters.all()))
        keys = {key for one in (*rows, *ours) for key in (one.old_id, one.new_id)}
        keys |= {end.cluster_id for one in parts for end in (one.old, one.new)}
        clusters = Cluster.objects.for_matches().in_bulk(keys - {cluster.pk, None}) | {cluster.pk: cluster}
        rows, ours = _with_ends(rows, clusters), _with_ends(ours, clusters)
        self.any_row = rows[0] if rows else None
        self.new_row = next((row for row in rows if row.old is None), None)
        parts = [one for one in parts if one.old.cluster_id in clusters and one.new.cluster_id in clusters]
        for one in parts:
            one.old.cluster, one.new.cluster = clusters[one.old.cluster_id], clusters[one.new.cluster_id]
        self._entries = rows, ours, parts

    @property
    def became(self) -> list[tuple[Framework, list[Match]]]:
        return self._matches(near="old", far="new")

    @property
    def was(self) -> list[tuple[Framework, list[Match]]]:
        return self._matches(near="new", far="old")

    def _matches(self, near, far):
        rows, ours, parts = self._entries
        found = matches(
            [row for row in rows if getattr(row, near) == self.cluster],
            [one for one in ours if getattr(one, near) == self.cluster],
            [one for one in parts if getattr(one, near).cluster == self.cluster],
            end=far,
        )
        return by_framework(found, lambda match: match.cluster.framework)


def _with_ends(entries, ends):
    """Put `ends` in place of the keys; leave out what leads to one that is not among them, because it is a draft's."""
    found = []
    for entry in entries:
        if entry.new_id in ends and (entry.old_id is None or entry.old_id in ends):
            entry.old, entry.new = ends.get(entry.old_id), ends[entry.new_id]
            found.append(entry)
    return found


def _by_old(suggestions, ends):
    """In the order of the old framework, the closest match of each first."""
    order = {key: number for number, key in enumerate(ends)}
    return sorted(suggestions, key=lambda suggestion: (order[suggestion.old_id], suggestion.position))


class FrameworkCrosswalk:
    """Everything between two frameworks, as the crosswalk page shows it."""

    def __init__(self, old: Framework, new: Framework):
        self.old, self.new = old, new
        self.old_clusters = list(old.clusters.for_picker())
        self.new_clusters = list(new.clusters.for_picker())
        clusters = {cluster.pk: cluster for cluster in (*self.old_clusters, *self.new_clusters)}
        sub_clusters = {one.pk: one for cluster in clusters.values() for one in cluster.sub_clusters.all()}
        rows = _with_ends(CrosswalkRow.objects.leading_from(self.old_clusters).select_related("source"), clusters)
        self.rows = rows if any(row.old for row in rows) else []  # what is new is new to the official crosswalk alone
        suggestions = _with_ends(ClusterSuggestion.objects.leading_from(self.old_clusters), clusters)
        self.suggestions = _by_old(suggestions, clusters)
        old_sub_clusters = [one for cluster in self.old_clusters for one in cluster.sub_clusters.all()]
        sub_suggestions = SubClusterSuggestion.objects.leading_from(old_sub_clusters)
        self.sub_suggestions = _by_old(_with_ends(sub_suggestions, sub_clusters), sub_clusters)

    @cached_property
    def entries(self) -> dict[str, Cluster | SubCluster]:
        """All clusters and sub-clusters of both, by `crosswalk_key`."""
        clusters = [*self.old_clusters, *self.new_clusters]
        entries = [entry for cluster in clusters for entry in (cluster, *cluster.sub_clusters.all())]
        return {entry.crosswalk_key: entry for entry in entries}

    def answer(self, entry: Cluster | SubCluster) -> dict:
        """What became of `entry`, or what it was if it is one of the new ones."""
        is_sub_cluster = isinstance(entry, SubCluster)
        is_old = (entry.cluster if is_sub_cluster else entry).framework_id == self.old.pk
        near, far = ("old", "new") if is_old else ("new", "old")
        if is_sub_cluster:
            return {"is_old": is_old, "sub_suggestions": [s for s in self.sub_suggestions if getattr(s, near) == entry]}
        rows = [row for row in self.rows if getattr(row, near) == entry]
        ours = [one for one in self.suggestions if getattr(one, near) == entry]
        parts = [one for one in self.sub_suggestions if getattr(one, near).cluster_id == entry.pk]
        return {
            "is_old": is_old,
            "new_row": next((row for row in rows if row.old_id is None), None),
            "matches": matches(rows, ours, parts, end=far),
            "pathways": dict(self.pathways).get(entry),
        }

    @cached_property
    def lanes(self) -> dict[str, list]:
        """The picture: {"old": [(cluster, [(band, hue), ...]), ...], "new": the same, arriving}."""
        hues = {cluster.slug: cluster.hue for cluster in self.new_clusters}
        bands = draw_flows(
            tuple(cluster.slug for cluster in self.old_clusters),
            tuple(cluster.slug for cluster in self.new_clusters),
            self._flows(),
        )

        def lane(clusters, end):
            return [
                (cluster, [(band, hues[band.flow.new]) for band in bands if getattr(band.flow, end) == cluster.slug])
                for cluster in clusters
            ]

        return {"old": lane(self.old_clusters, "old"), "new": lane(self.new_clusters, "new")}

    @cached_property
    def pathways(self) -> list[tuple[Cluster, list]]:
        """The suggestions: [(old cluster, [(one of its sub-clusters, [suggestion, ...]), ...]), ...]."""
        by_old = defaultdict(list)
        for suggestion in self.sub_suggestions:
            by_old[suggestion.old_id].append(suggestion)
        return [
            (cluster, [(one, by_old[one.pk]) for one in cluster.sub_clusters.all() if by_old[one.pk]])
            for cluster in self.old_clusters
            if any(by_old[one.pk] for one in cluster.sub_clusters.all())
        ]

    def _flows(self) -> tuple[Flow, ...]:
        """A sub-cluster that leads to two counts half for each; a suggestion between clusters counts one."""
        official = {(row.old.slug, row.new.slug) for row in self.rows if row.old}
        weights = dict.fromkeys(official, 0.0) | {(one.old.slug, one.new.slug): 1.0 for one in self.suggestions}
        targets = Counter(one.old_id for one in self.sub_suggestions)
        for one in self.sub_suggestions:
            ends = (one.old.cluster.slug, one.new.cluster.slug)
            weights[ends] = weights.get(ends, 0.0) + 1 / targets[one.old_id]
        return tuple(Flow(*ends, round(weight, 3), ends in official) for ends, weight in sorted(weights.items()))


class Pair(NamedTuple):
    """That work of a cluster of one framework is found in a cluster of another."""

    framework_slug: str
    framework_called: str
    old_slug: str
    old_name: str
    new_slug: str
    new_name: str
    is_official: bool
    is_spread: bool  # the old cluster was removed, and its work spread


# By hand: the ORM spends 8 ms of CPU on putting the same union together, half of what a whole page takes.
_PAIRS_MEETING = """
WITH offered (id) AS (
    SELECT id FROM explorer_framework WHERE NOT is_draft AND id <> %(framework)s ORDER BY position, {name}, id
    LIMIT %(limit)s
), offered_part (id) AS (
    SELECT part.id FROM offered
    JOIN explorer_cluster cluster ON cluster.framework_id = offered.id AND NOT cluster.is_draft
    JOIN explorer_subcluster part ON part.cluster_id = cluster.id AND NOT part.is_draft
), spread (id) AS (
    SELECT old_id FROM explorer_crosswalkrow WHERE kind = 'removed'
), met (id) AS (
    SELECT old_id FROM explorer_crosswalkrow WHERE new_id = %(cluster)s AND old_id IS NOT NULL
    UNION SELECT old_id FROM explorer_clustersuggestion WHERE new_id = %(cluster)s
    UNION SELECT old_part.cluster_id
        FROM explorer_subcluster new_part
        JOIN explorer_subclustersuggestion s ON s.new_id = new_part.id AND s.old_id IN (SELECT id FROM offered_part)
        JOIN explorer_subcluster old_part ON old_part.id = s.old_id
        WHERE new_part.cluster_id = %(cluster)s AND NOT new_part.is_draft AND {closest}
), named (id) AS (
    SELECT met.id FROM met JOIN explorer_cluster old ON old.id = met.id
    WHERE old.framework_id IN (SELECT id FROM offered) AND NOT old.is_draft
), pair (old_id, new_id, is_official) AS (
    SELECT old_id, new_id, 1 FROM explorer_crosswalkrow WHERE old_id IN (SELECT id FROM named)
    UNION SELECT old_id, new_id, 0 FROM explorer_clustersuggestion WHERE old_id IN (SELECT id FROM named)
    UNION SELECT old_part.cluster_id, new_part.cluster_id, 0
        FROM explorer_subcluster old_part
        JOIN explorer_subclustersuggestion s ON s.old_id = old_part.id
        JOIN explorer_subcluster new_part ON new_part.id = s.new_id
        WHERE old_part.cluster_id IN (SELECT id FROM named) AND NOT old_part.is_draft AND NOT new_part.is_draft
            AND {closest}
)
SELECT f.slug, CASE f.short_name WHEN '' THEN f.name ELSE f.short_name END,
    old.slug, old.name, new.slug, new.name, pair.is_official, old.id IN (SELECT id FROM spread)
FROM pair
JOIN explorer_cluster old ON old.id = pair.old_id
JOIN explorer_framework f ON f.id = old.framework_id
JOIN explorer_cluster new ON new.id = pair.new_id
WHERE new.framework_id = %(framework)s AND (NOT new.is_draft OR new.id = %(cluster)s)
ORDER BY f.position, {f.name}, f.id, old.position, {old.name}, old.id, new.position, {new.name}, new.id
""".replace(
    "{closest}",
    """(
    NOT EXISTS (
        SELECT 1 FROM explorer_subclustersuggestion nearer
        WHERE nearer.old_id = s.old_id AND nearer.position < s.position
    ) OR old_part.cluster_id IN (SELECT id FROM spread)
)""",
)


def offered_to_schools() -> QuerySet[Framework]:
    """The frameworks whose names a visitor can choose: the first published ones with a crosswalk, but for the default.

    As many as MY_SCHOOL_FRAMEWORKS, because every cluster's page carries the names of all of them.
    """
    default = Framework.objects.order_by("-is_default", "position", "pk").values("pk")[:1]
    first = (
        Framework.objects.published()
        .exclude(pk__in=default)
        .order_by("position", Alphabetical("name"), "pk")
        .values("pk")
    )
    return frameworks_leading_to().filter(pk__in=first[: settings.MY_SCHOOL_FRAMEWORKS])


def matching_pairs(cluster: Cluster) -> list[Pair]:
    """Return the pairs of the clusters of other frameworks that meet `cluster`: with it, and with where else they went.

    Of the frameworks that are offered to schools.
    Of the suggestions for a sub-cluster the closest one counts, or all where its cluster was spread. Plain values,
    because there may be a framework for every state.
    """
    query = re.sub(r"{([a-z.]+)}", lambda column: alphabetical_sql(column[1], connection.vendor), _PAIRS_MEETING)
    with connection.cursor() as cursor:
        limit = settings.MY_SCHOOL_FRAMEWORKS
        cursor.execute(query, {"cluster": cluster.pk, "framework": cluster.framework_id, "limit": limit})
        return [Pair(*row) for row in cursor.fetchall()]
