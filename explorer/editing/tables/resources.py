"""Content as a table: one row for each entry, named by what a person can read, and checked as the forms check it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.results import Result

from ...models import CONTENT_MODELS
from ...models.history import change_reason_of_import
from ...text.slugs import make_slug
from ...text.tidy import fold
from ..forms import faults_as_typed
from .cells import CodeWidget, is_empty, nearest, widget_for, with_keys
from .spreadsheets import BadFile, Table

UNKNOWN_EXPLAINED = 5


class SeveralMeant(Exception):
    """A row that could be about more than one entry."""


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
            name: Field(attribute=name, column_name=name, widget=widget_for(model._meta.get_field(name)))
            for name in names
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

    def import_rows(self, *table, dry_run: bool, file_name: str) -> Result:
        """Import what `read` has returned, a spreadsheets.Table."""
        table = Table(*table)
        self._check(table)
        names = list(table.columns) + (["slug"] if "slug" in self.key and "slug" not in table.columns else [])
        rows = ([row.cells.get(name, "") for name in names] for row in table.rows)
        self.row_numbers = [row.number for row in table.rows]
        self.reason = change_reason_of_import(file_name)
        for field in self.fields.values():
            field.widget.comma_is_decimal = table.comma_is_decimal
        return self.import_data(
            tablib.Dataset(*rows, headers=names),
            dry_run=dry_run,
            rollback_on_validation_errors=True,
            retain_instance_in_row_result=True,
        )

    def export_rows(self, entries) -> list[list[Any]]:
        return [[self.fields[name].export(entry) for name in self.columns()] for entry in with_keys(entries)]

    def _check(self, table):
        columns, known = table.columns, self.columns()
        lacking = [name for name in self.key if name not in columns and not (name == "slug" and "name" in columns)]
        unknown = [name for name in columns if name not in known]
        if lacking:
            texts = [_("The file lacks columns that say which entry is meant: %s.") % ", ".join(lacking)]
            texts.append(_("%(where)s has these: %(names)s.") % {"where": table.header, "names": _listed(columns)})
            raise BadFile(" ".join([*texts, *self._hints(columns, unknown)]))
        if unknown:
            texts = {"unknown": _listed(unknown), "known": ", ".join(known)}
            text = _("Unknown columns: %(unknown)s. These can be imported: %(known)s.") % texts
            raise BadFile(" ".join([text, *self._hints(columns, unknown)]))
        if not table.rows:
            raise BadFile(_("The file has no rows but the names of its columns."))

    def _hints(self, columns, unknown):
        """What unknown columns can have been meant to be, and the table that they belong to."""
        known = self.columns()
        for name in unknown[:UNKNOWN_EXPLAINED]:
            if close := nearest(name.lower(), known):
                yield _("“%(name)s” may be “%(close)s”.") % {"name": name[:80], "close": close}
        others = {model: ContentResource.of(model) for model in CONTENT_MODELS if model is not self._meta.model}
        fits = {model: len(set(columns) & {*map(str.lower, other.columns())}) for model, other in others.items()}
        fits = {model: fit for model, fit in fits.items() if {*others[model].key} <= {*columns}}
        if fits and (best := max(fits, key=fits.get)) and fits[best] > len(set(columns) & set(known)):
            yield _("These are columns of another table: %s. Import the file there.") % best._meta.verbose_name_plural
            return
        for name in unknown[:UNKNOWN_EXPLAINED]:
            if owners := [str(m._meta.verbose_name_plural) for m, other in others.items() if name in other.columns()]:
                yield _("“%(name)s” is a column of %(tables)s.") % {"name": name[:80], "tables": ", ".join(owners)}

    def value(self, instance, name):
        return getattr(instance, self._meta.model._meta.get_field(name).attname)

    def get_diff_class(self):
        return Change

    @cached_property
    def _existing(self):
        """Entries by their keys as they are written, by their keys in any letters, and by name within their parent."""
        exact, folded, named = {}, {}, {}
        for entry in with_keys(self._meta.model._default_manager):
            key = tuple(self.value(entry, name) for name in self.key)
            exact[key] = entry
            folded[tuple(map(_folded, key))] = entry
            if "slug" in self.key:
                parents = tuple(self.value(entry, name) for name in self.key if name != "slug")
                named.setdefault((*parents, fold(getattr(entry, "name", ""))), []).append(entry)
        return exact, folded, named

    def _find(self, row):
        """The entry that a row means, or None, and what tells it from the others. Raises ValueError, SeveralMeant."""
        exact, folded, named = self._existing
        values = {name: self.fields[name].clean(row) for name in self.key}
        key = tuple(value.pk if isinstance(value, models.Model) else value for value in values.values())
        if "slug" in self.key and not values["slug"]:
            parents = tuple(value for name, value in zip(self.key, key, strict=True) if name != "slug")
            name = self.fields["name"].clean(row) if "name" in row else ""
            if len(found := named.get((*parents, fold(name)), ()) if name else ()) > 1:
                text = _("%(count)d entries here have the name “%(name)s”. Write the slug of the one that is meant.")
                raise SeveralMeant(text % {"count": len(found), "name": name})
            return (found[0] if found else None), (*parents, make_slug(name) or fold(name))
        readings = [key, tuple(map(_folded, key))]
        if "slug" in self.key:
            slug = self.key.index("slug")
            others = self.fields["slug"].widget.readings(row["slug"])
            readings += [(*readings[1][:slug], other, *readings[1][slug + 1 :]) for other in others]
        found = exact.get(key) or next((folded[one] for one in readings if one in folded), None)
        return found, readings[1]

    def before_import_row(self, row, row_number=None, **kwargs):
        """Refuse an entry that stands in the file twice."""
        try:
            self._meant, identity = self._find(row)
        except ValueError:  # import_instance says so again, with the field's name
            self._meant = None
            return
        except SeveralMeant as error:
            raise ValidationError(str(error)) from error
        identity = ("entry", self._meant.pk) if self._meant else identity
        number = self.row_numbers[row_number - 1]
        first = self.lines_of_keys.setdefault(identity, number)
        if first != number:
            raise ValidationError(_("The same entry stands in row %d already.") % first)

    def get_instance(self, instance_loader, row):
        return self._meant

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        """Leave what a cell says in other words, and the slug of an entry where the file has none."""
        name, widget = field.column_name, field.widget
        if instance.pk and name in row:
            if name == "slug" and is_empty(row[name]):
                return
            before = self.value(instance, name)
            if isinstance(before, str) and widget.means(row[name], before):
                return
        if name in row and isinstance(widget, CodeWidget):
            widget.refuse_date(row[name])
        super().import_field(field, instance, row, is_m2m, **kwargs)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Say of a row that can't be added which entry it may have meant."""
        found = {name: ValidationError(texts) for name, texts in faults_as_typed(instance).items()}
        try:
            super().validate_instance(instance, {**found, **(import_validation_errors or {})}, validate_unique)
        except ValidationError as error:
            name = self.key[-1]
            if instance.pk or name in error.error_dict or not isinstance(self.value(instance, name), str):
                raise
            if text := self._nearest_key(instance):
                error.error_dict[name] = [ValidationError(text)]
            raise

    def _nearest_key(self, instance):
        *parents, wanted = (self.value(instance, name) for name in self.key)
        close = nearest(wanted, [key[-1] for key in self._existing[0] if [*key[:-1]] == parents]) if wanted else None
        texts = {"name": wanted[:80], "close": close}
        return close and _("“%(name)s” is not here yet, so the row adds it. Did you mean “%(close)s”?") % texts

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


def _folded(value):
    return fold(value) if isinstance(value, str) else value


def _listed(names):
    return ", ".join(names)[:300]


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
