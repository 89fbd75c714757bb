from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CharField, Count, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .forms import ClusterForm, NamedInlineForm, PlainTextField
from .models import (
    Cluster,
    CrossCuttingLink,
    Framework,
    Grouping,
    Placement,
    Program,
    RetiredAddress,
    Source,
    SubCluster,
)

admin.site.site_header = _("Cluster Explorer: editing")
admin.site.site_title = _("Cluster Explorer")
admin.site.index_title = _("What do you want to change?")

PLAIN_TEXT = {models.TextField: {"form_class": PlainTextField, "widget": AdminTextareaWidget}}
SOURCE_FIELDS = (_("Where it comes from"), {"fields": ["source", "source_section"]})


class ContentAdmin(admin.ModelAdmin):
    """What all content has in the admin: counts and the last change in the list, and addresses that keep working."""

    counted: tuple[tuple[str, str], ...] = ()  # (relation, column title) pairs
    formfield_overrides = PLAIN_TEXT
    list_per_page = 100
    save_on_top = True

    def get_queryset(self, request):
        last_log = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(self.model),
            object_id=Cast(OuterRef("pk"), output_field=CharField()),
        ).order_by("-action_time")
        counts = {f"{relation}_count": Count(relation, distinct=True) for relation, _title in self.counted}
        return (
            super()
            .get_queryset(request)
            .annotate(last_editor=Subquery(last_log.values("user__username")[:1]), **counts)
        )

    def get_list_display(self, request):
        columns = [self._count_column(relation, title) for relation, title in self.counted]
        return [*super().get_list_display(request), *columns, "updated_at", "changed_by"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        self._tell_if_moved(request, obj)

    def save_formset(self, request, form, formset, change):
        """Save the inlines; what changed in them stands in their own histories too."""
        self.log_deletions(request, [one.instance for one in formset.deleted_forms if one.instance.pk])
        super().save_formset(request, form, formset, change)
        for obj in formset.new_objects:
            self.log_addition(request, obj, [{"added": {}}])
        for obj, fields in formset.changed_objects:
            labels = [capfirst(str(obj._meta.get_field(name).verbose_name)) for name in fields]
            self.log_change(request, obj, [{"changed": {"fields": labels}}])
            self._tell_if_moved(request, obj)

    def get_view_on_site_url(self, obj=None):
        return obj.get_absolute_url() if obj and hasattr(obj, "get_absolute_url") else None

    @admin.display(description=_("changed by"), ordering="last_editor")
    def changed_by(self, obj):
        return obj.last_editor or _("as shipped")

    def _tell_if_moved(self, request, obj):
        if old := getattr(obj, "moved_from", None):
            text = _("The page has moved. Its old address %s leads to the new one.") % old
            self.message_user(request, text, messages.INFO)

    def _count_column(self, relation, title):
        @admin.display(description=title, ordering=f"{relation}_count")
        def column(obj):
            return getattr(obj, f"{relation}_count")

        return column


@admin.register(Source)
class SourceAdmin(ContentAdmin):
    list_display = ["title", "publisher", "year"]
    search_fields = ["title", "publisher"]
    prepopulated_fields = {"slug": ["title"]}
    formfield_overrides = PLAIN_TEXT | {models.URLField: {"assume_scheme": "https"}}


@admin.register(Framework)
class FrameworkAdmin(ContentAdmin):
    list_display = ["name", "position", "publisher", "year", "is_default"]
    list_editable = ["position"]
    search_fields = ["name", "publisher"]
    counted = (("groupings", _("groupings")), ("clusters", _("clusters")))
    fieldsets = [
        (None, {"fields": ["name", "slug", "summary", "publisher", "year", "is_default", "position"]}),
        (
            _("Its own words"),
            {
                "fields": [
                    ("grouping_term", "grouping_term_plural"),
                    ("cluster_term", "cluster_term_plural"),
                    ("sub_cluster_term", "sub_cluster_term_plural"),
                    ("program_term", "program_term_plural"),
                    ("centre_title", "centre_text"),
                ]
            },
        ),
        SOURCE_FIELDS,
    ]


@admin.register(Grouping)
class GroupingAdmin(ContentAdmin):
    list_display = ["name", "position", "framework", "hue"]
    ordering = ["framework__position", "position", "name"]
    list_editable = ["position"]
    list_filter = ["framework"]
    list_select_related = ["framework"]
    search_fields = ["name", "summary", "starter"]
    counted = (("clusters", _("clusters")),)
    fieldsets = [
        (None, {"fields": ["framework", "name", "slug", "starter", "summary"]}),
        (_("How it looks"), {"fields": ["hue", "icon", "position"]}),
        SOURCE_FIELDS,
    ]


class SubClusterInline(admin.StackedInline):
    model = SubCluster
    form = NamedInlineForm
    formfield_overrides = PLAIN_TEXT
    extra = 0
    show_change_link = True
    classes = ["collapse"]
    fields = ["name", "slug", "tagline", "summary", "position", "source", "source_section"]


class ServedByInline(admin.StackedInline):
    model = CrossCuttingLink
    formfield_overrides = PLAIN_TEXT
    fk_name = "cluster"
    extra = 0
    classes = ["collapse"]
    verbose_name_plural = _("How cross-cutting clusters serve it")


@admin.register(Cluster)
class ClusterAdmin(ContentAdmin):
    list_display = ["name", "position", "grouping", "is_cross_cutting"]
    ordering = ["framework__position", "grouping__position", "position", "name"]
    list_editable = ["position"]
    list_filter = ["framework", "grouping", "is_cross_cutting"]
    list_select_related = ["framework", "grouping"]
    form = ClusterForm
    search_fields = ["name", "tagline", "summary", "what_people_do", "you_might_like"]
    counted = (("sub_clusters", _("sub-clusters")),)
    inlines = [SubClusterInline, ServedByInline]
    fieldsets = [
        (None, {"fields": ["framework", "grouping", "name", "slug", "tagline", "summary"]}),
        (_("For students"), {"fields": ["what_people_do", "you_might_like"]}),
        (_("On the wheel"), {"fields": ["icon", "is_cross_cutting", "position"]}),
        SOURCE_FIELDS,
    ]


class PlacementInline(admin.TabularInline):
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
    verbose_name_plural = _("Where it stands")


@admin.register(SubCluster)
class SubClusterAdmin(ContentAdmin):
    list_display = ["name", "position", "cluster"]
    ordering = ["cluster__framework__position", "cluster__grouping__position", "cluster__position", "position", "name"]
    list_editable = ["position"]
    list_filter = ["cluster__framework", "cluster"]
    list_select_related = ["cluster"]
    search_fields = ["name", "tagline", "summary", "cluster__name"]
    autocomplete_fields = ["cluster"]
    counted = (("placements", _("programs")),)
    inlines = [ProgramsInline]
    fieldsets = [
        (None, {"fields": ["cluster", "name", "slug", "tagline", "summary", "position"]}),
        SOURCE_FIELDS,
    ]


@admin.register(Program)
class ProgramAdmin(ContentAdmin):
    list_display = ["name"]
    list_filter = ["sub_clusters__cluster__framework", "sub_clusters__cluster"]
    search_fields = ["name", "summary"]
    counted = (("placements", _("places")),)
    inlines = [PlacesInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "summary"]}),
        SOURCE_FIELDS,
    ]


