"""Tables as people send them: read as they are meant, or refused with what to change."""

import io
import re

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from explorer.editing.tables.resources import ContentResource
from explorer.editing.tables.spreadsheets import protect, read, unprotect, write
from explorer.models import (
    CONTENT_MODELS,
    Career,
    Cluster,
    Course,
    GlossaryTerm,
    Major,
    Program,
    ProgramCareer,
    ProgramCourse,
    ProgramMajor,
    Signpost,
    Source,
    SubCluster,
)
from explorer.text.tidy import is_blank, tidy_line

from ...factories import (
    create_career,
    create_cluster,
    create_framework,
    create_program,
    create_signpost,
    create_source,
    create_sub_cluster,
)
from ...spreadsheets import as_csv, export, faults_of, import_all, sheet, upload, workbook, xlsx


@pytest.fixture
def cluster(editor):
    return create_cluster(framework=create_framework())


@pytest.fixture
def career(editor):
    return create_career()


def complaint(response):
    return " ".join(response.context["form"].errors["file"])


def book(**sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, lines in sheets.items():
        one = made.create_sheet(name)
        for line in lines:
            one.append(line)
    return made


def saved(made):
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


NAMES = ["framework", "slug", "tagline"]
LINE = ["modernized", "construction", "New"]


@pytest.mark.parametrize("content", [
    b"framework;slug;tagline\nmodernized;construction;New\n",
    b"Framework\tSLUG\tTag line\nmodernized\tconstruction\tNew\n",
    b"framework|slug|tagline\nmodernized|construction|New\n",
    b"sep=;\nframework;slug;tagline\nmodernized;construction;New\n",
    "\ufeffFramework , Slug*,TAG_LINE,,\nmodernized,construction,New,,\n,,,,\n , ,\n".encode(),
    "framework\tslug\ttagline\r\nmodernized\tconstruction\tNew\r\n".encode("utf-16"),
    "framework\tslug\ttagline\r\nmodernized\tconstruction\tNew\r\n".encode("utf-16-le"),
    "framework\tslug\ttagline\r\nmodernized\tconstruction\tNew\r\n".encode("utf-16-be"),
    b"Our clusters; 2026\n\nframework,slug,tagline\nmodernized,construction,New\n",
    "framework,slug,tagline\nModernized,Construction, \u00a0New\u200b \n".encode(),
    "framework,slug,tagline\nmodernized,‘construction’,New\n".replace("‘", "").replace("’", "").encode(),
    xlsx(["Our clusters"], [], ["Framework", "Slug", "Tagline"], LINE),
    saved(book(Instructions=[["How to fill this in"], ["slug", "the short name"]], Clusters=[NAMES, LINE])),
], ids=range(13))  # fmt: skip
def test_a_table_is_read_as_people_write_it(client, cluster, content):
    response = upload(client, Cluster, content)
    assert response.context["changed"][0].diff == [("tagline", "Build it", "New")], response.context.get("found")


def test_what_is_not_read_of_a_workbook_is_said(client, cluster):
    response = upload(client, Cluster, saved(book(Instructions=[["How to"]], Clusters=[["Our clusters"], NAMES, LINE])))
    html = response.content.decode()
    assert "Sheet “Clusters” is read. Not read: Instructions." in html
    assert "Sheet “Clusters”, row 2 names the columns. What stands above it is not read." in html


def test_a_hidden_sheet_gives_way_to_a_visible_one_and_hidden_rows_are_named(client, cluster):
    made = book(Old=[NAMES, ["modernized", "construction", "Old"]], New=[NAMES, LINE])
    made["Old"].sheet_state = "hidden"
    made["New"].row_dimensions[2].hidden = True
    response = upload(client, Cluster, saved(made))
    assert response.context["changed"][0].diff[0][2] == "New"
    assert "Rows that are hidden in the sheet are read too: 2." in response.content.decode()


def test_two_sheets_with_the_same_columns_are_not_guessed_between(client, cluster):
    assert "These sheets all have such a table: A, B." in complaint(
        upload(client, Cluster, saved(book(A=[NAMES, LINE], B=[NAMES, LINE])))
    )


def test_merged_cells_are_named(client, cluster):
    made = book(A=[NAMES, LINE, ["", "other", "New"]])
    made["A"].merge_cells("A2:A3")
    assert "the cells A2:A3 are merged" in complaint(upload(client, Cluster, saved(made)))


def test_a_file_in_the_encoding_of_old_programs_is_read_and_said_so(client, cluster):
    response = upload(client, Cluster, "framework,slug,tagline\nmodernized,construction,Café – “x”\n".encode("cp1252"))
    assert response.context["changed"][0].diff[0][2] == "Café – “x”"
    assert "read as Windows-1252" in response.content.decode()


@pytest.mark.parametrize("name", ["   ", "\u00a0", "\u200b\u200b", "\u2800", "\n"])
def test_a_name_of_blanks_is_refused(client, cluster, name):
    response = upload(client, Cluster, as_csv([{"framework": "modernized", "slug": "construction", "name": name}]))
    assert faults_of(response) == [(2, "name", "This field cannot be blank.")]


@pytest.mark.parametrize("name", ["   ", "\u00a0", "\u200b\u200b", "\u2800"])
@pytest.mark.django_db
def test_a_name_of_blanks_is_no_name_for_any_model(name):
    cluster = create_cluster(framework=create_framework())
    cluster.name = name
    with pytest.raises(ValidationError, match="cannot be blank"):
        cluster.full_clean()


def test_a_name_of_blanks_is_refused_in_the_admins_form(client, editor):
    create_source()
    response = client.post(
        "/admin/explorer/glossaryterm/add/",
        {"name": "\u200b", "gloss": "x", "source": Source.objects.get().pk, "source_section": "p. 1"},
    )
    assert "name" in response.context["adminform"].form.errors
    assert not GlossaryTerm.objects.exists()


@pytest.mark.parametrize(
    "error", ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "########", " #n/a "]
)
@pytest.mark.parametrize("column", ["name", "tagline", "position", "grouping", "is_cross_cutting"])
@pytest.mark.sampled(9)
def test_the_error_of_a_formula_is_refused_by_row_and_column(client, cluster, error, column):
    response = upload(
        client,
        Cluster,
        as_csv([{"framework": "modernized", "slug": "construction"} | {column: error}])
        .replace(b"'#", b"#")
        .replace(b"'E", b"E"),
    )
    [(row, name, text)] = faults_of(response)
    assert (row, name) == (2, column)
    assert "is the error of a formula" in text


