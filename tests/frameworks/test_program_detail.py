import re

import pytest

from explorer.models import CollegeEdition, Placement, SubCluster

from ..factories import (
    add_course,
    add_major,
    create_awards,
    create_career,
    create_college,
    create_course,
    create_major,
    create_program,
    create_skill,
    create_small_framework,
    create_source,
    lead_to,
)
from ..markup import html_of

pytestmark = pytest.mark.django_db

URL = "/programs/carpentry/"


def places(count):
    create_small_framework(clusters=count, sub_clusters=1, programs=0)
    return list(SubCluster.objects.order_by("pk"))


def test_it_shows_every_place_where_it_stands(client):
    create_program(sub_clusters=places(3))
    html = html_of(client.get(URL))
    for number in (1, 2, 3):
        assert f'href="/frameworks/modernized/cluster-{number}/part-1/"' in html


def test_its_panel_names_its_clusters_so_that_the_wheel_marks_them(client):
    first, second = places(3)[:2]
    create_program(sub_clusters=[first, second])
    named = re.search(r'data-clusters="([^"]*)"', html_of(client.get(URL, {"part": "panel"})))[1]
    assert set(named.split()) == {first.cluster.get_absolute_url(), second.cluster.get_absolute_url()}


def test_its_page_leads_to_the_wheel_of_its_framework(client):
    create_program(sub_clusters=places(3)[:1])
    html = html_of(client.get(URL))
    assert '<a class="big-link" href="/frameworks/modernized/">' in html
    assert 'class="wheel"' not in html


def test_a_place_in_another_framework_is_a_page_of_its_own(client):
    places(1)
    create_small_framework(name="Original", clusters=1, sub_clusters=1, programs=0, position=200)
    create_program(sub_clusters=SubCluster.objects.all())
    html = html_of(client.get(URL))
    assert 'href="/frameworks/modernized/cluster-1/part-1/" hx-boost="true">' in html
    assert 'href="/frameworks/original/cluster-1/part-1/">' in html


def test_with_one_place_the_breadcrumb_leads_through_it(client):
    create_program(sub_clusters=places(1))
    assert b'href="/frameworks/modernized/cluster-1/" hx-boost="true">Cluster 1</a>' in client.get(URL).content


def test_it_says_that_it_is_an_example(client):
    create_program(sub_clusters=places(1))
    assert b"This program is an example:" in client.get(URL).content


def test_it_says_where_it_comes_from(client):
    create_program(sub_clusters=places(1))
    assert "A guide</cite>, A publisher, 2024, p. 1." in html_of(client.get(URL))


def test_a_program_that_stands_nowhere_says_so(client):
    create_small_framework()
    create_program()
    assert b"It is in no part of a framework yet." in client.get(URL).content


def test_a_program_in_a_database_without_frameworks_is_not_found(client):
    create_program()
    assert client.get(URL).status_code == 404


def test_an_unknown_program_is_not_found(client):
    create_small_framework()
    assert client.get("/programs/unknown/").status_code == 404


def careers_of(program, count, **fields):
    """So many careers that a program leads to: Career 1 is the most typical."""
    for number in range(1, count + 1):
        career = create_career(code=f"47-{number:04}.00", name=f"Career {number}", icon="axe")
        lead_to(program, career, position=number, **fields)


@pytest.fixture
def program(db):
    return create_program(sub_clusters=places(1), study="You study wood.", work_based="Ask a shop.")


def test_it_says_what_one_studies_and_learns_to_do(client, program):
    create_skill(program=program, text="read a blueprint", position=2)
    create_skill(program=program, text="hang a door", position=1)
    html = html_of(client.get(URL))
    assert "You study wood." in html
    assert html.index("You learn to …") < html.index("hang a door") < html.index("read a blueprint")


def test_courses_stand_in_their_order_with_their_codes_and_are_called_an_example(client, program):
    add_course(program, create_course(code="17003", name="Carpentry"), position=2)
    add_course(program, create_course(), position=1)
    html = html_of(client.get(URL))
    first, second = "General Construction <small>17002</small>", "Carpentry <small>17003</small>"
    assert html.index("Grades 9 to 12") < html.index(first) < html.index(second)
    assert "An example; ask what your school offers." in html


def test_a_step_names_the_careers_of_its_level_with_their_pay(client, program):
    lead_to(program, create_career(median_pay=47_380, typical_entry_education="associate"))
    html = html_of(client.get(URL))
    step = html.partition("About 2 years of college")[2].partition("</li>")[0]
    assert "You can start as" in step
    assert "Carpenters: <b>$47,380 a year</b>" in step


