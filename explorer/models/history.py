"""Who changed what and when, of all content: every state that an entry has had, and the way back to it.

What a deletion takes along, and how it comes back, is in deletion.py.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from functools import cache
from itertools import groupby

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

ADDED, CHANGED, DELETED = "+", "~", "-"


class InStep(models.Model):
    """What was changed by one request has the same `step`: what a deletion took along comes back with it."""

    step = models.CharField(max_length=32, default="", editable=False)

    class Meta:
        abstract = True


class ContentHistoryManager(HistoryManager):
    @classmethod
    @cache
    def from_queryset(cls, *args, **kwargs):
        """The class of a manager with such a QuerySet: one for all, where simple_history makes one at each save."""
        return super().from_queryset(*args, **kwargs)


class ContentHistory(HistoricalRecords):
    """The `history` of every entry, without the time of the last change, which the record has itself."""

    def __init__(self):
        bases, manager = [InStep], ContentHistoryManager
        super().__init__(inherit=True, bases=bases, history_manager=manager, excluded_fields=["updated_at"])


def step_of(change: object | None) -> str:
    """The step of what happens now: that of the request, or outside of requests that of `change`; '' without both."""
    holder = getattr(HistoricalRecords.context, "request", None)
    holder = change if holder is None else holder
    if holder is None:
        return ""
    holder.history_step = getattr(holder, "history_step", None) or uuid.uuid4().hex
    return holder.history_step


def note_step(sender, history_instance, instance, **kwargs):
    """Before a record is written: which step it belongs to. A deletion has set that of all that it takes along."""
    if isinstance(history_instance, InStep):
        is_deletion = history_instance.history_type == DELETED
        history_instance.step = getattr(instance, "history_step", "") if is_deletion else step_of(None)


def write_history(added: Iterable[models.Model], changed: Iterable[models.Model], reason: str) -> None:
    """Write in one go what many saves with `skip_history_when_saving`, or bulk_create and bulk_update, leave out."""
    for entries, update in ((added, False), (changed, True)):
        for model, same in groupby(sorted(entries, key=lambda entry: entry._meta.label), key=type):
            history = model.history.bulk_history_create
            history(
                list(same),
                batch_size=500,
                update=update,
                default_change_reason=reason,
                custom_historical_attrs={"step": step_of(None)},
            )


def last_record(entry_model: type[models.Model], pk: int) -> models.Model | None:
    records = entry_model.history.filter(id=pk).select_related("history_user")
    return records.order_by("-history_date", "-history_id").first()


def deleted_records(entry_model: type[models.Model]) -> models.QuerySet:
    """The last record of every entry that is gone, the latest first."""
    records = entry_model.history.model._default_manager.filter(id=models.OuterRef("id"))
    last = records.order_by("-history_date", "-history_id").values("history_id")[:1]
    gone = ~models.Exists(entry_model._base_manager.filter(pk=models.OuterRef("id")))
    records = entry_model.history.filter(gone, history_id=models.Subquery(last), history_type=DELETED)
    return records.select_related("history_user").order_by("-history_date", "-history_id")


def entry_at(record: models.Model) -> models.Model:
    """The entry as it was at `record`, not saved."""
    return record.instance_type(**{field.attname: getattr(record, field.attname) for field in record.tracked_fields})


def references(model: type[models.Model]) -> list[models.ForeignKey]:
    return [one for one in model._meta.concrete_fields if one.is_relation]


def refuse_what_is_gone(entry: models.Model) -> None:
    """Raise ValidationError if something that `entry` refers to was deleted."""
    for one in references(type(entry)):
        key = getattr(entry, one.attname)
        if key is not None and not one.related_model._base_manager.filter(pk=key).exists():
            texts = {"kind": one.related_model._meta.verbose_name, "name": last_name(one.related_model, key)}
            text = _("It refers to the %(kind)s “%(name)s”, which is deleted. Bring that back first.")
            raise ValidationError(text % texts)


def last_name(model: type[models.Model], key: int) -> str:
    """What an entry that is gone was called."""
    record = last_record(model, key)
    return next((getattr(record, name) for name in ("name", "title", "text") if hasattr(record, name)), str(key))


def go_back(record: models.Model, reason: str) -> models.Model:
    """Make an entry what it was at `record`. Raises ValidationError if it can't be so today.

    Call it inside a transaction.
    """
    entry = record.instance_type._base_manager.get(pk=record.id)
    for field in record.tracked_fields:
        setattr(entry, field.attname, getattr(record, field.attname))
    refuse_what_is_gone(entry)
    entry.full_clean()
    entry._change_reason = reason
    entry.save()
    return entry


def change_reason_of_import(file_name: str) -> str:
    return str(_("import of %s") % file_name)[:100]