def test_a_formula_without_a_value_is_refused_and_the_pay_stays(client, career):
    response = upload(client, Career, xlsx(["code", "median_pay"], ["47-2031.00", "=97550+0"]))
    [(row, column, text)] = faults_of(response)
    assert (row, column) == (2, "median_pay")
    assert "formula without a value" in text
    career.refresh_from_db()
    assert career.median_pay == 60_000


@pytest.mark.parametrize(("typed", "kept"), [
    ("Draw it,_x000D_\nplan it", "Draw it,\nplan it"),
    ("Draw it,_x000D_plan it", "Draw it,\nplan it"),
    ("Draw it,\r\nplan it", "Draw it,\nplan it"),
    ("Draw it,\vplan it", "Draw it,\nplan it"),
    ("\u00a0 Draw\u200b it \ufeff", "Draw it"),
    ("“Draw” – it’s", "“Draw” – it’s"),
])  # fmt: skip
def test_a_text_comes_in_without_what_spreadsheets_leave_in_it(client, cluster, typed, kept):
    import_all(client, Cluster, as_csv([{"framework": "modernized", "slug": "construction", "tagline": typed}]))
    cluster.refresh_from_db()
    assert cluster.tagline == kept


def test_a_name_has_one_line(client, cluster):
    import_all(
        client,
        Cluster,
        as_csv([{"framework": "modernized", "slug": "construction", "name": " Con-\r\n struction\u00a0Work"}]),
    )
    cluster.refresh_from_db()
    assert cluster.name == "Con- struction Work"


