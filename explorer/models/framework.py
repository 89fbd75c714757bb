"""Frameworks: ways of sorting the world of work."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..text.validators import LONGEST_SITES, validate_site_path, validate_sites
from .alphabetical import Alphabetical
from .base import Cited, Draftable, DraftableQuerySet, NaturalKeyManager, Page, Positioned


class Status(models.TextChoices):
    """Where a framework stands in time."""

    CURRENT = "current", _("Current")
    SUPERSEDED = "superseded", _("Superseded")
    HISTORICAL = "historical", _("Historical")


class FrameworkQuerySet(DraftableQuerySet):
    def published(self):
        return self.without_drafts()

    def for_page(self):
        return self.select_related("source")

    def for_list(self):
        """With `cluster_count`."""
        count = Count("clusters", filter=Q(clusters__is_draft=False))
        return self.for_page().annotate(cluster_count=count).order_by("position", Alphabetical("name"), "pk")

    def default(self):
        """The framework that the home page shows: the one marked so, or the first, or none in an empty database."""
        return self.published().for_page().order_by("-is_default", "position", "pk").first()

    def default_key(self):
        """The key of `default`, as a query inside of another one."""
        return self.published().order_by("-is_default", "position", "pk").values("pk")[:1]

    def with_quiz(self):
        """The framework that the quiz is about: the one on the home page if it has questions, or the first that has."""
        asked = self.published().filter(clusters__is_draft=False, clusters__quiz_items__isnull=False)
        return self.for_page().filter(pk__in=asked.values("pk")).order_by("-is_default", "position", "pk").first()


class Framework(Draftable, Page, Cited, Positioned):
    """One way of sorting the world of work, with its own word for each of its levels."""

    short_name = models.CharField(
        _("name in a sentence"),
        max_length=60,
        blank=True,
        help_text=_("To go into “In … this is …”: “the 2024 framework”. Leave it empty to use the name."),
    )
    summary = models.TextField(
        _("summary"), help_text=_("What this framework is and whom it is for. One to three sentences.")
    )
    note = models.TextField(_("note"), blank=True, help_text=_("What a reader has to know about it besides."))
    publisher = models.CharField(_("publisher"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=Status,
        default=Status.CURRENT,
        help_text=_("Pages of the current frameworks say “This was …” of what stands in the others."),
    )
    is_default = models.BooleanField(
        _("shown on the home page"), default=False, help_text=_("Only one framework can be the one on the home page.")
    )
    cluster_term = models.CharField(_("word for a cluster"), max_length=60, default="Career Cluster")
    cluster_term_plural = models.CharField(_("… for several"), max_length=60, default="Career Clusters")
    grouping_term = models.CharField(
        _("word for a grouping"), max_length=60, blank=True, help_text=_("Leave empty where clusters are not grouped.")
    )
    grouping_term_plural = models.CharField(_("… for several"), max_length=60, blank=True)
    sub_cluster_term = models.CharField(
        _("word for the second level"),
        max_length=60,
        blank=True,
        help_text=_("“Sub-Cluster” or “Career Pathway”. Leave empty where clusters are not divided."),
    )
    sub_cluster_term_plural = models.CharField(_("… for several"), max_length=60, blank=True)
    program_term = models.CharField(
        _("word for a program"), max_length=60, blank=True, help_text=_("Leave empty where no programs are named.")
    )
    program_term_plural = models.CharField(_("… for several"), max_length=60, blank=True)
    centre_title = models.CharField(
        _("words in the wheel's centre"), max_length=40, blank=True, help_text=_("“Career Ready Practices”.")
    )
    centre_text = models.CharField(_("smaller words below them"), max_length=30, blank=True)
    centre_path = models.CharField(
        _("where the centre leads"),
        max_length=200,
        blank=True,
        validators=[validate_site_path],
        help_text=_("An address of this site: /learn/career-ready-practices/."),
    )
    embedding_sites = models.TextField(
        _("sites that may show it"),
        blank=True,
        validators=[MaxLengthValidator(LONGEST_SITES), validate_sites],
        help_text=_(
            "Other sites can show the wheel and the clusters inside their own pages. Write who may, one address on "
            "each line: “https://www.our-school.org”, “https://*.our-district.org” for all names that end so, or “*” "
            "for every site. Leave it empty for none. What they show is public here too, and all that one can do in it "
            "is follow links: “*” does no harm. Visitors find this list under “For your site”."
        ),
    )

    objects = NaturalKeyManager.from_queryset(FrameworkQuerySet)()

    class Meta:
        ordering = ["position", Alphabetical("name"), "pk"]
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="framework_slug_unique"),
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="framework_one_default",
                violation_error_message=_("Another framework is on the home page. Take it off there first."),
            ),
            models.CheckConstraint(
                condition=~Q(is_default=True, is_draft=True),
                name="framework_default_is_no_draft",
                violation_error_message=_("A draft can't be on the home page."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("framework_detail", args=[self.slug])

    @property
    def called(self):
        """What to call it inside a sentence."""
        return self.short_name or self.name

    @property
    def embedding_list(self):
        return self.embedding_sites.split()
