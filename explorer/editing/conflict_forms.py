"""Forms that say when an entry was changed after they were opened. The admin says what was opened: conflicts.py."""

from typing import NamedTuple

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

from ..models.history import DELETED, entry_at, last_record
from .odd_keys import is_key, name_chosen


def entry_key(model, pk):
    return f"{model._meta.model_name}.{pk}"


def user_of(record):
    return str(record.history_user) if record and record.history_user else _("Somebody")


def _plain(value):
    """As it can be sent in a page, and compared with what comes back."""
    return value if isinstance(value, str | int | float | None) else str(value)


def who_changed(entry) -> str:
    texts = {"entry": entry, "who": user_of(last_record(type(entry), entry.pk))}
    return _("%(who)s changed “%(entry)s” after you had opened this page. Nothing is saved yet.") % texts


class Gone(NamedTuple):
    """Stands in the admin where the name of a row would stand that is not there any more."""

    pk: int
    said: str

    def __str__(self):
        return self.said


class ConflictForm(forms.ModelForm):
    opened: dict = {}  # set for each request, as is the next
    opened_values: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_chosen(self)
        self.seen = {name: _plain(self.get_initial_for_field(field, name)) for name, field in self.fields.items()}
        if self.is_bound and self.instance.pk:
            self._leave_what_was_not_touched()

    def _leave_what_was_not_touched(self):
        """A field that the editor did not touch says what the entry says now: a save must not undo another's change."""
        opened = self.opened_values.get(entry_key(type(self.instance), self.instance.pk))
        changed = {}
        for name, before in opened.items() if isinstance(opened, dict) else ():
            if name not in self.seen or before == self.seen[name] or not isinstance(before, str | int | float | None):
                continue
            if self.fields[name].has_changed(before, self[name].data):
                self.seen[name] = before
            else:
                now = self.seen[name]
                changed[self.add_prefix(name)] = "" if now is None or now is False else str(now)
        if changed:
            self.data = self.data.copy()
            for name, text in changed.items():
                self.data[name] = text

    @property
    def gone(self) -> Gone | None:
        """Of a row that was deleted or moved elsewhere since the page was opened."""
        return getattr(self.instance, "gone", None)

    @property
    def is_touched(self) -> bool:
        return any(name != "DELETE" for name in self.changed_data)

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody has changed the entry since, so that saving this form would undo it."""
        if self.instance.pk is None or self.gone:
            return False
        if not (self.has_changed() or self.data.get(self.add_prefix("DELETE"))):
            return False
        key = entry_key(type(self.instance), self.instance.pk)
        return self.opened.get(key, self.instance.updated_at.isoformat()) != self.instance.updated_at.isoformat()

    def clean(self):
        cleaned = super().clean()
        if self.is_overtaken:
            self.add_error(None, who_changed(self.instance))
        if self.gone and self.is_touched:
            text = _("To keep what you typed, copy it into a new row. Then tick “Delete” here, and save again.")
            self.add_error(None, f"{self.gone}. {text}")
        return cleaned

    def _post_clean(self):
        if not self.gone:
            super()._post_clean()

    def _update_errors(self, errors):
        """As Django's, but what is wrong with a field that this form does not show is said of the whole."""
        found = getattr(errors, "error_dict", {})
        if elsewhere := [name for name in found if name != NON_FIELD_ERRORS and name not in self.fields]:
            whole = [error for name in (NON_FIELD_ERRORS, *elsewhere) for error in found.get(name, ())]
            shown = {name: some for name, some in found.items() if name in self.fields}
            errors = forms.ValidationError({**shown, NON_FIELD_ERRORS: whole})
        super()._update_errors(errors)


class ConflictFormSet(forms.BaseInlineFormSet):
    """Looks at what is to be deleted too, and at what is no longer there."""

    def _existing_object(self, pk):
        """As Django's, but a row that is gone is as it was at the end, and can't be saved."""
        entry = super()._existing_object(pk)
        record = last_record(self.model, pk) if entry is None and is_key(pk) else None
        if record is None:
            return entry
        said = _("%s deleted this") if record.history_type == DELETED else _("%s moved this elsewhere")
        entry = entry_at(record)
        entry.gone = Gone(pk, said % user_of(record))
        return entry

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        if form.gone:  # its key is none that can be chosen
            key = forms.IntegerField(initial=form.instance.pk, required=False, widget=forms.HiddenInput)
            form.fields[self.model._meta.pk.name] = key
        return form

    def get_queryset(self):
        """What the admin names the rows by, one after the other: of a page that comes back, in its own order."""
        if self.is_bound and "forms" in vars(self):
            return [form.gone or (form.instance if form.instance.pk else None) for form in self.initial_forms]
        return super().get_queryset()

    def _should_delete_form(self, form):
        return super()._should_delete_form(form) or bool(form.gone and not form.is_touched)

    def clean(self):
        super().clean()
        for form in self.initial_forms:
            if self._should_delete_form(form) and form.is_overtaken:
                raise forms.ValidationError(who_changed(form.instance))
