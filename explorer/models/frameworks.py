"""The frameworks as data: Framework > Grouping > Cluster > SubCluster > Program."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Count, Exists, F, Min, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..text.validators import LONGEST_SITES, validate_icon, validate_site_path, validate_sites
from .alphabetical import Alphabetical
from .base import (
    Cited,
    Draftable,
    DraftableQuerySet,
    Entry,
    Findable,
    Named,
    NaturalKeyManager,
    Page,
    Positioned,
)


def public_cluster(path: str = "") -> Q:
    """That no draft is the cluster at `path` ("sub_cluster__cluster__"), nor above it."""
    return Q(**{f"{path}is_draft": False, f"{path}framework__is_draft": False})


def public_sub_cluster(path: str = "") -> Q:
    """That no draft is the sub-cluster at `path` ("new__"), nor above it."""
    return Q(**{f"{path}is_draft": False}) & public_cluster(f"{path}cluster__")


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
        clusters = Cluster.objects.without_drafts().order_by().filter(framework=OuterRef("pk")).values("framework")
        count = Subquery(clusters.annotate(count=Count("pk")).values("count"))
        return (
            self.for_page().annotate(cluster_count=Coalesce(count, 0)).order_by("position", Alphabetical("name"), "pk")
        )

    def default(self):
        """The framework that the home page shows: the one marked so, or the first, or none in an empty database."""
        return self.published().for_page().order_by("-is_default", "position", "pk").first()

    def with_quiz(self):
        """The framework that the quiz is about: the one on the home page if it has questions, or the first that has."""
        asked = Cluster.objects.without_drafts().filter(framework=OuterRef("pk"), quiz_items__isnull=False)
        return self.published().for_page().filter(Exists(asked)).order_by("-is_default", "position", "pk").first()


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


class Hue(models.TextChoices):
    """The palette of static/css/tokens.css. One hue per grouping, the same wherever the grouping appears."""

    COPPER = "copper", _("Copper")
    ROSE = "rose", _("Rose")
    VIOLET = "violet", _("Violet")
    BLUE = "blue", _("Blue")
    GREEN = "green", _("Green")
    TEAL = "teal", _("Teal")
    SLATE = "slate", _("Slate")


class GroupingQuerySet(models.QuerySet):
    def for_start(self):
        clusters = Cluster.objects.without_drafts().in_order().select_related("framework")
        return self.prefetch_related(Prefetch("clusters", clusters))


class Grouping(Named, Cited, Positioned):
    """Clusters that share a purpose. A framework may have none."""

    natural_key_fields = ("framework__slug", "slug")

    framework = models.ForeignKey(
        Framework, on_delete=models.CASCADE, related_name="groupings", verbose_name=_("framework")
    )
    hue = models.CharField(_("hue"), max_length=10, choices=Hue, help_text=_("The color that means this grouping."))
    icon = models.CharField(
        _("icon"), max_length=60, validators=[validate_icon], help_text=_("A name from lucide.dev/icons: “hammer”.")
    )
    starter = models.CharField(
        _("starter"),
        max_length=80,
        help_text=_(
            "What a student who belongs here might say, to go after “I like to …”: “build, fix or move things”."
        ),
    )
    summary = models.TextField(_("summary"), help_text=_("One or two sentences, at sixth- to eighth-grade level."))

    objects = NaturalKeyManager.from_queryset(GroupingQuerySet)()

    class Meta:
        ordering = ["position", Alphabetical("name"), "pk"]
        verbose_name = _("grouping")
        verbose_name_plural = _("groupings")
        constraints = [
            models.UniqueConstraint(fields=["framework", "slug"], name="grouping_slug_unique_in_framework"),
        ]

    def get_absolute_url(self):
        return f"{reverse('framework_detail', args=[self.framework.slug])}?view=grid#{self.slug}"

    def clean(self):
        super().clean()
        if self.pk and self.clusters.exclude(framework=self.framework_id).exists():
            raise ValidationError(_("Clusters of another framework stand in this grouping: move them first."))


class ClusterQuerySet(DraftableQuerySet):
    _round_the_wheel = (
        F("grouping__position").asc(nulls_first=True),
        "grouping_id",
        "position",
        Alphabetical("name"),
        "pk",
    )

    def published(self):
        return self.filter(public_cluster())

    def in_order(self):
        """As the wheel goes round: grouping by grouping, and by position within each."""
        return self.order_by(*self._round_the_wheel)

    def for_links_in(self, framework):
        return self.without_drafts().filter(framework=framework).select_related("framework")

    def for_wheel(self, selected=()):
        """Those `selected` too, by their keys, if they are drafts: the page that selects them is staff's alone."""
        return self.filter(Q(is_draft=False) | Q(pk__in=selected)).in_order().select_related("grouping")

    def for_picker(self):
        """Names alone, of clusters and of what stands below them."""
        names = SubCluster.objects.without_drafts().only("name", "slug", "cluster", "position", "origin_note")
        shown = ("name", "abbreviation", "slug", "position", "framework", "grouping__hue")
        clusters = self.without_drafts().in_order().select_related("grouping").only(*shown)
        return clusters.prefetch_related(Prefetch("sub_clusters", names))

    def for_matches(self):
        """Names alone, with framework and hue, and without drafts."""
        published = self.published().select_related("framework", "grouping")
        fields = ("slug", "name", "short_name", "position", "is_default")
        framework = [f"framework__{field}" for field in fields]
        return published.only("name", "slug", "grouping__hue", *framework)

    def for_comparison(self, frameworks):
        """The public ones of frameworks, given by their slugs."""
        public = self.published().in_order().filter(framework__slug__in=frameworks)
        return public.select_related("framework", "grouping", "source")

    def embeddable(self):
        """Those that other sites may show."""
        return self.published().exclude(framework__embedding_sites="")

    def for_embedding(self):
        return self.select_related("framework", "grouping", "source").prefetch_related(
            Prefetch("sub_clusters", SubCluster.objects.for_rows())
        )

    def for_embedding_picker(self):
        """Names alone, framework by framework."""
        framework = [f"framework__{field}" for field in ("slug", "name", "short_name", "embedding_sites")]
        clusters = self.embeddable().select_related("framework").only("name", "slug", *framework)
        by_framework = ("framework__position", Alphabetical("framework__name"), "framework_id")
        return clusters.order_by(*by_framework, *self._round_the_wheel)

    def for_grid(self):
        sub_clusters = Prefetch("sub_clusters", SubCluster.objects.without_drafts())
        return self.without_drafts().in_order().select_related("grouping").prefetch_related(sub_clusters)

    def for_handouts(self):
        return (
            self.in_order()
            .select_related("framework__source", "grouping", "source")
            .prefetch_related(Prefetch("sub_clusters", SubCluster.objects.for_handouts()))
        )

    def for_data(self):
        """With all that stands in and below them."""
        links = CrossCuttingLink.objects.filter(cross_cutting__is_draft=False).select_related("cross_cutting")
        placements = Placement.objects.filter(program__is_draft=False).select_related("program__source")
        clusters = self.without_drafts().select_related("framework", "grouping", "source")
        return clusters.prefetch_related(
            "parts",
            Prefetch("served_by", links),
            Prefetch("sub_clusters", SubCluster.objects.without_drafts().select_related("source")),
            Prefetch("sub_clusters__placements", placements),
        )

    def for_panel(self):
        return self.select_related("framework", "grouping", "source").prefetch_related(
            Prefetch("sub_clusters", SubCluster.objects.for_handouts()),
            "parts",
            Prefetch("served_by", CrossCuttingLink.objects.for_cluster_served()),
            Prefetch("serves", CrossCuttingLink.objects.for_cross_cutting_cluster()),
        )


