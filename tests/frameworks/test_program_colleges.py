"""The part of a program's page that says where it is taught."""

import re

import pytest

from explorer.frameworks.state_map import TERRITORIES
from explorer.models import CollegeEdition, State, SubCluster

from ..factories import (
    add_major,
    create_awards,
    create_college,
    create_major,
    create_program,
    create_small_framework,
)
from ..markup import html_of

pytestmark = pytest.mark.django_db

URL = "/programs/carpentry/"
CIP = "46.0201"


@pytest.fixture
def program():
    create_small_framework(clusters=1, sub_clusters=1, programs=0)
    program = create_program(sub_clusters=SubCluster.objects.all())
    add_major(program=program, major=create_major(code=CIP, name="Carpentry/Carpenter"))
    CollegeEdition.objects.create(year=2024, digest="x")
    return program


def teach(name, *, unitid, cip=CIP, counts=None, **fields):
    college = create_college(unitid=unitid, name=name, **fields)
    create_awards(college=college, cip=cip, **(counts or {"short": 1}))
    return college


def page(client, query=""):
    response = client.get(f"{URL}{query}")
    assert response.status_code == 200
    return html_of(response)


def names(html):
    return re.findall(r'rel="external">(.*?)</a>', html)


def test_a_program_without_majors_says_nothing_of_colleges(client, program):
    program.program_majors.all().delete()
    assert 'id="taught"' not in page(client)


def test_a_major_has_how_many_of_each_award_there_were(client, program):
    teach("One", unitid=1, counts={"short": 1200, "certificate": 20, "associate": 3})
    teach("Two", unitid=2, state="NY", counts={"short": 34, "beyond": 5})
    html = page(client)
    row = re.search(r"<tr[^>]*>\s*<th[^>]*>Carpentry/Carpenter <small>46.0201</small></th>(.*?)</tr>", html, re.DOTALL)
    assert re.findall(r"<td[^>]*>(.*?)</td>", row[1]) == ["1,234", "20", "3", "0"]
    assert "5 more were earned after a bachelor’s degree" in html
    assert "earned in 2023–24" in html


def test_the_map_has_a_link_for_each_state_with_its_name_and_number(client, program):
    teach("One", unitid=1)
    teach("Two", unitid=2)
    html = page(client)
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html[html.index('class="states"') :]))
    assert "CT 2 colleges in Connecticut" in text
    assert "WY 0 colleges in Wyoming" in text
    assert {found for found in re.findall(r"state=(\w\w)#colleges", html)} == set(State.values) - set(
        TERRITORIES.split()
    )
    assert "2 colleges teach one or more of these majors." in html


@pytest.mark.parametrize("query", ["", "?state=", "?state=CT", "?state=CT&all=1"])
def test_the_address_of_a_chosen_state_leads_to_a_place_that_is_there(client, program, query):
    teach("One", unitid=1)
    assert page(client, query).count('id="colleges"') == 1


def test_the_links_of_the_map_are_in_the_order_of_names(client, program):
    teach("Isla", unitid=1, state="PR")
    codes = re.findall(r"state=(\w\w)#colleges", page(client))
    assert codes == [code for code in State.values if code not in TERRITORIES.split() or code == "PR"]


def test_a_college_says_in_which_of_the_majors_it_has_awards(client, program):
    add_major(program, create_major(code="46.0415", name="Building Construction"))
    college = teach("Hill", unitid=1)
    assert "<span>Carpentry/Carpenter</span>" in page(client, "?state=CT")
    assert "Building" not in page(client, "?state=CT").partition('class="colleges"')[2].partition("</ul>")[0]
    create_awards(college=college, cip="46.0415", bachelor=4)
    assert "<span>Carpentry/Carpenter · Building Construction</span>" in page(client, "?state=CT")


def test_a_territory_is_on_the_map_where_it_has_a_college(client, program):
    teach("Isla", unitid=1, state="PR")
    assert "?state=PR#colleges" in page(client)
    assert "?state=GU#colleges" not in page(client)


def test_who_has_only_degrees_after_a_bachelors_does_not_teach_it_after_high_school(client, program):
    teach("Graduate School", unitid=1, counts={"beyond": 9})
    html = page(client, "?state=CT")
    assert "Graduate School" not in html
    assert "Connecticut: 0 colleges" in html


def test_a_state_shows_its_colleges_with_town_owner_awards_and_site(client, program):
    teach("Hill", unitid=1, town="Hartford", control=2, counts={"short": 1, "associate": 2})
    teach("Elsewhere", unitid=2, state="NY")
    html = page(client, "?state=CT")
    assert names(html) == ["Hill"]
    assert '<a href="https://hill.example/" rel="external">Hill</a>' in html
    assert "Hartford · Private, not for profit" in html
    assert "Short certificate, associate’s degree" in html
    assert 'href="?state=CT#colleges" aria-current="true"' in html
    assert '<option value="CT" selected>' in html


def test_public_ones_come_first_then_those_with_more_awards(client, program):
    teach("Private", unitid=1, control=3, counts={"short": 90})
    teach("Small", unitid=2, counts={"bachelor": 1})
    teach("Large", unitid=3, counts={"short": 5, "associate": 5})
    assert names(page(client, "?state=CT")) == ["Large", "Small", "Private"]


