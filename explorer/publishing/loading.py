"""Shipped content into the database, without running over an editor.

A shipped entry is merged field by field, from three sides: what was shipped last time (stored in LoadedEntry),
what the database says now, and what is shipped this time. A field that an editor has changed stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from ..models import CONTENT_MODELS, Career, CrosswalkRow, Framework, ImportedCareer, LoadedEntry
from ..models.history import write_history
from ..models.version import before_change, content_transaction

_BY_LABEL = {model._meta.label_lower: model for model in CONTENT_MODELS}

Key = tuple[str, ...]


class BrokenFixture(Exception):
    """A fixture that can't be loaded; says which file and which entry. Nothing of any file has been loaded."""


@dataclass
class Report:
    """What a load did. The lists name entries and, where one field is meant, that field."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)  # an editor's, left as it is
    replaced: list[str] = field(default_factory=list)  # an editor's, overwritten because --overwrite was given
    imported: list[str] = field(default_factory=list)  # by import_onet or import_bls, left as it is
    no_longer_shipped: list[str] = field(default_factory=list)  # left as it is
    removed: list[str] = field(default_factory=list)  # no longer shipped, and of a kind that goes with its shipping
    same: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Shipped:
    """One entry of a fixture file."""

    file: Path
    number: int
    model: type[models.Model]
    fields: dict[str, Any]
    key: Key

    def __str__(self):
        return f"{self.model._meta.model_name} {' / '.join(self.key)}"

    def broken(self, why: object) -> BrokenFixture:
        return BrokenFixture(f"{self.file.name}, entry {self.number} ({self}): {why}")


@content_transaction()
def load_fixtures(files: Iterable[Path], *, overwrite: bool = False) -> Report:
    """Add and update everything in `files`, or, on a BrokenFixture, nothing at all."""
    shipped = sorted(
        (entry for file in files for entry in _read(file)), key=lambda entry: CONTENT_MODELS.index(entry.model)
    )
    return _Load(overwrite).run(shipped)


class _Load:
    def __init__(self, overwrite: bool):
        self.overwrite = overwrite
        self.report = Report()
        self.bases = {(base.model, tuple(base.key)): base for base in LoadedEntry.objects.all()}
        self.imported = dict(ImportedCareer.objects.values_list("career", "values"))
        self.in_database = {model: model._default_manager.in_bulk() for model in CONTENT_MODELS}
        # Where each shipped entry stands in the database; None where an editor has deleted it.
        self.entries: dict[tuple[type[models.Model], Key], models.Model | None] = {}
        self.new: list[tuple[_Shipped, models.Model, LoadedEntry | None]] = []  # of one kind, checked and not yet saved
        self.to_remember: list[LoadedEntry] = []
        self.saved: dict[bool, list[models.Model]] = {True: [], False: []}  # by whether it was added

    def run(self, shipped: list[_Shipped]) -> Report:
        for _model, entries in groupby(shipped, key=lambda entry: entry.model):
            for entry in entries:
                if (entry.model, entry.key) in self.entries:
                    raise entry.broken(_("it stands in the fixtures twice"))
                self.entries[entry.model, entry.key] = self._load(entry)
            self._create_new()
        LoadedEntry.objects.bulk_create(self.to_remember, batch_size=500)
        write_history(self.saved[True], self.saved[False], "load_frameworks")
        now = {(model._meta.label_lower, key) for model, key in self.entries}
        shipped = {(model, found.pk) for (model, _key), found in self.entries.items() if found is not None}
        for label, key in sorted(self.bases.keys() - now):
            said = f"{label.split('.')[1]} {' / '.join(key)}"
            if self._goes(_BY_LABEL.get(label), self.bases[label, key], shipped):
                self._remove(_BY_LABEL[label], self.bases[label, key])
                self.report.removed.append(said)
            else:
                self.report.no_longer_shipped.append(said)
        return self.report

    def _goes(self, model: type[models.Model] | None, base: LoadedEntry, shipped: set) -> bool:
        """Say whether it goes when it is no longer shipped: what it joins still is, and no editor changed it."""
        found = self.in_database[model].get(base.object_id) if model else None
        if found is None or not getattr(model, "goes_when_no_longer_shipped", False):
            return False
        fields = shipped_fields(model).values()
        joins = {(f.related_model, getattr(found, f.attname)) for f in fields if f.is_relation}
        as_loaded = {f.attname: base.values.get(f.attname, f.get_default()) for f in fields}
        is_changed = any(getattr(found, name) != value for name, value in as_loaded.items())
        return joins <= shipped and (self.overwrite or not is_changed)

    def _remove(self, model: type[models.Model], base: LoadedEntry) -> None:
        found = self.in_database[model].pop(base.object_id)
        found._change_reason = "load_frameworks"
        found.delete()
        base.delete()

    def _load(self, entry: _Shipped) -> models.Model | None:
        wanted, unresolved = self._build(entry)
        published = _published(entry, wanted)
        base = self.bases.get((entry.model._meta.label_lower, entry.key))
        found = self._find(entry, base)
        if found is None and unresolved:
            self.report.left_alone.append(_("%(entry)s: deleted, with what it stands under") % {"entry": entry})
            return None
        if found is None and base and not self.overwrite:
            self.report.left_alone.append(_("%(entry)s: deleted") % {"entry": entry})
            return None
        if entry.model is Framework:
            self._settle_home_page(entry, found, wanted)
        if found is None:
            if published:
                wanted.publish(published)
            if entry.model is CrosswalkRow:  # its clean() looks for other rows that contradict it
                self._create_new()
            _check(entry, wanted)
            self.new.append((entry, wanted, base))
            (self.report.replaced if base else self.report.added).append(str(entry))
            return wanted
        self._merge(entry, found, wanted, base.values if base else {}, unresolved)
        if published and found.publish(published):
            found.skip_history_when_saving = True  # no value is another one: what was changed has been saved
            found.save(update_fields=["overtyped"])
        self._remember(entry, found, wanted, base)
        return found

    def _build(self, entry: _Shipped) -> tuple[models.Model, set[str]]:
        """The entry as an unsaved object, and the names of the references whose target an editor has deleted."""
        values, unresolved = {}, set()
        for name, value in entry.fields.items():
            model_field = shipped_fields(entry.model)[name]
            if model_field.is_relation and value is not None:
                value = self._refer(entry, name, model_field.related_model, value)
                if value is None:
                    unresolved.add(name)
                    continue
            values[name] = value
        return entry.model(**values), unresolved

    def _settle_home_page(self, entry: _Shipped, found: models.Model | None, wanted: models.Model) -> None:
        """Only one framework is on the home page: an editor's stays there, unless it is to be overwritten."""
        self._create_new()
        others = Framework.objects.filter(is_default=True).exclude(pk=found and found.pk)
        if not (wanted.is_default and others):
            return
        if self.overwrite:
            self.report.replaced += [f"framework {other.slug}: is_default" for other in others]
            others.update(is_default=False)
        elif found is None:
            self.report.left_alone.append(f"{entry}: is_default")
            wanted.is_default = False

    def _refer(self, entry: _Shipped, name: str, model: type[models.Model], key: Any) -> models.Model | None:
        """What a reference means; None if an editor has deleted it."""
        if not (isinstance(key, list) and all(isinstance(part, str) for part in key)):
            raise entry.broken(_("“%(name)s” has to be the other entry's key, as a list") % {"name": name})
        if (model, tuple(key)) in self.entries:
            return self.entries[model, tuple(key)]
        try:
            return model._default_manager.get_by_natural_key(*key)
        except (model.DoesNotExist, ValueError):
            raise entry.broken(
                _("“%(name)s” names %(key)s, which is not there") % {"name": name, "key": " / ".join(key)}
            ) from None

    def _find(self, entry: _Shipped, base: LoadedEntry | None) -> models.Model | None:
        if base and base.object_id in self.in_database[entry.model]:
            return self.in_database[entry.model][base.object_id]
        if not self.in_database[entry.model]:
            return None
        try:
            return entry.model._default_manager.get_by_natural_key(*entry.key)
        except entry.model.DoesNotExist:
            return None

    def _merge(
        self, entry: _Shipped, found: models.Model, wanted: models.Model, base: dict[str, Any], unresolved: set[str]
    ) -> None:
        """Move each field of `found` to what is shipped, but for those that differ from what was shipped before."""
        fields = {
            model_field.attname: model_field
            for model_field in shipped_fields(entry.model).values()
            if model_field.name != "overtyped"
            and getattr(found, model_field.attname) != getattr(wanted, model_field.attname)
        }
        # A field that has come with an upgrade still has its default, if nobody has filled it in.
        before = {name: base.get(name, model_field.get_default()) for name, model_field in fields.items()}
        editors = {
            name
            for name in fields
            if (getattr(found, name) != before[name] if base else not _is_unfilled(found, name, wanted))
        }
        imported = self._imported(entry, found, editors)
        left = self._left(entry, editors)
        updates, left_alone = [], []
        for name, model_field in fields.items():
            what = f"{entry}: {model_field.name}"
            if model_field.name in unresolved or (name in left and not self.overwrite):
                (self.report.imported if left.get(name, set()) <= imported else left_alone).append(what)
                continue
            setattr(found, name, getattr(wanted, name))
            updates.append(name)
            (self.report.replaced if name in editors else self.report.changed).append(what)
        if imported and self.overwrite:  # what the imports wrote is gone, and what they remember of it
            ImportedCareer.objects.filter(career=found.pk).delete()
        self.report.left_alone += left_alone
        if updates:
            self._save(entry, found)
        elif not left_alone:
            self.report.same.append(str(entry))

    def _imported(self, entry: _Shipped, found: models.Model, names: set[str]) -> set[str]:
        """Those of `names` that an import wrote, and not an editor."""
        memory = self.imported.get(found.pk, {}) if entry.model is Career else {}
        return {name for name in names if name in memory and memory[name] == getattr(found, name)}

    def _left(self, entry: _Shipped, editors: set[str]) -> dict[str, set[str]]:
        """What stays as it is, and because of which fields: an editor's, and what belongs together with one of them."""
        left = {name: {name} for name in editors}
        for group in getattr(entry.model, "figure_groups", ()):
            if because := editors & set(group):
                left |= dict.fromkeys(group, because)
        return left

    def _create_new(self) -> None:
        """Add the new entries of a kind in one go. If the database refuses, each is saved alone: that names the one."""
        if not self.new:
            return
        model, entries = self.new[0][0].model, [wanted for _entry, wanted, _base in self.new]
        before_change(model)  # bulk_create sends no signals
        try:
            if not connection.features.can_return_rows_from_bulk_insert:
                raise IntegrityError("No keys come back from bulk_create.")
            with transaction.atomic():
                model._base_manager.bulk_create(entries, batch_size=500)
            self.saved[True] += entries
        except IntegrityError:
            for entry, wanted, _base in self.new:
                self._save(entry, wanted)
        for entry, wanted, base in self.new:
            self._remember(entry, wanted, wanted, base)
        self.new.clear()

    def _save(self, entry: _Shipped, instance: models.Model) -> None:
        _check(entry, instance, with_database=True)
        self.saved[instance.pk is None].append(instance)
        instance.skip_history_when_saving = True  # all of it is written at the end, in one go
        instance.save()

    def _remember(self, entry: _Shipped, found: models.Model, wanted: models.Model, base: LoadedEntry | None) -> None:
        values = {f.attname: getattr(wanted, f.attname) for f in shipped_fields(entry.model).values()}
        if base is None:
            label, key = entry.model._meta.label_lower, list(entry.key)
            self.to_remember.append(LoadedEntry(model=label, key=key, object_id=found.pk, values=values))
        elif (base.object_id, base.values) != (found.pk, values):
            base.object_id, base.values = found.pk, values
            base.save()


