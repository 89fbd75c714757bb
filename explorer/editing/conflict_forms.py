"""Forms that say when an entry was changed after they were opened. The admin says what was opened: conflicts.py."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

from ..models.history import last_record
from .odd_keys import name_chosen


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
    def is_overtaken(self) -> bool:
        """Whether somebody has changed the entry since, so that saving this form would undo it."""
        if self.instance.pk is None or not (self.has_changed() or self.data.get(self.add_prefix("DELETE"))):
            return False
        key = entry_key(type(self.instance), self.instance.pk)
        return self.opened.get(key, self.instance.updated_at.isoformat()) != self.instance.updated_at.isoformat()

    def clean(self):
        cleaned = super().clean()
        if self.is_overtaken:
            self.add_error(None, who_changed(self.instance))
        return cleaned

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

    opened: dict = {}

    def clean(self):
        super().clean()
        for form in self.initial_forms:
            if self._should_delete_form(form) and form.is_overtaken:
                raise forms.ValidationError(who_changed(form.instance))
            pk = form.data.get(form.add_prefix(self.model._meta.pk.name), "")
            if not form.instance.pk and entry_key(self.model, pk) in self.opened and not self._should_delete_form(form):
                record = last_record(self.model, pk)
                text = _("%(who)s deleted an entry that stands here. Tick “Delete” beside it, and save again.")
                raise forms.ValidationError(text % {"who": user_of(record)})
