"""Pictures made of icons. A plate is a hue, the terrain of that hue, and icons on it like stickers. Pure.

Coordinates are units of the box of each crop. Icons and terrains are drawn once for all pictures that share them, by
`definitions`, and each picture points to them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from .icons import drawn_icon, icon_shapes
from .terrain import TERRAIN

# Their lines are open: filled, they would be blots.
OPEN = frozenset(
    {
        "a-large-small", "activity", "amphora", "arrow-down-to-line", "arrow-left-right", "arrow-up-from-line",
        "arrow-up-to-line", "audio-lines", "audio-waveform", "bath", "bed", "biceps-flexed", "bug-off", "cable",
        "chart-area", "chart-bar", "chart-bar-big", "chart-bar-decreasing", "chart-bar-increasing", "chart-bar-stacked",
        "chart-candlestick", "chart-column", "chart-column-big", "chart-column-decreasing", "chart-column-increasing",
        "chart-column-stacked", "chart-gantt", "chart-line", "chart-network", "chart-scatter", "chart-spline",
        "clipboard-pen", "code", "code-xml", "database-zap", "dna", "fingerprint-pattern", "fish-symbol",
        "fishing-hook", "git-branch", "hash", "headphones", "headset", "languages", "line-squiggle", "list-checks",
        "list-ordered", "logs", "message-circle-question-mark", "microscope", "motorbike", "music", "music-2",
        "music-3", "music-4", "nfc", "orbit", "phone-forwarded", "phone-outgoing", "pi", "printer-check", "radio",
        "recycle", "refresh-cw", "reply", "rocking-chair", "rotate-3d", "rotate-cw", "route", "ruler-dimension-line",
        "scan-text", "scissors", "scroll", "sigma", "signature", "slice", "speech", "spell-check", "spline", "split",
        "sprout", "square-arrow-right-enter", "square-dashed", "square-split-horizontal", "stethoscope", "terminal",
        "tornado", "trending-up", "type", "usb", "wallet", "waves-arrow-down", "waves-arrow-up", "waves-horizontal",
        "wheat", "wifi", "wind", "wrench",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Slot:
    """Where an icon stands: its middle, its size, and how many degrees it is turned."""

    x: float
    y: float
    size: float
    turn: float = 0


@dataclass(frozen=True)
class Crop:
    """A form of picture: the box of its ground, which may be cut, the box of its icons, which never is, and slots."""

    ground: str
    icons: str
    shift: tuple[int, int]  # of the terrain, which is drawn in a box of 400 by 200
    slots: tuple[Slot, ...]  # the first is the main icon's


_WIDE = "0 0 400 200"
CROPS = {
    "scene": Crop(
        _WIDE,
        "0 14 400 176",
        (0, 0),
        (
            Slot(200, 102, 138),
            Slot(94, 146, 56, -7),
            Slot(90, 58, 46, 7),
            Slot(308, 146, 56, 7),
            Slot(310, 56, 48, -8),
            Slot(32, 104, 44, 8),
            Slot(368, 102, 44, -6),
        ),
    ),
    "tile": Crop(
        _WIDE,
        "30 0 350 200",
        (0, 0),
        (Slot(122, 106, 138), Slot(246, 56, 74, -8), Slot(330, 112, 78, 8), Slot(236, 150, 62, -6)),
    ),
    "pair": Crop(
        _WIDE,
        _WIDE,
        (0, 0),
        (
            Slot(200, 104, 128),
            Slot(104, 62, 58, -8),
            Slot(296, 62, 58, 8),
            Slot(308, 146, 52, -6),
            Slot(92, 146, 52, 7),
        ),
    ),
    "strip": Crop(
        "0 40 400 112",
        "0 40 400 112",
        (0, 0),
        (
            Slot(200, 96, 88),
            Slot(126, 100, 54, -7),
            Slot(274, 98, 54, 7),
            Slot(60, 94, 50, 6),
            Slot(340, 100, 50, -6),
        ),
    ),
    "band": Crop("0 0 400 160", "0 0 400 160", (0, -40), (Slot(200, 80, 116),)),
    "stamp": Crop("0 0 200 200", "0 0 200 200", (-100, 0), (Slot(100, 100, 116),)),
}
_STAMP_SHIFT = {"green": -200, "teal": -200, "copper": -120}  # where the terrain says most


# What static/css/pictures.css says of paper, for what reads neither variables nor nested rules.
_PAPER = {
    ".plate__ground": "fill:{color};fill-opacity:.09",
    ".plate__ground+use": "color:{color};fill:{color}",
    ".plate__fade,.sticker__shade": "display:none",
    ".sticker": "stroke-linecap:round;stroke-linejoin:round",
    ".sticker__paper": "fill:#fff;stroke:#fff;color:#fff;stroke-width:4.4",
    ".sticker__line": "fill:none;stroke:{color};color:{color};stroke-width:1.35",
    ".sticker--m .sticker__paper": "stroke-width:5.2",
    ".sticker--m .sticker__line": "stroke-width:1.6",
    ".sticker--s .sticker__paper": "stroke-width:6.5",
    ".sticker--s .sticker__line": "stroke-width:1.9",
    ".sticker--open .sticker__paper": "fill:none",
}


@lru_cache(maxsize=8192)
def draw_plate(crop: str, hue: str, icons: tuple[str, ...], prefix: str) -> SafeString:
    """Return the SVG of a picture whose icons and terrain `definitions` has drawn with the same `prefix`."""
    form = CROPS[crop]
    shift, down = form.shift
    if crop == "stamp":
        shift = _STAMP_SHIFT.get(hue, shift)
    placed = list(zip(map(drawn_icon, icons), form.slots, strict=False))
    stickers = "".join(_sticker(name, slot, prefix) for name, slot in placed[1:] + placed[:1])
    terrain = f'<use href="#{prefix}t-{hue}"{_moved(shift, down)}/>'
    # Beside words the terrain of a scene fades into the ground; what stands on it does not.
    fade = (
        f'<path class="plate__fade" fill="url(#{prefix}f-{hue})" d="M-1-200h260v600H-1z"/>' if crop == "scene" else ""
    )
    align = "xMinYMid" if crop == "scene" else "xMidYMid"  # so that it begins to fade where it begins
    return mark_safe(  # noqa: S308  every name is the package's, all else stands above
        f'<svg class="plate plate--{crop} hue-{hue}" aria-hidden="true">'
        f'<svg viewBox="{form.ground}" preserveAspectRatio="{align} slice">'
        f'<path class="plate__ground" d="M-400-200h1200v600H-400z"/>{terrain}{fade}</svg>'
        f'<svg viewBox="{form.icons}">{stickers}</svg></svg>'
    )


def definitions(names: Iterable[str], hues: Iterable[str], prefix: str, others: str = "") -> SafeString:
    """Return what pictures with this `prefix` point to: each icon and each terrain once, and `others`."""
    drawn = sorted(set(map(drawn_icon, names)))
    icons = "".join(f'<g id="{prefix}{name}">{icon_shapes(name)}</g>' for name in drawn)
    terrains = "".join(
        f'<g id="{prefix}t-{hue}">{TERRAIN[hue]}</g><linearGradient class="fade hue-{hue}" id="{prefix}f-{hue}">'
        '<stop offset="0"/><stop offset=".6" stop-opacity="0"/></linearGradient>'
        for hue in sorted(hues)
    )
    return mark_safe(f'<svg class="definitions" aria-hidden="true"><defs>{icons}{terrains}{others}</defs></svg>')  # noqa: S308


def standalone_plate(crop: str, hue: str, icons: tuple[str, ...], color: str) -> str:
    """Return a picture for paper as a file of its own: lines of `color` on white, the ground tinted with it."""
    width, height = CROPS[crop].ground.split()[2:]
    rules = "".join(f"{selector}{{{rule.format(color=color)}}}" for selector, rule in _PAPER.items())
    icons = icons[: len(CROPS[crop].slots)]
    picture = draw_plate(crop, hue, icons, "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f"<style>{rules}</style>{definitions(icons, [hue], '')}{picture}</svg>"
    )


def _sticker(name: str, slot: Slot, prefix: str) -> str:
    """The icon three times: its shade, a white edge with the inside filled, its lines."""
    shape = f'href="#{prefix}{name}"'
    size = "s" if slot.size < 60 else "m" if slot.size < 110 else "l"
    is_open = " sticker--open" if name in OPEN else ""
    turned = f"rotate({slot.turn:g})" if slot.turn else ""
    return (
        f'<g class="sticker sticker--{size}{is_open}" '
        f'transform="translate({slot.x:g} {slot.y:g}){turned}scale({slot.size / 24:.2f})translate(-12-12)">'
        f'<use class="sticker__shade" {shape} x=".5" y="1"/><use class="sticker__paper" {shape}/>'
        f'<use class="sticker__line" {shape}/></g>'
    )


def _moved(x: int, y: int) -> str:
    return (f' x="{x}"' if x else "") + (f' y="{y}"' if y else "")
