"""What a page weighs on the wire, and what it is on paper."""

import io
import re
from urllib.request import Request, urlopen

import pytest
from pypdf import PdfReader

from ..sample import drawn
from .paper import flat
from .visit import eventually, visit

pytestmark = pytest.mark.sampled(9)

KILOBYTE = 1024
FIRST_VISIT, PANEL_SWAP = 40 * KILOBYTE, 7.25 * KILOBYTE  # pictures are a quarter of a panel's
PANEL_STYLES = 2 * KILOBYTE  # come with the first program or career of a visit, headers included
PAGES = [
    "/",
    "/frameworks/modernized/",
    "/?view=grid",
    "/frameworks/modernized/construction/",
    "/frameworks/modernized/digital-technology/",
    "/frameworks/modernized/construction/skilled-trades/",
    "/programs/carpentry/",
    "/careers/47-2111.00-electricians/",
    "/frameworks/original/agriculture-food-natural-resources/",
    "/frameworks/original/health-science/diagnostic-services/",
    "/frameworks/",
    "/learn/",
    "/learn/how-the-levels-nest/",
    "/learn/career-ready-practices/",
    "/learn/glossary/",
    "/embed/",
    "/embed/wheel/",
    "/embed/modernized/construction/",
]
WEIGHED = [
    *PAGES,
    "/programs/sustainable-food-farming/",
    "/programs/business-administration/?state=CA",
    "/careers/55-1016.00-infantry-officers/",
    "/careers/27-2011.00-actors/",
    "/careers/17-2199.10-wind-energy-engineers/",
    "/careers/?field=healthcare-human-services:physical-health",
    "/frameworks/modernized/healthcare-human-services/physical-health/",
    "/careers/",
    "/careers/?sort=pay&page=2",
    "/careers/surprise/29-2056.00/",
    "/search/",
    "/search/?q=nurse",
    "/search/?q=a",
    "/crosswalk/",
    "/crosswalk/?of=original:transportation-distribution-logistics",
    "/crosswalk/?view=pathways",
    "/data/",
    "/accessibility/",
    "/my-school/",
    "/handouts/",
    "/handouts/modernized/construction/",
    "/poster/",
    "/shortlist/?list=modernized:education~modernized:construction:skilled-trades~carpentry~47-2111.00",
    "/compare/",
    "/compare/?c=healthcare-human-services&c=arts-entertainment-design&c=supply-chain-transportation",
    "/quiz/",
    "a result",
    "a comparison",
]
MOST_SHEETS = {"clusters": 2, "sub-clusters": 1, "programs": 1, "careers": 1}
SAMPLE = 8  # of each kind; all of them in the long tests


