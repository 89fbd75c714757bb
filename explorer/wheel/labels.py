"""Words fitted into a slice of a ring: where the lines of a label stand, so that none leaves the slice.

Lengths are units of the wheel's 1000-unit square with the origin at its centre, y pointing down.
Angles are degrees clockwise from the top. Nothing here knows a cluster, a request or the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import cos, hypot, radians, sin, sqrt

# Advance widths in em of DejaVu Sans Bold, the widest of the usual system fonts: what fits in it fits in the others.
_EM_WIDTHS = {
    character: width
    for width, characters in {
        0.35: "'ijl ",
        0.42: "/IJ\\|,.:;-",
        0.52: 'f!()[]tr_`"*',
        0.60: "?zcs",
        0.70: "LvxyakEFTeo$0123456789",
        0.77: "hnu{}SYbdgpqCPZBAKRVX",
        0.87: "UGD#+<=>HN^~OQ&",
        0.92: "w",
        1.00: "%@M",
        1.10: "mW",
    }.items()
    for character in characters
}
_WIDEST_LETTER_EM = 1.17
ASCENT_EM, DESCENT_EM, LINE_PITCH_EM = 0.93, 0.24, 1.2
PADDING = 6  # between a label and the edge of its slice
MAX_LINES = 4
# What visitors may add after each letter and each word, in em (WCAG 1.4.12).
SPACED_LETTER_EM, SPACED_WORD_EM = 0.12, 0.16
USUAL_WIDTH = 0.88  # of _EM_WIDTHS: between the widest of the usual system fonts and the narrowest
MAX_BREAKABLE_WORDS = 14  # a longer name would have thousands of ways to break, and fits nowhere anyway


def text_width(text: str, size: float) -> float:
    return size * sum(_EM_WIDTHS.get(character, _WIDEST_LETTER_EM) for character in text)


def spaced_width(text: str, size: float) -> float:
    """How wide `text` is at most with the spacing that visitors may set."""
    return text_width(text, size) + size * (SPACED_LETTER_EM * len(text) + SPACED_WORD_EM * text.count(" "))


@dataclass(frozen=True)
class Sector:
    """A slice of a ring: between two radii and, clockwise, between two angles."""

    inner: float
    outer: float
    start: float
    end: float

    @property
    def span(self) -> float:
        return self.end - self.start

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2

    @property
    def centre(self) -> tuple[float, float]:
        return polar((self.inner + self.outer) / 2, self.middle)

    @property
    def heights(self) -> tuple[float, float]:
        """The range of y that holds the slice: its corners, and the outer arc's top or bottom if it has one."""
        if self.span > 180:
            return -self.outer, self.outer
        quarters = [angle for angle in range(-360, 721, 90) if self.start < angle < self.end]
        points = [polar(radius, angle) for radius in (self.inner, self.outer) for angle in (self.start, self.end)]
        points += [polar(self.outer, angle) for angle in quarters]
        return min(y for _x, y in points), max(y for _x, y in points)

    def turned(self, by: float) -> Sector:
        return Sector(self.inner, self.outer, self.start + by, self.end + by)

    def free_span(self, top: float, bottom: float) -> tuple[float, float] | None:
        """Return the x range that lies inside the slice, less padding, at every height from `top` to `bottom`."""
        heights = {top, bottom, *(top + (bottom - top) * n / 4 for n in (1, 2, 3))}
        if top < 0 < bottom:
            heights.add(0.0)  # the inner arc reaches furthest out here
        low, high = float("-inf"), float("inf")
        for y in heights:
            spans = self._spans_at(y)
            if not spans:
                return None
            widest = max(spans, key=lambda span: span[1] - span[0])
            low, high = max(low, widest[0]), min(high, widest[1])
        return (low, high) if low < high else None

    def _spans_at(self, y: float) -> list[tuple[float, float]]:
        outer, inner = self.outer - PADDING, self.inner + PADDING
        if abs(y) >= outer:
            return []
        far = sqrt(outer**2 - y**2)
        if abs(y) >= inner:
            spans = [(-far, far)]
        else:
            near = sqrt(inner**2 - y**2)
            spans = [(-far, -near), (near, far)]
        for normal_x, normal_y in self._edge_normals():
            spans = [cut for span in spans if (cut := _cut(span, normal_x, normal_y * y - PADDING))]
        return spans

    def _edge_normals(self) -> list[tuple[float, float]]:
        """The normals of the two straight edges, pointing inwards. A slice of half the ring or more is
        treated as a somewhat smaller one around its middle, which is room enough."""
        if self.span >= 360:
            return []
        half = min(self.span / 2, 85)
        start, end = radians(self.middle - half), radians(self.middle + half)
        return [(cos(start), sin(start)), (-cos(end), -sin(end))]


@dataclass(frozen=True)
class Label:
    """Lines and an icon inside a slice. `turn` rotates the lines around the wheel's centre; the icon stays upright."""

    size: float
    lines: tuple[tuple[str, float, float], ...]  # text, x of its middle, y of its baseline
    icon: tuple[float, float]  # the icon's middle
    turn: float = 0


def polar(radius: float, angle: float) -> tuple[float, float]:
    return radius * sin(radians(angle)), -radius * cos(radians(angle))


