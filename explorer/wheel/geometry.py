"""The wheel's geometry: clusters in, slices out. Pure: it knows neither request nor database.

Everything is drawn in a square of SIZE units with the centre in its middle. All numbers leave as
strings with a decimal point, so that no locale can turn a path into nonsense.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, groupby, pairwise
from typing import Protocol

from .labels import Label, Sector, fit_along_radius, fit_upright, held_lengths, polar, text_width

SIZE = 1000
CENTRE = SIZE / 2
LONE_ICON, RIM_ICON = 62, 40


@dataclass(frozen=True)
class Form:
    """Where the rings stand, and how large words are. A chosen slice moves out 12 units: below those of the rim."""

    disc: float
    inner_ring: tuple[float, float]
    outer_ring: tuple[float, float]
    rim: tuple[float, float]
    lone_ring_start: float  # where a ring begins that has none inside it
    label_sizes: tuple[float, ...]  # the largest that fits is taken
    label_icon: float
    rim_sizes: tuple[tuple[float, ...], ...]  # of one line, of two; none: the rim has no words
    squeeze: float = 1.0  # how narrow words may be set: a browser with wider letters draws them together


# Names in full, where the wheel is at least 640 CSS pixels wide: 19 units are 12.2 pixels there.
WIDE = Form(94, (102, 230), (236, 432), (444, 498), 150, (21, 20, 19), 34, ((23, 21, 19), (21, 19)))
# Short names, from 345 pixels on: 35 units are 12.1 pixels there.
NARROW = Form(66, (72, 254), (260, 470), (478, 500), 110, (35,), 52, (), squeeze=0.66)

# The result of the quiz: no words and no rim. The edge of each slice, with its icon, lies outside what is filled.
FILLED = Form(56, (64, 244), (256, 498), (498, 498), 110, (), 0, ())
EDGE, EDGE_GAP, EDGE_ICON = 84, 12, 56


@dataclass(frozen=True)
class Spoke:
    """A cluster as the wheel needs it. Clusters of one grouping come one after the other."""

    key: str
    name: str
    short_name: str = ""
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
    def short_name(self) -> str: ...
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
        short_name=cluster.short_name,
        grouping=grouping.slug if grouping else "",
        grouping_name=grouping.name if grouping else "",
        inner=cluster.is_cross_cutting,
    )


@dataclass(frozen=True)
class Line:
    text: str
    x: str
    y: str
    length: str = ""  # that the line is held to; '' where it fits with a visitor's spacing too


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
def draw_wheel(spokes: tuple[Spoke, ...], form: Form = WIDE) -> Wheel:
    """Return the wheel of `spokes`, in their order: rings from the centre, the rim only if there are groupings."""
    rings = _rings(spokes, form)
    has_rim = any(spoke.grouping for spoke in spokes if not spoke.inner)
    slices: list[Slice] = []
    arcs: list[tuple[Spoke, Sector]] = []
    for ring, sectors in rings:
        slices += _slices(ring, sectors, form)
        if has_rim and not ring[0].inner:
            arcs = [
                (members[0][0], Sector(*form.rim, members[0][1].start, members[-1][1].end))
                for grouping, group in groupby(zip(ring, sectors, strict=True), key=lambda pair: pair[0].grouping)
                if (members := list(group)) and grouping
            ]
    in_order = {spoke.key: number for number, spoke in enumerate(spokes)}
    slices.sort(key=lambda slice_: in_order[slice_.key])
    disc = form.disc if len(rings) == 2 else form.lone_ring_start - 8
    return Wheel(
        slices=tuple(slices),
        rim=tuple(_rim_arc(spoke, sector, form) for spoke, sector in arcs),
        disc=_number(disc),
        has_all_labels=all(slice_.label for slice_ in slices),
    )


@dataclass(frozen=True)
class FilledSlice:
    """Drawn at the top of the wheel, with the angles by which it is turned to its place and its icon back."""

    key: str
    turn: str
    back: str
    ground: str
    edge: str  # the outer band, in which the icon stands
    fill: str  # '' where nothing is filled
    icon_y: str  # of the icon's middle, which stands at CENTRE
    icon_scale: str  # of an icon drawn in 24 units


@dataclass(frozen=True)
class FilledWheel:
    slices: tuple[FilledSlice, ...]
    gaps: tuple[str, ...]  # the radii of the circles between fills and edges


@lru_cache(maxsize=64)
def _filled_sectors(spokes: tuple[Spoke, ...]) -> list[tuple[Spoke, Sector]]:
    pairs = [pair for ring, sectors in _rings(spokes, FILLED) for pair in zip(ring, sectors, strict=True)]
    in_order = {spoke.key: number for number, spoke in enumerate(spokes)}
    return sorted(pairs, key=lambda pair: in_order[pair[0].key])


def fill_wheel(spokes: tuple[Spoke, ...], shares: Mapping[str, float]) -> FilledWheel:
    """Return the wheel without words, each slice filled by its share (0 to 1) from the inside up to its edge."""
    slices = []
    for spoke, sector in _filled_sectors(spokes):
        upright = replace(sector, start=-sector.span / 2, end=sector.span / 2)
        room = sector.outer - sector.inner - EDGE - EDGE_GAP
        filled = replace(upright, outer=sector.inner + room * shares.get(spoke.key, 0))
        slices.append(
            FilledSlice(
                key=spoke.key,
                turn=_number(sector.middle),
                back=_number(-sector.middle),
                ground=sector_path(upright),
                edge=sector_path(replace(upright, inner=sector.outer - EDGE)),
                fill=sector_path(filled) if shares.get(spoke.key) else "",
                icon_y=_number(CENTRE - sector.outer + EDGE / 2),
                icon_scale=f"{EDGE_ICON / 24:.2f}",
            )
        )
    radii = sorted({sector.outer - EDGE - EDGE_GAP / 2 for _spoke, sector in _filled_sectors(spokes)})
    return FilledWheel(tuple(slices), tuple(map(_number, radii)))


@dataclass(frozen=True)
class DividedSlice:
    """A slice and its parts, from the inside outwards, as they stand at the top: so those of a ring are the same."""

    turn: str
    outer: float
    path: str
    parts: tuple[str, ...]


def divide_slices(spokes: tuple[Spoke, ...], parts: dict[str, int]) -> dict[str, DividedSlice]:
    """Return, by key, each slice in as many parts of equal depth as `parts` says."""
    divided = {}
    for ring, sectors in _rings(spokes, WIDE):
        for spoke, sector in zip(ring, sectors, strict=True):
            at_the_top = replace(sector, start=-sector.span / 2, end=sector.span / 2)
            count = parts.get(spoke.key, 0)
            edges = [
                sector.inner + (sector.outer - sector.inner) * number / max(count, 1) for number in range(count + 1)
            ]
            divided[spoke.key] = DividedSlice(
                turn=_number(sector.middle),
                outer=sector.outer,
                path=sector_path(at_the_top),
                parts=tuple(
                    sector_path(replace(at_the_top, inner=inner, outer=outer)) for inner, outer in pairwise(edges)
                ),
            )
    return divided


def _rings(spokes: tuple[Spoke, ...], form: Form) -> list[tuple[list[Spoke], list[Sector]]]:
    """The rings from the centre, each with the slices of its spokes; the last reaches the edge if there is no rim."""
    inner = [spoke for spoke in spokes if spoke.inner]
    outer = [spoke for spoke in spokes if not spoke.inner]
    edge = form.outer_ring[1] if any(spoke.grouping for spoke in outer) else form.rim[1]
    if inner and outer:
        return [(inner, _sectors(inner, *form.inner_ring)), (outer, _sectors(outer, form.outer_ring[0], edge))]
    lone = inner or outer
    return [(lone, _sectors(lone, form.lone_ring_start, edge))]


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


def _slices(ring: list[Spoke], sectors: list[Sector], form: Form) -> Iterable[Slice]:
    names = [(spoke.short_name or spoke.name) if form is NARROW else spoke.name for spoke in ring]
    labels = _labels(names, sectors, form)
    for spoke, sector, label in zip(ring, sectors, labels, strict=True):
        # A thin slice has its icon further out, where there is room for it.
        radius = (sector.inner + sector.outer) / 2 + max(0, 30 - sector.span) * 2
        yield Slice(
            key=spoke.key,
            path=sector_path(sector),
            turn=_number(sector.middle),
            back=_number(-sector.middle),
            icon=_icon(polar(radius, sector.middle), min(LONE_ICON, _chord(radius, sector.span) * 0.7)),
            label=_slice_label(label, sector, form) if label else None,
        )


def _labels(names: list[str], sectors: list[Sector], form: Form) -> Sequence[Label | None]:
    """Fit all names of a ring in one size and, if most allow it, upright; else along the radius; else not at all."""
    pairs = list(zip(sectors, names, strict=True))
    for size in form.label_sizes:
        upright = [fit_upright(s, name, size, form.label_icon, squeeze=form.squeeze) for s, name in pairs]
        fitting = [label for label in upright if label]
        if len(fitting) == len(names):
            return _levelled(fitting, names, sectors, form)
    along = [fit_along_radius(s, name, size, form.label_icon, form.squeeze) for s, name in pairs]
    if sum(map(bool, upright)) * 3 >= len(names) * 2:
        return [one or other for one, other in zip(upright, along, strict=True)]
    return along


def _levelled(labels: list[Label], names: list[str], sectors: list[Sector], form: Form) -> list[Label]:
    """Set the labels of slices that mirror each other left and right at one height, where both fit there."""
    labels = list(labels)
    for one, other in combinations(range(len(labels)), 2):
        mirrored = abs((sectors[one].middle + sectors[other].middle) % 360) < 0.1
        if not mirrored or len(labels[one].lines) != len(labels[other].lines):
            continue
        for fixed, moved in ((one, other), (other, one)):
            top = labels[fixed].icon[1] - form.label_icon / 2
            size = labels[moved].size
            refitted = fit_upright(sectors[moved], names[moved], size, form.label_icon, top, squeeze=form.squeeze)
            if refitted and len(refitted.lines) == len(labels[moved].lines):
                labels[moved] = refitted
                break
    return labels


def _slice_label(label: Label, sector: Sector, form: Form) -> SliceLabel:
    lengths: Sequence[float] | None
    if form.squeeze < 1:
        lengths = [form.squeeze * text_width(text, label.size) for text, _x, _y in label.lines]
    else:
        lengths = held_lengths(sector, label)
    held = [_number(length) for length in lengths] if lengths else [""] * len(label.lines)
    return SliceLabel(
        size=_number(label.size),
        turn=_number(label.turn),
        lines=tuple(
            Line(text, _number(CENTRE + x), _number(CENTRE + y), length)
            for (text, x, y), length in zip(label.lines, held, strict=True)
        ),
        icon=_icon(label.icon, form.label_icon),
    )


def _rim_arc(spoke: Spoke, sector: Sector, form: Form) -> RimArc:
    size, lines = _rim_lines(spoke.grouping_name, sector, form)
    middle = (sector.inner + sector.outer) / 2
    return RimArc(
        grouping=spoke.grouping,
        path=sector_path(sector),
        icon=_icon(polar(middle, sector.middle), min(RIM_ICON, _chord(middle, sector.span) * 0.7)),
        size=_number(size),
        lines=tuple(lines),
    )


def _rim_lines(name: str, sector: Sector, form: Form) -> tuple[float, list[tuple[str, str]]]:
    """Break a grouping's name into one line or two that fit its arc, the largest size first; none if none fits."""
    middle = (sector.inner + sector.outer) / 2
    words = name.split()
    breakings = [[name]] + [[" ".join(words[:n]), " ".join(words[n:])] for n in range(1, len(words))]
    breakings = [lines for lines in breakings if len(lines) <= len(form.rim_sizes)]
    breakings.sort(key=lambda lines: (len(lines), max(text_width(line, 1) for line in lines)))
    below = (
        90 < sector.middle % 360 < 270
    )  # the lower half: words run the other way round, so as not to stand on their heads
    for lines in breakings:
        for size in form.rim_sizes[len(lines) - 1]:
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
