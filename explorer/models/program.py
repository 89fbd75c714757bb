"""Programs of study, and the sub-clusters that they stand in."""

from django.db import models
from django.db.models import Exists, F, Min, OuterRef, Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .alphabetical import Alphabetical
from .base import (
    Cited,
    Draftable,
    DraftableQuerySet,
    Entry,
    Findable,
    NaturalKeyManager,
    Page,
    Pictured,
    Positioned,
    public_sub_cluster,
)
from .framework import Framework


class ProgramQuerySet(DraftableQuerySet):
    def published(self):
        """Those that stand somewhere in public, or nowhere yet; not those that stand in drafts alone."""
        places = Placement.objects.filter(program=OuterRef("pk"))
        public = places.filter(public_sub_cluster("sub_cluster__"))
        return self.without_drafts().filter(Exists(public) | ~Exists(places))

    def in_sub_clusters(self, sub_clusters):
        """Those of `sub_clusters`, each once, the first of every sub-cluster first."""
        places = self.without_drafts().filter(placements__sub_cluster__in=sub_clusters)
        return places.annotate(place=Min("placements__position")).order_by("place", Alphabetical("name"), "pk")

    def beside(self, career, sub_clusters):
        """Those of `sub_clusters` that do not lead to a career that stands there too."""
        return self.in_sub_clusters(sub_clusters).exclude(program_careers__career=career)

    def for_comparison(self, clusters):
        """Once for each of `clusters` in which they stand, with `in_cluster`."""
        shown = self.without_drafts()
        places = shown.filter(placements__sub_cluster__cluster__in=clusters, placements__sub_cluster__is_draft=False)
        places = places.annotate(in_cluster=F("placements__sub_cluster__cluster")).only("name", "slug")
        return places.distinct().order_by(Alphabetical("name"), "pk")

    def for_panel(self):
        return self.select_related("source").prefetch_related(
            Prefetch("placements", Placement.objects.for_panel()),
        )


class Program(Draftable, Page, Pictured, Findable, Cited):
    """A program of study: an example of what a school may teach. It may stand under several sub-clusters."""

    summary = models.TextField(_("summary"), help_text=_("One sentence on what a student would study."))
    study = models.TextField(
        _("what you would study"),
        blank=True,
        help_text=_("Two or three sentences that go on where the summary ends, at an eighth-grade level at most."),
    )
    work_based = models.TextField(
        _("ways in while at school"),
        blank=True,
        help_text=_(
            "One or two sentences on how a student could try the work: job shadowing, a summer job, a school's shop. "
            "They have to hold in every state."
        ),
    )
    student_groups = models.CharField(
        _("student organizations"),
        max_length=200,
        blank=True,
        help_text=_("Those whose events fit, joined by commas: “FFA, SkillsUSA”."),
    )

    in_cluster: int  # a cluster's key, where it was read `for_comparison`

    objects = NaturalKeyManager.from_queryset(ProgramQuerySet)()

    class Meta:
        ordering = [Alphabetical("name"), "pk"]
        verbose_name = _("program of study")
        verbose_name_plural = _("programs of study")
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="program_slug_unique"),
        ]

    def get_absolute_url(self):
        return reverse("program_detail", args=[self.slug])

    @property
    def is_public(self):
        return type(self).objects.published().filter(pk=self.pk).exists()

    @property
    def key(self):
        return self.slug

    @property
    def group_names(self) -> list[str]:
        """['FFA', 'SkillsUSA']: the student organizations."""
        return [name.strip() for name in self.student_groups.split(",") if name.strip()]


class PlacementQuerySet(models.QuerySet):
    def entries_of_clusters(self, framework):
        """[(cluster, program), ...] of a framework, by their keys."""
        public = self.filter(public_sub_cluster("sub_cluster__"), program__is_draft=False)
        places = public.filter(sub_cluster__cluster__framework=framework)
        return places.values_list("sub_cluster__cluster", "program").distinct().order_by()

    def for_levels_picture(self):
        """One place of the framework on the home page, to show how its levels nest; or None."""
        framework = Framework.objects.default()
        public = self.filter(public_sub_cluster("sub_cluster__"), program__is_draft=False)
        return public.for_panel().select_related("program").filter(sub_cluster__cluster__framework=framework).first()

    def for_sub_clusters(self):
        """With the names of the programs that a sub-cluster's row or page shows."""
        shown = self.filter(program__is_draft=False)
        return shown.select_related("program").order_by("position", Alphabetical("program__name"), "pk")

    def for_panel(self):
        return self.select_related("sub_cluster__cluster__framework", "sub_cluster__cluster__grouping").order_by(
            "sub_cluster__cluster__framework__position",
            F("sub_cluster__cluster__grouping__position").asc(nulls_first=True),
            "sub_cluster__cluster__position",
            "sub_cluster__position",
            "pk",
        )


class Placement(Entry, Positioned):
    """A program of study standing under a sub-cluster."""

    natural_key_fields = (
        "sub_cluster__cluster__framework__slug",
        "sub_cluster__cluster__slug",
        "sub_cluster__slug",
        "program__slug",
    )

    sub_cluster = models.ForeignKey(
        "SubCluster", on_delete=models.CASCADE, related_name="placements", verbose_name=_("sub-cluster")
    )
    program = models.ForeignKey(
        Program, on_delete=models.CASCADE, related_name="placements", verbose_name=_("program of study")
    )

    objects = NaturalKeyManager.from_queryset(PlacementQuerySet)()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("placement of a program")
        verbose_name_plural = _("placements of programs")
        constraints = [
            models.UniqueConstraint(fields=["sub_cluster", "program"], name="placement_unique"),
        ]

    def __str__(self):
        return f"{self.program} / {self.sub_cluster}"