@admin.register(CrossCuttingLink)
class CrossCuttingLinkAdmin(ContentAdmin):
    list_display = ["cluster", "cross_cutting", "summary"]
    ordering = ["cluster__framework__position", "cluster__grouping__position", "cluster__position"]
    list_filter = ["cluster__framework", "cross_cutting"]
    list_select_related = ["cluster", "cross_cutting"]
    search_fields = ["summary", "cluster__name", "cross_cutting__name"]


@admin.register(RetiredAddress)
class RetiredAddressAdmin(admin.ModelAdmin):
    list_display = ["old_path", "new_path"]
    search_fields = ["old_path", "new_path"]


@admin.register(LogEntry)
class LogEntryAdmin(admin.ModelAdmin):
    """Who changed what, and when. Nobody can change that."""

    date_hierarchy = "action_time"
    list_display = ["action_time", "user", "content_type", "entry", "what_changed"]
    list_filter = ["user", "content_type"]
    list_select_related = ["user", "content_type"]
    search_fields = ["object_repr"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("entry"))
    def entry(self, log):
        url = log.get_admin_url()
        return (
            format_html('<a href="{}">{}</a>', url, log.object_repr)
            if url and not log.is_deletion()
            else log.object_repr
        )

    @admin.display(description=_("what changed"))
    def what_changed(self, log):
        return log.get_change_message() or log.get_action_flag_display()
