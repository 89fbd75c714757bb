"""The wheel's geometry: clusters in, slices out. Pure: it knows neither request nor database.

Everything is drawn in a square of SIZE units with the centre in its middle. All numbers leave as
strings with a decimal point, so that no locale can turn a path into nonsense.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, groupby
from typing import Protocol

from .labels import Label, Sector, fit_along_radius, fit_upright, held_lengths, polar, text_width

SIZE = 1000
CENTRE = SIZE / 2
DISC = 94
INNER_RING = (102, 230)
OUTER_RING = (236, 432)
RIM = (444, 498)  # a chosen slice moves out 12 units: it stays below the words
LONE_RING_START = 150  # where a ring begins that has none inside it
# The stylesheet shows words only where the wheel is at least 640 CSS pixels wide: 19 units are 12.2 pixels there.
LABEL_SIZES = (21, 20, 19)
RIM_SIZES = {1: (23, 21, 19), 2: (21, 19)}  # by number of lines
LABEL_ICON, LONE_ICON, RIM_ICON = 34, 62, 40


@dataclass(frozen=True)
class Spoke:
    """A cluster as the wheel needs it. Clusters of one grouping come one after the other."""

    key: str
    name: str
    grouping: str = ""  # the grouping's key
    grouping_name: str = ""
    inner: bool = False  # cross-cutting


class GroupingLike(Protocol):
    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...


class ClusterLike(Protocol):
    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def grouping(self) -> GroupingLike | None: ...
    @property
    def is_cross_cutting(self) -> bool: ...


def spoke(cluster: ClusterLike) -> Spoke:
    """The spoke of a cluster; of a model's instance or of anything with the same attributes."""
    grouping = cluster.grouping
    return Spoke(
        key=cluster.slug,
        name=cluster.name,
        grouping=grouping.slug if grouping else "",
        grouping_name=grouping.name if grouping else "",
        inner=cluster.is_cross_cutting,
    )


@dataclass(frozen=True)
class Line:
    text: str
    x: str
    y: str
    length: str = ""  # that the line is held to, if a visitor's spacing would push it out of its slice


@dataclass(frozen=True)
class Icon:
    x: str
    y: str
    size: str


@dataclass(frozen=True)
class Slice:
    key: str
    path: str
    turn: str  # the middle angle: the way out
    back: str  # the same, negated
    icon: Icon  # where words have no room: in the middle, large
    label: SliceLabel | None


@dataclass(frozen=True)
class SliceLabel:
    size: str
    turn: str
    lines: tuple[Line, ...]
    icon: Icon


@dataclass(frozen=True)
class RimArc:
    grouping: str
    path: str
    icon: Icon
    size: str
    lines: tuple[tuple[str, str], ...]  # text, and the path that it runs along; empty if it does not fit


@dataclass(frozen=True)
class Wheel:
    slices: tuple[Slice, ...]
    rim: tuple[RimArc, ...]
    disc: str  # the centre's radius
    has_all_labels: bool  # if not, the list of names has to stand beside the picture at every width


@lru_cache(maxsize=64)
def draw_wheel(spokes: tuple[Spoke, ...]) -> Wheel:
    """Return the wheel of `spokes`, in their order: rings from the centre, the rim only if there are groupings."""
    rings = _rings(spokes)
    has_rim = any(spoke.grouping for spoke in spokes if not spoke.inner)
    slices: list[Slice] = []
    arcs: list[tuple[Spoke, Sector]] = []
    for ring, sectors in rings:
        slices += _slices(ring, sectors)
        if has_rim and not ring[0].inner:
            arcs = [
                (members[0][0], Sector(*RIM, members[0][1].start, members[-1][1].end))
                for grouping, group in groupby(zip(ring, sectors, strict=True), key=lambda pair: pair[0].grouping)
                if (members := list(group)) and grouping
            ]
    in_order = {spoke.key: number for number, spoke in enumerate(spokes)}
    slices.sort(key=lambda slice_: in_order[slice_.key])
    disc = DISC if len(rings) == 2 else LONE_RING_START - 8
    return Wheel(
        slices=tuple(slices),
        rim=tuple(_rim_arc(spoke, sector) for spoke, sector in arcs),
        disc=_number(disc),
        has_all_labels=all(slice_.label for slice_ in slices),
    )


