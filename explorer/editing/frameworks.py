"""Sources, and the frameworks with all that stands in them."""

from django.contrib import admin
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ..models import (
    Cluster,
    ClusterPart,
    CrossCuttingLink,
    Framework,
    Grouping,
    Placement,
    Program,
    Source,
    SubCluster,
    SubClusterSuggestion,
)
from ..models.alphabetical import Alphabetical
from .base import FORM_FIELDS, PICTURE_FIELDS, SEARCH_FIELDS, SOURCE_FIELDS, ContentAdmin, with_place
from .careers import CareersInline
from .conflicts import ConflictInline
from .drafts import DraftsMixin
from .forms import ClusterForm, FrameworkForm, NamedInlineForm
from .pictures import PicksIcons, ShowsPicture
from .study import PARTS_OF_A_PROGRAM


def name_by(inline, term, plural):
    """Give an inline the framework's own words, if it has them."""
    if term:
        inline.verbose_name, inline.verbose_name_plural = term, plural or term


@admin.register(Source)
class SourceAdmin(ContentAdmin):
    list_display = ["title", "publisher", "year"]
    search_fields = ["title", "publisher"]
    prepopulated_fields = {"slug": ["title"]}


@admin.register(Framework)
class FrameworkAdmin(DraftsMixin, ContentAdmin):
    list_display = ["name", "position", "publisher", "year", "status", "is_default"]
    list_editable = ["position"]
    search_fields = ["name", "publisher"]
    counted = (("groupings", _("groupings")), ("clusters", _("clusters")))
    form = FrameworkForm
    fieldsets = [
        (None, {"fields": ["name", "slug", "short_name", "summary", "note", "publisher", "year"]}),
        (_("Where it is shown"), {"fields": ["status", "is_draft", "is_default", "position"]}),
        (
            _("Its own words"),
            {
                "fields": [
                    ("grouping_term", "grouping_term_plural"),
                    ("cluster_term", "cluster_term_plural"),
                    ("sub_cluster_term", "sub_cluster_term_plural"),
                    ("program_term", "program_term_plural"),
                    ("centre_title", "centre_text", "centre_path"),
                ]
            },
        ),
        (_("On other sites"), {"fields": ["embedding_sites"]}),
        SOURCE_FIELDS,
    ]


@admin.register(Grouping)
class GroupingAdmin(ShowsPicture, ContentAdmin):
    list_display = ["name", "position", "framework", "hue"]
    ordering = ["framework__position", "position", Alphabetical("name"), "pk"]
    list_editable = ["position"]
    list_filter = ["framework"]
    list_select_related = ["framework"]
    search_fields = ["name", "summary", "starter"]
    counted = (("clusters", _("clusters")),)
    fieldsets = [
        (None, {"fields": ["framework", "name", "slug", "starter", "summary"]}),
        (_("How it looks"), {"fields": ["picture", "hue", "icon", "icons_around", "position"]}),
        SOURCE_FIELDS,
    ]


class SubClusterInline(PicksIcons, ConflictInline, admin.StackedInline):
    model = SubCluster
    form = NamedInlineForm
    formfield_overrides = FORM_FIELDS
    extra = 0
    show_change_link = True
    classes = ["collapse"]
    fields = ["name", "slug", "icon", "tagline", "summary", "position", "is_draft", "source", "source_section"]


class PartInline(ConflictInline, admin.TabularInline):
    model = ClusterPart
    formfield_overrides = FORM_FIELDS
    extra = 0
    classes = ["collapse"]
    fields = ["name", "summary", "position"]


class ServedByInline(ConflictInline, admin.StackedInline):
    model = CrossCuttingLink
    formfield_overrides = FORM_FIELDS
    fk_name = "cluster"
    extra = 0
    classes = ["collapse"]
    verbose_name_plural = _("How cross-cutting clusters serve it")


