"""The admin itself: its names, and its search for entries. What it edits is in the modules beside this one."""

from functools import update_wrapper
from time import time

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from clusterexplorer.login_limits import limit_logins

from . import odd_keys, pictures, typed_again
from .health.views import content_health
from .labels import label_with_place

RENEWED_AFTER = 10 * 60  # seconds


class AutocompleteWithPlaceView(AutocompleteJsonView):
    """Two frameworks may both have an Accounting: the list says which is which."""

    def process_request(self, request):
        term, *what = super().process_request(request)
        return term.replace("\x00", ""), *what  # PostgreSQL can't look for it

    def serialize_result(self, obj, to_field_name):
        return super().serialize_result(obj, to_field_name) | {"text": label_with_place(obj)}


def _renew(session) -> None:
    """A session ends so many hours after the last request, not after the login. It is written now and then only."""
    now = int(time())
    if now - session.get("renewed_at", 0) > RENEWED_AFTER:
        session["renewed_at"] = now


class ContentAdminSite(admin.AdminSite):
    site_header = _("Cluster Explorer: editing")
    site_title = _("Cluster Explorer")
    index_title = _("What do you want to change?")

    def get_urls(self):
        all_icons = self.admin_view(pictures.all_icons, cacheable=True)
        own = [
            path("health/", self.admin_view(content_health), name="content_health"),
            path("icons/<slug:version>/", all_icons, name="all_icons"),
            path("chosen-icons/", self.admin_view(pictures.chosen_icons), name="chosen_icons"),
            path("plate/", self.admin_view(pictures.plate), name="plate"),
        ]
        return [*own, *super().get_urls()]

    def register(self, model_or_iterable, admin_class=None, **options):
        admin_class = admin_class or admin.ModelAdmin
        for_all = type(
            admin_class.__name__,
            (typed_again.TypedAgain, odd_keys.KnowsKeys, admin_class),
            {"__module__": admin_class.__module__},
        )
        super().register(model_or_iterable, for_all, **options)

    def admin_view(self, view, cacheable=False):
        """As Django's; who works here stays logged in, and who no longer is loses nothing that was typed."""
        of_django = super().admin_view(view, cacheable)

        def inner(request, *args, **kwargs):
            if self.has_permission(request):
                _renew(request.session)
            elif request.method == "POST" and (typed_again.is_form_with_text(request) or request.FILES):
                return self.show_again(request)
            return of_django(request, *args, **kwargs)

        return update_wrapper(inner, of_django)

    def show_again(self, request):
        """Keep what was posted through a login: the page of the login, or the way back to the form."""
        typed = typed_again.pack(request) if typed_again.is_form_with_text(request) else ""
        if self.has_permission(request):
            return self._offer(request, typed)
        from django.contrib.admin.forms import AdminAuthenticationForm

        address = request.get_full_path()
        context = {
            **self.each_context(request),
            "title": _("Log in"),
            "subtitle": None,
            "form": AdminAuthenticationForm(request),
            "app_path": f"{reverse('admin:login')}?{urlencode({'next': address})}",
            "username": request.user.get_username(),
            "next": address,
            "typed": typed,
            "had_file": bool(request.FILES),
        }
        return self._page(request, "admin/login.html", context)

    @method_decorator(limit_logins)
    def login(self, request, extra_context=None):
        typed = request.POST.get(typed_again.FIELD, "")
        if not (typed and typed_again.unpack(typed)):
            return super().login(request, extra_context)
        response = super().login(request, {**(extra_context or {}), "typed": typed})
        return self._offer(request, typed) if response.status_code == 302 and self.has_permission(request) else response

    def _offer(self, request, typed):
        found = typed_again.unpack(typed)
        context = {
            **self.each_context(request),
            "title": _("What you typed is not saved yet"),
            "typed": typed,
            "address": found and found["address"],
        }
        return self._page(request, "admin/typed_again.html", context)

    def _page(self, request, template, context):
        response = TemplateResponse(request, template, context)
        add_never_cache_headers(response)
        return response

    def autocomplete_view(self, request):
        return AutocompleteWithPlaceView.as_view(admin_site=self)(request)