def fill_slices(spokes: tuple[Spoke, ...], shares: dict[str, float]) -> dict[str, str]:
    """Return, by key, the path of the part of each slice that its share (0 to 1) fills, from the inside outwards."""
    return {
        spoke.key: sector_path(replace(sector, outer=sector.inner + (sector.outer - sector.inner) * shares[spoke.key]))
        for ring, sectors in _rings(spokes)
        for spoke, sector in zip(ring, sectors, strict=True)
        if shares.get(spoke.key)
    }


def _rings(spokes: tuple[Spoke, ...]) -> list[tuple[list[Spoke], list[Sector]]]:
    """The rings from the centre, each with the slices of its spokes; the last reaches the edge if there is no rim."""
    inner = [spoke for spoke in spokes if spoke.inner]
    outer = [spoke for spoke in spokes if not spoke.inner]
    edge = OUTER_RING[1] if any(spoke.grouping for spoke in outer) else RIM[1]
    if inner and outer:
        return [(inner, _sectors(inner, *INNER_RING)), (outer, _sectors(outer, OUTER_RING[0], edge))]
    lone = inner or outer
    return [(lone, _sectors(lone, LONE_RING_START, edge))]


def _sectors(ring: list[Spoke], start: float, end: float) -> list[Sector]:
    """Share the ring equally. The first grouping stands in the middle of the top; the inner ring begins there."""
    if not ring:
        return []
    share = 360 / len(ring)
    leading = 0 if ring[0].inner else len(list(next(groupby(ring, key=lambda spoke: spoke.grouping))[1]))
    if not ring[0].grouping:
        leading = 1
    first = 0 if ring[0].inner else -share * leading / 2
    return [Sector(start, end, first + share * n, first + share * (n + 1)) for n in range(len(ring))]


def _slices(ring: list[Spoke], sectors: list[Sector]) -> Iterable[Slice]:
    labels = _labels([spoke.name for spoke in ring], sectors)
    for spoke, sector, label in zip(ring, sectors, labels, strict=True):
        # A thin slice has its icon further out, where there is room for it.
        radius = (sector.inner + sector.outer) / 2 + max(0, 30 - sector.span) * 2
        yield Slice(
            key=spoke.key,
            path=sector_path(sector),
            turn=_number(sector.middle),
            back=_number(-sector.middle),
            icon=_icon(polar(radius, sector.middle), min(LONE_ICON, _chord(radius, sector.span) * 0.7)),
            label=_slice_label(label, sector) if label else None,
        )


def _labels(names: list[str], sectors: list[Sector]) -> Sequence[Label | None]:
    """Fit all names of a ring in one size and, if most allow it, upright; else along the radius; else not at all."""
    for size in LABEL_SIZES:
        upright = [fit_upright(s, name, size, LABEL_ICON) for s, name in zip(sectors, names, strict=True)]
        fitting = [label for label in upright if label]
        if len(fitting) == len(names):
            return _levelled(fitting, names, sectors)
    along = [fit_along_radius(s, name, size, LABEL_ICON) for s, name in zip(sectors, names, strict=True)]
    if sum(map(bool, upright)) * 3 >= len(names) * 2:
        return [one or other for one, other in zip(upright, along, strict=True)]
    return along


def _levelled(labels: list[Label], names: list[str], sectors: list[Sector]) -> list[Label]:
    """Set the labels of slices that mirror each other left and right at one height, where both fit there."""
    labels = list(labels)
    for one, other in combinations(range(len(labels)), 2):
        mirrored = abs((sectors[one].middle + sectors[other].middle) % 360) < 0.1
        if not mirrored or len(labels[one].lines) != len(labels[other].lines):
            continue
        for fixed, moved in ((one, other), (other, one)):
            top = labels[fixed].icon[1] - LABEL_ICON / 2
            refitted = fit_upright(sectors[moved], names[moved], labels[moved].size, LABEL_ICON, top)
            if refitted and len(refitted.lines) == len(labels[moved].lines):
                labels[moved] = refitted
                break
    return labels