@pytest.mark.parametrize(("typed", "pay"), [
    ("$97,550", 97_550), ("97 550", 97_550), ("97\u00a0550", 97_550), ("97550.00", 97_550), ("1,234,567", 1_234_567),
    ("97.550,00", 97_550), ("$ 97,550.00", 97_550), ("USD 97550", 97_550), ("97'550", 97_550), ("9.755E4", 97_550),
])  # fmt: skip
def test_pay_is_read_with_its_signs(client, career, typed, pay):
    response = upload(
        client,
        Career,
        as_csv([{"code": "47-2031.00", "median_pay": typed}]).replace(b"'", b"")
        if "'" not in typed
        else as_csv([{"code": "47-2031.00", "median_pay": typed}]),
    )
    assert response.context["changed"][0].diff == [("median_pay", 60_000, pay)]


@pytest.mark.parametrize("typed", ["97,55", "97.55", "9,75,50", "about 5", "5%", "1e400", "--5", "$"])
def test_pay_that_is_not_clear_is_refused(client, career, typed):
    response = upload(client, Career, as_csv([{"code": "47-2031.00", "median_pay": typed}]))
    assert faults_of(response) == [(2, "median_pay", f"“{typed}” is no whole number.")]


@pytest.mark.parametrize(("content", "growth"), [
    (b"code;growth_percent\n47-2031.00;3,5\n", 3.5),
    (b"code;growth_percent\n47-2031.00;-3.5 %\n", -3.5),
    (b"code,growth_percent\n47-2031.00,\"3,5\"\n", 3.5),
    (b"code,growth_percent\n47-2031.00,12%\n", 12.0),
    ("code,growth_percent\n47-2031.00,−12.5\n".encode(), -12.5),
])  # fmt: skip
def test_decimals_are_read_as_the_file_writes_them(client, career, content, growth):
    assert upload(client, Career, content).context["changed"][0].diff[0][2] == growth


def test_an_improbable_figure_is_asked_about_before_it_comes_in(client, career):
    rows = [{"code": "47-2031.00", "median_pay": "99999999", "annual_openings": "5"}]
    notes = upload(client, Career, as_csv(rows)).context["notes"]
    assert [note for note in notes if "Is it right?" in note] == [
        f"{career}: median_pay 99999999. This is more than any occupation's that the BLS publishes. Is it right?"
    ]
    assert not any(
        "Is it right?" in note
        for note in upload(client, Career, as_csv([{"code": "47-2031.00", "median_pay": "61000"}])).context["notes"]
    )


@pytest.mark.parametrize("code", ["47-2031", "47–2031.00", "47‑2031.0", 472031, " 47-2031.00\u00a0", "472031.00"])
def test_a_code_is_found_as_spreadsheets_change_it(client, career, code):
    response = upload(client, Career, xlsx(["code", "median_pay"], [code, 61_000]))
    assert response.context["changed"][0].diff == [("median_pay", 60_000, 61_000)]


@pytest.mark.parametrize(
    ("model", "code", "typed"),
    [
        (Course, "01001", 1001),
        (Course, "01001", "1001"),
        (Course, "14151", 14151),
        (Major, "01.0300", 1.03),
        (Major, "01.0000", 1),
        (Major, "46.0201", 46.0201),
        (Major, "52.0200", "52.02"),
    ],
)
def test_a_course_or_major_is_found_as_spreadsheets_change_its_code(client, cluster, model, code, typed):
    kind = model._meta.model_name
    entry = model.objects.create(code=code, name="As it was")
    assert upload(client, model, xlsx(["code", "name"], [typed, "New"])).context["changed"][0].diff == [
        ("name", "As it was", "New")
    ]
    program = create_program(name="Carpentry")
    link = {Course: ProgramCourse, Major: ProgramMajor}[model]
    import_all(client, link, xlsx(["program", kind, "position"], ["carpentry", typed, 3]))
    assert getattr(link.objects.get(program=program), kind) == entry


def test_a_career_of_a_program_is_added_with_who_says_so_or_refused_without_a_reason(client, career):
    create_program(name="Carpentry")
    row = {"program": "carpentry", "career": "47-2031.00", "position": 1, "origin": "our suggestion", "reason": ""}
    assert faults_of(upload(client, ProgramCareer, as_csv([row])))
    import_all(client, ProgramCareer, as_csv([row | {"reason": "They build."}]))
    assert (ProgramCareer.objects.get().origin, ProgramCareer.objects.get().reason) == ("ours", "They build.")


