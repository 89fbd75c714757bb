"""Contrast of what is drawn, computed from what the browser shows: 3:1 for a shape that means something (WCAG 1.4.11)."""

import re

import pytest

from .visit import settle, visit

pytestmark = pytest.mark.sampled(4)

FAINTEST = 3
COLORS = """(all, names) => all.map(one => {
    const style = getComputedStyle(one);
    return Object.fromEntries(names.map(name => [name, style.getPropertyValue(name)]));
})"""


def channels(color):
    numbers = [float(number) for number in re.findall(r"[\d.]+", color)]
    return numbers[:3], numbers[3] if len(numbers) > 3 else 1


def over(color, opacity, ground):
    """A color with an opacity, as it looks on a ground."""
    top, alpha = channels(color)
    below, _alpha = channels(ground)
    share = alpha * float(opacity)
    return [share * one + (1 - share) * other for one, other in zip(top, below, strict=True)]


def luminance(rgb):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (one / 255 for one in rgb)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ground_of(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def seen(page, selector, ground):
    """Of each shape, the better of the contrasts of its filling and of its edge, where that is wide enough."""
    properties = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity"]
    below, _alpha = channels(ground)
    best = []
    for style in page.locator(selector).evaluate_all(COLORS, properties):
        filling = contrast(over(style["fill"], style["fill-opacity"], ground), below)
        has_edge = style["stroke"] != "none" and float(style["stroke-width"].removesuffix("px")) >= 1
        edge = contrast(over(style["stroke"], style["stroke-opacity"], ground), below) if has_edge else 0
        best.append(max(filling, edge))
    return best


def test_contrast_is_that_of_the_standard():
    assert round(contrast([0, 0, 0], [255, 255, 255]), 2) == 21
    assert round(contrast([118, 118, 118], [255, 255, 255]), 2) == 4.54
    assert over("rgba(0, 0, 0, 0.5)", "0.5", "rgb(200, 200, 200)") == [150, 150, 150]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("path", "shapes"),
    [
        ("/crosswalk/", ".flow__band--ours"),
        ("/crosswalk/", ".flow__band:not(.flow__band--ours)"),
        ("/crosswalk/?from=connecticut", ".flow__band"),
        ("a result", ".score__fill"),
        ("a result", ".bar__fill"),
        ("a comparison", ".bar__fill"),
    ],
)
@pytest.mark.sampled(4)
def test_what_a_picture_says_stands_out_from_its_ground(page, scheme, path, shapes):
    page.emulate_media(color_scheme=scheme)
    visit(page, path)
    settle(page)
    found = seen(page, shapes, ground_of(page))
    assert found
    assert min(found) >= FAINTEST, sorted(found)[:3]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bands_stand_out_in_forced_colors_too(page, scheme):
    page.emulate_media(color_scheme=scheme, forced_colors="active")
    page.goto("/crosswalk/")
    found = seen(page, ".flow__band", ground_of(page))
    assert found
    assert min(found) >= FAINTEST


@pytest.mark.parametrize("width", [320, 1280])
def test_the_edge_of_a_pale_band_is_as_wide_all_round_however_the_picture_is_stretched(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/crosswalk/")
    styles = page.locator(".flow__band--ours").evaluate_all(COLORS, ["vector-effect", "stroke-width"])
    assert {style["vector-effect"] for style in styles} == {"non-scaling-stroke"}
    assert {style["stroke-width"] for style in styles} == {"1.5px"}


def test_an_official_band_still_looks_fuller_than_a_suggestion(page):
    page.goto("/crosswalk/")
    ground = ground_of(page)
    properties = ["fill", "fill-opacity"]

    def fillings(selector):
        styles = page.locator(selector).evaluate_all(COLORS, properties)
        return [contrast(over(one["fill"], one["fill-opacity"], ground), channels(ground)[0]) for one in styles]

    assert min(fillings(".flow__band:not(.flow__band--ours)")) > 1.5 * max(fillings(".flow__band--ours"))
