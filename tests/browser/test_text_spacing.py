"""Text spacing as WCAG 1.4.12 has it: what visitors may set must not push words out of where they can be read."""

import pytest

from .visit import visit
from .wheel_words import LINES_OUTSIDE, OVERLAPS, RIM_TOO_LONG

pytestmark = pytest.mark.sampled(2)

# As a visitor's own stylesheet sets it: the last one, and important.
SPACED = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
ADD_STYLES = """css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
}"""
CUT_OFF = """all => all.filter(one => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
    .map(one => one.textContent.trim())"""
OUTSIDE_THE_PICTURE = """all => all.filter(word => {
    const box = word.getBoundingClientRect(), picture = word.closest("svg").getBoundingClientRect();
    return box.left < picture.left - 1 || box.right > picture.right + 1;
}).map(word => word.textContent.trim())"""


@pytest.fixture
def spaced(page):
    """Open a page with the visitor's spacing."""

    def spaced(path, width=1280):
        page.set_viewport_size({"width": width, "height": 900})
        visit(page, path)
        page.evaluate(ADD_STYLES, SPACED)
        return page

    return spaced


@pytest.mark.parametrize("width", [688, 1280])
@pytest.mark.parametrize("framework", ["modernized", "original", "connecticut"])
@pytest.mark.sampled(2)
def test_no_name_leaves_its_slice_or_its_rim(spaced, framework, width):
    page = spaced(f"/frameworks/{framework}/", width)
    letters = page.locator(".slice__label text").first
    assert letters.evaluate("one => parseFloat(getComputedStyle(one).letterSpacing)") > 0
    assert page.evaluate(LINES_OUTSIDE) == []
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(RIM_TOO_LONG) == []


def test_a_name_that_is_held_is_hardly_narrower_without_that_spacing(page):
    page.goto("/frameworks/original/")
    ratios = page.locator(".wide text[textLength]").evaluate_all("""all => all.map(one => {
        const held = one.getComputedTextLength();
        one.removeAttribute("textLength");
        return held / one.getComputedTextLength();
    })""")
    assert ratios
    assert all(0.85 < ratio < 1.2 for ratio in ratios), ratios


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_name_in_the_crosswalks_picture_is_cut_off(spaced, width):
    page = spaced("/crosswalk/", width)
    assert page.locator(".flows a").evaluate_all(CUT_OFF) == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/compare/?c=construction&c=education", ".range text"),
        ("/quiz/?round=1", ".answers label span, .progress__words"),
        ("a result", ".top__names li, .ranked__name, .paid a, .fold__title, .result__ways .button"),
    ],
)
def test_no_word_of_a_picture_or_a_control_is_cut_off(spaced, width, path, words):
    page = spaced(path, width)
    found = page.locator(f":is({words}):visible")
    assert found.count()
    script = OUTSIDE_THE_PICTURE if "text" in words else CUT_OFF
    assert found.evaluate_all(script) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
