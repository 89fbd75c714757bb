"""The list of careers: on its own page, on a cluster's and on a sub-cluster's."""

import re

import pytest

from explorer.models import Cluster, SubCluster

from ..factories import create_career, create_careers, create_small_framework
from ..markup import html_of

pytestmark = pytest.mark.django_db

SUB_CLUSTER = "/frameworks/modernized/cluster-1/part-1/"
CLUSTER = "/frameworks/modernized/cluster-1/"
LISTS = ["/careers/", CLUSTER, SUB_CLUSTER]
PART = {"part": "careers"}


@pytest.fixture
def place(db):
    create_small_framework()
    return SubCluster.objects.get(slug="part-1", cluster__slug="cluster-1")


@pytest.fixture
def five(place):
    """Careers that differ in all that can be chosen; the order of their names is none of the others."""
    rows = [
        ("Dancers", "some-college", None, 5.0, ""),
        ("Bakers", "none", 35_000, -2.0, "Numerous Job Openings"),
        ("Engineers", "bachelor", 110_000, 12.0, "Rapid Growth"),
        ("Cooks", "high-school", 40_000, 0.0, ""),
        ("Actuaries", "certificate", 79_999, None, ""),
    ]
    for position, (name, education, pay, growth, outlook) in enumerate(rows, start=1):
        create_career(
            code=f"35-100{position}.00", name=name, sub_clusters=[place], position=position, typical_entry_education=education,
            median_pay=pay, growth_percent=growth, bright_outlook=outlook,
        )  # fmt: skip
    return place


def names(client, url, **options):
    html = html_of(client.get(url, **options))
    part = html.partition('id="careers"')[2].partition("</section>")[0]
    return re.findall(r"<b>(.*?)</b>", part.partition('class="careers__count"')[2])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "Dancers Bakers Engineers Cooks Actuaries"),
        ("?sort=pay", "Engineers Actuaries Cooks Bakers Dancers"),
        ("?sort=growth", "Engineers Dancers Cooks Bakers Actuaries"),
        ("?sort=school", "Bakers Cooks Dancers Actuaries Engineers"),
        ("?sort=name", "Actuaries Bakers Cooks Dancers Engineers"),
        ("?school=high-school", "Bakers Cooks"),
        ("?school=certificate", "Dancers Actuaries"),
        ("?school=degree", "Engineers"),
        ("?pay=low", "Bakers Cooks"),
        ("?pay=middle", "Actuaries"),
        ("?pay=high", "Engineers"),
        ("?outlook=bright", "Bakers Engineers"),
        ("?outlook=growing", "Dancers Engineers"),
        ("?school=high-school&sort=name&pay=low&outlook=bright", "Bakers"),
    ],
)
def test_it_can_be_sorted_and_narrowed_by_plain_links(client, five, query, expected):
    assert names(client, SUB_CLUSTER + query) == expected.split()


def test_on_its_own_page_it_stands_by_name_and_nothing_is_typical(client, five):
    html = html_of(client.get("/careers/"))
    assert names(client, "/careers/") == ["Actuaries", "Bakers", "Cooks", "Dancers", "Engineers"]
    assert "Most typical first" not in html


def test_every_choice_is_a_link_that_keeps_the_others(client, five):
    html = html_of(client.get(f"{SUB_CLUSTER}?sort=pay&school=degree"))
    assert f'href="{SUB_CLUSTER}?sort=pay&amp;school=degree&amp;outlook=bright#careers"' in html
    assert f'href="{SUB_CLUSTER}?sort=name&amp;school=degree#careers"' in html
    assert f'href="{SUB_CLUSTER}?school=degree#careers"' in html


@pytest.mark.parametrize("url", LISTS)
def test_the_choices_come_when_they_are_asked_for_and_stay_while_they_are_used(client, five, url):
    html = html_of(client.get(url))
    assert f'href="{url}?choose=1#careers" hx-get="{url}?choose=1">Sort and choose</a>' in html
    assert 'class="chooser"' not in html
    chosen = html_of(client.get(f"{url}?sort=pay"))
    assert 'class="chooser"' in chosen
    assert f'id="careers-sort-any" href="{url}?choose=1#careers"' in chosen  # back to the usual order, still choosing


def test_what_is_chosen_is_marked(client, five):
    html = html_of(client.get(f"{SUB_CLUSTER}?sort=pay"))
    assert re.findall(r'id="(careers-[\w-]+)" [^>]*aria-current="true"', html) == [
        "careers-sort-pay", "careers-school-any", "careers-pay-any", "careers-outlook-any",
    ]  # fmt: skip


def test_if_nothing_fits_it_says_so_and_leads_back(client, five):
    html = html_of(client.get(f"{SUB_CLUSTER}?school=degree&pay=low"))
    assert "No career here fits all of that." in html
    assert f'<a href="{SUB_CLUSTER}#careers" hx-get="{SUB_CLUSTER}">Show all again</a>' in html


@pytest.mark.parametrize("url", LISTS)
def test_what_it_does_not_know_it_names_and_leaves_out(client, five, url):
    response = client.get(f"{url}?sort=luck&pay=\x00")
    assert response.status_code == 200
    assert "The address asks for “luck”." in html_of(response)
    assert len(names(client, f"{url}?sort=luck")) == 5


