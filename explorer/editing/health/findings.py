"""What a check says of an entry: an error is something that a visitor runs into, all else is a warning."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from ...models import (
    ClusterPart,
    QuizItem,
)
from ..labels import label_with_place


class Severity(models.TextChoices):
    ERROR = "error", gettext_lazy("Error")
    WARNING = "warning", gettext_lazy("Warning")


@dataclass(frozen=True)
class Finding:
    """What is wrong with an entry (of the quiz as a whole, if there is none), and in which field it is mended."""

    severity: Severity
    entry: models.Model | None
    what: str
    field: str = ""

    @property
    def kind_of_entry(self) -> str:
        return capfirst(str((self.entry or QuizItem)._meta.verbose_name))

    @property
    def name(self) -> str:
        return label_with_place(self.entry) if self.entry else ""

    @property
    def mend_url(self) -> str:
        if self.entry is None:
            return reverse("admin:explorer_quizitem_changelist")
        if isinstance(self.entry, ClusterPart):  # it is edited with its cluster
            return f"{reverse('admin:explorer_cluster_change', args=[self.entry.cluster_id])}#parts-group"
        name = f"admin:explorer_{self.entry._meta.model_name}_change"
        return reverse(name, args=[self.entry.pk]) + (f"#id_{self.field}" if self.field else "")


def error(entry, what, field="") -> Finding:
    return Finding(Severity.ERROR, entry, what, field)


def warning(entry, what, field="") -> Finding:
    return Finding(Severity.WARNING, entry, what, field)
