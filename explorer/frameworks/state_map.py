"""A map of the states with a tile for each, all of one size. Pure.

A small state is as easy to hit and to see as a large one. Territories stand in a row of their own below.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

ROWS = (
    "AK .. .. .. .. .. .. .. .. .. ME",
    ".. .. .. .. .. .. .. .. .. VT NH",
    "WA ID MT ND MN IL WI MI NY RI MA",
    "OR NV WY SD IA IN OH PA NJ CT ..",
    "CA UT CO NE MO KY WV VA MD DE ..",
    ".. AZ NM KS AR TN NC SC DC .. ..",
    ".. .. .. OK LA MS AL GA .. .. ..",
    "HI .. .. TX .. .. .. .. FL .. ..",
)
TERRITORIES = "PR VI GU AS MP FM MH PW"
SHADES = 4


@dataclass(frozen=True)
class Place:
    """Where a tile stands: its row and column, from 1. shade: from 0, none, to SHADES, most."""

    code: str
    row: int
    column: int
    count: int
    shade: int
    is_territory: bool


def map_of(counts: Mapping[str, int]) -> Iterator[Place]:
    """Every state in the order of the rows, with its count."""
    highest = max(counts.values(), default=0)
    for number, row in enumerate((*ROWS, TERRITORIES), start=1):
        for column, code in enumerate(row.split(), start=1):
            if code != "..":
                count = counts.get(code, 0)
                yield Place(code, number, column, count, shade_of(count, highest), number > len(ROWS))


def shade_of(count: int, highest: int) -> int:
    """From 0 for none to SHADES. By the square root: else the largest states leave all others pale."""
    if not count:
        return 0
    return min(SHADES, 1 + int(SHADES * (count / highest) ** 0.5 - 1e-9))
