"""Two or three clusters side by side."""

import re

import pytest

from explorer.models import Cluster, Program, RetiredAddress, SubCluster

from ..factories import (
    create_career,
    create_careers,
    create_cluster,
    create_framework,
    create_program,
    create_small_framework,
    create_sub_cluster,
)
from ..markup import html_of

pytestmark = pytest.mark.django_db

TWO = "/compare/?c=cluster-1&c=cluster-2"
THREE = f"{TWO}&c=cluster-3"


@pytest.fixture
def framework(db):
    return create_small_framework()


@pytest.fixture
def original(framework):
    other = create_framework(
        name="Original", short_name="the original framework", sub_cluster_term_plural="", position=200
    )
    create_cluster(framework=other, name="Finance")
    return other


def page(client, url):
    return html_of(client.get(url))


def heads(html):
    return re.findall(r'class="side__title">.*?<a href="[^"]*">(.*?)</a>', html, flags=re.DOTALL)


def part(html, title):
    return html.partition(f"<h2>{title}</h2>")[2].partition("</section>")[0]


def part_of(number):
    return SubCluster.objects.filter(cluster__slug=f"cluster-{number}").first()


def test_clusters_stand_in_the_order_of_the_address(client, framework):
    assert heads(page(client, "/compare/?c=cluster-3&c=digital-technology&c=cluster-1")) == [
        "Cluster 3", "Digital Technology", "Cluster 1",
    ]  # fmt: skip


def test_each_says_what_it_is_and_what_people_do_and_leads_to_its_page_and_its_parts(client, framework):
    Cluster.objects.filter(slug="cluster-2").update(tagline="Fix it", what_people_do="Find faults.\nMend them.")
    html = page(client, TWO)
    assert "Fix it" in html
    assert "<li>Find faults.</li><li>Mend them.</li>" in part(html, "What people here do")
    assert 'href="/frameworks/modernized/cluster-2/"' in html
    assert 'href="/frameworks/modernized/cluster-2/part-1/"' in part(html, "Sub-Clusters")


def test_every_cell_carries_its_clusters_name_and_hue(client, framework):
    create_careers(5, sub_cluster=part_of(1))
    html = page(client, "/compare/?c=cluster-1&c=digital-technology")
    for title in ("What people here do", "Sub-Clusters", "School to start", "Pay a year"):
        assert re.findall(r'class="side hue-(\w+)"', part(html, title)) == ["copper", "blue"], title
        assert re.findall(r"<span>([^<]*)</span></h3>", part(html, title)) == ["Cluster 1", "Digital Technology"]


def test_school_and_pay_of_the_careers_are_said_in_words(client, framework):
    create_careers(5, sub_cluster=part_of(1), median_pay=42_400)
    create_careers(1, sub_cluster=part_of(2), start=6, median_pay=None, typical_entry_education="")
    html = page(client, TWO)
    first, _name, second = part(html, "School to start").partition("Cluster 2")
    assert "High school or less: <b>5</b>" in first
    assert "Not published" not in first
    assert "High school or less: <b>0</b>" in second
    assert "Not published: <b>1</b>" in second
    first, _name, second = part(html, "Pay a year").partition("Cluster 2")
    assert "About $42,000" in first
    assert "$42,000 to $42,000" in first
    assert "No pay is published for the careers here." in second


def test_how_many_pays_are_missing_is_said(client, framework):
    create_careers(5, sub_cluster=part_of(1))
    create_careers(2, sub_cluster=part_of(1), start=6, median_pay=None)
    assert "Not published for 2 careers" in part(page(client, TWO), "Pay a year")


def test_figures_have_their_years_and_their_sources(client, framework):
    create_careers(2, sub_cluster=part_of(1))
    create_careers(1, sub_cluster=part_of(2), start=3, pay_year=2024)
    html = page(client, TWO)
    assert "BLS OEWS, May 2024, 2025" in html
    assert "BLS Employment Projections, 2024–34" in html
    assert "O*NET 30.2 Database" in html
    assert "<cite>A guide</cite>, A publisher, 2024" in html


def test_a_career_under_several_parts_counts_once(client, framework):
    create_career(sub_clusters=list(SubCluster.objects.filter(cluster__slug="cluster-1")))
    assert "1 career</a>" in part(page(client, TWO), "School to start")


def test_what_is_shared_is_named_with_where_it_stands(client, framework):
    create_program(name="Carpentry", sub_clusters=[part_of(1), part_of(2)])
    create_career(name="Carpenters", sub_clusters=[part_of(1), part_of(2), part_of(3)])
    html = part(page(client, THREE), "What they share")
    assert "<b>Carpentry</b> <span>Cluster 1 – Cluster 2</span>" in html
    assert "<b>Carpenters</b> <span>In all three</span>" in html


def test_what_only_other_clusters_share_is_not_shared_here(client, framework):
    create_program(name="Carpentry", sub_clusters=[part_of(1), part_of(3)])
    create_career(sub_clusters=[part_of(1), part_of(3)])
    html = part(page(client, TWO), "What they share")
    assert "No program of study is in more than one of these." in html
    assert "No career is in more than one of these." in html


