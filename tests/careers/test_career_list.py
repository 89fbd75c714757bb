"""The list of all careers: how it stands, what it can be narrowed down by, its pages."""

import re

import pytest

from explorer.models import Career, Cluster, SubCluster

from ..factories import (
    create_career,
    create_careers,
    create_cluster,
    create_grouping,
    create_small_framework,
    create_sub_cluster,
)
from ..markup import html_of

pytestmark = pytest.mark.django_db

URL = "/careers/"


@pytest.fixture
def place(db):
    create_small_framework(is_default=True)
    return SubCluster.objects.get(slug="part-1", cluster__slug="cluster-1")


@pytest.fixture
def five(place):
    """Careers that differ in all that can be chosen; the order of their names is none of the others."""
    rows = [
        ("Dancers", "some-college", None, 5.0, "", "AR", "none", "no"),
        ("Bakers", "none", 35_000, -2.0, "Numerous Job Openings", "RC", "short", "no"),
        ("Engineers", "bachelor", 110_000, 12.0, "Rapid Growth", "IR", "moderate", "some-states"),
        ("Cooks", "high-school", 40_000, 0.0, "", "RE", "apprenticeship", "most-states"),
        ("Actuaries", "certificate", 79_999, None, "", "", "", "always"),
    ]
    for position, (name, education, pay, growth, outlook, interests, training, license_) in enumerate(rows, start=1):
        create_career(
            code=f"35-100{position}.00", name=name, sub_clusters=[place], position=position, typical_entry_education=education,
            median_pay=pay, growth_percent=growth, bright_outlook=outlook, interest_code=interests,
            training=training, license=license_,
        )  # fmt: skip
    return place


def names(client, url):
    return re.findall(r'class="item__name"[^>]*>(.*?)</a>', html_of(client.get(url)))


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
        ("?training=short", "Dancers Bakers"),
        ("?training=months", "Engineers"),
        ("?training=apprenticeship", "Cooks"),
        ("?training=long", ""),
        ("?license=no", "Dancers Bakers"),
        ("?license=states", "Engineers Cooks"),
        ("?license=always", "Actuaries"),
        ("?license=no&training=short&school=high-school", "Bakers"),
        ("?interest=R", "Bakers Cooks"),
        ("?interest=A", "Dancers"),
        ("?field=cluster-1", "Dancers Bakers Engineers Cooks Actuaries"),
        ("?field=cluster-2", ""),
        ("?field=cluster-1&school=high-school&sort=name&pay=low&outlook=bright&interest=R", "Bakers"),
        ("?choose=1&all=1", "Dancers Bakers Engineers Cooks Actuaries"),
        ("?field=&school=&pay=&interest=&outlook=&sort=", "Dancers Bakers Engineers Cooks Actuaries"),
    ],
)
def test_it_can_be_sorted_and_narrowed_by_its_address(client, five, query, expected):
    assert names(client, URL + query) == expected.split()


def test_it_stands_by_turns_of_all_fields_and_these_by_turns_of_all_groupings(client, place):
    framework = place.cluster.framework
    create_careers(2, sub_cluster=place)
    second = SubCluster.objects.get(slug="part-1", cluster__slug="cluster-2")
    create_careers(2, sub_cluster=second, start=11)
    other = create_cluster(
        framework=framework, grouping=create_grouping(framework=framework, name="Caring", position=9)
    )
    create_careers(2, sub_cluster=create_sub_cluster(cluster=other), start=21)
    create_career(code="11-1011.00", name="A career without a place")
    Career.objects.filter(name="Career 11").update(name="A most typical one")
    # Their positions are 1, 2; 11, 12; 21, 22: the first of each field, then the second; what has no field comes after those that have.
    assert names(client, URL) == [
        "Career 1", "A most typical one", "Career 21", "A career without a place", "Career 2", "Career 12", "Career 22",
    ]  # fmt: skip


def test_equally_typical_ones_stand_by_turns_of_groupings(client, place):
    framework = place.cluster.framework
    caring = create_cluster(
        framework=framework, grouping=create_grouping(framework=framework, name="Caring", position=9)
    )
    there = create_sub_cluster(cluster=caring)
    beside = SubCluster.objects.get(slug="part-1", cluster__slug="cluster-2")
    for number, sub_cluster in enumerate((place, beside, there)):
        create_career(code=f"11-101{number}.00", name=f"Career {number}", sub_clusters=[sub_cluster])
    assert names(client, URL) == ["Career 0", "Career 2", "Career 1"]


