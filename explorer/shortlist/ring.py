"""A small wheel of the fields in which something is kept. Pure: clusters in, arcs out.

Two rings as on the large wheel: the clusters outside, the cross-cutting ones inside. An arc is a dash of a circle.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

ROUND = 360  # the length of each circle, in degrees
OUTER, INNER = 40, 18  # radii, in a square of 100
GAP = 140  # degrees between two dashes times the radius


class FieldLike(Protocol):
    @property
    def hue(self) -> str: ...
    @property
    def is_cross_cutting(self) -> bool: ...


@dataclass(frozen=True)
class Arc:
    hue: str
    is_explored: bool
    radius: int
    length: float
    offset: float

    @property
    def rest(self) -> float:
        return round(ROUND - self.length, 1)


def draw_ring(fields: Iterable[tuple[FieldLike, bool]]) -> list[Arc]:
    """Return the arcs of `fields`, [(cluster, whether something of it is kept), ...], clockwise from the top."""
    fields = list(fields)
    arcs = []
    for radius, is_inner in ((OUTER, False), (INNER, True)):
        ring = [(field, is_explored) for field, is_explored in fields if field.is_cross_cutting == is_inner]
        for number, (field, is_explored) in enumerate(ring):
            span = ROUND / len(ring)
            gap = GAP / radius if len(ring) > 1 else 0
            arcs.append(Arc(field.hue, is_explored, radius, round(span - gap, 1), round(-number * span - gap / 2, 1)))
    return arcs
