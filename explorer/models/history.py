"""Who changed what and when, of all content: every state that an entry has had, and the way back to it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from itertools import groupby

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

ADDED, CHANGED, DELETED = "+", "~", "-"


class InStep(models.Model):
    """What was changed by one request has the same `step`: what a deletion took along comes back with it."""

    step = models.CharField(max_length=32, default="", editable=False)

    class Meta:
        abstract = True


class ContentHistory(HistoricalRecords):
    """The `history` of every entry, without the time of the last change, which the record has itself."""

    def __init__(self):
        super().__init__(inherit=True, bases=[InStep], excluded_fields=["updated_at"])


def note_step(sender, history_instance, **kwargs):
    """Before a record is written: which request it belongs to."""
    request = getattr(HistoricalRecords.context, "request", None)
    if request is not None and isinstance(history_instance, InStep):
        request.history_step = getattr(request, "history_step", None) or uuid.uuid4().hex
        history_instance.step = request.history_step


def write_history(added: Iterable[models.Model], changed: Iterable[models.Model], reason: str) -> None:
    """Write in one go what many saves with `skip_history_when_saving` have left out."""
    for entries, update in ((added, False), (changed, True)):
        for model, same in groupby(sorted(entries, key=lambda entry: entry._meta.label), key=type):
            history = model.history.bulk_history_create
            history(list(same), batch_size=500, update=update, default_change_reason=reason)


def last_record(entry_model: type[models.Model], pk: int) -> models.Model | None:
    return entry_model.history.filter(id=pk).select_related("history_user").first()


def deleted_records(entry_model: type[models.Model]) -> models.QuerySet:
    """The last record of every entry that is gone, the latest first."""
    records = entry_model.history.model._default_manager.filter(id=models.OuterRef("id"))
    last = records.order_by("-history_date", "-history_id").values("history_id")[:1]
    gone = ~models.Exists(entry_model._base_manager.filter(pk=models.OuterRef("id")))
    records = entry_model.history.filter(gone, history_id=models.Subquery(last), history_type=DELETED)
    return records.select_related("history_user").order_by("-history_date", "-history_id")


def go_back(record: models.Model, reason: str) -> models.Model:
    """Make an entry what it was at `record`, or bring it back with all that its deletion took along.

    Raises ValidationError if it can't be so today. Call it inside a transaction.
    """
    model = record.instance_type
    entry = model._base_manager.filter(pk=record.id).first()
    is_back = entry is None
    entry = entry or model(pk=record.id)
    for field in record.tracked_fields:
        setattr(entry, field.attname, getattr(record, field.attname))
    entry.full_clean()
    entry._change_reason = reason
    entry.save(force_insert=is_back)
    if is_back and record.history_type == DELETED and record.step:
        _bring_back_below(record, reason)
    return entry


def _bring_back_below(record, reason):
    above = record.instance_type
    for model in apps.get_app_config("explorer").get_models():
        for field in model._meta.concrete_fields:
            if not (hasattr(model, "history") and field.is_relation and field.related_model is above):
                continue
            if field.remote_field.on_delete is not models.CASCADE:
                continue
            taken = model.history.filter(**{field.name: record.id}, history_type=DELETED, step=record.step)
            for below in taken.order_by("history_id"):
                if _can_stand(below):
                    go_back(below, reason)


def _can_stand(record):
    """Say whether all that a record refers to is there, and itself is not: it may hang on two that are gone."""
    if record.instance_type._base_manager.filter(pk=record.id).exists():
        return False
    references = [field for field in record.tracked_fields if field.is_relation and getattr(record, field.attname)]
    return all(
        field.related_model._base_manager.filter(pk=getattr(record, field.attname)).exists() for field in references
    )


def change_reason_of_import(file_name: str) -> str:
    return str(_("import of %s") % file_name)[:100]
