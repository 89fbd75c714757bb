"""Pages and static files are as small on the way as they can be made in good time."""

import gzip

import brotli
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from clusterexplorer.compression import CompressionMiddleware
from clusterexplorer.static_files import MinifiedStaticFilesStorage, minified_css, with_imports

TEXT = b"What kind of work could be yours? " * 40


def answer(accepted, response=None):
    request = RequestFactory().get("/", headers={"Accept-Encoding": accepted})
    return CompressionMiddleware(lambda _: response or HttpResponse(TEXT))(request)


@pytest.mark.parametrize("accepted", ["br", "gzip, deflate, br, zstd", "BR;q=0.05", "gzip;q=0.5, br;q=1"])
def test_a_browser_that_takes_brotli_gets_it(accepted):
    response = answer(accepted)
    assert response["Content-Encoding"] == "br"
    assert brotli.decompress(response.content) == TEXT
    assert int(response["Content-Length"]) == len(response.content)


@pytest.mark.parametrize(
    "accepted", ["gzip", "gzip, br;q=0", "br; Q=0.000, gzip", "gzip, brotli-x", "gzip, br ; q = 0.0"]
)
def test_others_get_gzip(accepted):
    response = answer(accepted)
    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content) == TEXT


def test_who_takes_neither_gets_it_as_it_is():
    assert answer("identity").content == TEXT


def test_a_page_is_compressed_more_thoroughly_than_the_answer_to_a_form():
    text = " ".join(str(number * number) for number in range(2000))
    page, answered = (
        CompressionMiddleware(lambda _: HttpResponse(text))(request("/", headers={"Accept-Encoding": "br"}))
        for request in (RequestFactory().get, RequestFactory().post)
    )
    assert len(page.content) < len(answered.content)


@pytest.mark.parametrize("accepted", ["br", "gzip", "identity"])
def test_caches_keep_them_apart(accepted):
    assert answer(accepted)["Vary"] == "Accept-Encoding"


def test_what_is_small_or_compressed_already_stays_as_it_is():
    assert answer("br", HttpResponse(b"short")).content == b"short"
    assert answer("br", HttpResponse(TEXT, headers={"Content-Encoding": "gzip"})).content == TEXT


def test_what_is_sent_piece_by_piece_is_not_held_back():
    response = answer("br", StreamingHttpResponse([TEXT]))
    assert response.streaming
    assert response.get("Content-Encoding") != "br"


@pytest.mark.parametrize("name", ["css/base.css", "js/site.js", "js/quiz.js"])
def test_collected_styles_and_scripts_have_no_comments(tmp_path, settings, name):
    storage = MinifiedStaticFilesStorage(location=tmp_path, base_url="/static/")
    original = (settings.BASE_DIR / "static" / name).read_text("utf-8")
    storage.save(name, ContentFile(original))
    list(storage.post_process({name: (storage, name)}))
    collected = (tmp_path / storage.stored_name(name)).read_text("utf-8")
    assert "/*" not in collected
    assert "// " not in collected
    assert len(collected) < 0.95 * len(original)


def test_collected_files_are_those_that_the_storage_has_changed(tmp_path, settings):
    """collectstatic hands over where files came from: those are neither minified nor complete."""
    settings.STATIC_ROOT = tmp_path
    storage = MinifiedStaticFilesStorage(location=tmp_path, base_url="/static/")
    source = FileSystemStorage(location=settings.BASE_DIR / "static")
    names = [f"css/{name}.css" for name in ("site", "tokens", "base", "pictures", "panel")]
    for name in names:
        storage.save(name, ContentFile((settings.BASE_DIR / "static" / name).read_bytes()))
    list(storage.post_process({name: (source, name) for name in names}))
    collected = (tmp_path / storage.stored_name("css/site.css")).read_text("utf-8")
    assert "@import" not in collected
    assert "/*" not in collected
    assert ".site-header{" in collected


def test_an_imported_stylesheet_stands_in_its_place(tmp_path):
    (tmp_path / "whole.css").write_text('@import "one.css";\n@import "two.css" print;\nb { top: 0; }\n')
    (tmp_path / "one.css").write_text("a { top: 0; }\n")
    (tmp_path / "two.css").write_text("i { top: 0; }\n")
    whole = "a { top: 0; }\n@media print {\ni { top: 0; }\n}\nb { top: 0; }\n"
    assert with_imports(tmp_path / "whole.css") == whole


def test_an_import_that_is_not_there_stops_the_collecting(tmp_path):
    (tmp_path / "whole.css").write_text('@import "gone.css";\n')
    with pytest.raises(FileNotFoundError):
        with_imports(tmp_path / "whole.css")


def test_what_a_package_ships_minified_stays_as_it_is(tmp_path):
    storage = MinifiedStaticFilesStorage(location=tmp_path, base_url="/static/")
    storage.save("one.min.js", ContentFile("one  = 1"))
    list(storage.post_process({"one.min.js": (storage, "one.min.js")}))
    assert (tmp_path / storage.stored_name("one.min.js")).read_text() == "one  = 1"


def test_files_are_kept_and_compressed_only_under_the_name_that_pages_use(tmp_path):
    storage = MinifiedStaticFilesStorage(location=tmp_path, base_url="/static/")
    storage.save("one.css", ContentFile("body { color: red; }" * 40))
    list(storage.post_process({"one.css": (storage, "one.css")}))
    stored = storage.stored_name("one.css")
    assert stored != "one.css"
    kept = {path.name for path in tmp_path.iterdir()} - {"staticfiles.json"}
    assert kept == {stored, f"{stored}.br", f"{stored}.gz"}


@pytest.mark.parametrize("around", ["{}", "@media print{{{}}}", "@container wheel (min-width: 640px) {{{}}}"])
def test_a_minified_stylesheet_keeps_who_stands_in_whom(around):
    css = around.format(".a:not(.b) :is(.c, .d) :not(.e) { color: red; }")
    assert ".a:not(.b) *:is(.c,.d) *:not(.e){" in minified_css(css)
