"""The data files as they are sent, and the page that explains them."""

import gzip

import brotli
import pytest
from django.core.cache import caches

from explorer.data.fields import CAREER, FRAMEWORK, OFFICIAL
from explorer.models import Framework, RetiredAddress, SubCluster

from ..factories import create_career, create_framework, create_learn_page, create_small_framework, create_source

pytestmark = pytest.mark.django_db

FRAMEWORK_JSON = "/data/frameworks/modernized.json"
FILES = [
    f"/data/{name}.{file_type}"
    for name in ("frameworks/modernized", "crosswalk", "careers")
    for file_type in ("json", "csv")
]
every_file = pytest.mark.parametrize("path", FILES)


@pytest.fixture
def content(db, settings):
    settings.PAGE_CACHE = True
    caches["pages"].clear()
    framework = create_small_framework()
    create_career(sub_clusters=list(SubCluster.objects.all()))
    return framework


# The files


@every_file
def test_a_file_says_what_it_is(client, content, path):
    response = client.get(path)
    kind = "application/json" if path.endswith("json") else "text/csv; charset=utf-8; header=present"
    assert response.status_code == 200
    assert response["Content-Type"] == kind


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/data/frameworks/modernized.csv", "cluster-explorer-modernized.csv"),
        ("/data/crosswalk.csv", "cluster-explorer-crosswalk.csv"),
        ("/data/careers.csv", "cluster-explorer-careers.csv"),
    ],
)
def test_csv_is_saved_under_a_name_of_its_own(client, content, path, name):
    assert client.get(path)["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "Content-Disposition" not in client.get(path.replace("csv", "json"))


@every_file
def test_a_file_links_to_its_license_and_to_the_page_that_describes_it(client, content, path):
    link = client.get(path)["Link"]
    assert link == '<https://creativecommons.org/licenses/by/4.0/>; rel="license", </data/>; rel="describedby"'


@every_file
def test_any_page_may_read_a_file_and_any_cache_may_keep_it_for_minutes(client, content, path):
    response = client.get(path)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["Vary"] == "Accept-Encoding"
    assert response.cookies == {}


@pytest.mark.parametrize("path", ["/", "/data/", "/frameworks/modernized/", "/careers/", "/data/frameworks/no.json"])
def test_pages_are_not_open_to_other_sites(client, content, path):
    assert "Access-Control-Allow-Origin" not in client.get(path)


@every_file
@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_who_has_this_version_gets_304_whatever_the_compression(client, content, path, encoding):
    first = client.get(path, headers={"Accept-Encoding": encoding})
    again = client.get(path, headers={"Accept-Encoding": encoding, "If-None-Match": first["ETag"]})
    assert first.get("Content-Encoding", "identity") == encoding
    assert (again.status_code, again.content) == (304, b"")
    for name in ("ETag", "Vary", "Cache-Control", "Access-Control-Allow-Origin"):
        assert again[name] == first[name]


@pytest.mark.parametrize("etag", ["*", '"{version}"', 'W/"older", W/"{version}"'])
def test_etags_are_compared_weakly(client, content, etag):
    version = client.get(FRAMEWORK_JSON).json()["version"]
    assert client.get(FRAMEWORK_JSON, headers={"If-None-Match": etag.format(version=version)}).status_code == 304


@pytest.mark.parametrize("etag", ['W/"older"', "nonsense", '"', "\x00é", "W/" * 9000])
def test_who_has_another_version_gets_the_file(client, content, etag):
    assert client.get(FRAMEWORK_JSON, headers={"If-None-Match": etag}).status_code == 200


def test_the_etag_is_the_version(client, content):
    response = client.get(FRAMEWORK_JSON)
    assert response["ETag"] == f'W/"{response.json()["version"]}"'


def test_who_has_the_version_has_it_after_a_change_elsewhere_too(client, content):
    before = client.get(FRAMEWORK_JSON)["ETag"]
    create_learn_page()
    assert client.get(FRAMEWORK_JSON, headers={"If-None-Match": before}).status_code == 304


def test_compressed_and_plain_bytes_are_the_same_file(client, content):
    plain = client.get(FRAMEWORK_JSON).content
    assert brotli.decompress(client.get(FRAMEWORK_JSON, headers={"Accept-Encoding": "br"}).content) == plain
    assert gzip.decompress(client.get(FRAMEWORK_JSON, headers={"Accept-Encoding": "gzip"}).content) == plain


def test_an_edit_is_seen_at_once(client, content):
    before = client.get(FRAMEWORK_JSON)
    content.summary = "Edited."
    content.save()
    after = client.get(FRAMEWORK_JSON, headers={"If-None-Match": before["ETag"]})
    assert (after.status_code, after.json()["framework"]["summary"]) == (200, "Edited.")


@every_file
def test_a_conditional_request_takes_one_query_and_builds_nothing(
    client, content, path, django_assert_num_queries, monkeypatch
):
    etag = client.get(path)["ETag"]
    monkeypatch.setattr("explorer.data.files.write", None)
    with django_assert_num_queries(1):
        assert client.get(path, headers={"If-None-Match": etag}).status_code == 304


@every_file
def test_head_says_the_same_without_the_file(client, content, path):
    head, get = client.head(path), client.get(path)
    assert head.content == b""
    assert {name: head[name] for name in ("ETag", "Content-Type", "Content-Length")} == {
        name: get[name] for name in ("ETag", "Content-Type", "Content-Length")
    }


@every_file
def test_files_are_only_read(client, content, path):
    assert client.post(path).status_code == 405


@every_file
def test_the_bytes_do_not_depend_on_the_host_or_on_the_question(client, content, path, settings):
    settings.ALLOWED_HOSTS = ["*"]
    assert client.get(path).content == client.get(f"{path}?a=\x00&a=2", headers={"Host": "example.org"}).content


@pytest.mark.parametrize(
    "path",
    [
        "/data/frameworks/unknown.json",
        "/data/frameworks/modernized.xml",
        "/data/frameworks/modernized",
        "/data/frameworks/modernized.jsonx",
        "/data/frameworks/.json",
        "/data/frameworks/a%00b.json",
        "/data/frameworks/schön.json",
        f"/data/frameworks/{'x' * 5000}.csv",
        "/data/clusters.json",
    ],
)
def test_what_is_not_there_is_answered_by_the_usual_page(client, content, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


def test_a_draft_has_no_file_not_even_for_an_editor(client, admin_client):
    create_framework(name="Secret", is_draft=True)
    for visitor in (client, admin_client):
        assert visitor.get("/data/frameworks/secret.json").status_code == 404
        assert "Secret" not in visitor.get("/data/").content.decode()


def test_a_framework_that_becomes_a_draft_loses_its_file_at_once(client, content):
    assert client.get(FRAMEWORK_JSON).status_code == 200
    content.is_draft = True
    content.save()
    assert client.get(FRAMEWORK_JSON).status_code == 404


def test_the_address_of_a_framework_that_was_renamed_leads_on(client, content):
    content.slug = "newer"
    content.save()
    response = client.get("/data/frameworks/modernized.csv")
    assert (response.status_code, response["Location"]) == (302, "/data/frameworks/newer.csv")


@pytest.mark.parametrize("goal", ["/learn/", "/frameworks/modernized/cluster-1/", "/frameworks/gone/", "/frameworks/"])
def test_a_retired_address_that_leads_to_no_framework_is_no_file(client, content, goal):
    RetiredAddress.objects.create(old_path="/frameworks/older/", new_path=goal)
    assert client.get("/data/frameworks/older.json").status_code == 404


def test_an_empty_site_has_files_without_entries(client):
    assert client.get("/data/careers.json").json()["careers"] == []
    assert client.get("/data/crosswalk.json").json()["official"] == []
    assert client.get("/data/careers.csv").content.count(b"\r\n") == 1


# The page


def test_the_page_lists_every_file(client, content):
    html = client.get("/data/").content.decode()
    assert [path for path in FILES if f'href="{path}"' not in html] == []


def test_the_page_explains_every_field(client, content):
    html = client.get("/data/").content.decode()
    levels = [*FRAMEWORK.with_below(), OFFICIAL, *CAREER.with_below()]
    assert len(levels) == 8
    for field in (field for level in levels for field in level.fields):
        assert f"<code>{field.name}</code></dt>" in html
    for level in levels:
        assert not level.name or f"<code>{level.name}_</code>" in html


@pytest.mark.parametrize("words", ["CC BY 4.0", "Advance CTE", "USDOL/ETA", "public domain", "If-None-Match"])
def test_the_page_says_what_one_may_do_and_how_to_ask_again(client, content, words):
    assert words in client.get("/data/").content.decode()


@pytest.mark.parametrize("frameworks", [1, 8])
def test_more_frameworks_make_no_more_queries(client, django_assert_num_queries, frameworks):
    for number in range(frameworks):
        create_framework(name=f"Framework {number}")
    with django_assert_num_queries(2):
        client.get("/data/")
    assert Framework.objects.count() == frameworks


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("/frameworks/modernized/?view=grid", "frameworks/modernized"),
        ("/careers/", "careers"),
        ("/data/", "crosswalk"),
    ],
)
def test_pages_link_to_their_data(client, content, page, name):
    html = client.get(page).content.decode()
    assert f'href="/data/{name}.json"' in html
    assert f'href="/data/{name}.csv"' in html


def test_the_grid_of_a_draft_links_to_no_file(admin_client):
    create_framework(name="Ours", is_draft=True)
    assert "/data/frameworks/" not in admin_client.get("/frameworks/ours/?view=grid").content.decode()


def test_the_footer_of_every_page_leads_to_the_data(client, content):
    for path in ("/", "/careers/", "/frameworks/modernized/cluster-1/", "/nowhere/"):
        assert '<a href="/data/">Data</a>' in client.get(path).content.decode()


def test_it_names_the_official_list_of_the_places_of_careers(client, db):
    address = "https://example.org/list"
    create_source(slug="clusters-crosswalk", title="A crosswalk, May 2030", url=address)
    create_small_framework(is_default=True)
    create_career(sub_clusters=[SubCluster.objects.first()])
    html, file = client.get("/data/").content.decode(), client.get("/data/careers.json").json()
    assert f'A crosswalk, May 2030: <a href="{address}"' in html
    assert "clusters-crosswalk" in {source["slug"] for source in file["sources"]}
    assert any("the source clusters-crosswalk says in which edition" in right for right in file["rights"])
