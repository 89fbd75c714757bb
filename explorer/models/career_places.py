"""The sub-clusters under which careers stand, and who says so."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .alphabetical import Alphabetical
from .base import Entry, NaturalKeyManager, Positioned, public_sub_cluster
from .careers import Career
from .cluster import SubCluster
from .history import change_reason_of_import


class Origin(models.TextChoices):
    """Who says that a career stands under a sub-cluster."""

    OFFICIAL = "official", _("official list")
    OURS = "ours", _("our suggestion")


class CareerPlacementQuerySet(models.QuerySet):
    def for_handouts(self, clusters):
        """Those in `clusters`, with their careers: first the most typical of every sub-cluster, then the second."""
        fields = (f"career__{name}" for name in Career.row_fields)
        return (
            self.filter(sub_cluster__cluster__in=clusters, sub_cluster__is_draft=False, career__is_draft=False)
            .select_related("career", "sub_cluster")
            .only("origin", "sub_cluster__cluster_id", *fields)
            .order_by("position", "sub_cluster__position", Alphabetical("career__name"), "pk")
        )

    def is_listed(self, framework):
        """Whether the official list is one of this framework."""
        return self.filter(sub_cluster__cluster__framework=framework, origin=Origin.OFFICIAL).exists()

    def imported_as_official(self):
        """[(career, sub-cluster), ...]: what import_places has made official, whatever became of it."""
        records = self.model.history.filter(
            origin=Origin.OFFICIAL, history_user=None, history_change_reason__startswith=change_reason_of_import("")
        )  # a table that an editor imports has the same reason, and a user
        return records.values_list("career_id", "sub_cluster_id").distinct().order_by()

    def most_typical_first(self):
        return self.order_by(
            "sub_cluster__cluster__framework__position", "position", "sub_cluster__cluster__position", "pk"
        )

    def for_turns(self):
        """[(career, its code, position, position of the sub-cluster, cluster, grouping, their positions), ...]"""
        public = self.filter(public_sub_cluster("sub_cluster__"), career__is_draft=False)
        return public.most_typical_first().values_list(
            "career", "career__code", "position", "sub_cluster__position",
            "sub_cluster__cluster", "sub_cluster__cluster__grouping",
            "sub_cluster__cluster__grouping__position", "sub_cluster__cluster__position",
        )  # fmt: skip

    def for_suggestions(self, sub_clusters, but):
        """Those in `sub_clusters`, with their careers, the most typical first; none of the careers `but`."""
        fields = (f"career__{name}" for name in Career.row_fields)
        shown = self.filter(sub_cluster__in=sub_clusters, career__is_draft=False).exclude(career__in=but)
        shown = shown.select_related("career").only("sub_cluster_id", *fields)
        return shown.order_by("position", "career__code", "pk")

    def entries_of_clusters(self, framework):
        """[(cluster, career), ...] of a framework, by their keys."""
        public = self.filter(public_sub_cluster("sub_cluster__"), career__is_draft=False)
        places = public.filter(sub_cluster__cluster__framework=framework)
        return places.values_list("sub_cluster__cluster", "career").distinct().order_by()

    def for_page(self):
        return self.select_related("sub_cluster__cluster__framework", "sub_cluster__cluster__grouping").order_by(
            "sub_cluster__cluster__framework__position",
            "position",
            "sub_cluster__cluster__position",
            "sub_cluster__position",
            "pk",
        )


class CareerPlacement(Entry, Positioned):
    """A career standing under a sub-cluster: by the publisher's list of occupations, or by our own judgement."""

    natural_key_fields = (
        "sub_cluster__cluster__framework__slug",
        "sub_cluster__cluster__slug",
        "sub_cluster__slug",
        "career__code",
    )

    sub_cluster = models.ForeignKey(
        SubCluster, on_delete=models.CASCADE, related_name="career_placements", verbose_name=_("sub-cluster")
    )
    career = models.ForeignKey(Career, on_delete=models.CASCADE, related_name="placements", verbose_name=_("career"))
    origin = models.CharField(
        _("whose place"),
        max_length=8,
        choices=Origin,
        default=Origin.OURS,
        help_text=_("Whether the publisher's list of occupations has it here, or this site suggests it."),
    )
    reason = models.CharField(
        _("reason"),
        max_length=200,
        blank=True,
        help_text=_("Why we suggest it, in one short sentence: “They work on film sets too.” Students read it."),
    )

    objects = NaturalKeyManager.from_queryset(CareerPlacementQuerySet)()
    goes_when_no_longer_shipped = (
        True  # what load_frameworks brought goes with the file's entry, unless an editor changed it
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("placement of a career")
        verbose_name_plural = _("placements of careers")
        constraints = [
            models.UniqueConstraint(fields=["sub_cluster", "career"], name="careerplacement_unique"),
        ]

    def __str__(self):
        return f"{self.career} / {self.sub_cluster}"

    def clean(self):
        super().clean()
        if self.origin == Origin.OURS and not self.reason.strip():
            raise ValidationError({"reason": _("Say why it stands here: the official list does not have it here.")})

    @property
    def is_ours(self):
        return self.origin == Origin.OURS
