"""The picture of the crosswalk: bands that flow from the old clusters on the left to the new ones on the right.

Drawn in a box of 100 by 1,000 units that the page stretches to whatever width and height its lists have: every old
cluster has a row of equal height on the left, every new one on the right. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

WIDTH, HEIGHT = 100, 1000
FULLEST = 0.78  # of its row's height, for the row with the most work
THINNEST = 5  # units: a band is never a hair


@dataclass(frozen=True)
class Flow:
    """Work that moved from the cluster `old` to the cluster `new`; `weight` in pathways, or 0 if none is known."""

    old: str
    new: str
    weight: float
    is_official: bool


@dataclass(frozen=True)
class Band:
    number: int
    flow: Flow
    path: str


@lru_cache(maxsize=64)
def draw_flows(olds: tuple[str, ...], news: tuple[str, ...], flows: tuple[Flow, ...]) -> tuple[Band, ...]:
    """Return a band for each flow. Bands leave a row in the order of the new clusters and arrive in that of the old."""
    left = _ports(olds, flows, lambda flow: flow.old, lambda flow: news.index(flow.new), _thickness(olds, news, flows))
    right = _ports(news, flows, lambda flow: flow.new, lambda flow: olds.index(flow.old), _thickness(olds, news, flows))
    return tuple(Band(number, flow, _path(*left[flow], *right[flow])) for number, flow in enumerate(flows))


def _thickness(olds: Sequence[str], news: Sequence[str], flows: Sequence[Flow]) -> dict[Flow, float]:
    """Units per flow, so that no row is fuller than FULLEST."""
    heaviest = 0.0
    for keys, end in ((olds, "old"), (news, "new")):
        sums: defaultdict[str, float] = defaultdict(float)
        for flow in flows:
            sums[getattr(flow, end)] += max(flow.weight, 0.25)
        heaviest = max([heaviest, *(weight * len(keys) for weight in sums.values())])
    unit = FULLEST * HEIGHT / heaviest if heaviest else 0
    return {flow: max(max(flow.weight, 0.25) * unit, THINNEST) for flow in flows}


def _ports(
    keys: Sequence[str],
    flows: Sequence[Flow],
    end: Callable[[Flow], str],
    order: Callable[[Flow], int],
    thickness: Mapping[Flow, float],
) -> dict[Flow, tuple[float, float]]:
    """Where each flow touches its row: (top, bottom). The bands of a row are stacked at its middle."""
    ports = {}
    height = HEIGHT / len(keys)
    for number, key in enumerate(keys):
        members = sorted((flow for flow in flows if end(flow) == key), key=order)
        top = (number + 0.5) * height - sum(thickness[flow] for flow in members) / 2
        for flow in members:
            ports[flow] = (top, top + thickness[flow])
            top += thickness[flow]
    return ports


def _path(top: float, bottom: float, new_top: float, new_bottom: float) -> str:
    middle = WIDTH / 2
    return (
        f"M0 {top:.0f}C{middle:.0f} {top:.0f} {middle:.0f} {new_top:.0f} {WIDTH} {new_top:.0f}"
        f"V{new_bottom:.0f}C{middle:.0f} {new_bottom:.0f} {middle:.0f} {bottom:.0f} 0 {bottom:.0f}Z"
    )