@admin.register(Cluster)
class ClusterAdmin(ShowsPicture, DraftsMixin, ContentAdmin):
    list_display = ["name", "position", "level", "grouping", "is_cross_cutting"]
    ordering = [
        "framework__position",
        F("grouping__position").asc(nulls_first=True),
        "position",
        Alphabetical("name"),
        "pk",
    ]
    list_editable = ["position"]
    list_filter = ["framework", "grouping", "is_cross_cutting"]
    list_select_related = ["framework", "grouping"]
    form = ClusterForm
    search_fields = ["name", "tagline", "summary", "what_people_do", "you_might_like"]
    counted = (("sub_clusters", _("sub-clusters")),)
    inlines = [SubClusterInline, PartInline, ServedByInline]
    fieldsets = [
        (None, {"fields": ["framework", "grouping", "name", "abbreviation", "slug", "tagline", "summary", "is_draft"]}),
        (_("For students"), {"fields": ["what_people_do", "you_might_like", "to_talk_over"]}),
        SEARCH_FIELDS,
        (_("On the wheel"), {"fields": ["short_name", "is_cross_cutting", "position"]}),
        PICTURE_FIELDS,
        SOURCE_FIELDS,
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("framework", "grouping")

    def get_inline_instances(self, request, obj=None):
        inlines = super().get_inline_instances(request, obj)
        for inline in inlines:
            if obj and isinstance(inline, SubClusterInline):
                name_by(inline, obj.framework.sub_cluster_term, obj.framework.sub_cluster_term_plural)
        return inlines


class PlacementInline(ConflictInline, admin.TabularInline):
    model = Placement
    extra = 0
    verbose_name = _("program of study")
    fields = ["program", "sub_cluster", "position"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("program", "sub_cluster")


class ProgramsInline(PlacementInline):
    autocomplete_fields = ["program"]
    verbose_name_plural = _("Programs of study")


class PlacesInline(PlacementInline):
    autocomplete_fields = ["sub_cluster"]
    verbose_name = _("place")
    verbose_name_plural = _("Where it stands")


class SuggestionInline(ConflictInline, admin.TabularInline):
    model = SubClusterSuggestion
    fk_name = "old"
    extra = 0
    autocomplete_fields = ["new"]
    fields = ["new", "reason", "position"]
    verbose_name = _("suggestion")
    verbose_name_plural = _("Where its work is found in another framework (our suggestions)")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("new__cluster__framework")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return with_place(super().formfield_for_foreignkey(db_field, request, **kwargs))


@admin.register(SubCluster)
class SubClusterAdmin(ShowsPicture, DraftsMixin, ContentAdmin):
    list_display = ["name", "position", "level", "cluster"]
    ordering = [
        "cluster__framework__position",
        F("cluster__grouping__position").asc(nulls_first=True),
        "cluster__position",
        "position",
        Alphabetical("name"),
        "pk",
    ]
    list_editable = ["position"]
    list_filter = ["cluster__framework", "cluster"]
    list_select_related = ["cluster__framework"]
    search_fields = ["name", "tagline", "summary", "cluster__name"]
    autocomplete_fields = ["cluster"]
    counted = (("placements", _("programs")),)
    inlines = [ProgramsInline, CareersInline, SuggestionInline]
    fieldsets = [
        (None, {"fields": ["cluster", "name", "slug", "tagline", "summary", "origin_note", "position", "is_draft"]}),
        PICTURE_FIELDS,
        SEARCH_FIELDS,
        SOURCE_FIELDS,
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("cluster__framework")

    def get_inline_instances(self, request, obj=None):
        inlines = super().get_inline_instances(request, obj)
        for inline in inlines:
            if obj and isinstance(inline, ProgramsInline):
                name_by(inline, obj.cluster.framework.program_term, obj.cluster.framework.program_term_plural)
        return inlines


@admin.register(ClusterPart)
class ClusterPartAdmin(ContentAdmin):
    list_display = ["name", "position", "cluster"]
    list_editable = ["position"]
    list_filter = ["cluster__framework"]
    list_select_related = ["cluster"]
    search_fields = ["name", "summary", "cluster__name"]
    autocomplete_fields = ["cluster"]
    fields = ["cluster", "name", "summary", "position"]


@admin.register(Placement)
class PlacementAdmin(ContentAdmin):
    list_display = ["__str__", "position"]
    list_editable = ["position"]
    list_filter = ["sub_cluster__cluster__framework", "sub_cluster__cluster"]
    list_select_related = ["program", "sub_cluster"]
    search_fields = ["program__name", "sub_cluster__name"]
    autocomplete_fields = ["sub_cluster", "program"]
    fields = ["sub_cluster", "program", "position"]


@admin.register(Program)
class ProgramAdmin(ShowsPicture, DraftsMixin, ContentAdmin):
    list_display = ["name"]
    list_filter = ["sub_clusters__cluster__framework", "sub_clusters__cluster"]
    search_fields = ["name", "summary"]
    counted = (("placements", _("places")),)
    inlines = [PlacesInline, *PARTS_OF_A_PROGRAM]
    fieldsets = [
        (None, {"fields": ["name", "slug", "summary", "study", "work_based", "student_groups", "is_draft"]}),
        PICTURE_FIELDS,
        SEARCH_FIELDS,
        SOURCE_FIELDS,
    ]


@admin.register(CrossCuttingLink)
class CrossCuttingLinkAdmin(ContentAdmin):
    list_display = ["cluster", "cross_cutting", "summary"]
    ordering = [
        "cluster__framework__position",
        F("cluster__grouping__position").asc(nulls_first=True),
        "cluster__position",
        "pk",
    ]
    list_filter = ["cluster__framework", "cross_cutting"]
    list_select_related = ["cluster", "cross_cutting"]
    search_fields = ["summary", "cluster__name", "cross_cutting__name"]