class Cluster(Draftable, Page, Findable, Cited, Positioned):
    """A field of work, such as Construction."""

    natural_key_fields = ("framework__slug", "slug")

    framework = models.ForeignKey(
        Framework, on_delete=models.CASCADE, related_name="clusters", verbose_name=_("framework")
    )
    grouping = models.ForeignKey(
        Grouping,
        on_delete=models.RESTRICT,  # a grouping goes with its whole framework, but not alone
        null=True,
        blank=True,
        related_name="clusters",
        verbose_name=_("grouping"),
        help_text=_("Leave empty in a framework without groupings."),
    )
    abbreviation = models.CharField(
        _("abbreviation"), max_length=20, blank=True, help_text=_("What people call it for short, if they do: “STEM”.")
    )
    icon = models.CharField(
        _("icon"), max_length=60, validators=[validate_icon], help_text=_("A name from lucide.dev/icons: “hard-hat”.")
    )
    is_cross_cutting = models.BooleanField(
        _("cross-cutting"),
        default=False,
        help_text=_("Its work is done in every other cluster: it stands in the wheel's inner ring."),
    )
    tagline = models.CharField(_("tagline"), max_length=120, help_text=_("At most ten plain words."))
    summary = models.TextField(
        _("summary"), help_text=_("Two or three short sentences: who does what here. Start with “People here …”.")
    )
    what_people_do = models.TextField(
        _("what people here do"), help_text=_("Three to five lines, each a real thing done at work. One to a line.")
    )
    you_might_like = models.TextField(
        _("you might like this if"), help_text=_("Three lines, each starting with “You …”. One to a line.")
    )
    to_talk_over = models.TextField(
        _("questions to talk over"),
        blank=True,
        help_text=_(
            "Three questions for a student and a counselor, one to a line: one to open with, one about the parts of "
            "the field, one about a next step. The first is also shown alone."
        ),
    )

    objects = NaturalKeyManager.from_queryset(ClusterQuerySet)()

    class Meta:
        ordering = ["position", Alphabetical("name"), "pk"]
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
        constraints = [
            models.UniqueConstraint(fields=["framework", "slug"], name="cluster_slug_unique_in_framework"),
        ]

    def get_absolute_url(self):
        return reverse("cluster_detail", args=[self.framework.slug, self.slug])

    def clean(self):
        super().clean()
        if self.grouping and self.framework_id and self.grouping.framework_id != self.framework_id:
            raise ValidationError(_("The grouping belongs to another framework."))
        if self.pk and not self.is_cross_cutting and self.serves.exists():
            raise ValidationError(
                _("Other clusters say how this one serves them: delete that before it is no longer cross-cutting.")
            )

    @property
    def is_public(self):
        return not self.is_draft and self.framework.is_public

    @property
    def was_public(self):
        return super().was_public and self.framework.was_public

    @property
    def term(self):
        """The framework's own word for it."""
        return self.framework.cluster_term

    @property
    def name_and_place(self):
        return f"{self.name} ({self.framework.slug})"

    @property
    def name_to_find(self):
        """With what people look for in front: 'STEM: Science, Technology, Engineering & Mathematics'."""
        return f"{self.abbreviation}: {self.name}" if self.abbreviation else self.name

    @property
    def key(self):
        return f"{self.framework.slug}:{self.slug}"

    @property
    def crosswalk_key(self):
        """How the crosswalk page names it in its address: 'original/finance'."""
        return f"{self.framework.slug}/{self.slug}"

    @property
    def hue(self):
        return self.grouping.hue if self.grouping else Hue.SLATE


