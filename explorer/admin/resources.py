"""Content as a table: one row for each entry, named by what a person can read, and checked as the forms check it."""

from __future__ import annotations

import math
import re
from functools import cached_property
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.results import Result
from import_export.widgets import Widget

from ..models.history import change_reason_of_import
from ..spreadsheets import BadFile, Row, protect, unprotect

JOINT = ":"
_YES, _NO = ("true", "yes", "1"), ("false", "no", "0")


class TextWidget(Widget):
    def render(self, value, obj=None, **kwargs):
        return protect(value)

    def clean(self, value, row=None, **kwargs):
        text = unprotect(as_text(value).replace("\r\n", "\n").replace("\r", "\n"))
        if "\x00" in text:
            raise ValueError(_("It has a NUL character, which no text can have."))
        return text


class NumberWidget(Widget):
    """Whole numbers, and others."""

    def __init__(self, field: models.Field):
        self.is_whole = not isinstance(field, models.FloatField)

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else value

    def clean(self, value, row=None, **kwargs):
        text = as_text(value).strip()
        if not text:
            return None
        if self.is_whole:
            if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
                raise ValueError(_("“%s” is no whole number.") % text[:40])
            return int(text)
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise ValueError(_("“%s” is no number.") % text[:40])
        return number


class YesNoWidget(Widget):
    def render(self, value, obj=None, **kwargs):
        return _YES[0] if value else _NO[0]

    def clean(self, value, row=None, **kwargs):
        text = as_text(value).strip().lower()
        if text not in (*_YES, *_NO):
            raise ValueError(_("“%s” is neither true nor false.") % text[:40])
        return text in _YES


class ReferenceWidget(Widget):
    """Another entry, by its key: 'modernized:construction'. All that can be meant are fetched once for a file."""

    def __init__(self, field: models.ForeignKey):
        self.model = field.related_model

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else JOINT.join(value.natural_key())

    def clean(self, value, row=None, **kwargs):
        key = as_text(value).strip()
        if not key:
            return None
        if key not in self.found:
            name = self.model._meta.verbose_name
            example = next(iter(self.found), "")
            message = _("There is no %(name)s “%(key)s”.") % {"name": name, "key": key[:200]}
            raise ValueError(f"{message} {_('It is written like “%s”.') % example}" if example else message)
        return self.found[key]

    @cached_property
    def found(self):
        return {JOINT.join(entry.natural_key()): entry for entry in with_keys(self.model._default_manager)}


def as_text(value: Any) -> str:
    """What is in a cell: a spreadsheet makes numbers of what looks like one."""
    if isinstance(value, bool):
        return _YES[0] if value else _NO[0]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


def with_keys(entries):
    """With what their natural keys and those of their references need, so that a row makes no query."""
    model = entries.model
    paths = {path.rpartition("__")[0] for path in model.natural_key_fields if "__" in path}
    for field in model._meta.concrete_fields:
        if field.is_relation:
            below = (path.rpartition("__")[0] for path in field.related_model.natural_key_fields)
            paths |= {f"{field.name}__{path}" if path else field.name for path in below}
    return entries.select_related(*paths) if paths else entries.all()


def _widget(field):
    if field.is_relation:
        return ReferenceWidget(field)
    if isinstance(field, models.BooleanField):
        return YesNoWidget()
    if isinstance(field, models.IntegerField | models.FloatField):
        return NumberWidget(field)
    return TextWidget()


class Change:
    """What a row of a file does to an entry: [(column, before, after), ...]."""

    def __init__(self, resource, original, is_new):
        self.original, self.is_new, self.fields = original, is_new, []

    def compare_with(self, resource, instance, dry_run=False):
        for name in resource.get_import_order():
            field = resource.fields[name]
            if self.is_new or resource.value(self.original, name) != resource.value(instance, name):
                before = "" if self.is_new else field.export(self.original)
                after = field.export(instance)
                if before != after:
                    self.fields.append((name, before, after))

    def as_html(self):
        return self.fields


