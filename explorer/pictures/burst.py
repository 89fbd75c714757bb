"""The picture of a statement of the quiz: all six hues, so that color says nothing about the field, and an icon in ink.

Pure. The ground is drawn once for all pictures of a page's part, as are the icons, and each picture points to them.
"""

from functools import lru_cache
from math import cos, radians, sin

from django.utils.safestring import SafeString, mark_safe

from .icons import drawn_icon

HUES = ("copper", "rose", "violet", "green", "teal", "blue")  # from the top on, as the clock goes
MIDDLE, REACH = (200, 100), 400  # of a box of 400 by 200 units; so far that what is cut is filled too
RINGS = (190, 140)


@lru_cache
def burst_ground(prefix: str) -> SafeString:
    """Return what pictures with this `prefix` point to beside their icons."""
    x, y = MIDDLE
    share = 360 / len(HUES)
    sectors = "".join(
        f'<path class="burst__sector hue-{hue}" '
        f'd="M{x} {y}L{_at(share * (number - 0.5))}L{_at(share * (number + 0.5))}z"/>'
        for number, hue in enumerate(HUES)
    )
    rings = "".join(f'<circle class="burst__ring" cx="{x}" cy="{y}" r="{radius}"/>' for radius in RINGS)
    return mark_safe(f'<g id="{prefix}burst">{sectors}{rings}</g>')  # noqa: S308  numbers, and names that stand above


@lru_cache(maxsize=1024)
def draw_burst(icon: str, prefix: str) -> SafeString:
    """Return the SVG of a picture. Its ground may be cut off; its disc and icon never are."""
    x, y = MIDDLE
    return mark_safe(  # noqa: S308  the name is the package's, all else stands above
        '<svg class="plate burst" aria-hidden="true"><svg viewBox="0 0 400 200" preserveAspectRatio="xMidYMid slice">'
        f'<use href="#{prefix}burst"/></svg><svg viewBox="100 0 200 200"><circle class="burst__disc" cx="{x}" cy="{y}" '
        f'r="80"/><use class="burst__icon" href="#{prefix}{drawn_icon(icon)}" transform="translate(152 52)scale(4)"/>'
        "</svg></svg>"
    )


def _at(turn: float) -> str:
    x, y = MIDDLE
    return f"{x + REACH * sin(radians(turn)):.0f} {y - REACH * cos(radians(turn)):.0f}"
