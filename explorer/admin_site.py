"""The admin itself: its names, and its search for entries. What it edits is in the package admin."""

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from clusterexplorer.login_guard import guarded


def label_with_place(entry) -> str:
    """An entry's name, and where it stands if others may have that name too: 'Accounting (Finance, original)'."""
    return getattr(entry, "name_and_place", None) or str(entry)


class AutocompleteWithPlaceView(AutocompleteJsonView):
    """Two frameworks may both have an Accounting: the list says which is which."""

    def serialize_result(self, obj, to_field_name):
        return super().serialize_result(obj, to_field_name) | {"text": label_with_place(obj)}


class ContentAdminSite(admin.AdminSite):
    site_header = _("Cluster Explorer: editing")
    site_title = _("Cluster Explorer")
    index_title = _("What do you want to change?")

    @method_decorator(guarded)
    def login(self, request, extra_context=None):
        return super().login(request, extra_context)

    def get_urls(self):
        from .admin.content_health import content_health

        page = path("health/", self.admin_view(content_health), name="content_health")
        return [page, *super().get_urls()]

    def autocomplete_view(self, request):
        return AutocompleteWithPlaceView.as_view(admin_site=self)(request)
