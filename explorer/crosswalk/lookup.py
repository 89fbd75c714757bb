"""What became of the clusters of one framework in another, read from the database: for the crosswalk and for pages."""

from __future__ import annotations

from collections import Counter, defaultdict

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import cached_property

from ..models import Cluster, Framework, SubCluster
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
        """All clusters and sub-clusters of both, by their keys."""
        clusters = [*self.old_clusters, *self.new_clusters]
        entries = [entry for cluster in clusters for entry in (cluster, *cluster.sub_clusters.all())]
        return {entry.key: entry for entry in entries}

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