@lru_cache(maxsize=1024)
def fit_upright(
    sector: Sector, name: str, size: float, icon_size: float, top: float | None = None, squeeze: float = 1.0
) -> Label | None:
    """Fit `name` in level lines with the icon above them; None if it does not fit at this size.

    With `top` the icon's upper edge has to be there. With `squeeze` words take that share of their width.
    """
    best, best_score = None, float("-inf")
    centre_x, centre_y = sector.centre
    for lines in _breakings(name):
        height = icon_size + size * (0.3 + LINE_PITCH_EM * len(lines))
        for place in _places(sector, height) if top is None else [top]:
            placed = _place(sector, lines, size, icon_size, place, squeeze)
            if placed:
                x, margin = placed
                away = hypot(x - centre_x, place + height / 2 - centre_y)
                score = min(margin, size / 2) - 0.25 * away - 3 * len(lines)
                if score > best_score:
                    best_score = score
                    best = Label(
                        size,
                        tuple((line, x, baseline) for line, baseline in _baselines(lines, size, place + icon_size)),
                        (x, place + icon_size / 2),
                    )
    return best


@lru_cache(maxsize=1024)
def fit_along_radius(sector: Sector, name: str, size: float, icon_size: float, squeeze: float = 1.0) -> Label | None:
    """Fit `name` in lines that run from the centre outwards, the icon at the rim, nothing upside down."""
    on_the_left = sin(radians(sector.middle)) < -1e-9
    level = 270 if on_the_left else 90
    turn = sector.middle - level
    lying = sector.turned(-turn)
    icon_radius = lying.outer - PADDING - icon_size / 2
    if 2 * icon_radius * sin(radians(min(lying.span, 180) / 2)) < icon_size + 2 * PADDING:
        return None
    for_text = Sector(lying.inner, icon_radius - icon_size / 2, lying.start, lying.end)
    for lines in _breakings(name):
        placed = _place(for_text, lines, size, 0, -size * LINE_PITCH_EM * len(lines) / 2, squeeze)
        if placed:
            x, _ = placed
            baselines = _baselines(lines, size, -size * (LINE_PITCH_EM * len(lines) / 2 + 0.3))
            icon = polar(icon_radius, sector.middle)
            return Label(size, tuple((line, x, y) for line, y in baselines), icon, turn)
    return None


def held_lengths(sector: Sector, label: Label) -> tuple[float, ...] | None:
    """The lengths to hold the lines of `label` to; None if it stays in its slice with a visitor's spacing too.

    All lines of a label are held or none, so that their letters are alike.
    """
    lying = sector.turned(-label.turn)
    for text, x, baseline in label.lines:
        span = lying.free_span(baseline - ASCENT_EM * label.size, baseline + DESCENT_EM * label.size)
        half = spaced_width(text, label.size) / 2
        if not span or x - half < span[0] - PADDING or x + half > span[1] + PADDING:
            return tuple(USUAL_WIDTH * text_width(line, label.size) for line, _x, _baseline in label.lines)
    return None


def _cut(span: tuple[float, float], slope: float, offset: float) -> tuple[float, float] | None:
    """Return the part of `span` where slope * x + offset >= 0."""
    low, high = span
    if abs(slope) < 1e-9:
        return span if offset >= 0 else None
    edge = -offset / slope
    low, high = (max(low, edge), high) if slope > 0 else (low, min(high, edge))
    return (low, high) if low < high else None


def _baselines(lines: tuple[str, ...], size: float, top: float) -> list[tuple[str, float]]:
    return [(line, top + size * (0.3 + ASCENT_EM + LINE_PITCH_EM * number)) for number, line in enumerate(lines)]


def _places(sector: Sector, height: float) -> Iterator[float]:
    """The upper edges to try for a label of this height."""
    highest, lowest = sector.heights
    while highest + height <= lowest:
        yield highest
        highest += 4


def _place(
    sector: Sector, lines: tuple[str, ...], size: float, icon_size: float, top: float, squeeze: float
) -> tuple[float, float] | None:
    """Return the common middle of icon and lines and the room left beside the tightest; None if they do not fit."""
    boxes = [(top, top + icon_size, icon_size)] if icon_size else []
    first_line_top = top + icon_size if icon_size else top - 0.3 * size
    for line, baseline in _baselines(lines, size, first_line_top):
        boxes.append((baseline - ASCENT_EM * size, baseline + DESCENT_EM * size, text_width(line, size) * squeeze))
    left, right = float("-inf"), float("inf")
    for box_top, box_bottom, width in boxes:
        span = sector.free_span(box_top, box_bottom)
        if not span:
            return None
        left, right = max(left, span[0] + width / 2), min(right, span[1] - width / 2)
        if left > right:
            return None
    return (left + right) / 2, (right - left) / 2


def _breakings(name: str) -> list[tuple[str, ...]]:
    """The most even way to break `name` into one line, two, three, four."""
    words = name.split()
    if not 0 < len(words) <= MAX_BREAKABLE_WORDS:
        return []
    breakings = []
    for count in range(1, min(MAX_LINES, len(words)) + 1):
        ways = (
            tuple(" ".join(words[i:j]) for i, j in zip((0, *cuts), (*cuts, len(words)), strict=True))
            for cuts in combinations(range(1, len(words)), count - 1)
        )
        breakings.append(min(ways, key=lambda lines: max(text_width(line, 1) for line in lines)))
    return breakings
