"""The words on the rim stand out from its tint, as static/css/tokens.css has both (WCAG 1.4.3)."""

import re

import pytest

from ..server import ROOT

HUES = ("copper", "rose", "violet", "blue", "green", "teal", "slate")
TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text("utf-8")
LIGHT, _, DARK = TOKENS.partition("@media screen and (prefers-color-scheme: dark)")


def token(theme, name):
    return re.search(rf"--{name}: ([^;]+);", theme)[1]


def color(theme, name):
    digits = token(theme, name).removeprefix("#")
    return [int(digits[n : n + 2], 16) for n in (0, 2, 4)]


def luminance(rgb):
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in rgb)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("hue", HUES)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_words_on_the_rim_stand_out_from_its_tint(theme, hue):
    words, ground, share = color(theme, hue), color(theme, "ground"), float(token(theme, "rim"))
    tint = [share * one + (1 - share) * other for one, other in zip(words, ground, strict=True)]
    darker, lighter = sorted([luminance(words), luminance(tint)])
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