def test_what_clearly_differs_stands_out(client, framework):
    create_careers(5, sub_cluster=part_of(1), median_pay=40_000)
    create_careers(5, sub_cluster=part_of(2), start=6, median_pay=80_000, typical_entry_education="bachelor")
    html = part(page(client, TWO), "What stands out")
    assert "most in <b>Cluster 2</b>, about $80,000 a year, and least in <b>Cluster 1</b>, about $40,000" in html
    assert "5 of 5 in <b>Cluster 1</b> usually start with high school or less, and 0 of 5 in <b>Cluster 2</b>" in html


def test_without_careers_it_says_so_and_compares_the_rest(client, framework):
    html = page(client, TWO)
    assert "No careers are listed in these clusters" in html
    assert "Pay a year" not in html
    assert "What stands out" not in html
    assert "What people here do" in html


def test_a_cluster_of_another_framework_is_named_with_it(client, original):
    create_careers(5, sub_cluster=part_of(1))
    html = page(client, "/compare/?c=original:finance&c=cluster-1")
    assert heads(html) == ["Finance", "Cluster 1"]
    assert "<span>Finance (the original framework)</span></h3>" in part(html, "Pay a year")
    assert "<span>Cluster 1 (Modernized)</span></h3>" in part(html, "Pay a year")
    assert "No careers are listed here." in part(html, "Pay a year")
    assert "It is not divided into parts." in part(html, "Parts")
    assert '<optgroup label="The original framework"><option value="original:finance" selected>' in html


def test_the_frameworks_name_may_stand_before_every_cluster(client, framework):
    assert heads(page(client, "/compare/?c=modernized:cluster-1&c=cluster-2&c=cluster-1")) == ["Cluster 1", "Cluster 2"]


def test_of_more_than_three_the_first_three_are_shown(client, framework):
    html = page(client, f"{THREE}&c=digital-technology")
    assert heads(html) == ["Cluster 1", "Cluster 2", "Cluster 3"]
    assert "more than three clusters" in html
    assert "more than three clusters" not in page(client, f"{THREE}&c=cluster-1&c=")


def test_an_unknown_cluster_is_named_with_the_nearest_ones(client, framework):
    response = client.get("/compare/?c=cluster-1&c=digital-technologie&c=cluster-2")
    html = html_of(response)
    assert response.status_code == 200
    assert heads(html) == ["Cluster 1", "Cluster 2"]
    assert "We don't know a cluster “digital-technologie”" in html
    assert '<a href="/compare/?c=cluster-1&amp;c=digital-technology&amp;c=cluster-2"' in html


def test_what_is_compared_already_is_not_offered_for_something_unknown(client, framework):
    notice = page(client, f"{TWO}&c=cluster-9").partition("We don't know")[2].partition("</p>")[0]
    assert ">Cluster 3</a>" in notice
    assert ">Cluster 1</a>" not in notice


def test_if_all_are_unknown_the_page_is_not_found_and_offers_a_choice(client, framework):
    response = client.get("/compare/?c=nonsense")
    assert response.status_code == 404
    assert '<select id="pick-1"' in html_of(response)


@pytest.mark.parametrize(
    "value", ["%00", "cluster-1%00", "x" * 5000, "é", "a:b:c", ":", "cluster 1", "<script>", "modernized:", "-", "٣"]
)
def test_what_can_be_no_cluster_is_unknown(client, framework, value):
    response = client.get(f"{TWO}&c={value}&other=1&c=%20")
    html = html_of(response)
    assert response.status_code == 200
    assert heads(html) == ["Cluster 1", "Cluster 2"]
    assert html.count("We don't know a cluster") == 1
    assert "<script>”" not in html
    assert "“" + "x" * 61 not in html


