"""What schools that use another framework call the work of a cluster. Every cluster's page carries all these names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from ..models import Cluster, ClusterSuggestion, CrosswalkRow, Framework, SubClusterSuggestion
from ..models.alphabetical import Alphabetical
from ..models.version import cached_for_version
from .lookup import frameworks_leading_to


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
    is_draft: bool  # the new cluster is one


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


def school_names(cluster: Cluster) -> list[SchoolName]:
    """Return what each framework that is offered to schools says for `cluster`.

    Where a framework's official rows name the cluster, suggestions don't, but for clusters that were spread.
    """
    names = []
    for slug, group in groupby(_pairs_of(cluster), key=lambda pair: pair.framework_slug):
        members = list(group)
        here = [pair for pair in members if pair.new_slug == cluster.slug]
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


def _pairs_of(cluster: Cluster) -> Iterator[Pair]:
    """The pairs of the old clusters whose work is found in `cluster`: with it, and with where else it is found."""
    for pairs in _pairs_by_old_cluster(cluster.framework):
        if any(pair.new_slug == cluster.slug for pair in pairs):
            yield from (pair for pair in pairs if not pair.is_draft or pair.new_slug == cluster.slug)


@cached_for_version(maxsize=8)
def _pairs_by_old_cluster(new: Framework) -> list[list[Pair]]:
    """The pairs of each cluster of the frameworks offered to schools with those of `new`, all in their order."""
    shown = Cluster.objects.only("slug", "name", "position", "framework", "is_draft")
    others = Framework.objects.published().exclude(pk=new.pk)
    others = others.prefetch_related(Prefetch("clusters", shown.without_drafts()))[: settings.MY_SCHOOL_FRAMEWORKS]
    new_clusters = list(shown.filter(framework=new))
    official = set(CrosswalkRow.objects.filter(new__framework=new).values_list("old", "new"))
    spread = set(CrosswalkRow.objects.filter(kind=CrosswalkRow.Kind.REMOVED).values_list("old", flat=True))
    suggested = _suggested(new, spread)

    def pairs_with(old, framework):
        ends = (framework.slug, framework.called, old.slug, old.name)
        for new_cluster in new_clusters:
            for is_official, found in ((True, official), (False, suggested)):
                if (old.pk, new_cluster.pk) in found:
                    here = (new_cluster.slug, new_cluster.name)
                    yield Pair(*ends, *here, is_official, old.pk in spread, new_cluster.is_draft)

    return [list(pairs_with(old, framework)) for framework in others for old in framework.clusters.all()]


def _suggested(framework, spread):
    """The keys (old, new) of the clusters that suggestions lead from and to.

    Of the suggestions for a sub-cluster the closest one counts, or all where its cluster was spread.
    """
    nearer = SubClusterSuggestion.objects.filter(old=OuterRef("old"), position__lt=OuterRef("position"))
    parts = SubClusterSuggestion.objects.filter(
        new__cluster__framework=framework, new__is_draft=False, old__is_draft=False
    ).annotate(has_nearer=Exists(nearer))
    found = set(ClusterSuggestion.objects.filter(new__framework=framework).values_list("old", "new"))
    for old, new, has_nearer in parts.values_list("old__cluster", "new__cluster", "has_nearer"):
        if not has_nearer or old in spread:
            found.add((old, new))
    return found