def test_what_was_earned_in_its_majors_makes_steps(client, program):
    add_major(program, create_major(code="46.0201"))
    add_major(program, create_major(code="46.0202"))
    CollegeEdition.objects.create(year=2030, digest="x")
    for cip in ("46.0201", "46.0202"):
        create_awards(college=create_college(unitid=int(cip[-4:])), cip=cip, associate=1200)
    html = html_of(client.get(URL))
    assert "About 2 years of college" in html
    assert "2,400 earned in the US in 2029–30 (IPEDS)" in html


@pytest.mark.parametrize(
    ("origin", "badge"),
    [("official", "official list"), ("nces", "national crosswalk"), ("ours", "our suggestion")],
)
def test_a_career_says_who_says_so(client, program, origin, badge):
    create_source(slug="clusters-crosswalk", title="A crosswalk, May 2030")
    careers_of(program, 1, origin=origin, reason="They build it.")
    html = html_of(client.get(URL))
    row = html.partition('id="leads"')[2].partition("</section>")[0]
    assert badge in row
    assert ("They build it." in row) == (origin == "ours")
    assert "<cite>A crosswalk, May 2030</cite>" in html


def test_a_career_has_its_pay_its_school_and_its_outlook(client, program):
    careers_of(program, 1)
    row = html_of(client.get(URL)).partition('id="leads"')[2].partition("</section>")[0]
    assert "$60,000 a year" in row
    assert "High school diploma" in row
    assert "Growing fast" in row


def test_more_than_six_careers_are_folded_and_a_panel_links_to_them(client, program, panel_part):
    careers_of(program, 8)
    folded = html_of(client.get(URL)).partition("<details")[2].partition("</details>")[0]
    assert "2 more careers" in folded
    assert "Career 7" in folded
    assert "Career 8" in folded
    assert "Career 6" not in folded
    panel = html_of(client.get(URL, panel_part))
    assert "Career 6" in panel
    assert "Career 7<" not in panel
    assert f'href="{URL}#leads">See all 8 careers</a>' in panel


def test_a_career_in_draft_is_not_there_yet(client, program):
    lead_to(program, create_career(name="Hidden Ones", is_draft=True))
    assert b"Hidden Ones" not in client.get(URL).content


def test_a_career_that_stands_in_drafts_alone_is_not_there_yet(client, program):
    create_small_framework(name="Ours", is_draft=True, programs=0)
    hidden = SubCluster.objects.filter(cluster__framework__slug="ours").first()
    lead_to(program, create_career(name="Hidden Ones", sub_clusters=[hidden]))
    assert b"Hidden Ones" not in client.get(URL).content


def test_a_program_without_careers_of_its_own_shows_those_of_its_part_and_says_so(client, program):
    create_career(sub_clusters=[SubCluster.objects.first()])
    html = html_of(client.get(URL))
    assert "Careers in Part 1" in html
    assert "Nobody has said yet which of them this program leads to." in html
    assert "One way to get there" not in html


def test_ways_in_name_student_organizations_and_say_what_these_are(client, program):
    type(program).objects.update(student_groups="FFA, SkillsUSA")
    html = html_of(client.get(URL))
    assert "FFA · SkillsUSA" in html
    assert "Student organizations: clubs at school" in html
    assert "Ask a shop." in html


def test_a_program_with_nothing_but_its_name_and_sentence_has_a_whole_page(client):
    create_program(sub_clusters=places(1))
    html = html_of(client.get(URL))
    for words in ("This program is an example", "Ways in while at school", "College credit early", "Where it belongs"):
        assert words in html
    for words in ("What you study", "You learn to …", "One way to get there", "leads to", "Student organizations"):
        assert words not in html


def test_its_stylesheet_comes_with_the_page_or_with_the_panel(client, program, panel_part):
    page, panel = (client.get(URL, data).content.decode() for data in ({}, panel_part))
    assert page.count("css/program") == 1
    assert page.index("css/program") < page.index("</head>")
    assert panel.count("css/program") == 1
    assert "awaits-style" in panel
    assert "awaits-style" not in page


@pytest.mark.parametrize("count", [1, 9])
def test_more_of_what_it_holds_makes_no_more_queries(client, django_assert_num_queries, program, count):
    careers_of(program, count)
    for number in range(count):
        create_skill(program=program, text=f"do {number}")
        add_course(program, create_course(code=f"1700{number}"))
        add_major(program, create_major(code=f"46.020{number}"))
    with django_assert_num_queries(12):
        client.get(URL)


@pytest.mark.parametrize("count", [1, 8])
def test_more_places_make_no_more_queries(client, django_assert_num_queries, count):
    create_program(sub_clusters=places(count))
    assert Placement.objects.count() == count
    with django_assert_num_queries(11):
        client.get(URL)
