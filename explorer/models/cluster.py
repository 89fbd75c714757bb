"""What stands in a framework: groupings, clusters and sub-clusters."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ExpressionWrapper, F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..pictures.icons import validate_icon
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
    Pictured,
    Positioned,
    public_cluster,
    public_sub_cluster,
)
from .framework import Framework
from .program import Placement


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


class Grouping(Named, Pictured, Cited, Positioned):
    """Clusters that share a purpose. A framework may have none."""

    natural_key_fields = ("framework__slug", "slug")

    framework = models.ForeignKey(
        Framework, on_delete=models.CASCADE, related_name="groupings", verbose_name=_("framework")
    )
    hue = models.CharField(_("hue"), max_length=10, choices=Hue, help_text=_("The color that means this grouping."))
    icon = models.CharField(
        _("icon"), max_length=60, validators=[validate_icon], help_text=_("What stands in the middle of its picture.")
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

    def for_shortlist(self, pks):
        """Those with these keys, and all of the framework on the home page: `is_on_home` tells which these are."""
        home = Q(framework__in=Framework.objects.default_key())
        shown = self.published().filter(Q(pk__in=pks) | home)
        shown = shown.annotate(is_on_home=ExpressionWrapper(home, models.BooleanField()))
        return shown.select_related("framework", "grouping").in_order()

    def for_wheel(self, selected=()):
        """Those `selected` too, by their keys, if they are drafts: the page that selects them is staff's alone."""
        return self.filter(Q(is_draft=False) | Q(pk__in=selected)).in_order().select_related("grouping")

    def for_picker(self):
        """Names alone, of clusters and of what stands below them."""
        names = SubCluster.objects.without_drafts().only("name", "slug", "cluster", "position", "origin_note")
        shown = ("name", "abbreviation", "slug", "position", "framework", "grouping__hue")
        clusters = self.without_drafts().in_order().select_related("grouping").only(*shown)
        return clusters.prefetch_related(Prefetch("sub_clusters", names))

    def fields_of(self, framework):
        """Names alone, of a framework that may be missing, for a list to choose one from."""
        if framework is None:
            return []
        return list(
            self.without_drafts().filter(framework=framework).only("name", "slug").order_by(Alphabetical("name"), "pk")
        )

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


class Cluster(Draftable, Page, Pictured, Findable, Cited, Positioned):
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
    framework_id: int  # this and the next are Django's own
    grouping_id: int | None
    abbreviation = models.CharField(
        _("abbreviation"), max_length=20, blank=True, help_text=_("What people call it for short, if they do: “STEM”.")
    )
    short_name = models.CharField(
        _("short name"),
        max_length=30,
        blank=True,
        help_text=_("For its slice of the wheel on a phone: “Health”. One or two short words."),
    )
    icon = models.CharField(
        _("icon"),
        max_length=60,
        validators=[validate_icon],
        help_text=_("For its slice of the wheel, and the middle of its picture."),
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
        return self.without_drafts().only("name", "slug", "icon", "tagline", "cluster", "position")

    def for_handouts(self):
        """What a row of a cluster's page shows, and the names of the programs below it."""
        return self.for_rows().prefetch_related(Prefetch("placements", Placement.objects.for_sub_clusters()))

    def for_links_in(self, framework):
        return self.published().filter(cluster__framework=framework).select_related("cluster__framework")

    def for_suggestions(self, pks, clusters):
        """Of the framework on the home page: those with these keys and those of `clusters`."""
        home = Framework.objects.default_key()
        near = self.published().filter(Q(pk__in=pks) | Q(cluster__in=clusters), cluster__framework__in=home)
        return near.select_related("cluster__framework", "cluster__grouping").order_by(
            F("cluster__grouping__position").asc(nulls_first=True), "cluster__position", "position", "pk"
        )

    def for_panel(self):
        return self.select_related("cluster__framework", "cluster__grouping", "source").prefetch_related(
            Prefetch("placements", Placement.objects.for_sub_clusters())
        )


class SubCluster(Draftable, Page, Pictured, Findable, Cited, Positioned):
    """A part of a cluster. Frameworks call it a sub-cluster or a career pathway, and some have none."""

    natural_key_fields = ("cluster__framework__slug", "cluster__slug", "slug")

    cluster = models.ForeignKey(
        Cluster, on_delete=models.CASCADE, related_name="sub_clusters", verbose_name=_("cluster")
    )
    tagline = models.CharField(
        _("tagline"), max_length=120, help_text=_("At most ten words, starting with a verb: what one does here.")
    )
    summary = models.TextField(
        _("summary"),
        help_text=_("Two or three short sentences that cover what the source names, with two to four jobs in them."),
    )
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