class ClusterPart(Entry, Positioned):
    """A part that the source names inside a cluster, beside the second level. It has no page of its own."""

    natural_key_fields = ("cluster__framework__slug", "cluster__slug", "name")

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="parts", verbose_name=_("cluster"))
    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("summary"), help_text=_("One or two sentences."))

    class Meta:
        ordering = ["position", Alphabetical("name"), "pk"]
        verbose_name = _("part that the source names")
        verbose_name_plural = _("parts that the source names")
        constraints = [
            models.UniqueConstraint(fields=["cluster", "name"], name="clusterpart_unique"),
        ]

    def __str__(self):
        return self.name


class SubClusterQuerySet(DraftableQuerySet):
    def published(self):
        return self.filter(public_sub_cluster())

    def for_rows(self):
        """What a row of a cluster's page shows."""
        return self.without_drafts().only("name", "slug", "tagline", "cluster", "position")

    def for_handouts(self):
        """What a row of a cluster's page shows, and the names of the programs below it."""
        return self.for_rows().prefetch_related(Prefetch("placements", Placement.objects.for_sub_clusters()))

    def for_links_in(self, framework):
        return self.published().filter(cluster__framework=framework).select_related("cluster__framework")

    def for_panel(self):
        return self.select_related("cluster__framework", "cluster__grouping", "source").prefetch_related(
            Prefetch("placements", Placement.objects.for_sub_clusters())
        )