def _is_unfilled(found: models.Model, name: str, wanted: models.Model) -> bool:
    """Say whether the editor who made the entry left a field out: perhaps it had not come yet.

    Nobody says that a place is our own without a reason: until there were both, no place said whose it is.
    """
    if name == "origin" and "reason" in shipped_fields(type(found)):
        return found.reason == "" and found.origin == type(found)._meta.get_field("origin").get_default()
    return getattr(found, name) in ("", None) and getattr(wanted, name) is not None


def _check(entry: _Shipped, instance: models.Model, *, with_database: bool = False) -> None:
    """Raise BrokenFixture if it is not valid.

    Without queries it is not asked whether references exist, and what has to be unique: the database refuses that.
    """
    references = [one for one in instance._meta.concrete_fields if one.is_relation and not one.get_limit_choices_to()]
    exist = set() if with_database else {one.name for one in references if getattr(instance, one.attname) is not None}
    try:
        instance.full_clean(exist, validate_unique=with_database, validate_constraints=with_database)
    except ValidationError as error:
        why = "; ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
        raise entry.broken(why) from error


def _published(entry: _Shipped, wanted: models.Model) -> dict[str, Any]:
    """What the publishers say of a career: an export of an editor's figures has that in `overtyped`."""
    if entry.model is not Career:
        return {}
    if not isinstance(wanted.overtyped, dict) or not wanted.overtyped.keys() <= set(Career.published_figures):
        raise entry.broken(_("“overtyped” has to name figures, each with what its publisher says"))
    return {name: wanted.published(name) for name in entry.fields if name in Career.published_figures}


