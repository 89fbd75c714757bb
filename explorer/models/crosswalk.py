"""From one framework to another: what its publisher says officially, and what this project suggests. Never mixed."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from .alphabetical import Alphabetical
from .base import Cited, Entry, NaturalKeyManager, Positioned, public_cluster, public_sub_cluster
from .cluster import Cluster, SubCluster
from .framework import Framework, Status

EARLIER_SHOWN = 3  # a page says "This was ..." of so many earlier frameworks; the crosswalk has them all


def earlier_frameworks() -> QuerySet:
    """The keys of those that a page says "This was ..." of: the first superseded or historical ones."""
    earlier = Framework.objects.published().filter(status__in=[Status.SUPERSEDED, Status.HISTORICAL])
    return earlier.order_by("position", Alphabetical("name"), "pk").values("pk")[:EARLIER_SHOWN]


class CrosswalkQuerySet(models.QuerySet):
    """Rows and suggestions between clusters: both have an `old` and a `new` one."""

    def touching(self, cluster):
        """What leads from `cluster` to other frameworks, and to it from earlier ones. Without the clusters."""
        earlier = Q(new=cluster) & (Q(old=None) | Q(old__framework__in=earlier_frameworks()))
        return self.filter(Q(old=cluster) | earlier).order_by("position", "pk")

    def leading_from(self, clusters):
        """Those of a whole crosswalk, in its order; official rows of what is new too. Without the clusters."""
        return self.filter(Q(old__in=clusters) | Q(old=None)).order_by("position", "pk")

    def for_data(self):
        """Those between published frameworks, with both ends."""
        published = public_cluster("new__") & (Q(old=None) | public_cluster("old__"))
        return self.filter(published).select_related("old__framework__source", "new__framework__source")


class CrosswalkRow(Entry, Cited, Positioned):
    """A line of an official crosswalk: what became of a cluster, as the new framework's publisher says it."""

    class Kind(models.TextChoices):
        RENAMED = "renamed", _("Renamed")
        COMBINED = "combined", _("Combined")
        REMOVED = "removed", _("Removed and spread")
        NEW = "new", _("New")

    natural_key_fields = ("old__framework__slug", "old__slug", "new__framework__slug", "new__slug")

    old = models.ForeignKey(
        Cluster,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="rows_out",
        verbose_name=_("old cluster"),
        help_text=_("Leave empty where the new cluster is new."),
    )
    new = models.ForeignKey(
        Cluster,
        on_delete=models.CASCADE,
        related_name="rows_in",
        verbose_name=_("new cluster"),
        help_text=_("The cluster that the official crosswalk names; of one that was spread, the main one."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, help_text=_("As the official crosswalk says."))
    summary = models.TextField(_("summary"), help_text=_("What became of it, in a plain sentence or two."))

    objects = NaturalKeyManager.from_queryset(CrosswalkQuerySet)()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("official crosswalk row")
        verbose_name_plural = _("official crosswalk rows")
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="crosswalkrow_unique"),
            models.UniqueConstraint(
                fields=["new"],
                condition=Q(old=None),
                name="crosswalkrow_new_once",
                violation_error_message=_("There is a row already that says this cluster is new."),
            ),
            models.CheckConstraint(
                condition=Q(old=None, kind="new") | (Q(old__isnull=False) & ~Q(kind="new")),
                name="crosswalkrow_new_has_no_old",
                violation_error_message=_("A new cluster has no old one, and only a new one has none."),
            ),
        ]

    def __str__(self):
        return f"{self.old or '–'} → {self.new}"

    def clean(self):
        super().clean()
        refuse_same_framework(self)
        if self.new_id:
            self._refuse_contradiction()

    def _refuse_contradiction(self):
        """One official crosswalk can't say two things of a cluster."""
        others = CrosswalkRow.objects.exclude(pk=self.pk)
        if self.old_id is None and others.filter(new=self.new).exclude(old=None).exists():
            raise ValidationError({"kind": _("Other rows lead to this cluster: then it is not new.")})
        if self.old_id and others.filter(new=self.new, old=None).exists():
            raise ValidationError({"new": _("Another row says that this cluster is new.")})
        same_way = others.filter(old=self.old_id, new__framework=self.new.framework_id).exclude(new=self.new)
        if self.old_id and self.kind != self.Kind.REMOVED and same_way.exists():
            raise ValidationError({"old": _("Another row says already what became of this cluster.")})


class Suggestion(Entry):
    """Where work is found now, in this project's own judgement."""

    position = models.PositiveIntegerField(
        _("position"), default=1, help_text=_("1 is the closest match; the others follow.")
    )
    reason = models.CharField(_("reason"), max_length=250, help_text=_("One plain line: which work, and why there."))

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.old} → {self.new}"

    def clean(self):
        super().clean()
        refuse_same_framework(self)