class SubCluster(Draftable, Page, Findable, Cited, Positioned):
    """A part of a cluster. Frameworks call it a sub-cluster or a career pathway, and some have none."""

    natural_key_fields = ("cluster__framework__slug", "cluster__slug", "slug")

    cluster = models.ForeignKey(
        Cluster, on_delete=models.CASCADE, related_name="sub_clusters", verbose_name=_("cluster")
    )
    tagline = models.CharField(
        _("tagline"), max_length=120, help_text=_("At most ten words, starting with a verb: what one does here.")
    )
    summary = models.TextField(_("summary"), help_text=_("Two sentences that cover all that the source names."))
    origin_note = models.TextField(
        _("why it is new"),
        blank=True,
        help_text=_("Only where nothing in an older framework leads here: why. Shown in place of “This was …”."),
    )
    programs = models.ManyToManyField("Program", through="Placement", related_name="sub_clusters")

    objects = NaturalKeyManager.from_queryset(SubClusterQuerySet)()

    class Meta:
        ordering = ["position", Alphabetical("name"), "pk"]
        verbose_name = _("sub-cluster")
        verbose_name_plural = _("sub-clusters")
        constraints = [
            models.UniqueConstraint(fields=["cluster", "slug"], name="subcluster_slug_unique_in_cluster"),
        ]

    def get_absolute_url(self):
        return reverse("sub_cluster_detail", args=[self.cluster.framework.slug, self.cluster.slug, self.slug])

    @property
    def is_public(self):
        return not self.is_draft and self.cluster.is_public

    @property
    def was_public(self):
        return super().was_public and self.cluster.was_public

    @property
    def term(self):
        return self.cluster.framework.sub_cluster_term

    @property
    def hue(self):
        return self.cluster.hue

    @property
    def name_and_place(self):
        return f"{self.name} ({self.cluster.name}, {self.cluster.framework.slug})"

    @property
    def key(self):
        return f"{self.cluster.key}:{self.slug}"

    @property
    def crosswalk_key(self):
        return f"{self.cluster.crosswalk_key}/{self.slug}"


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


class Program(Draftable, Page, Findable, Cited):
    """A program of study: an example of what a school may teach. It may stand under several sub-clusters."""

    summary = models.TextField(_("summary"), help_text=_("One sentence on what a student would study."))

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
        SubCluster, on_delete=models.CASCADE, related_name="placements", verbose_name=_("sub-cluster")
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


class CrossCuttingLinkQuerySet(models.QuerySet):
    def for_cluster_served(self):
        return self._links_to("cross_cutting").order_by("cross_cutting__position", "pk")

    def for_cross_cutting_cluster(self):
        return self._links_to("cluster").order_by(
            F("cluster__grouping__position").asc(nulls_first=True), "cluster__position", "pk"
        )

    def _links_to(self, end):
        """With what a link to `end` shows, and no more."""
        shown = [f"{end}__{name}" for name in ("name", "slug", "framework__slug", "grouping__hue")]
        links = self.filter(**{f"{end}__is_draft": False}).select_related(f"{end}__grouping", f"{end}__framework")
        return links.only("summary", "cluster", "cross_cutting", *shown)


class CrossCuttingLink(Entry):
    """How a cross-cutting cluster's work serves another cluster. This project's own words and judgement."""

    natural_key_fields = ("cluster__framework__slug", "cluster__slug", "cross_cutting__slug")

    cluster = models.ForeignKey(
        Cluster,
        on_delete=models.CASCADE,
        related_name="served_by",
        limit_choices_to={"is_cross_cutting": False},
        verbose_name=_("cluster"),
    )
    cross_cutting = models.ForeignKey(
        Cluster,
        on_delete=models.CASCADE,
        related_name="serves",
        limit_choices_to={"is_cross_cutting": True},
        verbose_name=_("cross-cutting cluster"),
    )
    summary = models.TextField(_("how it serves"), help_text=_("One sentence with an example that is plainly true."))

    objects = NaturalKeyManager.from_queryset(CrossCuttingLinkQuerySet)()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("use of a cross-cutting cluster")
        verbose_name_plural = _("uses of cross-cutting clusters")
        constraints = [
            models.UniqueConstraint(fields=["cluster", "cross_cutting"], name="crosscuttinglink_unique"),
            models.CheckConstraint(condition=~Q(cluster=F("cross_cutting")), name="crosscuttinglink_not_itself"),
        ]

    def __str__(self):
        return f"{self.cross_cutting} / {self.cluster}"

    def clean(self):
        super().clean()
        # A cluster that is being added in the same form has no key yet, so the objects are compared.
        cluster, cross_cutting = getattr(self, "cluster", None), getattr(self, "cross_cutting", None)
        if cluster is None or cross_cutting is None:
            return
        if cluster == cross_cutting:
            raise ValidationError({"cross_cutting": _("A cluster does not serve itself.")})
        if cluster.framework_id != cross_cutting.framework_id:
            raise ValidationError({"cross_cutting": _("This cluster belongs to another framework.")})
