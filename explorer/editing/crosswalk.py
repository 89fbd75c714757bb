"""The official crosswalk, and our own suggestions."""

from django.contrib import admin

from ..models import ClusterSuggestion, CrosswalkRow, SubClusterSuggestion
from .base import SOURCE_FIELDS, ContentAdmin


@admin.register(CrosswalkRow)
class CrosswalkRowAdmin(ContentAdmin):
    list_display = ["__str__", "kind", "position"]
    ordering = ["position", "pk"]
    list_editable = ["position"]
    list_filter = ["kind", "new__framework"]
    list_select_related = ["old", "new"]
    search_fields = ["old__name", "new__name", "summary"]
    autocomplete_fields = ["old", "new"]
    fieldsets = [(None, {"fields": ["old", "new", "kind", "summary", "position"]}), SOURCE_FIELDS]


@admin.register(ClusterSuggestion)
class ClusterSuggestionAdmin(ContentAdmin):
    list_display = ["__str__", "reason", "position"]
    ordering = ["old__framework__position", "old__position", "position", "pk"]
    list_editable = ["position"]
    list_filter = ["old__framework", "new"]
    list_select_related = ["old", "new"]
    search_fields = ["old__name", "new__name", "reason"]
    autocomplete_fields = ["old", "new"]
    fields = ["old", "new", "reason", "position"]


@admin.register(SubClusterSuggestion)
class SubClusterSuggestionAdmin(ContentAdmin):
    list_display = ["__str__", "reason", "position"]
    ordering = ["old__cluster__framework__position", "old__cluster__position", "old__position", "position", "pk"]
    list_editable = ["position"]
    list_filter = ["old__cluster__framework", "old__cluster"]
    list_select_related = ["old", "new"]
    search_fields = ["old__name", "new__name", "old__cluster__name", "new__cluster__name", "reason"]
    autocomplete_fields = ["old", "new"]
    fields = ["old", "new", "reason", "position"]
