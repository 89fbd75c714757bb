"""Handouts and the poster as they come out of the printer: sheets are counted, lines looked at."""

import io

import pytest
from pypdf import PdfReader

from .paper import flat, pieces

pytestmark = pytest.mark.sampled(3)

CLUSTERS = 14
POINT = 1 / 72  # of an inch
STICKS_OUT = """sheet => {
    const box = sheet.getBoundingClientRect(), out = [];
    const texts = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT), range = document.createRange();
    for (let text; (text = texts.nextNode());) {
        if (!text.data.trim() || !text.parentElement.checkVisibility() || text.parentElement.closest("svg")) continue;
        range.selectNodeContents(text);
        for (const line of range.getClientRects()) {
            const hides = text.parentElement.closest(".visually-hidden, .slice__row, .centre__name, .wheel__grouping");
            if (!hides && (line.left < box.left - 1 || line.right > box.right + 1)) out.push(text.data.trim());
        }
    }
    return out;
}"""


def printed(page, path):
    page.goto(path)
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


@pytest.fixture(scope="module")
def every_handout(browser, base_url):
    context = browser.new_context(base_url=base_url)
    page = context.new_page()
    reader = printed(page, "/handouts/")
    names = page.locator(".handout__title").all_inner_texts()
    texts = page.locator(".handout").evaluate_all("all => all.map(one => one.innerText)")
    yield reader, names, texts
    context.close()


def test_all_fourteen_come_out_of_one_print_each_on_one_sheet_of_letter(every_handout):
    reader, names, _texts = every_handout
    assert len(names) == CLUSTERS
    assert len(reader.pages) == CLUSTERS
    for sheet, name in zip(reader.pages, names, strict=True):
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == (612, 792)
        assert flat(name) in flat(sheet.extract_text())


def test_no_word_is_lost_on_paper(every_handout):
    reader, _names, texts = every_handout
    for sheet, text in zip(reader.pages, texts, strict=True):
        on_paper = flat(sheet.extract_text())
        missing = [word for word in text.split() if flat(word) not in on_paper]
        assert missing == []


def test_no_line_leaves_the_sheet(every_handout):
    reader, _names, _texts = every_handout
    for sheet in reader.pages:
        for text, left, baseline, size in pieces(sheet):
            assert left >= 0.45 / POINT, text
            assert 0.3 / POINT <= baseline <= 11 / POINT - 0.3 / POINT - size * 0.7, text


@pytest.mark.parametrize(("path", "sheet", "width"), [("/handouts/", ".handout", 720), ("/poster/", ".poster", 969)])
def test_no_line_is_cut_off_at_the_side(page, path, sheet, width):
    """720 pixels are the 7.5 inches between the margins of Letter, 969 the 10.1 of the poster."""
    page.set_viewport_size({"width": width, "height": 1000})
    page.goto(path)
    page.emulate_media(media="print")
    sheets = page.locator(sheet)
    assert sheets.count() >= 1
    for number in range(sheets.count()):
        assert sheets.nth(number).evaluate(STICKS_OUT) == []


@pytest.mark.parametrize("framework", ["original", "connecticut"])
def test_other_frameworks_fit_on_a_sheet_for_each_cluster_too(page, framework):
    reader = printed(page, f"/handouts/{framework}/")
    assert len(reader.pages) == page.locator(".handout").count()


@pytest.mark.parametrize("cluster", ["construction", "energy-natural-resources", "digital-technology"])
def test_a_handout_alone_is_one_sheet(page, cluster):
    reader = printed(page, f"/handouts/modernized/{cluster}/")
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    assert "Print this sheet" not in text
    assert "Skip to the content" not in text


@pytest.mark.parametrize("source", ["the page", "the file"])
class TestPoster:
    @pytest.fixture
    def reader(self, page, source):
        if source == "the page":
            return printed(page, "/poster/")
        return PdfReader(io.BytesIO(page.request.get("/poster.pdf").body()))

    def test_it_is_one_page_of_eleven_by_seventeen_inches(self, reader):
        assert len(reader.pages) == 1
        box = reader.pages[0].mediabox
        assert (round(box.width), round(box.height)) == (11 * 72, 17 * 72)

    def test_nothing_on_it_is_smaller_than_nine_points(self, reader, capsys):
        sizes = [(round(size, 2), text) for text, _left, _baseline, size in pieces(reader.pages[0])]
        with capsys.disabled():
            print(f"\nsmallest text on the poster: {min(sizes)}")
        assert len(sizes) > 100
        assert min(sizes)[0] >= 8.99

    def test_it_has_every_cluster_twice_on_the_wheel_and_below_it(self, reader, page):
        page.goto("/")
        text = flat(reader.pages[0].extract_text())
        for name in page.locator(".slice__name").all_text_contents():
            assert text.count(flat(name)) >= 2, name

    def test_no_line_leaves_the_page(self, reader):
        for text, left, baseline, _size in pieces(reader.pages[0]):
            assert 0.3 / POINT < left < 10.7 / POINT, text
            assert 0.3 / POINT < baseline < 16.7 / POINT, text


def test_the_pdf_file_of_the_set_has_a_sheet_for_each_cluster_and_all_words(page, every_handout):
    _reader, names, texts = every_handout
    reader = PdfReader(io.BytesIO(page.request.get("/handouts/modernized.pdf").body()))
    assert len(reader.pages) == CLUSTERS
    for sheet, name, text in zip(reader.pages, names, texts, strict=True):
        on_paper = flat(sheet.extract_text())
        assert flat(name) in on_paper
        assert [word for word in text.split() if flat(word) not in on_paper] == []
        for piece, left, baseline, _size in pieces(sheet):
            assert 0.4 / POINT < left < 8.1 / POINT, piece
            assert 0.3 / POINT < baseline < 10.7 / POINT, piece


@pytest.mark.parametrize("width", [320, 360])
def test_no_figure_is_broken_on_a_phone(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/handouts/modernized/construction/")
    heights = page.locator(".handout__careers td.number").evaluate_all(
        "all => all.map(one => { const range = document.createRange(); range.selectNodeContents(one); return range.getClientRects().length })"
    )
    assert set(heights) == {1}
    assert page.locator(".handout__careers").evaluate(STICKS_OUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_cluster_leads_to_its_handout_and_back(page):
    page.goto("/frameworks/modernized/construction/")
    page.get_by_text("Handout, compare, sources").click()
    page.get_by_role("link", name="Handout", exact=True).click()
    page.get_by_role("heading", level=1, name="Construction").wait_for()
    page.get_by_role("link", name="To its page").click()
    page.wait_for_url("**/frameworks/modernized/construction/")