def test_without_careers_there_is_no_list(client, place):
    assert 'id="careers"' not in html_of(client.get(SUB_CLUSTER))


def test_it_says_that_the_choice_is_ours_and_where_names_and_figures_come_from(client, five):
    html = html_of(client.get(SUB_CLUSTER))
    assert "our own judgment" in html
    assert "O*NET 30.2 Database" in html
    assert "CC BY 4.0" in html
    assert "BLS OEWS, May 2025" in html
    assert "BLS Employment Projections, 2024–34" in html


def test_a_cluster_shows_each_career_once_and_the_most_typical_of_every_part_first(client, place):
    other = SubCluster.objects.get(slug="part-2", cluster=place.cluster)
    create_career(code="11-1011.00", name="Second here", sub_clusters=[place], position=2)
    create_career(code="11-1021.00", name="First there", sub_clusters=[other])
    create_career(code="11-1031.00", name="First here, third there", sub_clusters=[place])
    create_career(code="11-1041.00", name="Second there", sub_clusters=[other], position=2)
    other.career_placements.create(career=place.careers.get(code="11-1031.00"), position=3)
    assert names(client, CLUSTER) == ["First here, third there", "First there", "Second here", "Second there"]


def test_of_a_long_list_a_cluster_shows_the_beginning_and_a_link_to_all(client, place):
    create_careers(12, sub_cluster=place)
    assert len(names(client, CLUSTER)) == 9
    html = html_of(client.get(CLUSTER))
    assert f'href="{CLUSTER}?all=1#careers-more"' in html
    assert "Show all 12 careers" in html
    assert len(names(client, f"{CLUSTER}?all=1")) == 12


def test_one_more_than_the_beginning_is_shown_at_once(client, place):
    create_careers(10, sub_cluster=place)
    assert len(names(client, CLUSTER)) == 10


def test_the_first_that_was_hidden_takes_the_focus_when_all_are_shown(client, place):
    create_careers(12, sub_cluster=place)
    html = html_of(client.get(CLUSTER, {"all": "1"} | PART))
    assert re.search(r'id="careers-more" href="[^"]*career-10/"', html)


def test_the_page_of_all_careers_has_pages_that_keep_what_is_chosen(client, place):
    create_careers(30, sub_cluster=place)
    assert len(names(client, "/careers/?sort=pay")) == 24
    html = html_of(client.get("/careers/?sort=pay"))
    assert 'href="/careers/?sort=pay&amp;page=2#careers"' in html
    assert len(names(client, "/careers/?sort=pay&page=2")) == 6
    assert client.get("/careers/?page=nonsense").status_code == 200


def test_on_its_own_page_each_career_says_its_cluster(client, five):
    assert '<span class="row__place">Cluster 1</span>' in html_of(client.get("/careers/"))


@pytest.mark.parametrize(("url", "queries"), [("/careers/", 2), (CLUSTER, 20), (SUB_CLUSTER, 7)])
@pytest.mark.parametrize("careers", [2, 20])
def test_more_careers_make_no_more_queries(client, django_assert_num_queries, place, url, queries, careers):
    create_careers(careers, sub_cluster=place)
    assert Cluster.objects.exists()
    with django_assert_num_queries(queries):
        client.get(url)


def test_the_same_career_under_several_sub_clusters_is_listed_once(client, place):
    create_career(sub_clusters=list(SubCluster.objects.all()))
    assert names(client, "/careers/") == ["Carpenters"]


def test_a_cluster_of_a_draft_is_not_named(client, place):
    draft = create_small_framework(name="Ours", is_draft=True, position=0, programs=0)
    Cluster.objects.filter(framework=draft).update(name="Secret")
    create_career(sub_clusters=[SubCluster.objects.filter(cluster__framework=draft).first(), place])
    html = html_of(client.get("/careers/"))
    assert "Secret" not in html
    assert '<span class="row__place">Cluster 1</span>' in html


def test_an_order_that_is_the_usual_one_is_no_mistake(client, five):
    assert "The address asks for" not in html_of(client.get("/careers/?sort=name"))


def test_the_order_of_a_clusters_parts_counts_among_equals(client, place):
    other = SubCluster.objects.get(slug="part-2", cluster=place.cluster)
    create_career(code="11-1011.00", name="A of the second part", sub_clusters=[other])
    create_career(code="11-1021.00", name="B of the first part", sub_clusters=[place])
    assert names(client, CLUSTER) == ["B of the first part", "A of the second part"]


def test_what_is_unknown_stands_last(client, place):
    create_career(
        code="11-1011.00", name="A unknown", sub_clusters=[place], typical_entry_education="", median_pay=None
    )
    create_career(code="11-1021.00", name="B known", sub_clusters=[place], typical_entry_education="doctor")
    for sort in ("school", "pay"):
        assert names(client, f"{SUB_CLUSTER}?sort={sort}") == ["B known", "A unknown"]


@pytest.mark.parametrize(
    ("pay", "step"), [(49_999, "low"), (50_000, "middle"), (79_999, "middle"), (80_000, "high"), (0, "low")]
)
def test_every_pay_is_in_one_step(client, place, pay, step):
    create_career(sub_clusters=[place], median_pay=pay)
    assert [name for name in ("low", "middle", "high") if names(client, f"{SUB_CLUSTER}?pay={name}")] == [step]