def test_a_college_with_several_of_the_majors_stands_there_once(client, program):
    add_major(program=program, major=create_major(code="48.0703", name="Cabinetmaking"), position=2)
    college = teach("Hill", unitid=1)
    create_awards(college=college, cip="48.0703", bachelor=2)
    html = page(client, "?state=CT")
    assert names(html) == ["Hill"]
    assert "Short certificate, bachelor’s degree" in html


def test_of_many_colleges_nine_are_shown_and_a_link_leads_to_all(client, program):
    for number in range(15):
        teach(f"College {number}", unitid=number + 1)
    html = page(client, "?state=CT")
    assert len(names(html)) == 9
    assert 'href="?state=CT&amp;all=1#more"' in html
    everything = page(client, "?state=CT&all=1")
    assert 'id="more"' not in html
    assert names(everything.partition('id="more"')[2]) == names(everything)[9:]
    assert len(names(everything)) == 15
    assert "Show all" not in everything


def test_a_state_without_one_says_so_and_how_many_there_are_elsewhere(client, program):
    teach("Hill", unitid=1)
    html = page(client, "?state=WY")
    assert "No college in Wyoming gave a certificate or degree in these majors in 2023–24." in html
    assert "One college teaches one or more of these majors." in html


def test_an_editors_address_is_linked_and_one_without_any_is_not(client, program):
    teach("Hill", unitid=1, own_website="https://better.example/")
    teach("Dale", unitid=2, website="")
    html = page(client, "?state=CT")
    assert '<a href="https://better.example/" rel="external">Hill</a>' in html
    assert "<b>Dale</b>" in html


@pytest.mark.parametrize("code", ["ct", " CT ", "XX&state=CT"])
def test_a_state_is_known_in_any_writing(client, program, code):
    assert '<option value="CT" selected>' in page(client, f"?state={code}")


@pytest.mark.parametrize(
    ("code", "shown"),
    [("XX", "“XX”"), ("%00%07", "“?”"), ("Connecticut" * 50, "“ConnecticutConnecticut"), ("<b>", "“&lt;b&gt;”")],
)
@pytest.mark.parametrize("part", ["", "&part=panel", "&part=colleges"])
def test_what_is_no_state_is_named(client, program, code, shown, part):
    response = client.get(f"{URL}?state={code}{part}")
    assert response.status_code == 404
    assert f"We don’t know a state called {shown}" in html_of(response)


def test_no_state_chosen_in_the_list_is_no_mistake(client, program):
    assert "We don’t know" not in page(client, "?state=")


def test_the_part_alone_is_the_section_and_tells_the_pages_address(client, program):
    teach("Hill", unitid=1)
    response = client.get(f"{URL}?state=CT&part=colleges")
    html = html_of(response)
    assert html.strip().startswith("<section")
    assert (html.count("<section"), names(html)) == (1, ["Hill"])
    assert response["HX-Push-Url"] == f"{URL}?state=CT"
    assert "autofocus" in html


def test_search_engines_are_to_take_the_program_without_a_state(client, program):
    assert "noindex" in page(client, "?state=CT")
    assert "noindex" not in page(client)
    assert "Disallow: /*?*state=" in client.get("/robots.txt").content.decode()


def test_without_colleges_on_the_site_the_majors_stand_alone(client, program):
    CollegeEdition.objects.all().delete()
    html = page(client, "?state=CT")
    assert "Carpentry/Carpenter" in html
    assert "No numbers of colleges have been loaded" in html
    assert 'id="taught"' not in html


def test_more_colleges_and_majors_make_no_more_queries(client, program, django_assert_max_num_queries):
    add_major(program=program, major=create_major(code="48.0703", name="Cabinetmaking"), position=2)
    for number in range(20):
        teach(f"College {number}", unitid=number + 1)
    with django_assert_max_num_queries(16):
        client.get(f"{URL}?state=CT")


def test_the_cookie_changes_nothing_on_the_page(client, program):
    before = page(client)
    client.cookies["my_state"] = "CT"
    assert page(client) == before


def test_a_panel_names_the_majors_and_links_to_the_numbers_the_map_and_the_colleges_on_the_page(client, program):
    teach("Hill", unitid=1)
    teach("Dale", unitid=2, state="NY")
    panel = page(client, "?part=panel")
    assert "2 colleges teach one or more of these majors." in panel
    assert "Majors to look for: Carpentry/Carpenter" in " ".join(panel.split())
    assert f'href="{URL}#taught">See colleges by state</a>' in panel
    assert "IPEDS 2024" in panel
    for left_out in ("<select", "<table", 'class="states"'):
        assert left_out not in panel
        assert left_out in page(client)
    assert 'id="taught"' in page(client)


def test_a_panel_with_a_state_has_its_colleges_and_their_stylesheet(client, program):
    teach("Hill", unitid=1)
    panel = page(client, "?state=CT&part=panel")
    assert names(panel) == ["Hill"]
    assert "css/program_page" in panel