def _slice_label(label: Label, sector: Sector) -> SliceLabel:
    held = [_number(length) for length in held_lengths(sector, label) or ()] or [""] * len(label.lines)
    return SliceLabel(
        size=_number(label.size),
        turn=_number(label.turn),
        lines=tuple(
            Line(text, _number(CENTRE + x), _number(CENTRE + y), length)
            for (text, x, y), length in zip(label.lines, held, strict=True)
        ),
        icon=_icon(label.icon, LABEL_ICON),
    )


def _rim_arc(spoke: Spoke, sector: Sector) -> RimArc:
    size, lines = _rim_lines(spoke.grouping_name, sector)
    middle = (sector.inner + sector.outer) / 2
    return RimArc(
        grouping=spoke.grouping,
        path=sector_path(sector),
        icon=_icon(polar(middle, sector.middle), min(RIM_ICON, _chord(middle, sector.span) * 0.7)),
        size=_number(size),
        lines=tuple(lines),
    )


def _rim_lines(name: str, sector: Sector) -> tuple[float, list[tuple[str, str]]]:
    """Break a grouping's name into one line or two that fit its arc, the largest size first; none if none fits."""
    middle = (sector.inner + sector.outer) / 2
    words = name.split()
    breakings = [[name]] + [[" ".join(words[:n]), " ".join(words[n:])] for n in range(1, len(words))]
    breakings.sort(key=lambda lines: (len(lines), max(text_width(line, 1) for line in lines)))
    below = (
        90 < sector.middle % 360 < 270
    )  # the lower half: words run the other way round, so as not to stand on their heads
    for lines in breakings:
        for size in RIM_SIZES[len(lines)]:
            pitch = 1.15 * size
            fitted = []
            for number, line in enumerate(lines):
                step = (number - (len(lines) - 1) / 2) * pitch
                baseline = middle + step + 0.36 * size if below else middle - step - 0.36 * size
                room = (baseline - size / 2) * min(sector.span, 340) / 360 * 6.283 - size
                if text_width(line, size) > room:
                    break
                fitted.append((line, arc_path(baseline, sector, reverse=below)))
            else:
                return size, fitted
    return 0, []


def sector_path(sector: Sector) -> str:
    """The outline as an SVG path; a whole ring is drawn as two halves, because an arc can't end where it begins."""
    if sector.span >= 360:
        halves = (
            Sector(sector.inner, sector.outer, start, start + 180) for start in (sector.start, sector.start + 180)
        )
        return "".join(sector_path(half) for half in halves)
    large = int(sector.span > 180)
    outer, inner = _number(sector.outer), _number(sector.inner)
    return (
        f"M{_point(sector.outer, sector.start)}A{outer} {outer} 0 {large} 1 {_point(sector.outer, sector.end)}"
        f"L{_point(sector.inner, sector.end)}A{inner} {inner} 0 {large} 0 {_point(sector.inner, sector.start)}Z"
    )


def arc_path(radius: float, sector: Sector, *, reverse: bool) -> str:
    """An arc for words to run along; less than a full turn, so that its middle is the sector's middle."""
    half = min(sector.span, 340) / 2
    start, end = sector.middle - half, sector.middle + half
    if reverse:
        start, end = end, start
    r = _number(radius)
    return f"M{_point(radius, start)}A{r} {r} 0 {int(half > 90)} {int(not reverse)} {_point(radius, end)}"


def _chord(radius: float, span: float) -> float:
    return radius * min(span, 120) / 57.3


def _icon(middle: tuple[float, float], size: float) -> Icon:
    x, y = middle
    return Icon(_number(CENTRE + x - size / 2), _number(CENTRE + y - size / 2), _number(size))


def _point(radius: float, angle: float) -> str:
    x, y = polar(radius, angle)
    return f"{_number(CENTRE + x)} {_number(CENTRE + y)}"


def _number(value: float) -> str:
    text = f"{value:.1f}"
    return "0" if text in ("-0.0", "0.0") else text.removesuffix(".0")