@pytest.mark.parametrize(
    ("typed", "is_it"),
    [
        ("TRUE", True),
        ("Yes", True),
        ("x", True),
        ("1", True),
        ("no", False),
        ("FALSE", False),
        ("", False),
        ("VERDADERO", True),
    ],
)
def test_yes_and_no_are_read(client, cluster, typed, is_it):
    import_all(
        client,
        Cluster,
        as_csv([{"framework": "modernized", "slug": "construction", "is_cross_cutting": typed, "tagline": "New"}]),
    )
    cluster.refresh_from_db()
    assert cluster.is_cross_cutting is is_it


@pytest.mark.parametrize(("typed", "kept"), [("Bachelor’s degree", "bachelor"), ("BACHELOR", "bachelor"), ("", "")])
def test_a_choice_is_read_by_its_words(client, career, typed, kept):
    response = upload(
        client, Career, as_csv([{"code": "47-2031.00", "typical_entry_education": typed, "median_pay": "1"}])
    )
    assert (
        dict((name, after) for name, _before, after in response.context["changed"][0].diff)["typical_entry_education"]
        == kept
    )


def test_what_is_no_choice_gets_the_list_of_those_there_are(client, career):
    response = upload(client, Career, as_csv([{"code": "47-2031.00", "typical_entry_education": "bachelors"}]))
    [(row, column, text)] = faults_of(response)
    assert (row, column) == (2, "typical_entry_education")
    assert "Did you mean “bachelor”? These are allowed: none, high-school, some-college" in text


@pytest.mark.parametrize("typed", [
    "sprout wheat fish",
    "sprout, wheat, fish",
    "Sprout;Wheat;Fish",
    "sprout | wheat|fish",
    "sprout\nwheat\nfish",
    " sprout,\u00a0wheat,,fish, ",
])  # fmt: skip
def test_icons_are_read_as_people_list_them(client, cluster, typed):
    row = {"framework": "modernized", "slug": "construction", "icons_around": typed}
    response = upload(client, Cluster, as_csv([row]))
    assert response.context["changed"][0].diff == [("icons_around", "", "sprout wheat fish")]


@pytest.mark.parametrize("typed", ["Heart Pulse", "heart_pulse", "heart–pulse", " heart-pulse\u00a0"])
def test_an_icon_is_read_by_its_words(client, cluster, typed):
    response = upload(client, Cluster, as_csv([{"framework": "modernized", "slug": "construction", "icon": typed}]))
    assert response.context["changed"][0].diff == [("icon", "hard-hat", "heart-pulse")]


