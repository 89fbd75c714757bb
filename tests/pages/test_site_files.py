"""robots.txt, sitemap.xml, favicon.ico, and what search engines and other sites read in the head of a page."""

import re

import pytest

from explorer.models import SubCluster

from ..factories import create_career, create_learn_page, create_program, create_small_framework

pytestmark = pytest.mark.django_db


def test_robots_txt_names_the_sitemap(client):
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_robots_are_kept_from_the_hundreds_of_ways_to_sort_a_list_and_from_what_people_search_for(client):
    text = client.get("/robots.txt").content.decode()
    for name in ("field", "school", "pay", "interest", "outlook", "sort"):
        assert f"Disallow: /*?*{name}=\n" in text
    assert "Disallow: /search/?\nDisallow: /compare/?\n" in text


def test_a_career_or_program_under_several_sub_clusters_is_on_the_sitemap_once(client):
    create_small_framework(clusters=1, sub_clusters=2, programs=1)
    places = list(SubCluster.objects.all())
    create_career(sub_clusters=places)
    create_program(name="Twice", sub_clusters=places)
    files = "".join(client.get(f"/sitemap-{section}.xml").content.decode() for section in ("careers", "programs"))
    assert files.count("/careers/47-2031.00-carpenters/") == 1
    assert files.count("/programs/twice/") == 1


def test_the_sitemap_holds_every_page(client):
    create_small_framework(clusters=2, sub_clusters=2, programs=2)
    create_learn_page()
    assert {path.split("/")[1] for path in mapped(client)} >= {"", "frameworks", "programs", "crosswalk", "learn"}
    assert len(mapped(client)) == 12 + 1 + 3 + 4 + 8 + 1


def test_a_sitemap_of_many_pages_comes_in_files_of_a_hundred(client):
    create_small_framework(clusters=11, sub_clusters=5, programs=2)
    assert client.get("/sitemap.xml").content.count(b"sitemap-programs.xml") == 2
    assert len(mapped(client)) == 12 + 1 + 12 + 55 + 110


def test_drafts_are_on_no_sitemap(client):
    create_small_framework(name="Ours", is_draft=True)
    assert mapped(client) == {
        "/", "/accessibility/", "/frameworks/", "/careers/", "/compare/", "/crosswalk/", "/data/", "/embed/", "/handouts/", "/learn/",
        "/poster/", "/quiz/",
    }  # fmt: skip


def mapped(client):
    """The paths of all pages on the sitemap."""
    files = re.findall(r"<loc>http://testserver(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    return {
        path
        for file in files
        for path in re.findall(r"<loc>http://testserver(.*?)</loc>", client.get(file).content.decode())
    }


@pytest.mark.parametrize("clusters", [1, 6])
def test_a_larger_sitemap_makes_no_more_queries(client, django_assert_num_queries, clusters):
    create_small_framework(clusters=clusters)
    with django_assert_num_queries(12):
        client.get("/sitemap.xml")
    with django_assert_num_queries(2):
        client.get("/sitemap-sub-clusters.xml")


def test_the_favicon_is_found_where_browsers_look_for_it(client):
    assert client.get("/favicon.ico")["Location"].endswith("favicon.ico")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/frameworks/modernized/",
        "/frameworks/modernized/cluster-1/",
        "/frameworks/modernized/cluster-1/part-1/",
        "/programs/program-modernized-1-1-1/",
    ],
)
def test_every_page_has_a_title_a_description_a_canonical_address_and_open_graph_tags(client, path):
    create_small_framework()
    html = client.get(path).content.decode()
    assert "| Cluster Explorer" in html.partition("</title>")[0]
    assert '<meta name="description" content="' in html
    assert f'<link rel="canonical" href="http://testserver{path}">' in html
    for name in ("title", "description", "url", "image", "type", "site_name"):
        assert f'<meta property="og:{name}" content="' in html


def test_the_grid_has_the_wheels_canonical_address(client):
    create_small_framework()
    assert (
        b'<link rel="canonical" href="http://testserver/frameworks/modernized/">'
        in client.get("/frameworks/modernized/?view=grid").content
    )


def test_titles_differ_from_page_to_page(client):
    create_small_framework()
    paths = [
        "/",
        "/frameworks/modernized/",
        "/frameworks/modernized/cluster-1/",
        "/frameworks/modernized/cluster-2/",
        "/frameworks/modernized/cluster-1/part-1/",
        "/programs/program-modernized-1-1-1/",
    ]
    titles = {client.get(path).content.decode().partition("<title>")[2].partition("</title>")[0] for path in paths}
    assert len(titles) == len(paths)
