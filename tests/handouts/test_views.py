"""What is made for paper, as pages and as PDF files."""

import io
import re

import pytest
from django.core.cache import caches
from pypdf import PdfReader

from explorer.handouts import pdf
from explorer.handouts.qr_code import draw_qr_code
from explorer.models import Cluster, Framework, Grouping, SubCluster

from ..factories import create_career, create_small_framework

pytestmark = pytest.mark.django_db

SET, ONE, POSTER = "/handouts/", "/handouts/modernized/cluster-1/", "/poster/"
FILES = ["/handouts/modernized.pdf", "/handouts/modernized/cluster-1.pdf", "/poster.pdf"]


@pytest.fixture(autouse=True)
def framework(db):
    framework = create_small_framework(is_default=True)
    Cluster.objects.filter(slug="cluster-1").update(to_talk_over="What do you see?\nWhich one?\nWho helps?")
    create_career(sub_clusters=[SubCluster.objects.get(cluster__slug="cluster-1", slug="part-1")])
    return framework


def read(client, path, **options):
    return PdfReader(io.BytesIO(client.get(path, **options).content))


def text_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def structure(reader):
    """All elements of the structure that a screen reader follows."""
    waiting = [reader.root_object["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, list):
            waiting += element
        elif isinstance(element, dict):
            yield element
            waiting += [element["/K"]] if "/K" in element else []


@pytest.mark.parametrize("path", [ONE, FILES[1]])
def test_a_handout_has_all_that_a_counselor_hands_out(client, path):
    response = client.get(path)
    text = text_of(PdfReader(io.BytesIO(response.content))) if path.endswith("pdf") else response.content.decode()
    for words in (
        "Building & Moving", "Cluster 1", "Build it", "People here build.", "Lay bricks.", "You fix.", "Part 1",
        "Program modernized 1 1 1", "Carpenters", "High school diploma", "$60,000", "What do you see?", "Which one?",
        "Who helps?", "http://testserver/frameworks/modernized/cluster-1/", "O*NET 30.2", "BLS OEWS, May 2025",
        "A guide", "Your state and your school district decide",
    ):  # fmt: skip
        assert words in text or words.replace("&", "&amp;") in text, words


@pytest.mark.parametrize(("path", "crop", "count"), [(ONE, "scene", 1), (SET, "band", 4), (POSTER, "strip", 4)])
def test_every_cluster_has_its_picture_for_paper_which_says_nothing(client, path, crop, count):
    html = client.get(path).content.decode()
    assert len(re.findall(rf'<svg class="plate plate--{crop} hue-\w+" aria-hidden="true">', html)) == count
    assert "on-sheet" in html


def test_page_and_file_say_the_same(client):
    page = re.sub(
        r"<[^>]*>",
        " ",
        client.get(ONE).content.decode().partition("<article")[2].partition("</article")[0].partition(">")[2],
    )
    words = {word for word in re.findall(r"[\w$',.*/:-]+", page.replace("&amp;", "&").replace("&#x27;", "'"))}
    file_words = set(re.findall(r"[\w$',.*/:-]+", text_of(read(client, FILES[1]))))
    assert {word for word in words if word not in file_words} == set()


def test_the_set_has_every_cluster_once(client):
    html = client.get(SET).content.decode()
    assert re.findall(r'<article class="handout [^>]*id="([^"]*)"', html) == [
        "cluster-1", "cluster-2", "cluster-3", "digital-technology",
    ]  # fmt: skip
    assert len(read(client, FILES[0]).pages) == 4


@pytest.mark.parametrize("path", ["/handouts/older/cluster-1/", "/handouts/older/cluster-1.pdf"])
def test_where_nothing_is_taught_nothing_is_said_of_it_and_what_is_replaced_is_called_so(client, path):
    create_small_framework(name="Older", clusters=1, programs=0, status="superseded")
    text = text_of(read(client, path)) if path.endswith("pdf") else client.get(path).content.decode()
    assert "Superseded" in text
    assert "what you could study" not in text
    assert (
        "Programs are examples. Your state and your school district decide which ones they offer."
        not in text.partition('<footer class="site')[0]
    )


def test_other_frameworks_have_theirs(client):
    create_small_framework(name="Older", clusters=1)
    assert client.get("/handouts/older/").status_code == 200
    assert len(read(client, "/handouts/older.pdf").pages) == 2


def test_the_qr_code_leads_to_the_page(client, monkeypatch):
    led_to = []
    monkeypatch.setattr(
        "explorer.handouts.pdf.draw_qr_code", lambda address, border: led_to.append(address) or "<svg/>"
    )
    monkeypatch.setattr("explorer.handouts.pdf.typst.compile", lambda *args, **kwargs: b"%PDF")
    client.get(FILES[1], headers={"Host": "localhost"})
    assert led_to == ["http://localhost/frameworks/modernized/cluster-1/"]


@pytest.mark.parametrize(
    ("path", "queries"), [(SET, 6), ("/handouts/modernized/", 6), (ONE, 6), (POSTER, 5), (FILES[0], 7)]
)
def test_it_takes_few_queries_however_many_clusters_there_are(client, django_assert_num_queries, path, queries):
    with django_assert_num_queries(queries):
        client.get(path)
    create_small_framework(name="Larger", clusters=9, sub_clusters=4)
    Framework.objects.update(is_default=False)
    Framework.objects.filter(name="Larger").update(is_default=True)
    with django_assert_num_queries(queries):
        client.get(path.replace("modernized", "larger"))


@pytest.mark.parametrize("path", [ONE, "/handouts/modernized/", *FILES[:2]])
def test_drafts_are_not_there(client, framework, path):
    Framework.objects.update(is_default=False, is_draft=True)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", [SET, POSTER])
def test_an_empty_site_says_so(client, path):
    Framework.objects.update(is_default=False, is_draft=True)
    assert client.get(path).status_code == 503


@pytest.mark.parametrize("path", ["/handouts/none/", "/handouts/modernized/none/", "/handouts/none.pdf",
                                  "/handouts/modernized/none.pdf", "/handouts/modernized/a%00b.pdf"])  # fmt: skip
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", FILES)
class TestFiles:
    def test_it_is_a_pdf_file_with_a_name_a_title_a_language_and_a_structure(self, client, path):
        response = client.get(path)
        assert response["Content-Type"] == "application/pdf"
        assert re.fullmatch(r'inline; filename="[-\w]+\.pdf"', response["Content-Disposition"])
        reader = PdfReader(io.BytesIO(response.content))
        assert reader.metadata.title
        assert reader.root_object["/Lang"] == "en"
        assert "/StructTreeRoot" in reader.root_object

    def test_it_passes_as_a_pdf_that_everyone_can_read(self, client, path, monkeypatch):
        """Typst refuses what PDF/UA-1 does not allow: a picture with neither words nor a mark that it says nothing."""
        compile_ = pdf.typst.compile
        monkeypatch.setattr(
            pdf.typst, "compile", lambda *args, **options: compile_(*args, **options, pdf_standards="ua-1")
        )
        assert client.get(path).status_code == 200

    def test_its_pictures_are_decoration_but_for_the_codes_and_the_wheel(self, client, path):
        reader = read(client, path)
        words = [figure["/Alt"] for figure in structure(reader) if figure.get("/S") == "/Figure"]
        assert len(words) == (2 if path == FILES[2] else len(reader.pages))
        assert all(words)
        assert all(b"/Artifact" in page.get_contents().get_data() for page in reader.pages)

    @pytest.mark.parametrize("field", ["icon", "icons_around"])
    def test_another_picture_makes_another_file(self, client, path, field):
        first = client.get(path).content
        caches["pages"].clear()
        Cluster.objects.filter(slug="cluster-1").update(**{field: "anvil"})
        assert client.get(path).content != first

    @pytest.fixture(autouse=True)
    def _page_cache(self, settings):
        settings.PAGE_CACHE = True  # files are in it like pages
        caches["pages"].clear()

    def test_the_same_facts_make_the_same_bytes(self, client, path):
        first = client.get(path).content
        caches["pages"].clear()
        assert client.get(path).content == first

    def test_it_is_made_once_for_each_state_of_the_content(self, client, path, monkeypatch):
        made = []
        compile_ = pdf.typst.compile
        monkeypatch.setattr(pdf.typst, "compile", lambda *args, **kwargs: made.append(1) or compile_(*args, **kwargs))
        client.get(path)
        client.get(path)
        assert len(made) == 1
        Cluster.objects.get(slug="cluster-1").save()
        client.get(path)
        assert len(made) == 2

    def test_another_address_has_a_file_of_its_own(self, client, path):
        assert "localhost" in text_of(read(client, path, headers={"Host": "localhost"}))
        assert "testserver" in text_of(read(client, path))

    def test_it_is_not_sent_again_as_long_as_nothing_changes(self, client, path):
        etag = client.get(path)["ETag"]
        assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
        Cluster.objects.get(slug="cluster-1").save()
        assert client.get(path, headers={"If-None-Match": etag}).status_code == 200

    def test_it_has_no_date_and_only_typsts_own_fonts(self, client, path, monkeypatch):
        asked = []
        compile_ = pdf.typst.compile
        monkeypatch.setattr(
            pdf.typst, "compile", lambda *args, **options: asked.append(options) or compile_(*args, **options)
        )
        metadata = read(client, path).metadata
        assert "/CreationDate" not in metadata
        assert asked[0]["ignore_system_fonts"] is True


@pytest.mark.parametrize("path", FILES[:2])
def test_a_drafts_file_is_for_staff_alone_and_not_kept(client, admin_client, path):
    Framework.objects.update(is_default=False, is_draft=True)
    response = admin_client.get(path)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/handouts/modernized/none.pdf", "/handouts/none.pdf"])
def test_a_file_that_is_not_there_is_never_unchanged(client, path):
    assert client.get(path, headers={"If-None-Match": "*"}).status_code == 404


@pytest.mark.parametrize("character", ["\x08", "\x0b", "\ufffe"])
def test_what_no_picture_can_hold_is_left_out_of_the_wheel(client, character):
    Grouping.objects.update(name=f"A{character}B")
    Framework.objects.update(centre_title=f"C{character}D")
    assert "AB" in text_of(read(client, "/poster.pdf")).replace(" ", "")


@pytest.mark.parametrize("ending", ["/", ".pdf"])
def test_a_handout_moves_with_its_cluster(client, ending):
    cluster = Cluster.objects.get(slug="cluster-1")
    cluster.slug = "moved"
    cluster.save()
    response = client.get(f"/handouts/modernized/cluster-1{ending}")
    assert (response.status_code, response["Location"]) == (301, f"/handouts/modernized/moved{ending}")


def test_a_clusters_page_has_its_qr_code_for_paper(client):
    html = client.get("/frameworks/modernized/cluster-1/").content.decode()
    path = "/qr/modernized/cluster-1.svg"
    assert f'loading="lazy" src="{path}"' in html
    response = client.get(path)
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content == draw_qr_code("http://testserver/frameworks/modernized/cluster-1/").encode()
    assert "max-age=86400" in response["Cache-Control"]


@pytest.mark.parametrize("path", ["/qr/modernized/none.svg", f"/qr/{'x' * 3000}/b.svg", "/qr/draft/cluster-1.svg"])
def test_only_a_clusters_page_has_a_qr_code(client, path):
    create_small_framework(name="Draft", clusters=1, is_draft=True)
    assert client.get(path).status_code == 404


def test_words_are_never_read_as_markup(client):
    nasty = '#panic("x") *bold* $x$ \\ <b>&amp;</b> @ref `raw` #import "x"'
    Cluster.objects.filter(slug="cluster-1").update(name=nasty[:60], tagline=nasty, summary=nasty, to_talk_over=nasty)
    assert '#panic("x") *bold* $x$' in text_of(read(client, FILES[1])).replace("“", '"').replace("”", '"')


@pytest.mark.parametrize("words", ["日本語", "\U0001f600", "‮abc", "x" * 3000])
def test_words_that_no_font_has_make_a_file_all_the_same(client, words):
    Cluster.objects.filter(slug="cluster-1").update(summary=words)
    assert len(read(client, FILES[1]).pages) >= 1


def test_the_colors_are_those_of_the_site(settings):
    css = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
    light = css.partition("@media")[0]
    assert {hue.value: color for hue, color in pdf.COLORS.items()} == dict(
        re.findall(r"--(copper|rose|violet|blue|green|teal|slate): (#\w+);", light)
    )
