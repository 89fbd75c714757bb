"""Where one pay stands among all: bars that say how many careers earn how much. Pure: numbers in, a drawing out."""

from collections.abc import Iterable
from dataclasses import dataclass

STEP = 10_000  # dollars a year that one bar covers
LOWEST, HIGHEST = 20_000, 200_000  # what is below or above stands in the first or the last bar
WIDTH, HEIGHT = 360, 60  # units of the drawing, without its scale
GAP = 2
TICKS = (50_000, 100_000, 150_000)


@dataclass(frozen=True)
class PayPicture:
    bars: str  # the path of all bars but the own one
    own: str  # the path of the bar in which the career stands; '' if its pay is unknown
    marker: int  # x of the own bar's middle
    ticks: tuple[tuple[int, int], ...]  # (x, thousands of dollars)
    total: int  # careers in all bars
    lower: int  # careers that pay less
    higher: int


def draw_pay(counts: Iterable[tuple[int, int, int, int]], pay: int | None) -> PayPicture | None:
    """Draw `counts`, as CareerQuerySet.by_pay returns them, and mark the bar of `pay`; None if there is none."""
    bars = [0] * ((HIGHEST - LOWEST) // STEP + 1)
    less = more = 0
    for step, count, lower, higher in counts:
        bars[_bar(step * STEP)] += count
        less, more = less + lower, more + higher
    if not any(bars) or pay is None:
        return None
    width = WIDTH / len(bars)
    own = _bar(pay)
    paths = ["", ""]
    for number, count in enumerate(bars):
        height = max(2, round(count / max(bars) * HEIGHT)) if count else 0
        left = round(number * width)
        paths[number == own] += f"M{left} {HEIGHT}v-{height}h{round(width) - GAP}v{height}z" if height else ""
    return PayPicture(
        bars=paths[0],
        own=paths[1],
        marker=round((own + 0.5) * width),
        ticks=tuple((round((tick - LOWEST) / STEP * width), tick // 1000) for tick in TICKS),
        total=sum(bars),
        lower=less,
        higher=more,
    )


def _bar(pay: int) -> int:
    return (min(max(pay, LOWEST), HIGHEST) - LOWEST) // STEP
