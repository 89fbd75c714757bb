"""The Learn pages and what they list."""

from django.contrib import admin
from django.db import models

from ..models import GlossaryTerm, LearnPage, Practice, Resource
from .base import PLAIN_TEXT, SOURCE_FIELDS, ContentAdmin


@admin.register(LearnPage)
class LearnPageAdmin(ContentAdmin):
    list_display = ["name", "position", "shows"]
    list_editable = ["position"]
    search_fields = ["name", "summary", "body"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "summary", "body", "shows", "position"]}),
        SOURCE_FIELDS,
    ]


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(ContentAdmin):
    list_display = ["name", "gloss"]
    search_fields = ["name", "gloss"]
    fieldsets = [(None, {"fields": ["name", "slug", "gloss"]}), SOURCE_FIELDS]


@admin.register(Practice)
class PracticeAdmin(ContentAdmin):
    list_display = ["name", "position"]
    list_editable = ["position"]
    search_fields = ["name", "summary"]
    fieldsets = [(None, {"fields": ["name", "slug", "summary", "position"]}), SOURCE_FIELDS]


@admin.register(Resource)
class ResourceAdmin(ContentAdmin):
    list_display = ["name", "position", "publisher"]
    list_editable = ["position"]
    search_fields = ["name", "publisher", "good_for"]
    formfield_overrides = PLAIN_TEXT | {models.URLField: {"assume_scheme": "https"}}
    fieldsets = [
        (None, {"fields": ["name", "slug", "publisher", "url", "pdf_url", "good_for", "position"]}),
        SOURCE_FIELDS,
    ]
