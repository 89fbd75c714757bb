"""What a page weighs on the wire, and what it is on paper."""

import io

import pytest
from pypdf import PdfReader

from .visit import eventually, visit

KILOBYTE = 1024
FIRST_VISIT, PANEL_SWAP = 40 * KILOBYTE, 5 * KILOBYTE
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
    "/frameworks/modernized/healthcare-human-services/?all=1",
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
def test_html_css_and_javascript_of_a_first_visit_weigh_at_most_40_kb(page, bytes_on_the_wire, path, capsys):
    assert visit(page, path).ok
    weights = bytes_on_the_wire()
    counted = {kind: weights.get(kind, 0) for kind in ("Document", "Stylesheet", "Script")}
    with capsys.disabled():
        print(f"\n{path}: {counted}, together {sum(counted.values()) / KILOBYTE:.1f} KB")
    assert 0 < sum(counted.values()) <= FIRST_VISIT


@pytest.fixture
def weigh_swap(page, bytes_on_the_wire, capsys):
    """Call with what a swap is called, what starts it, and what is there once it is done; get its bytes on the wire."""

    def weigh(name, click, arrived):
        before = sum(bytes_on_the_wire().values())
        click.click()
        arrived.wait_for()
        swap = sum(bytes_on_the_wire().values()) - before
        with capsys.disabled():
            print(f"\nswap to {name}: {swap / KILOBYTE:.1f} KB")
        return swap

    return weigh


def test_a_round_of_the_quiz_swapped_in_weighs_at_most_5_kb(page, weigh_swap):
    page.goto("/quiz/")
    page.locator('.question [value="3"]').evaluate_all("all => all.forEach(one => one.click())")
    button, heading = (
        page.get_by_role("button", name="On to round 2"),
        page.get_by_role("heading", name="Round 2 of 3"),
    )
    assert 0 < weigh_swap("the next round", button, heading) <= PANEL_SWAP


@pytest.mark.parametrize("cluster", ["construction", "digital-technology"])
def test_a_panel_swap_weighs_at_most_5_kb(page, weigh_swap, cluster):
    page.goto("/")
    shape = page.locator(f'.slice[data-cluster="{cluster}"] .slice__shape:visible')
    assert 0 < weigh_swap(cluster, shape, page.locator(f'[data-clusters$="/{cluster}/"]')) <= PANEL_SWAP


def test_a_comparison_swapped_in_weighs_at_most_5_kb(page, weigh_swap):
    clusters = ("healthcare-human-services", "arts-entertainment-design", "supply-chain-transportation")
    page.goto("/compare/")
    for number, cluster in enumerate(clusters, start=1):
        page.locator(f"#pick-{number}").select_option(cluster)
    button = page.get_by_role("button", name="Compare", exact=True)
    assert 0 < weigh_swap("three clusters", button, page.locator(".sides").first) <= PANEL_SWAP


def test_static_files_are_hashed_compressed_and_kept_for_good(page, base_url):
    page.goto("/")
    path = page.locator('link[href*="tokens"]').get_attribute("href")
    response = page.request.get(path, headers={"Accept-Encoding": "br"})
    assert response.headers["content-encoding"] == "br"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in response.headers["cache-control"]


class TestPaper:
    def pdf(self, page, path):
        page.goto(path)
        return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=False)))

    @pytest.mark.parametrize("path", PAGES)
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

    @pytest.mark.long
    def test_every_cluster_is_one_or_two_sheets(self, page, capsys):
        page.goto("/")
        paths = page.locator(".slice").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        sheets = {path.split("/")[-2]: len(self.pdf(page, path).pages) for path in paths}
        with capsys.disabled():
            print(f"\nsheets of Letter: {sheets}")
        assert set(sheets.values()) <= {1, 2}

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