def test_every_question_is_a_list_of_its_own_in_a_plain_form(client, five):
    html = html_of(client.get(f"{URL}?sort=pay&school=degree"))
    assert '<form class="filters on-screen" method="get" action="/careers/#careers"' in html
    assert re.findall(r'<select id="pick-\w+" name="(\w+)"', html) == [
        "field", "school", "pay", "interest", "outlook", "sort", "training", "license", "list",
    ]  # fmt: skip
    assert re.findall(r'<option value="([^"]+)" selected', html) == ["degree", "pay"]
    assert '<option value="cluster-2">Cluster 2</option>' in html


def test_what_is_picked_can_be_taken_off_by_itself_or_altogether(client, five):
    html = html_of(client.get(f"{URL}?sort=pay&school=high-school&pay=low"))
    assert f'class="pick" href="{URL}?pay=low&amp;sort=pay#careers"' in html
    assert f'class="pick" href="{URL}?school=high-school&amp;sort=pay#careers"' in html
    assert f'class="filters__clear" href="{URL}#careers"' in html
    assert "filters__clear" not in html_of(client.get(URL))


def test_if_nothing_fits_it_says_what_to_take_off_and_what_that_brings(client, five):
    html = html_of(client.get(f"{URL}?field=cluster-1&school=degree&pay=low"))
    assert "No career here fits all of that. Take something off:" in html
    assert re.findall(r"</span>\s*([^<]+?)\s*<svg.*?</a>\s*(?:<span class=\"hint\">([^<]+))?", html.partition("picks")[2]) == [
        ("Cluster 1", ""), ("Bachelor&#x27;s degree or more", "Without it: 2 careers"), ("Under $50,000", "Without it: 1 career"),
    ]  # fmt: skip


def test_pay_by_the_hour_counts_as_full_time_work_all_year_and_the_list_says_so(client, five):
    Career.objects.filter(name="Dancers").update(hourly_pay=25)
    assert names(client, f"{URL}?sort=pay") == ["Engineers", "Actuaries", "Dancers", "Cooks", "Bakers"]
    assert "Dancers" in names(client, f"{URL}?pay=middle")
    assert "Dancers" not in names(client, f"{URL}?pay=low")
    note = "counted here as full-time work all year: 2,080 hours"
    assert note in html_of(client.get(f"{URL}?sort=pay"))
    assert note not in html_of(client.get(URL))
    assert "$25 an hour" in html_of(client.get(URL))


@pytest.mark.parametrize(("query", "is_open"), [("", False), ("?school=degree", False), ("?training=short", True)])
def test_filters_on_demand_are_open_where_one_of_them_is_chosen(client, five, query, is_open):
    assert ('<details class="filters__more" open>' in html_of(client.get(URL + query))) == is_open


def test_work_without_a_page_is_named_by_field(client, place):
    fold = html_of(client.get(URL)).partition("Other jobs, without a page")[2].partition("</details>")[0]
    assert "Engineers, All Other" in fold
    assert "17-2199.00" in fold


def test_without_careers_it_says_so(client, place):
    assert "There are no careers here yet." in html_of(client.get(URL))


def test_what_it_does_not_know_it_names_and_leaves_out(client, five):
    response = client.get(f"{URL}?sort=luck&field=nowhere&pay=\x00")
    assert response.status_code == 200
    html = html_of(response)
    assert "The address asks for “luck”." in html
    assert "The address asks for “nowhere”." in html
    assert len(names(client, f"{URL}?sort=luck&field=nowhere")) == 5


def test_it_has_pages_that_keep_what_is_chosen(client, place):
    create_careers(30, sub_cluster=place)
    assert len(names(client, f"{URL}?sort=pay")) == 24
    html = html_of(client.get(f"{URL}?sort=pay"))
    assert f'href="{URL}?sort=pay&amp;page=2#careers"' in html
    assert len(names(client, f"{URL}?sort=pay&page=2")) == 6
    assert f'href="{URL}?sort=pay#careers"' in html_of(client.get(f"{URL}?sort=pay&page=2"))
    assert client.get(f"{URL}?page=nonsense").status_code == 200


def test_another_page_is_announced_with_the_number_of_pages(client, place):
    create_careers(30, sub_cluster=place)
    announced = html_of(client.get(f"{URL}?sort=name&page=2&part=careers")).partition('id="announcer"')[2]
    assert "30 careers, A to Z, page 2 of 2" in announced
    assert "page" not in html_of(client.get(f"{URL}?part=careers")).partition('id="announcer"')[2]


