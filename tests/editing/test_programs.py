"""What a program of study holds is edited on the program's own form."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from explorer.editing.tables.resources import ContentResource, faults
from explorer.editing.tables.spreadsheets import Row, Table
from explorer.models import Career, LeadsBy, ProgramCareer, ProgramSkill, SubCluster

from ..admin import change_url, form_data
from ..factories import (
    add_course,
    add_major,
    create_career,
    create_course,
    create_major,
    create_program,
    create_skill,
    create_small_framework,
    lead_to,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(editor):
    create_small_framework(clusters=1, sub_clusters=1, programs=0)
    return create_program(sub_clusters=SubCluster.objects.filter(slug="part-1"))


def fill(program, numbers):
    for number in numbers:
        create_skill(program=program, text=f"do {number}", position=number)
        add_course(program, create_course(code=f"17{number:03}"), position=number)
        add_major(program, create_major(code=f"46.{number:04}"), position=number)
        lead_to(program, create_career(code=f"47-{number:04}.00", name=f"Career {number}"), position=number)


def data_of(client, program):
    return form_data(client.get(change_url(program)))


def added(data, group, **fields):
    """The form with another row of an inline."""
    number = int(data[f"{group}-TOTAL_FORMS"])
    row = {f"{group}-{number}-{name}": value for name, value in fields.items()}
    return {**data, f"{group}-TOTAL_FORMS": number + 1, **row}


def save(client, program, data):
    response = client.post(change_url(program), data)
    assert response.status_code == 302, response.context["errors"]


def test_the_form_of_a_program_makes_no_more_queries_for_more_parts(client, program):
    fill(program, range(1, 3))
    client.get(change_url(program))
    counts = []
    for numbers in (range(3, 4), range(4, 12)):
        fill(program, numbers)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(change_url(program)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_parts_are_added_moved_and_deleted(client, program):
    fill(program, (1, 2))
    data = data_of(client, program)
    data |= {"skills-0-position": 9, "program_courses-0-DELETE": "on", "program_majors-1-DELETE": "on"}
    data = added(data, "skills", text="plane a board", icon="ruler", position=5)
    save(client, program, data)
    assert [skill.text for skill in program.skills.all()] == ["do 2", "plane a board", "do 1"]
    assert [one.course.code for one in program.program_courses.all()] == ["17002"]
    assert [one.major.code for one in program.program_majors.all()] == ["46.0001"]


@pytest.mark.parametrize(
    ("field", "group", "row"),
    [
        ("study", "", {}),
        ("name", "", {}),
        ("text", "skills", {"icon": "ruler", "position": 1}),
        ("reason", "program_careers", {"origin": LeadsBy.NCES, "position": 1}),
    ],
)
def test_html_is_refused_in_plain_texts_as_on_learn_pages(client, program, field, group, row):
    html = "You <b>build</b> if a < b > c. <script>"
    data = data_of(client, program)
    row = row | ({"career": create_career().pk} if field == "reason" else {})
    data = added(data, group, **row, **{field: html}) if group else data | {field: html}
    response = client.post(change_url(program), data)
    errors = [text for one in response.context["errors"] for text in one]
    assert errors == [f"This can't be shown on a page: “{tag}”." for tag in ("<b>", "</b>", "<script>")]


def test_a_table_with_html_is_refused_and_signs_of_less_and_more_are_none(program):
    def import_it(study):
        rows = [Row(2, {"slug": program.slug, "study": study})]
        table = Table(["slug", "study"], rows)
        return faults(ContentResource.of(type(program))().import_rows(*table, dry_run=True, file_name="x.csv"), [2])

    assert import_it("You <b>build.") == [(2, [("study", "This can't be shown on a page: “<b>”.")])]
    assert import_it("You learn that 3 < 4, and 4 > 3, <3.") == []


def test_a_sentence_is_typed_in_two_rows_and_is_one_line(client, program):
    html = client.get(change_url(program)).content.decode()
    assert re.search(r'<textarea name="skills-__prefix__-text"[^>]* rows="2"', html)
    data = added(data_of(client, program), "skills", text="plane\r\na board", icon="ruler", position=1)
    save(client, program, data)
    assert program.skills.get().text == "plane a board"


def test_a_career_of_our_own_needs_its_reason(client, program):
    career = create_career()
    row = {"career": career.pk, "position": 1, "origin": LeadsBy.OURS}
    data = data_of(client, program)
    response = client.post(change_url(program), added(data, "program_careers", **row, reason=""))
    assert "Say why it leads there" in response.content.decode()
    save(client, program, added(data, "program_careers", **row, reason="They build."))
    assert ProgramCareer.objects.get().career == career


def test_a_preview_shows_the_parts_that_are_not_saved(client, program):
    fill(program, (1,))
    create_career(code="47-9999.00", name="New Ones")
    data = data_of(client, program) | {"skills-0-text": "saw", "program_courses-0-DELETE": "on", "_preview": "Preview"}
    data = added(data, "skills", text="plane a board", icon="ruler", position=5)
    new = Career.objects.get(name="New Ones")
    data = added(data, "program_careers", career=new.pk, position=5, origin="ours", reason="They build.")
    html = client.post(change_url(program), data).content.decode()
    for words in ("<span>saw</span>", "<span>plane a board</span>", "New Ones", "They build."):
        assert words in html
    assert "17001" not in html
    assert list(ProgramSkill.objects.values_list("text", flat=True)) == ["do 1"]


def test_a_skill_that_another_editor_changed_is_not_overwritten(client, program):
    fill(program, (1,))
    opened = client.get(change_url(program))
    data = form_data(opened) | {"opened": opened.context["opened"], "skills-0-text": "mine"}
    skill = ProgramSkill.objects.get()
    skill.text = "theirs"
    skill.save()
    response = client.post(change_url(program), data)
    assert response.status_code == 200
    assert "theirs" in response.content.decode()
    assert ProgramSkill.objects.get().text == "theirs"