@pytest.fixture
def bytes_on_the_wire(page):
    """Bytes received, headers included, by kind of resource, as the browser's own network layer counts them."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    kinds, sizes, under_way = {}, {}, set()
    session.on("Network.requestWillBeSent", lambda event: under_way.add(event["requestId"]))
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    for end in ("Network.loadingFinished", "Network.loadingFailed"):
        session.on(end, lambda event: under_way.discard(event["requestId"]))

    def by_kind():
        eventually(lambda: page.evaluate("0") or len(under_way), 0)
        total = {}
        for request, size in sizes.items():
            total[kinds.get(request, "Other")] = total.get(kinds.get(request, "Other"), 0) + size
        return total

    return by_kind


@pytest.mark.parametrize("path", WEIGHED)
@pytest.mark.sampled(14)
def test_html_css_and_javascript_of_a_first_visit_weigh_at_most_40_kb(page, bytes_on_the_wire, path, capsys):
    assert visit(page, path).ok
    weights = bytes_on_the_wire()
    counted = {kind: weights.get(kind, 0) for kind in ("Document", "Stylesheet", "Script")}
    with capsys.disabled():
        print(f"\n{path}: {counted}, together {sum(counted.values()) / KILOBYTE:.1f} KB")
    assert 0 < sum(counted.values()) <= FIRST_VISIT


@pytest.fixture
def weigh_swap(page, bytes_on_the_wire, capsys):
    """Call with what a swap is called, what starts it, and what is there once it is done; get its bytes on the wire.

    A stylesheet that comes along counts for itself.
    """

    def weigh(name, click, arrived):
        before = bytes_on_the_wire()
        click.click()
        arrived.wait_for()
        after = bytes_on_the_wire()
        swap = sum(after.values()) - sum(before.values())
        styles = after["Stylesheet"] - before["Stylesheet"]
        with capsys.disabled():
            print(f"\nswap to {name}: {(swap - styles) / KILOBYTE:.2f} KB, its stylesheet {styles / KILOBYTE:.2f} KB")
        assert styles <= PANEL_STYLES
        return swap - styles

    return weigh


def test_a_round_of_the_quiz_swapped_in_weighs_at_most_7_kb(page, weigh_swap):
    page.goto("/quiz/?round=2")
    page.locator('.question [value="3"]').evaluate_all("all => all.forEach(one => one.click())")
    for _question in range(14):
        page.get_by_role("button", name="Next").click()
    button, heading = (
        page.get_by_role("button", name="On to round 3"),
        page.get_by_role("heading", name="Round 3 of 3"),
    )
    assert 0 < weigh_swap("the next round", button, heading) <= PANEL_SWAP


@pytest.mark.parametrize("cluster", ["construction", "digital-technology"])
def test_a_panel_swap_weighs_at_most_7_kb(page, weigh_swap, cluster):
    page.goto("/")
    shape = page.locator(f'.slice[data-cluster="{cluster}"] .slice__shape:visible')
    assert 0 < weigh_swap(cluster, shape, page.locator(f'[data-clusters$="/{cluster}/"]')) <= PANEL_SWAP


@pytest.mark.parametrize(
    ("start", "name"),
    [
        ("/frameworks/modernized/agriculture/agricultural-technology-automation/", "Urban Farming"),
        ("/frameworks/modernized/agriculture/food-science-processing/", "Sustainable Food & Farming"),
        ("/careers/11-9199.10-wind-energy-development-managers/", "Wind Energy Engineers"),
        ("/programs/carpentry/", "Carpenters"),
    ],
)
def test_a_program_or_a_career_swapped_in_weighs_at_most_7_kb_and_its_stylesheet_2(page, weigh_swap, start, name):
    page.goto(start)
    link = page.locator("#panel").get_by_role("link", name=name, exact=True).last
    assert 0 < weigh_swap(name, link, page.get_by_role("heading", level=1, name=name)) <= PANEL_SWAP


@pytest.mark.long
@pytest.mark.parametrize("kind", ["programs", "careers"])
def test_no_panel_of_a_program_or_a_career_weighs_more_than_7_kb(base_url, places, kind):
    def weight(path):
        asked = Request(f"{base_url}{path}?part=panel", headers={"Accept-Encoding": "br"})
        with urlopen(asked) as response:
            return len(response.read()) + len(response.headers.as_bytes())

    weights = {path: weight(path) for path in places[kind]}
    assert {path: bytes_ for path, bytes_ in weights.items() if bytes_ > PANEL_SWAP} == {}


def test_a_comparison_swapped_in_weighs_at_most_7_kb(page, weigh_swap):
    clusters = ("healthcare-human-services", "arts-entertainment-design", "supply-chain-transportation")
    page.goto("/compare/")
    for number, cluster in enumerate(clusters, start=1):
        page.locator(f"#pick-{number}").select_option(cluster)
    button = page.get_by_role("button", name="Compare", exact=True)
    assert 0 < weigh_swap("three clusters", button, page.locator(".sides").first) <= PANEL_SWAP


def test_static_files_are_hashed_compressed_and_kept_for_good(page, base_url):
    page.goto("/")
    path = page.locator('link[href*="site"]').get_attribute("href")
    response = page.request.get(path, headers={"Accept-Encoding": "br"})
    assert response.headers["content-encoding"] == "br"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in response.headers["cache-control"]


@pytest.fixture(scope="module")
def places(base_url):
    """{kind: the paths of its entries}, as the site's map names them."""

    def listed(path):
        with urlopen(base_url + path) as sitemap:
            return re.findall(r"<loc>https?://[^/]*(/[^<]*)</loc>", sitemap.read().decode())

    maps = listed("/sitemap.xml")
    found = {
        kind: [path for one in maps if f"/sitemap-{kind}.xml" in one for path in listed(one)] for kind in MOST_SHEETS
    }
    assert all(found.values())
    return found