def test_the_form_sends_what_is_not_chosen_and_the_address_leaves_it_out(client, five):
    response = client.get(f"{URL}?field=&school=degree&pay=&interest=&outlook=&sort=&part=careers")
    assert response["HX-Push-Url"] == f"{URL}?school=degree"


def test_each_career_says_its_field_unless_one_is_chosen_and_has_a_heart(client, five):
    html = html_of(client.get(URL))
    assert html.count('<span class="item__place">Cluster 1</span>') == 5
    assert html.count('class="heart on-screen"') == 5
    assert '<span class="item__place">' not in html_of(client.get(f"{URL}?field=cluster-1"))


def test_a_short_name_of_the_field_is_enough(client, five):
    Cluster.objects.filter(slug="cluster-1").update(short_name="One")
    assert '<span class="item__place">One</span>' in html_of(client.get(URL))


def test_of_a_field_it_shows_the_most_typical_first_even_where_they_are_more_typical_elsewhere(client, place):
    there = SubCluster.objects.get(slug="part-1", cluster__slug="cluster-2")
    create_career(code="11-1011.00", name="Typical", sub_clusters=[place], position=1)
    guest = create_career(code="11-1021.00", name="A guest", sub_clusters=[there], position=1)
    place.career_placements.create(career=guest, position=2)
    assert names(client, f"{URL}?field=cluster-1") == ["Typical", "A guest"]
    assert names(client, f"{URL}?field=cluster-2") == ["A guest"]


@pytest.mark.parametrize("careers", [2, 20])
@pytest.mark.parametrize("query", ["", "?field=cluster-1&sort=pay"])
def test_more_careers_make_no_more_queries(client, django_assert_max_num_queries, place, careers, query):
    create_careers(careers, sub_cluster=place)
    with django_assert_max_num_queries(8):  # versions of what is cached, framework, fields, places, order, rows
        client.get(URL + query)


def test_the_same_career_under_several_sub_clusters_is_listed_once(client, place):
    create_career(sub_clusters=list(SubCluster.objects.all()))
    assert names(client, URL) == ["Carpenters"]
    assert names(client, f"{URL}?field=cluster-1") == ["Carpenters"]


def test_a_cluster_of_a_draft_is_not_named(client, place):
    draft = create_small_framework(name="Ours", is_draft=True, position=0, programs=0)
    Cluster.objects.filter(framework=draft).update(name="Secret")
    create_career(sub_clusters=[SubCluster.objects.filter(cluster__framework=draft).first(), place])
    html = html_of(client.get(URL))
    assert "Secret" not in html
    assert '<span class="item__place">Cluster 1</span>' in html


def test_a_field_in_draft_can_not_be_chosen(client, five):
    Cluster.objects.filter(slug="cluster-1").update(is_draft=True)
    assert "The address asks for “cluster-1”." in html_of(client.get(f"{URL}?field=cluster-1"))


def test_what_is_unknown_stands_last(client, place):
    create_career(
        code="11-1011.00", name="A unknown", sub_clusters=[place], typical_entry_education="", median_pay=None
    )
    create_career(code="11-1021.00", name="B known", sub_clusters=[place], typical_entry_education="doctor")
    for sort in ("school", "pay"):
        assert names(client, f"{URL}?sort={sort}") == ["B known", "A unknown"]


@pytest.mark.parametrize(
    ("pay", "step"), [(49_999, "low"), (50_000, "middle"), (79_999, "middle"), (80_000, "high"), (0, "low")]
)
def test_every_pay_is_in_one_step(client, place, pay, step):
    create_career(sub_clusters=[place], median_pay=pay)
    assert [name for name in ("low", "middle", "high") if names(client, f"{URL}?pay={name}")] == [step]


@pytest.mark.parametrize("field", ["cluster-1:%00", "cluster-1:a%00b", "cluster-1:a b", "cluster-1:", ":part-1"])
@pytest.mark.parametrize("part", ["", "&part=careers"])
def test_a_field_that_is_none_is_named(client, place, field, part):
    """PostgreSQL refuses a NUL."""
    create_career(sub_clusters=[place])
    assert client.get(f"{URL}?field={field}{part}").status_code in (200, 400, 404)


def test_of_what_is_asked_for_in_vain_the_beginning_is_named(client, place):
    """A link to this site is no place for somebody's text."""
    html = html_of(client.get(URL, {"field": "go to evil.example now " * 150, "list": "x" * 2600}))
    assert "The address asks for “go to evil.example now go to evil.exampl”." in html
    assert "x" * 41 not in html.partition("<main")[2].partition("<form")[0]
