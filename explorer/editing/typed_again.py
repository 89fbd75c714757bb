"""What was typed into a form of the admin after the session had ended comes back after logging in, and is not saved.

It travels through the pages of the login as one hidden field, signed, so that nobody can plant another text there:
nothing of it is in an address or in the database. After the login it is posted to its form, which shows it as it shows
what has faults (`TypedAgain`): that can't be saved, and what comes back from there is an editor's own click.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

FIELD = "_typed"
MAX_AGE = 24 * 60 * 60  # seconds
_SALT = "explorer.editing.typed_again"


def is_form_with_text(request: HttpRequest) -> bool:
    """Whether what was posted is a form of an entry, or a list with fields: others are begun again."""
    name = request.resolver_match.url_name or ""
    return name.endswith(("_add", "_change")) or (name.endswith("_changelist") and "_save" in request.POST)


def pack(request: HttpRequest) -> str:
    """What was posted, and where to. No passwords, and no files: a browser sends these only when they are chosen."""
    if FIELD in request.POST:  # the session has ended between the login and the form
        return request.POST[FIELD] if unpack(request.POST[FIELD]) else ""
    pairs = [(name, values) for name, values in request.POST.lists() if not _is_secret(name)]
    return signing.dumps({"address": request.get_full_path(), "pairs": pairs}, salt=_SALT, compress=True)


def unpack(text: str) -> Mapping[str, Any] | None:
    try:
        return signing.loads(text, salt=_SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        return None


def _is_secret(name: str) -> bool:
    return "password" in name.lower() or name in ("csrfmiddlewaretoken", FIELD)


class _NotSavedYet:
    """For a form: it shows what was typed, and is never valid."""

    def clean(self):
        cleaned = super().clean()
        self.add_error(None, _("This is not saved yet."))
        return cleaned


class _RowNotSavedYet(_NotSavedYet):
    """For a row of a list: those that are as they were have nothing to save."""

    def clean(self):
        return super().clean() if self.has_changed() else forms.ModelForm.clean(self)


class TypedAgain:
    """For every ModelAdmin."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        self._take_up(request)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def changelist_view(self, request, extra_context=None):
        self._take_up(request)
        return super().changelist_view(request, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        return _with(_NotSavedYet, super().get_form(request, obj, change=change, **kwargs), request)

    def get_changelist_form(self, request, **kwargs):
        return _with(_RowNotSavedYet, super().get_changelist_form(request, **kwargs), request)

    def _take_up(self, request):
        if request.method != "POST" or FIELD not in request.POST:
            return
        typed = unpack(request.POST[FIELD])
        request.FILES.clear()
        request.POST = QueryDict(mutable=True)
        if typed is None or typed["address"] != request.get_full_path():
            request.method = "GET"
            text = _("What you typed can't be shown any more. Nothing of it is saved.")
            self.message_user(request, text, messages.ERROR)
            return
        request.POST.update(MultiValueDict(typed["pairs"]))
        request.POST.pop("_preview", None)
        request.is_typed_again = True
        text = _("What you typed is in the form again. This is not saved yet: look it over, and save it.")
        self.message_user(request, text, messages.WARNING)


def _with(mixin, form, request):
    return type(form.__name__, (mixin, form), {}) if getattr(request, "is_typed_again", False) else form