def test_an_endless_address_is_read_at_its_beginning(client, framework, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        html = page(client, f"{TWO}&" + "&".join(f"c=x{number}" for number in range(900)))
    assert heads(html) == ["Cluster 1", "Cluster 2"]
    assert html.count("We don't know a cluster") == 7
    assert "more than three clusters" in html
    assert client.get("/compare/?" + "c=x&" * 5000).status_code == 400


def test_a_draft_is_unknown_even_to_staff(admin_client, framework):
    draft = create_framework(name="Ours", is_draft=True)
    create_cluster(framework=draft, name="Secret")
    html = page(admin_client, f"{TWO}&c=ours:secret&c=secret")
    assert html.count("We don't know a cluster") == 2
    assert heads(html) == ["Cluster 1", "Cluster 2"]
    assert "Secret" not in html


def test_a_draft_that_stands_beside_is_no_choice(client, framework):
    create_small_framework(name="Ours", is_draft=True, position=0, programs=0)
    assert page(client, "/compare/").count('<option value="cluster-1">') == 3


def test_a_retired_address_leads_to_the_cluster_as_it_is_now(client, original):
    cluster = Cluster.objects.get(slug="finance")
    cluster.slug = "money"
    cluster.save()
    assert heads(page(client, "/compare/?c=original:finance&c=cluster-1")) == ["Finance", "Cluster 1"]
    original.slug = "older"
    original.save()
    for key in ("original:finance", "original:money", "older:money"):
        assert heads(page(client, f"/compare/?c={key}&c=cluster-1")) == ["Finance", "Cluster 1"], key


def test_the_picker_offers_all_clusters_by_grouping_and_shows_what_is_chosen(client, framework):
    html = page(client, "/compare/?c=cluster-2")
    assert re.findall(r'<optgroup label="(.*?)">', html) == ["Building &amp; Moving", "Cross-Cutting Clusters"] * 3
    assert html.count('<option value="cluster-2" selected>') == 1
    assert "<b>Cluster 2</b> is chosen." in html
    assert '<form class="picks on-screen" action="/compare/" hx-get="/compare/">' in html


def test_what_is_compared_can_be_changed_there(client, framework):
    html = page(client, TWO)
    assert re.findall(r'<option value="([^"]+)" selected>', html) == ["cluster-1", "cluster-2"]
    assert '<a href="/compare/?c=cluster-2" hx-get="/compare/?c=cluster-2"><svg' in html
    assert '</svg>Leave out <span class="visually-hidden">Cluster 1</span></a>' in html
    assert '<a href="/compare/" hx-get="/compare/">Start over</a>' in html


def suggested(html):
    return re.findall(r'class="item__name" href="[^"]*" hx-get="(/compare/\?c=[^"]*)">', html)


def test_those_are_suggested_that_share_careers_or_programs(client, framework):
    create_career(sub_clusters=[part_of(1), part_of(3)])
    create_program(name="Carpentry", sub_clusters=[part_of(1), part_of(3)])
    html = page(client, "/compare/")
    assert suggested(html)[0] == "/compare/?c=cluster-1&amp;c=cluster-3"
    assert "In both: 1 career, 1 program" in html


def test_beside_one_cluster_those_are_suggested_that_go_with_it(client, framework):
    Cluster.objects.filter(slug="cluster-1").update(grouping=None)
    create_career(sub_clusters=[part_of(2), part_of(3)])
    assert suggested(page(client, "/compare/?c=cluster-3")) == ["/compare/?c=cluster-3&amp;c=cluster-2"]


def test_beside_a_cluster_of_another_framework_those_of_its_own_are_suggested(client, original):
    finance, trade = Cluster.objects.get(slug="finance"), create_cluster(framework=original, name="Trade")
    create_career(sub_clusters=[create_sub_cluster(cluster=finance), create_sub_cluster(cluster=trade)])
    html = page(client, "/compare/?c=original:finance")
    assert suggested(html) == ["/compare/?c=original:finance&amp;c=original:trade"]


@pytest.mark.parametrize("path", ["/learn/", "/learn/money/", "/frameworks/older/", "/careers/47-2031.00-carpenters/"])
def test_a_retired_address_that_leads_to_no_cluster_is_unknown(client, framework, path):
    RetiredAddress.objects.retire("/frameworks/modernized/old/", path)
    assert "We don't know a cluster “old”" in page(client, f"{TWO}&c=old")


@pytest.mark.parametrize(("url", "queries"), [("/compare/", 4), ("/compare/?c=cluster-1", 4), (TWO, 6), (THREE, 6)])
@pytest.mark.parametrize("careers", [2, 40])
@pytest.mark.sampled(3)
def test_more_clusters_and_careers_make_no_more_queries(
    client, django_assert_num_queries, framework, url, queries, careers
):
    for number in (1, 2, 3):
        create_careers(careers, sub_cluster=part_of(number), start=1 + careers * number)
        create_program(name=f"Shared {number}", sub_clusters=[part_of(1), part_of(2), part_of(3)])
    assert Program.objects.exists()
    with django_assert_num_queries(queries):
        client.get(url)


def test_robots_know_the_page_and_leave_its_hundreds_of_comparisons_alone(client, framework):
    noindex = '<meta name="robots" content="noindex">'
    assert noindex in page(client, TWO)
    assert noindex not in page(client, "/compare/")
    assert "Disallow: /compare/?\n" in client.get("/robots.txt").content.decode()
    assert "<loc>http://testserver/compare/</loc>" in page(client, "/sitemap-pages.xml")


def test_the_title_names_the_clusters(client, framework):
    assert "<title>Side by side: Cluster 1 – Cluster 2 | Cluster Explorer" in page(client, TWO)


def test_a_cluster_leads_to_its_comparison(client, original):
    for path, key in (("modernized/cluster-1", "modernized:cluster-1"), ("original/finance", "original:finance")):
        assert f'href="/compare/?c={key}">Compare with another cluster</a>' in page(client, f"/frameworks/{path}/")
        assert "is chosen." in page(client, f"/compare/?c={key}")


def test_without_frameworks_it_says_so(client):
    assert client.get("/compare/").status_code == 503


def test_it_can_only_be_read(client, framework):
    assert client.post("/compare/").status_code == 405