@pytest.mark.parametrize(("typed", "text"), [
    ("sprot, wheat", "There is no icon named “sprot”. Did you mean “sprout”?"),
    ("sprout, wheat, sprout", "An icon stands here twice."),
    ("sun, leaf, fish, beef, wheat, sprout, cpu", "There is room for 6 icons, and these are 7."),
])  # fmt: skip
def test_icons_that_do_not_fit_are_explained(client, cluster, typed, text):
    row = {"framework": "modernized", "slug": "construction", "icons_around": typed}
    assert faults_of(upload(client, Cluster, as_csv([row]))) == [(2, "icons_around", text)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_icons_that_were_exported_change_nothing(client, editor, kind):
    create_cluster(framework=create_framework(), icons_around="sprout wheat fish")
    assert upload(client, Cluster, export(client, Cluster, kind), f"a.{kind}").context["changed"] == []


# Keys


def test_a_slug_that_a_spreadsheet_has_made_a_date_of_is_found(client, editor):
    create_program(name="Carpentry", slug="mar-24")
    for slug in ("Mar-24", "24-Mar", "MAR-24"):
        response = upload(client, Program, f"slug,summary\n{slug},New\n".encode())
        assert [change[0] for change in response.context["changed"][0].diff] == ["summary"]


@pytest.mark.parametrize("slug", ["Mar-24", "24-Mar", "3/24/2024", "2024-03-24 00:00:00"])
def test_a_slug_that_is_a_date_and_of_no_entry_is_refused(client, editor, slug):
    create_source()
    response = upload(client, Program, f"slug,name,summary,source,source_section\n{slug},A,B,guide,p. 1\n".encode())
    [(_row, _column, text)] = [fault for fault in faults_of(response) if fault[1] == "slug"]
    assert f"A spreadsheet has made a date of it: {slug}." in text


def test_a_mistyped_key_gets_the_nearest(client, cluster):
    create_cluster(framework=cluster.framework, name="Finance")
    response = upload(client, SubCluster, as_csv([{"cluster": "modernized:constuction", "slug": "a", "name": "A"}]))
    found = [text for _row, column, text in faults_of(response) if column == "cluster"]
    assert "There is no cluster “modernized:constuction”. Did you mean “modernized:construction”?" in found[0]
    assert "These are allowed: modernized:construction, modernized:finance." in found[0]


def test_a_mistyped_slug_gets_the_nearest(client, cluster):
    response = upload(client, Cluster, as_csv([{"framework": "modernized", "slug": "constuction", "tagline": "New"}]))
    assert (2, "slug", "“constuction” is not here yet, so the row adds it. Did you mean “construction”?") in faults_of(
        response
    )


def test_an_entry_is_found_by_the_only_name_that_means_it(client, cluster):
    create_sub_cluster(cluster=cluster)
    response = upload(
        client, SubCluster, as_csv([{"cluster": "Construction", "slug": "skilled-trades", "tagline": "New"}])
    )
    assert [change[0] for change in response.context["changed"][0].diff] == ["tagline"]


@pytest.mark.parametrize("without", [False, True])
def test_a_file_without_slugs_can_be_imported_twice(client, cluster, without):
    cells = {
        "cluster": "modernized:construction",
        "slug": "",
        "tagline": "Build.",
        "summary": "You build.",
        "source": "guide",
        "source_section": "p. 2",
    }
    rows = [cells | {"name": name} for name in ("Roads", "Bridges & Tunnels", "道路", "橋")]
    rows = [row | {"slug": slug} for row, slug in zip(rows, ["", "", "michi", "hashi"], strict=True)]
    if without:
        rows = [{name: text for name, text in row.items() if name != "slug"} for row in rows[:2]]
    content = as_csv(rows)
    import_all(client, SubCluster, content)
    again = upload(client, SubCluster, content)
    assert SubCluster.objects.count() == len(rows)
    assert again.context["changed"] == []


def test_an_entry_found_by_its_name_keeps_its_slug(client, cluster):
    create_sub_cluster(cluster=cluster, slug="trades")
    import_all(
        client,
        SubCluster,
        as_csv([{"cluster": "modernized:construction", "name": "skilled  trades", "slug": "", "tagline": "New"}]),
    )
    found = SubCluster.objects.get()
    assert (found.slug, found.tagline) == ("trades", "New")


def test_a_name_that_two_entries_have_is_not_guessed(client, cluster):
    for slug in ("one", "two"):
        create_sub_cluster(cluster=cluster, slug=slug)
    response = upload(
        client, SubCluster, as_csv([{"cluster": "modernized:construction", "name": "Skilled Trades", "slug": ""}])
    )
    assert "2 entries here have the name “Skilled Trades”. Write the slug" in faults_of(response)[0][2]


def test_a_name_that_stands_twice_in_a_file_without_slugs_is_named(client, cluster):
    row = {
        "cluster": "modernized:construction",
        "name": "Roads",
        "tagline": "a",
        "summary": "b",
        "source": "guide",
        "source_section": "c",
    }
    assert (3, "", "The same entry stands in row 2 already.") in faults_of(
        upload(client, SubCluster, as_csv([row, row | {"name": " roads "}]))
    )


# Columns


@pytest.mark.parametrize(("header", "text"), [
    ("framework,slug,taglime", "“taglime” may be “tagline”."),
    ("framework,slug,median_pay", "“median_pay” is a column of careers."),
    ("framework,Slag,name2", "The file lacks columns that say which entry is meant: slug. Row 1 has these: framework, Slag, name2."),
    ("code,median_pay,job_zone", "These are columns of another table: careers."),
    ("Slug,slug,framework", "These columns stand there twice: slug."),
])  # fmt: skip
def test_columns_that_do_not_fit_are_explained(client, cluster, header, text):
    assert text in complaint(upload(client, Cluster, f"{header}\na,b,c\n".encode()))


# Out and in again


@pytest.mark.parametrize("text", ["mar-24", "24-mar", "11-2021", "1/2", "2024-03-01", "30.0", "007", "1e5", "10:30", "5%", "$3", "5 pm", "=1", "+1", "-1", "@x", "\tx", "\rx", "#N/A", "March 4"])  # fmt: skip
def test_no_cell_of_a_csv_file_is_taken_for_something_else(text):
    cell = next(iter(read(write("csv", ["a"], [[text]])).rows)).cells["a"]
    assert cell == f"'{text}"
    assert unprotect(cell) == text


@pytest.mark.parametrize(
    "text",
    [
        "11-1011.00",
        "29-1141.00",
        "29-1141",
        "13-1020",
        "construction",
        "3d-printing",
        "k-12",
        "may",
        "Skilled Trades",
        "'tis",
    ],
)
def test_what_no_spreadsheet_changes_goes_out_as_it_is(text):
    assert protect(text, as_text=False) == text


@given(st.text(alphabet="'=-+@# \t\n\r1240/:.marN/A_x0D5", max_size=14), st.booleans())
def test_any_text_comes_back_as_it_was(text, as_text):
    assert unprotect(protect(text, as_text=as_text)) == text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "text",
    ["mar-24", "'mar-24", "_x0041_", "_x000D_x", " outside ", "#N/A", "30.0", "a\u00a0b", "\u200bx", "two\nlines"],
)
def test_what_an_export_holds_changes_nothing(client, editor, kind, text):
    create_signpost(summary=text, name=f"{text}.")
    response = upload(client, Signpost, export(client, Signpost, kind), f"a.{kind}")
    assert response.context["changed"] == []


