"""Two editors on one entry: the second is told before anything of the first's is lost.

A page carries the times of the last change of all that can be edited on it (`opened`), and what it said then
(`opened_values`). When it comes back, these are compared under the lock that every change of content takes (see
models/version.py), so that nobody comes in between: what the editor did not touch stays as it is now.
"""

import json

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.db import IntegrityError
from django.http import HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..models import ContentVersion
from ..models.history import DELETED, last_record
from ..models.version import content_transaction
from . import typed_again
from .conflict_forms import ConflictForm, ConflictFormSet, entry_key, user_of
from .forms import PlainTexts
from .odd_keys import ChoosesEntries

OPENED, OPENED_VALUES, SAVE_OVER, CONTENT_VERSION = "opened", "opened_values", "save_over", "content_version"


def _times(entries):
    """What goes into a page: {entry: the time of its last change}."""
    return json.dumps({entry_key(type(one), one.pk): one.updated_at.isoformat() for one in entries if one.updated_at})


def _values(forms_of_page):
    """What goes into a page too: {entry: {field: what it said}}."""
    return json.dumps({entry_key(type(f.instance), f.instance.pk): f.seen for f in forms_of_page if f.instance.pk})


def _dict_in(text):
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def tell_what_was_opened(form, request):
    """What a page says that it has shown; of one that is saved over others' changes, what it says of their times."""
    form.opened = _dict_in(request.POST.get(SAVE_OVER) or request.POST.get(OPENED))
    form.opened_values = _dict_in(request.POST.get(OPENED_VALUES))


class ConflictInline(PlainTexts, ChoosesEntries):
    form = ConflictForm
    formset = ConflictFormSet

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        tell_what_was_opened(formset.form, request)
        return formset


def _shown(field, value):
    """A value of a form as a person reads it."""
    if isinstance(field, forms.ModelChoiceField):
        try:
            return str(field.queryset.model._base_manager.filter(pk=value or None).first() or "")
        except (ValueError, TypeError):
            return str(value)
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value else _("No")
    choices = {str(key): label for key, label in getattr(field, "choices", ())}
    return str(choices.get(str(value), "" if value is None else value))


def _conflict(form):
    entry = type(form.instance)._base_manager.get(pk=form.instance.pk)  # the form has put what was typed into its own
    record = last_record(type(entry), entry.pk)
    differences = [
        (
            capfirst(form.fields[name].label or name),
            _shown(form.fields[name], form.get_initial_for_field(form.fields[name], name)),
            _shown(form.fields[name], form[name].value()),
        )
        for name in form.changed_data
        if name != "DELETE"
    ]
    return {"entry": entry, "who": user_of(record), "when": entry.updated_at, "differences": differences}


def _forms_of(context):
    forms_of_page = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms_of_page += inline.formset.initial_forms
    return forms_of_page


class ConflictAdmin(PlainTexts, ChoosesEntries):
    """For a ModelAdmin of content."""

    form = ConflictForm

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        tell_what_was_opened(form, request)
        return form

    def get_changelist_form(self, request, **kwargs):
        form = super().get_changelist_form(request, **{"form": ConflictForm, **kwargs})
        tell_what_was_opened(form, request)
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            return self._save_or_show(request, object_id, form_url, extra_context)
        except IntegrityError:  # rows that are not what they say, which no form can see: shown again, and not saved
            packed = typed_again.pack(request)
            request.POST = QueryDict(mutable=True)
            request.POST[typed_again.FIELD] = packed
            return self.changeform_view(request, object_id, form_url, extra_context)

    def _save_or_show(self, request, object_id, form_url, extra_context):
        with content_transaction():
            if (
                object_id
                and self.get_object(request, unquote(object_id)) is None
                and (gone := self._gone(request, object_id))
            ):
                return gone
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _gone(self, request, object_id):
        """Somebody has deleted what an editor was typing into: who, and what was typed."""
        pk = unquote(object_id)
        record = last_record(self.model, int(pk)) if pk.isdecimal() and len(pk) < 19 else None
        if record is None or record.history_type != DELETED or not self.has_change_permission(request):
            return None
        typed = [
            (capfirst(field.verbose_name), request.POST[field.name])
            for field in self.opts.concrete_fields
            if request.POST.get(field.name) and not field.is_relation
        ]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("This entry was deleted"),
            "who": user_of(record),
            "record": record,
            "typed": typed,
        }
        return TemplateResponse(request, "admin/explorer/gone.html", context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        shown = _forms_of(context)
        context["opened"] = request.POST.get(OPENED) or _times(form.instance for form in shown)
        context["opened_values"] = _values(shown)
        if request.method == "POST":
            context["conflicts"] = [_conflict(form) for form in shown if form.is_overtaken]
            context["save_over"] = _times(form.instance for form in shown)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def changelist_view(self, request, extra_context=None):
        if request.method != "POST":
            return self._with_times(request, super().changelist_view(request, extra_context))
        with content_transaction():
            return self._with_times(request, super().changelist_view(request, extra_context))

    def _with_times(self, request, response):
        formset = (
            getattr(response, "context_data", None)
            and response.context_data.get("cl")
            and response.context_data["cl"].formset
        )
        if formset:
            response.context_data["opened"] = request.POST.get(OPENED) or _times(
                form.instance for form in formset.forms
            )
            response.context_data["opened_values"] = _values(formset.forms)
            if request.method == "POST":
                response.context_data["conflicts"] = [_conflict(form) for form in formset.forms if form.is_overtaken]
                response.context_data["save_over"] = _times(form.instance for form in formset.forms)
        return response

    def delete_view(self, request, object_id, extra_context=None):
        if request.method != "POST":
            extra_context = {**(extra_context or {}), CONTENT_VERSION: ContentVersion.objects.current()}
            return super().delete_view(request, object_id, extra_context)
        with content_transaction():
            if self._is_overtaken_deletion(request):
                return HttpResponseRedirect(request.get_full_path())
            return super().delete_view(request, object_id, extra_context)

    def response_action(self, request, queryset):
        """An action's page may have been shown before somebody changed what it is about: it is shown again."""
        if request.POST.get("post") and self._is_overtaken_deletion(request):
            request.POST = request.POST.copy()
            del request.POST["post"]
        response = super().response_action(request, queryset)
        if isinstance(response, TemplateResponse):
            response.context_data[CONTENT_VERSION] = ContentVersion.objects.current()
        return response

    def _is_overtaken_deletion(self, request):
        is_overtaken = request.POST.get(CONTENT_VERSION, current := ContentVersion.objects.current()) != current
        if is_overtaken:
            text = _(
                "Content was changed since you saw this page. Look again at what will be deleted, and confirm it again."
            )
            self.message_user(request, text, messages.WARNING)
        return is_overtaken
