"""The wheel that fills while the quiz is answered: a part of a slice for each answer, whatever it says."""

from __future__ import annotations

from dataclasses import dataclass

from ..models import Cluster, Questionnaire
from ..wheel.geometry import CENTRE, DividedSlice, Icon, divide_slices, draw_wheel, spoke
from .scoring import group


@dataclass(frozen=True)
class FillingSlice:
    """A cluster's slice. `parts` has (the name of a question's field, path), from the inside outwards."""

    cluster: Cluster
    divided: DividedSlice
    icon: Icon
    fields: list[str]

    @property
    def parts(self) -> list[tuple[str, str]]:
        return list(zip(self.fields, self.divided.parts, strict=True))

    @property
    def below_icon(self) -> str:
        """The field of the part that the icon stands on; '' if nothing is asked."""
        return self.fields[len(self.fields) // 2] if self.fields else ""


@dataclass(frozen=True)
class FillingWheel:
    box: str  # what of the square the wheel takes
    slices: list[FillingSlice]


def filling_wheel(questionnaire: Questionnaire) -> FillingWheel:
    clusters = list(questionnaire.clusters.values())
    spokes = tuple(map(spoke, clusters))
    questions = group(questionnaire.questions)
    divided = divide_slices(spokes, {slug: len(members) for slug, members in questions.items()})
    slices = [
        FillingSlice(cluster, divided[cluster.slug], drawn.icon, [one.field for one in questions.get(cluster.slug, ())])
        for cluster, drawn in zip(clusters, draw_wheel(spokes).slices, strict=True)
    ]
    edge = max(one.divided.outer for one in slices)
    return FillingWheel(f"{CENTRE - edge:g} {CENTRE - edge:g} {2 * edge:g} {2 * edge:g}", slices)
