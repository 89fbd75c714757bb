"""All content in memory: one query for each kind, whatever there is of it."""

from __future__ import annotations

from django.db import models

from ..models import (
    CONTENT_MODELS,
    CareerPlacement,
    Cluster,
    ClusterPart,
    ClusterSuggestion,
    CrossCuttingLink,
    Grouping,
    PickedCareer,
    Placement,
    ProgramCareer,
    ProgramCourse,
    ProgramMajor,
    ProgramSkill,
    QuizItem,
    RetiredAddress,
    SubCluster,
    SubClusterSuggestion,
)

ENDS = ("framework", "cluster", "sub_cluster", "program", "career", "old", "new", "cross_cutting", "picked_list")
ABOVE = {
    Grouping: ["framework"],
    Cluster: ["framework", "grouping"],
    ClusterPart: ["cluster"],
    SubCluster: ["cluster"],
    Placement: ["sub_cluster"],
    CrossCuttingLink: ["cluster", "cross_cutting"],
    ClusterSuggestion: ["old"],
    SubClusterSuggestion: ["old"],
    QuizItem: ["cluster"],
    CareerPlacement: ["sub_cluster"],
    PickedCareer: ["picked_list"],
    ProgramSkill: ["program"],
    ProgramCourse: ["program"],
    ProgramMajor: ["program"],
    ProgramCareer: ["program"],
}


class Content:
    """Everything that editors edit, as rows; references between entries cost no query."""

    def __init__(self):
        self._entries: dict[type[models.Model], dict[int, models.Model]] = {}
        for model in CONTENT_MODELS:
            references = [f for f in model._meta.concrete_fields if f.is_relation]
            self._entries[model] = found = {one.pk: one for one in model._base_manager.order_by("pk")}
            for entry in found.values():
                for reference in references:
                    key = getattr(entry, reference.attname)
                    setattr(entry, reference.name, key and self._entries[reference.related_model][key])
        self.retired = list(RetiredAddress.objects.all())

    def of(self, *kinds: type[models.Model]) -> list:
        return [entry for kind in kinds for entry in self._entries[kind].values()]

    def all(self) -> list:
        return self.of(*CONTENT_MODELS)


def is_draft(entry: models.Model) -> bool:
    """Say whether only staff see `entry`: it is a draft, or what it stands under is one."""
    above = (getattr(entry, name, None) for name in ENDS)
    return getattr(entry, "is_draft", False) or any(is_draft(one) for one in above if one is not None)


def order(entry: models.Model | None) -> tuple:
    """Where an entry stands among those of its kind: as pages show them, by its key where they have no order."""
    if entry is None:
        return ()
    above = [order(getattr(entry, name)) for name in ABOVE.get(type(entry), ())]
    return (*above, getattr(entry, "position", 0), entry.natural_key())