def test_cells_of_a_workbook_stay_texts_when_they_are_edited(client, editor):
    create_program(name="Carpentry", slug="mar-24")
    sheet = openpyxl.load_workbook(io.BytesIO(export(client, Program, "xlsx"))).active
    assert (sheet["A2"].value, sheet["A2"].number_format) == ("mar-24", "@")


def test_rows_that_excel_has_saved_again_change_nothing(client, career):
    """Excel writes TRUE, drops what looks like zeros, and adds empty columns and rows."""
    content = export(client, Career).replace(b"false", b"FALSE").replace(b"\r\n", b",,\r\n") + b",,,\r\n"
    assert b"FALSE" in content
    assert upload(client, Career, content).context["changed"] == []
    assert upload(client, Career, xlsx(["code", "onet_release"], ["47-2031.00", 30.2])).context["changed"] == []


@pytest.mark.parametrize("model", CONTENT_MODELS)
@pytest.mark.sampled(4)
def test_every_column_of_every_table_refuses_odd_cells_in_words(client, editor, model):
    from ...factories import create_small_framework

    create_small_framework()
    columns = ContentResource.of(model).columns()
    for odd in ("#N/A", "\u200b", "2024-03-24 00:00:00", "=1+1", "x" * 500, "\x00", "-1", "1e999", "٣", "𝟛"):
        response = upload(client, model, as_csv([dict.fromkeys(columns, odd)]))
        assert response.status_code == 200
        assert "pending" not in response.context or not response.context["pending"]


def test_blanks_are_those_that_nobody_sees():
    assert is_blank(" \u00a0\u200b\ufeff\u2800")
    assert not is_blank("\u200bx")
    assert tidy_line("a" + " " * 100_000 + "b") == "a b"
    assert re.fullmatch("a b", tidy_line("\u200ba\n\nb\u200b"))


def test_a_cell_with_a_date_is_refused(client, editor):
    styles = '<styleSheet><cellXfs><xf numFmtId="17"/></cellXfs></styleSheet>'
    rows = '<row r="1"><c r="A1" t="str"><v>slug</v></c><c r="B1" t="str"><v>name</v></c></row><row r="2"><c r="A2" s="0"><v>45375</v></c><c r="B2" t="str"><v>x</v></c></row>'
    found = faults_of(upload(client, Program, workbook(sheet(rows), styles=styles)))
    assert any((row, column) == (2, "slug") and "made a date of it: 2024-03-24" in text for row, column, text in found)
