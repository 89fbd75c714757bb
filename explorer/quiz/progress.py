"""The wheel that fills while the quiz is answered: a part of a slice for each answer, whatever it says."""

from __future__ import annotations

from ..models import Questionnaire
from ..wheel.geometry import divide_slices, draw_wheel, spoke
from .scoring import group


def progress_wheel(questionnaire: Questionnaire) -> list[dict]:
    """The slices: of each its cluster, its form, where its icon stands, and (field, path) of every question."""
    clusters = list(questionnaire.clusters.values())
    spokes = tuple(map(spoke, clusters))
    questions = group(questionnaire.questions)
    divided = divide_slices(spokes, {slug: len(members) for slug, members in questions.items()})
    return [
        {
            "cluster": cluster,
            "divided": divided[cluster.slug],
            "icon": drawn.icon,
            "parts": list(zip(_fields(questions, cluster), divided[cluster.slug].parts, strict=True)),
        }
        for cluster, drawn in zip(clusters, draw_wheel(spokes).slices, strict=True)
    ]


def _fields(questions, cluster):
    return [one.field for one in questions.get(cluster.slug, ())]
