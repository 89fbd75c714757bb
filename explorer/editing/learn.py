"""The Learn pages and what they list."""

from django.contrib import admin

from ..models import GLOSSARY, GlossaryTerm, LearnPage, Practice, Resource
from ..models.alphabetical import alphabetical_key
from .base import SEARCH_FIELDS, SOURCE_FIELDS, ContentAdmin
from .drafts import DraftsMixin


@admin.register(LearnPage)
class LearnPageAdmin(DraftsMixin, ContentAdmin):
    list_display = ["name", "topic", "position", "shows"]
    list_editable = ["position"]
    list_filter = ["topic"]
    search_fields = ["name", "summary", "body"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "topic", "icon", "summary", "body", "shows", "position", "is_draft"]}),
        SEARCH_FIELDS,
        SOURCE_FIELDS,
    ]

    def get_deleted_objects(self, objs, request):
        """As Django's, but the page that glossary terms lead to stays as long as there is a term."""
        deleted, counts, permissions, protected = super().get_deleted_objects(objs, request)
        if GlossaryTerm.objects.exists():
            protected = [*protected, *(str(page) for page in objs if page.slug == GLOSSARY)]
        return deleted, counts, permissions, protected


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(ContentAdmin):
    list_display = ["name", "gloss"]
    search_fields = ["name", "gloss"]
    fieldsets = [(None, {"fields": ["name", "slug", "gloss"]}), SEARCH_FIELDS, SOURCE_FIELDS]

    def get_deleted_objects(self, objs, request):
        """As Django's, but a term that a page uses stays until the page does without it."""
        deleted, counts, permissions, protected = super().get_deleted_objects(objs, request)
        used_by = {str(page) for term in objs for page in term.pages_using_it()}
        return deleted, counts, permissions, [*protected, *sorted(used_by, key=alphabetical_key)]


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
    fieldsets = [
        (None, {"fields": ["name", "slug", "publisher", "url", "pdf_url", "good_for", "position"]}),
        SOURCE_FIELDS,
    ]
