"""Keys that no entry can have: what the admin is asked with is none, instead of an error of the database.

Django looks after most of them; what it passes on to `pk__in` it does not.
"""

import re

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.forms import ModelMultipleChoiceField

_NO_VALUE = re.compile(r"[0-9]{19}|\x00")  # no database can compare with it
_FREE_TEXT = {"q", "_changelist_filters"}


def is_key(text) -> bool:
    """Whether a database can be asked for it; '' is the choice of nothing."""
    return not text or (str(text).isascii() and str(text).isdecimal() and len(str(text)) < 19)


class EntrySelect(AutocompleteSelect):
    known: dict[str, str] = {}  # {key: label} of what the form has read already; another choice is looked up

    def optgroups(self, name, value, attr=None):
        if len(value) == 1 and value[0] in self.known:
            empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
            return [(None, [*empty, self.create_option(name, value[0], self.known[value[0]], True, len(empty))], 0)]
        return super().optgroups(name, [one for one in value if is_key(one)], attr)


def name_chosen(form):
    """Let the form show what is chosen without a query for each, where its entry was read with what it refers to."""
    for name, field in form.fields.items():
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, EntrySelect) and form._meta.model._meta.get_field(name).is_cached(form.instance):
            chosen = getattr(form.instance, name)
            widget.known = {str(chosen.pk): field.label_from_instance(chosen)} if chosen else {}


class EntriesField(ModelMultipleChoiceField):
    def _check_values(self, value):
        for one in value if isinstance(value, list | tuple) else ():
            if not is_key(one):
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": str(one)[:40]})
        return super()._check_values(value)


class ChoosesEntries:
    """For a ModelAdmin or an inline."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", EntrySelect(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class KnowsKeys:
    """For every ModelAdmin."""

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(db_field, request, **{"form_class": EntriesField, **kwargs})

    def response_action(self, request, queryset):
        selected = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(map(is_key, selected)):
            request.POST = request.POST.copy()
            request.POST.setlist(ACTION_CHECKBOX_NAME, [one for one in selected if one and is_key(one)])
        return super().response_action(request, queryset)

    def get_changelist_instance(self, request):
        asked = (value for name, values in request.GET.lists() if name not in _FREE_TEXT for value in values)
        if any(_NO_VALUE.search(value) for value in asked):
            raise IncorrectLookupParameters
        return super().get_changelist_instance(request)

    def _get_edited_object_pks(self, request, prefix):
        return [one for one in super()._get_edited_object_pks(request, prefix) if is_key(one)]