def shipped_fields(model: type[models.Model]) -> dict[str, models.Field]:
    return {f.name: f for f in model._meta.concrete_fields if not f.primary_key and f.name != "updated_at"}


def _read(file: Path) -> Iterable[_Shipped]:
    try:
        entries = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise BrokenFixture(f"{file.name}: {error}") from error
    if not isinstance(entries, list):
        raise BrokenFixture(_("%(file)s: it has to be a list of entries") % {"file": file.name})
    for number, entry in enumerate(entries, start=1):
        yield _parse(file, number, entry)


def _parse(file: Path, number: int, entry: Any) -> _Shipped:
    def broken(why):
        return BrokenFixture(f"{file.name}, entry {number}: {why}")

    if not (isinstance(entry, dict) and isinstance(entry.get("fields"), dict)):
        raise broken(_("it has to have “model” and “fields”"))
    model = _BY_LABEL.get(str(entry.get("model")))
    if model is None:
        raise broken(
            _("“%(model)s” is not one of %(models)s") % {"model": entry.get("model"), "models": ", ".join(_BY_LABEL)}
        )
    unknown = entry["fields"].keys() - shipped_fields(model).keys()
    if unknown:
        raise broken(_("unknown field %(names)s") % {"names": ", ".join(sorted(unknown))})
    try:
        key = _key(model, entry["fields"])
    except (KeyError, TypeError, IndexError):
        raise broken(
            _("its key needs %(names)s")
            % {"names": ", ".join(path.split("__")[0] for path in model.natural_key_fields)}
        ) from None
    return _Shipped(file, number, model, entry["fields"], key)


def _key(model: type[models.Model], fields: dict[str, Any]) -> Key:
    """The natural key as the file writes it, not as the database has it: an editor may have changed a slug since."""
    key = []
    for path in model.natural_key_fields:
        name, _separator, rest = path.partition("__")
        value = fields[name]
        if rest:
            reference = model._meta.get_field(name)
            is_empty = value is None and reference.null
            value = "" if is_empty else value[reference.related_model.natural_key_fields.index(rest)]
        if not isinstance(value, str):
            raise TypeError(path)
        key.append(value)
    return tuple(key)
