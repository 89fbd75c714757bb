"""Where a strip of pay has its parts, from the lowest tenth to the highest. Pure: numbers in and out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 320  # units
LEFT, RIGHT = 40, 280  # between these lies what is known: beyond them the line goes on
MIDDLE = 2  # of the five
LETTER = 9.6  # units that a character of a label takes
MARK = 4  # units that the mark of the middle is wide
GAP = 6  # between two labels


@dataclass(frozen=True)
class Label:
    x: float
    text: str


@dataclass(frozen=True)
class PayStrip:
    """Spans are (x, width). What is not known is None."""

    wide: tuple[float, float] | None  # all but the lowest and the highest tenth, as far as these are known
    half: tuple[float, float] | None  # the half of the people around the middle
    middle: Label | None
    mark: float | None  # where the upright mark of the middle begins
    labels: tuple[Label, ...]
    is_open_below: bool  # whether the lowest tenth is not known
    is_open_above: bool


def draw_pay_strip(figures: Sequence[float | None], texts: Sequence[str]) -> PayStrip | None:
    """Return the strip of the 10th, 25th, 50th, 75th and 90th percentile, with `texts` for its labels.

    None if fewer than two are known, or if they contradict each other.
    """
    known = [figure for figure in figures if figure is not None]
    if len(known) < 2 or known != sorted(known) or known[0] == known[-1]:
        return None
    scale = (RIGHT - LEFT) / (known[-1] - known[0])
    places = [None if figure is None else round(LEFT + (figure - known[0]) * scale, 1) for figure in figures]
    tenth, quarter, middle, three_quarters, nine_tenths = places
    has_tenth = tenth is not None or nine_tenths is not None
    return PayStrip(
        wide=_span(LEFT, RIGHT) if has_tenth else None,
        half=_span(quarter, three_quarters),
        middle=None if middle is None else Label(_inside(middle, texts[MIDDLE]), texts[MIDDLE]),
        mark=None if middle is None else round(middle - MARK / 2, 1),
        labels=_apart([(x, texts[number]) for number, x in enumerate(places) if x is not None and number != MIDDLE]),
        is_open_below=tenth is None,
        is_open_above=nine_tenths is None,
    )


def _span(start: float | None, end: float | None) -> tuple[float, float] | None:
    return None if start is None or end is None else (start, round(max(2, end - start), 1))


def _inside(x: float, text: str) -> float:
    half = len(text) * LETTER / 2
    return min(max(x, half), WIDTH - half)


def _apart(labels: list[tuple[float, str]]) -> tuple[Label, ...]:
    """Labels moved so far that none touches another one or an edge."""
    xs = [_inside(x, text) for x, text in labels]
    widths = [len(text) * LETTER + GAP for _x, text in labels]
    for number in range(1, len(xs)):
        xs[number] = max(xs[number], xs[number - 1] + (widths[number - 1] + widths[number]) / 2)
    for number in range(len(xs) - 1, -1, -1):
        is_last = number == len(xs) - 1
        next_one = WIDTH + GAP / 2 if is_last else xs[number + 1] - widths[number + 1] / 2
        xs[number] = min(xs[number], next_one - widths[number] / 2)
    return tuple(Label(round(x, 1), text) for x, (_place, text) in zip(xs, labels, strict=True))