class TestPaper:
    def pdf(self, page, path):
        page.goto(path)
        return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=False)))

    @pytest.fixture
    def plain_page(self, browser, base_url):
        """A page without scripts, which prints what its markup and stylesheets say."""
        context = browser.new_context(base_url=base_url, java_script_enabled=False)
        yield context.new_page()
        context.close()

    def too_long_or_empty(self, page, paths, most):
        """What takes more sheets, or has a first one without its name and a figure, a program or a source."""
        found = []
        for path in paths:
            sheets = self.pdf(page, path).pages
            first = flat(sheets[0].extract_text())
            name = flat(page.locator("h1").inner_text())
            if len(sheets) > most or name not in first or len(first) < 2 * len(name) + 350:
                found.append((path, len(sheets), len(first)))
        return found

    @pytest.mark.parametrize("kind", MOST_SHEETS)
    @pytest.mark.sampled(1)
    def test_an_entry_takes_few_sheets_and_the_first_says_more_than_its_name(self, plain_page, places, kind):
        paths = drawn(places[kind], SAMPLE, f"printed {kind}")
        assert self.too_long_or_empty(plain_page, paths, MOST_SHEETS[kind]) == []

    @pytest.mark.long
    @pytest.mark.parametrize("kind", MOST_SHEETS)
    def test_every_entry_takes_few_sheets_and_the_first_says_more_than_its_name(self, plain_page, places, kind):
        assert self.too_long_or_empty(plain_page, places[kind], MOST_SHEETS[kind]) == []

    def test_with_a_state_its_colleges_have_a_sheet_of_their_own_if_there_are_many(self, plain_page):
        first, second = self.pdf(plain_page, "/programs/business-administration/?state=CA").pages
        assert "Majors to look for" in first.extract_text()
        assert second.extract_text().startswith("Where it is taught")
        (only,) = self.pdf(plain_page, "/programs/carpentry/?state=RI").pages
        assert "Where it is taught" in only.extract_text()

    def test_a_careers_sheet_has_its_pay_its_school_and_its_outlook(self, plain_page):
        text = flat(self.pdf(plain_page, "/careers/29-1141.00-registered-nurses/").pages[0].extract_text())
        for words in (
            "Registered Nurses",
            "a year",
            "an hour",
            "Bachelor's degree",
            "Bright outlook",
            "openings a year",
        ):
            assert flat(words).lower() in text.lower(), words

    def test_rows_of_careers_have_their_outlook_on_paper(self, plain_page):
        text = self.pdf(plain_page, "/frameworks/modernized/healthcare-human-services/").pages[0].extract_text()
        assert flat("Bright outlook") in flat(text)

    @pytest.mark.parametrize("scripts", [True, False])
    def test_folds_are_open_on_paper_with_and_without_scripts(self, browser, base_url, scripts):
        context = browser.new_context(base_url=base_url, java_script_enabled=scripts)
        page = context.new_page()
        reader = self.pdf(page, "/frameworks/modernized/construction/")
        assert page.locator("details[open]").count() == 0
        text = flat(" ".join(sheet.extract_text() for sheet in reader.pages))
        inside = page.locator("details :is(.ticks li, .row b)").all_text_contents()
        assert len(inside) > 8
        assert [words for words in inside if flat(words) not in text] == []
        context.close()

    def test_paper_has_no_buttons_hearts_wheel_or_head_of_color(self, page):
        page.goto("/frameworks/modernized/construction/skilled-trades/")
        page.emulate_media(media="print")
        for part in (".button", ".heart", ".wheel", "[data-share]", ".header-link", ".fold__title .icon"):
            assert page.locator(f"{part}:visible").count() == 0, part
        colors = page.locator(".head").evaluate(
            "head => [getComputedStyle(head).backgroundColor, getComputedStyle(head).color]"
        )
        assert colors == ["rgba(0, 0, 0, 0)", "rgb(0, 0, 0)"]

    def test_a_head_has_its_picture_beside_its_words_in_lines_of_the_hue(self, page):
        page.set_viewport_size({"width": 700, "height": 900})
        page.goto("/frameworks/modernized/construction/")
        page.emulate_media(media="print")
        words, picture, code = (page.locator(f".head {part}").bounding_box() for part in ("h1", ".plate", ".qr"))
        assert words["x"] + words["width"] <= picture["x"]
        assert picture["x"] + picture["width"] <= code["x"]
        assert picture["y"] + picture["height"] < words["y"] + 110
        line = page.locator(".head .sticker__line").first.evaluate("line => getComputedStyle(line).stroke")
        assert line == "rgb(168, 72, 11)"

    def test_the_list_of_careers_says_which_part_it_prints_and_where_it_is(self, page, base_url):
        text = flat(self.pdf(page, "/careers/?sort=pay&page=2").pages[0].extract_text())
        total = len(page.locator(".item").all())
        assert re.search(rf"A part: careers {total + 1} to {2 * total} of \d+\.".replace(" ", ""), text)
        assert f"{base_url}/careers/?sort=pay&page=2" in text

    @pytest.mark.parametrize("path", PAGES)
    @pytest.mark.sampled(6)
    def test_a_page_is_one_or_two_sheets_of_letter(self, page, path):
        sheets = self.pdf(page, path).pages
        assert 1 <= len(sheets) <= 2
        assert (round(sheets[0].mediabox.width), round(sheets[0].mediabox.height)) == (612, 792)

    def test_a_cluster_chosen_on_the_wheel_prints_like_its_page(self, page):
        direct = len(self.pdf(page, "/frameworks/modernized/digital-technology/").pages)
        page.goto("/")
        page.locator('.slice[data-cluster="digital-technology"] .slice__shape:visible').click()
        page.get_by_role("heading", level=1, name="Digital Technology").wait_for()
        chosen = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        assert len(chosen.pages) == direct
        assert "What kind of work" not in chosen.pages[0].extract_text()

    def test_the_paper_says_where_the_page_is(self, page, base_url):
        text = self.pdf(page, "/programs/carpentry/").pages[0].extract_text()
        assert f"{base_url}/programs/carpentry/" in text.replace("\n", "")

    def test_a_cluster_on_paper_says_all_of_it_and_has_no_navigation(self, page):
        text = " ".join(sheet.extract_text() for sheet in self.pdf(page, "/frameworks/modernized/construction/").pages)
        for words in (
            "Construction",
            "Skilled Trades",
            "What people here do",
            "You might like this if",
            "Where this comes from",
            "careertech.org",
        ):
            assert words in text
        for words in ("All clusters", "Skip to the content", "Agriculture", "Caring for Communities"):
            assert words not in text

    def test_a_cluster_on_paper_has_its_programs_questions_and_a_qr_code_that_the_screen_does_not_fetch(self, page):
        fetched = []
        page.on("request", lambda request: fetched.append(request.url) if "/qr/" in request.url else None)
        page.goto("/frameworks/modernized/construction/")
        assert fetched == []
        sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        assert len(fetched) == 1
        text = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
        assert "Architectural Design · Drafting · Landscape Architecture" in text
        assert "which sounds most like you, and why?" in text

    def test_paper_is_black_on_white_even_in_the_dark(self, page):
        page.goto("/frameworks/modernized/construction/")
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
