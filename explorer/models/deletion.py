"""What a deletion takes along and what it unties: noted as it happens, and brought back whole.

What goes with an entry (CASCADE) has a last record of the same step. What stays and loses its reference (SET_NULL) is
noted as `Untied` until it is tied again. What comes back has its old keys: whatever holds them is right again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from graphlib import TopologicalSorter

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from .history import (
    DELETED,
    deleted_records,
    entry_at,
    last_name,
    references,
    refuse_what_is_gone,
    step_of,
    write_history,
)

Found = dict[type[models.Model], set[int]]  # {model: keys}


class Untied(models.Model):
    """That a deletion has emptied a field of an entry that stays. Gone when the field is tied again."""

    step = models.CharField(max_length=32)
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    field = models.CharField(max_length=60)
    value = models.BigIntegerField()  # the key of what was deleted

    class Meta:
        indexes = [models.Index(fields=["model", "field", "value"], name="untied_value")]

    def __str__(self):
        return f"{self.model} {self.object_id}: {self.field} {self.value}"


@dataclass
class Back:
    """What has come back: the entry, how many others with it, and what stays otherwise, in sentences."""

    entry: models.Model
    others: int = 0
    notes: list[str] = field(default_factory=list)


def models_with_history() -> list[type[models.Model]]:
    """All of them, each behind those that it refers to."""
    found = [model for model in apps.get_app_config("explorer").get_models() if hasattr(model, "history")]
    needs = {model: [one.related_model for one in model._meta.concrete_fields] for model in found}
    return [model for model in TopologicalSorter(needs).static_order() if model in needs]


def _ties(model: type[models.Model]) -> list[models.ForeignKey]:
    """The fields elsewhere that are emptied when an entry of `model` is deleted."""
    relations = (one for one in model._meta.related_objects if one.on_delete is models.SET_NULL)
    return [one.field for one in relations if hasattr(one.related_model, "history")]


# As it happens


def before_deletion(sender, instance, origin=None, **kwargs):
    """Before an entry or what goes with it is deleted: the step of the deletion, and what it unties."""
    origin = instance if origin is None else origin
    instance.history_step = step_of(origin)
    for tie in _ties(sender):
        keys = list(tie.model._base_manager.filter(**{tie.name: instance.pk}).values_list("pk", flat=True))
        note = {"model": tie.model._meta.model_name, "field": tie.name, "value": instance.pk}
        Untied.objects.bulk_create(Untied(step=instance.history_step, object_id=key, **note) for key in keys)
        if keys:
            origin.__dict__.setdefault("untied_now", defaultdict(set))[tie.model].update(keys)


def after_deletion(sender, instance, origin=None, **kwargs):
    """Once all fields are emptied, which is before the first entry goes: this stands in the histories of the others."""
    origin = instance if origin is None else origin
    for model, keys in origin.__dict__.pop("untied_now", {}).items():
        entries = model._base_manager.filter(pk__in=keys)
        entries.update(updated_at=timezone.now())
        write_history([], entries, _("What it referred to was deleted"))


# Back again


def bring_back(record: models.Model, reason: str) -> Back:
    """Bring back an entry that is gone as it was at `record`, and all that its deletion took along and untied.

    What can't come back, because something else is gone or newer, stays where it is and is named. Raises
    ValidationError if the entry itself can't. Call it inside a transaction.
    """
    entry = entry_at(record)
    back = Back(entry)
    refuse_what_is_gone(entry)
    _refuse_what_is_taken(entry)
    _leave_home_page(entry, back)
    entry.full_clean()
    entry._change_reason = reason
    entry.save(force_insert=True)
    restored: Found = defaultdict(set, {type(entry): {entry.pk}})
    for model in models_with_history():
        rows = _that_can_stand(_gone_with(model, restored), restored, back)
        model._base_manager.bulk_create(rows, batch_size=500)
        if not hasattr(model, "skip_history_when_saving"):
            write_history(rows, [], reason)
        restored[model].update(row.pk for row in rows)
        back.others += len(rows)
    for model in models_with_history():
        _tie_again(model, restored, reason, back)
    return back


def _refuse_what_is_taken(entry):
    model = type(entry)
    unique = [one.fields for one in model._meta.total_unique_constraints]
    unique += [(one.name,) for one in model._meta.concrete_fields if one.unique and not one.primary_key]
    for names in unique:
        fields = [model._meta.get_field(name) for name in names]
        values = {one.attname: getattr(entry, one.attname) for one in fields}
        other = None if None in values.values() else model._base_manager.filter(**values).first()
        if other:
            told = [one for one in fields if not one.is_relation] or fields
            what = ", ".join(f"{one.verbose_name}: {getattr(entry, one.name)}" for one in told)
            text = _("“%(other)s” has its place now (%(what)s). Change or delete that one, then bring this one back.")
            raise ValidationError(text % {"other": other, "what": what})


def _leave_home_page(entry, back):
    """Only one framework is on the home page: the one that an editor has put there since stays."""
    if getattr(entry, "is_default", False) and (other := type(entry)._base_manager.filter(is_default=True).first()):
        entry.is_default = False
        back.notes.append(_("“%s” is on the home page now, and stays there.") % other)


def _gone_with(model, restored: Found) -> list[models.Model]:
    """The last records of what refers to something restored and went only because something that it needs went.

    It may need two that were deleted one after the other: then it comes back with the last of them.
    """
    touching = Q()
    for one in references(model):
        if keys := restored.get(one.related_model):
            touching |= Q(**{f"{one.attname}__in": keys})
    if not touching:
        return []
    records = list(deleted_records(model).filter(touching).exclude(step="").order_by("history_id"))
    steps, went_along = {record.step for record in records}, set()
    for one in references(model) if records else ():
        if one.remote_field.on_delete is models.CASCADE:
            keys = {getattr(record, one.attname) for record in records}
            above = one.related_model.history.filter(id__in=keys, step__in=steps, history_type=DELETED)
            gone = set(above.values_list("id", "step"))
            went_along |= {record.pk for record in records if (getattr(record, one.attname), record.step) in gone}
    return [record for record in records if record.pk in went_along]


def _that_can_stand(records, restored: Found, back) -> list[models.Model]:
    """The entries of `records` that break no rule of today. The others are named."""
    rows = [entry_at(record) for record in records]
    there = _referred_to(rows)
    standing = []
    for row in rows:
        missing = [(one.related_model, key) for one, key in _keys(row) if key not in there[one.name]]
        if missing:
            kind, names = row._meta.verbose_name, ", ".join(f"“{last_name(*one)}”" for one in missing)
            text = _("One %(kind)s comes back when this does, which is deleted too: %(names)s.")
            back.notes.append(text % {"kind": kind, "names": names})
            continue
        for one, key in _keys(row):
            setattr(row, one.name, there[one.name][key])
        try:
            _check(row, restored)
        except ValidationError as error:
            texts = {"entry": row, "why": " ".join(error.messages)}
            back.notes.append(_("“%(entry)s” stays deleted. %(why)s") % texts)
        else:
            standing.append(row)
    return standing


def _keys(row):
    return [(one, key) for one in references(type(row)) if (key := getattr(row, one.attname)) is not None]


def _referred_to(rows) -> dict[str, dict[int, models.Model]]:
    """{field: {key: what it refers to}} of entries of one kind, with what their rules look at."""
    found = {}
    for one in references(type(rows[0])) if rows else ():
        keys = {getattr(row, one.attname) for row in rows} - {None}
        above = [next_one.name for next_one in references(one.related_model)]
        entries = one.related_model._base_manager.all()
        found[one.name] = (entries.select_related(*above) if above else entries).in_bulk(keys)
    return found


def _check(row, restored: Found):
    """Raise ValidationError if something that is newer forbids `row`. What stands below new rows alone is not asked."""
    is_below = any(key in restored[one.related_model] for one, key in _keys(row) if _is_above(one))
    if not is_below:  # it has waited, and what it needs was there
        row.full_clean()
        return
    row.clean_fields(exclude=[one.name for one in references(type(row))])
    if not all(key in restored[one.related_model] for one, key in _keys(row) if _is_above(one)):
        row.clean()


def _is_above(one):
    return one.remote_field.on_delete in (models.CASCADE, models.RESTRICT)


def _tie_again(model, restored: Found, reason, back):
    """Give the entries of `model` back what they referred to, but for those that an editor has tied elsewhere since."""
    ties = {one.name: one for one in references(model) if one.remote_field.on_delete is models.SET_NULL}
    notes = _notes_on(model, ties, restored)
    if not notes:
        return
    entries = model._base_manager.select_related(*ties).in_bulk({note.object_id for note in notes})
    there = {
        name: one.related_model._base_manager.in_bulk({note.value for note in notes if note.field == name})
        for name, one in ties.items()
    }
    last: dict[int, dict[str, int]] = defaultdict(dict)  # {entry: {field: key}}; an earlier tie was given up for it
    for note in notes:
        last[note.object_id][note.field] = note.value
    tied, left = [], []
    for key, entry in entries.items():
        again = {name: there[name][value] for name, value in last[key].items() if value in there[name]}
        if any(getattr(entry, ties[name].attname) not in (None, value) for name, value in last[key].items()):
            left.append(entry)
        elif again:  # else what it waits for is still gone
            (tied if _tie(entry, ties, again) else left).append(entry)
    model._base_manager.bulk_update(tied, [*ties, "updated_at"], batch_size=500)
    write_history([], tied, reason)
    back.notes += [_("“%s” stays where it was put since.") % entry for entry in left]
    done = {entry.pk for entry in left}
    waiting = [note for note in notes if note.object_id not in done]
    waiting = [note for note in waiting if note.object_id not in entries or note.value not in there[note.field]]
    Untied.objects.filter(pk__in={note.pk for note in notes} - {note.pk for note in waiting}).delete()


def _notes_on(model, ties, restored: Found) -> list[Untied]:
    """All notes on the entries of `model` that were restored, or that referred to something that was; oldest first."""
    touched = Q(object_id__in=restored[model])
    for name, one in ties.items():
        touched |= Q(field=name, value__in=restored[one.related_model])
    notes = Untied.objects.filter(model=model._meta.model_name)
    return list(notes.filter(object_id__in=notes.filter(touched).values("object_id")).order_by("pk")) if ties else []


def _tie(entry, ties, again) -> bool:
    """Let `entry` refer to `again`, {field: entry}, and say whether that is allowed."""
    for name, value in again.items():
        setattr(entry, name, value)
    entry.updated_at = timezone.now()
    return _is_allowed(entry, {ties[name].attname: value.pk for name, value in again.items()})


def _is_allowed(entry, values):
    """Say whether an entry may have `values`, which it has: a rule may forbid them, or take them away."""
    try:
        entry.clean()
    except ValidationError:
        return False
    return all(getattr(entry, attname) == value for attname, value in values.items())


# After it


def counts_of(steps) -> dict[str, dict[type[models.Model], int]]:
    """How many entries of each kind were deleted in one step: {step: {model: count}}."""
    counts = defaultdict(dict)
    for model in models_with_history():
        records = model.history.filter(step__in=steps, history_type=DELETED).order_by().values_list("step")
        for step, count in records.annotate(count=models.Count("pk")):
            counts[step][model] = count
    return counts


def untied_counts_of(steps) -> dict[str, int]:
    notes = Untied.objects.filter(step__in=steps).values_list("step")
    return dict(notes.annotate(count=models.Count("object_id", distinct=True)))