class ContentResource(ModelResource):
    """Finds entries by their natural keys, changes nothing that is the same, and all of a file or nothing."""

    key: tuple[str, ...] = ()  # columns

    def __init__(self, row_numbers: list[int] | None = None):
        super().__init__()
        self.row_numbers = row_numbers or []
        self.lines_of_keys: dict[tuple, int] = {}

    @classmethod
    def of(cls, model: type[models.Model]) -> type[ContentResource]:
        key = tuple(dict.fromkeys(path.partition("__")[0] for path in model.natural_key_fields))
        others = [f.name for f in model._meta.concrete_fields if not f.primary_key and f.editable and f.name not in key]
        names = (*key, *others)
        columns = {
            name: Field(attribute=name, column_name=name, widget=_widget(model._meta.get_field(name))) for name in names
        }
        options = {
            "model": model,
            "fields": names,
            "import_order": names,
            "export_order": names,
            "import_id_fields": key,
            "skip_unchanged": True,
            "report_skipped": True,
            "clean_model_instances": True,
            "use_transactions": True,
        }
        return type(f"{model.__name__}Resource", (cls,), {**columns, "key": key, "Meta": type("Meta", (), options)})

    @classmethod
    def columns(cls) -> list[str]:
        return list(cls._meta.fields)

    def import_rows(self, columns: list[str], rows: list[Row], *, dry_run: bool, file_name: str) -> Result:
        self._check(columns, rows)
        table = tablib.Dataset(*(list(row.cells.values()) for row in rows), headers=columns)
        self.row_numbers = [row.number for row in rows]
        self.reason = change_reason_of_import(file_name)
        return self.import_data(
            table, dry_run=dry_run, rollback_on_validation_errors=True, retain_instance_in_row_result=True
        )

    def export_rows(self, entries) -> list[list[Any]]:
        return [[self.fields[name].export(entry) for name in self.columns()] for entry in with_keys(entries)]

    def _check(self, columns, rows):
        if lacking := [name for name in self.key if name not in columns]:
            raise BadFile(_("The file lacks columns that say which entry is meant: %s.") % ", ".join(lacking))
        if unknown := [name for name in columns if name not in self.columns()]:
            texts = {"unknown": ", ".join(unknown)[:300], "known": ", ".join(self.columns())}
            raise BadFile(_("Unknown columns: %(unknown)s. These can be imported: %(known)s.") % texts)
        if not rows:
            raise BadFile(_("The file has no rows but the names of its columns."))

    def value(self, instance, name):
        return getattr(instance, self._meta.model._meta.get_field(name).attname)

    def get_diff_class(self):
        return Change

    @cached_property
    def _existing(self):
        entries = with_keys(self._meta.model._default_manager)
        return {tuple(self.value(entry, name) for name in self.key): entry for entry in entries}

    def before_import_row(self, row, row_number=None, **kwargs):
        """Refuse an entry that stands in the file twice."""
        key = tuple(as_text(row[name]).strip() for name in self.key)
        if "slug" in self.key and not as_text(row["slug"]).strip():
            return  # it gets one made from its name
        number = self.row_numbers[row_number - 1]
        first = self.lines_of_keys.setdefault(key, number)
        if first != number:
            raise ValidationError(_("The same entry stands in row %d already.") % first)

    def get_instance(self, instance_loader, row):
        try:
            values = [self.fields[name].clean(row) for name in self.key]
        except ValueError:  # import_instance says so again, with the field's name
            return None
        return self._existing.get(tuple(value.pk if isinstance(value, models.Model) else value for value in values))

    def skip_row(self, instance, original, row, import_validation_errors=None):
        is_same = all(self.value(instance, name) == self.value(original, name) for name in self.columns())
        return bool(instance.pk) and is_same and not import_validation_errors

    def do_instance_save(self, instance, is_create):
        instance._change_reason = self.reason
        try:
            with transaction.atomic():
                instance.save()
        except DatabaseError as error:
            raise ValidationError(_("The database refuses this row.")) from error


def faults(result: Result, row_numbers: list[int]) -> list[tuple[int, list[tuple[str, str]]]]:
    """What is wrong with a file: [(row, [(column or '', text), ...]), ...]."""
    found = []
    for row in result.invalid_rows:
        texts = [(name, text) for name, errors in row.field_specific_errors.items() for text in errors]
        texts += [("", text) for text in row.non_field_specific_errors]
        found.append((row_numbers[row.number - 1], texts))
    for row in result.error_rows:
        found.append((row_numbers[row.number - 1], [("", str(error.error)) for error in row.errors]))
    return sorted(found)