class ClusterSuggestion(Suggestion):
    """A cluster that another framework's cluster meets."""

    natural_key_fields = ("old__framework__slug", "old__slug", "new__framework__slug", "new__slug")

    old = models.ForeignKey(
        Cluster,
        on_delete=models.CASCADE,
        related_name="suggestions_out",
        verbose_name=_("old cluster"),
        help_text=_("Whose work is found elsewhere now."),
    )
    new = models.ForeignKey(
        Cluster,
        on_delete=models.CASCADE,
        related_name="suggestions_in",
        verbose_name=_("new cluster"),
        help_text=_("Where it is found, in another framework."),
    )

    objects = NaturalKeyManager.from_queryset(CrosswalkQuerySet)()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("suggestion for a cluster")
        verbose_name_plural = _("suggestions for clusters")
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="clustersuggestion_unique")]


class SubClusterSuggestionQuerySet(models.QuerySet):
    def in_order(self):
        """As the old framework goes, the closest match first."""
        return self.order_by("old__cluster__position", "old__cluster", "old__position", "old", "position", "pk")

    def closest(self):
        """Of each old sub-cluster the suggestion that stands first; of a cluster that was spread, all."""
        nearer = SubClusterSuggestion.objects.filter(old=OuterRef("old"), position__lt=OuterRef("position"))
        spread = CrosswalkRow.objects.filter(kind=CrosswalkRow.Kind.REMOVED).values("old")
        return self.filter(~Exists(nearer) | Q(old__cluster__in=spread))

    def touching(self, sub_clusters):
        """The closest matches that lead from `sub_clusters` to others, and to them from earlier frameworks.

        With the old part's name and both clusters' keys alone.
        """
        keys = [one.pk for one in sub_clusters]
        earlier = SubCluster.objects.order_by().filter(cluster__framework__in=earlier_frameworks()).values("pk")
        ends = self.select_related("old", "new").only("old__name", "old__cluster", "new__cluster")
        shown = ends.filter(old__is_draft=False, new__is_draft=False)
        return shown.filter(Q(old__in=keys) | Q(new__in=keys, old__in=earlier)).closest().in_order()

    def for_sub_cluster(self, sub_cluster):
        onward = Q(old=sub_cluster) & public_sub_cluster("new__")
        earlier = Q(new=sub_cluster, old__cluster__framework__in=earlier_frameworks()) & public_sub_cluster("old__")
        ends = self.select_related("old__cluster__framework", "new__cluster__framework", "new__cluster__grouping")
        return ends.filter(onward | earlier).in_order()

    def leading_from(self, sub_clusters):
        """Those of a whole crosswalk, the closest match of each first. Without the sub-clusters themselves."""
        return self.filter(old__in=sub_clusters).order_by("position", "pk")

    def for_data(self):
        """Those between published frameworks, with both ends."""
        published = self.filter(public_sub_cluster("old__"), public_sub_cluster("new__"))
        return published.select_related("old__cluster__framework__source", "new__cluster__framework__source")


class SubClusterSuggestion(Suggestion):
    """A sub-cluster where the work of another framework's pathway is found."""

    natural_key_fields = (
        "old__cluster__framework__slug",
        "old__cluster__slug",
        "old__slug",
        "new__cluster__framework__slug",
        "new__cluster__slug",
        "new__slug",
    )

    old = models.ForeignKey(
        SubCluster,
        on_delete=models.CASCADE,
        related_name="suggestions_out",
        verbose_name=_("old pathway"),
        help_text=_("Whose work is found elsewhere now."),
    )
    new = models.ForeignKey(
        SubCluster,
        on_delete=models.CASCADE,
        related_name="suggestions_in",
        verbose_name=_("new sub-cluster"),
        help_text=_("Where it is found, in another framework."),
    )

    objects = NaturalKeyManager.from_queryset(SubClusterSuggestionQuerySet)()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("suggestion for a pathway")
        verbose_name_plural = _("suggestions for pathways")
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="subclustersuggestion_unique")]
        indexes = [models.Index(fields=["old", "position"], name="subclustersuggestion_closest")]


def refuse_same_framework(entry):
    """Raise ValidationError if both ends stand in one framework."""
    old, new = getattr(entry, "old", None), getattr(entry, "new", None)
    if old is None or new is None:
        return
    frameworks = {getattr(end, "cluster", end).framework_id for end in (old, new)}
    if len(frameworks) == 1:
        raise ValidationError({"new": _("Both stand in the same framework.")})
