"""Content as CSV and XLSX: out of the admin, and in again."""

import io
import re
import zipfile
from itertools import product

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from explorer.editing.tables import spreadsheets
from explorer.editing.tables.spreadsheets import protect, read, unprotect
from explorer.models import (
    Career,
    Cluster,
    ContentVersion,
    CrosswalkRow,
    LearnPage,
    PendingImport,
    Placement,
    RetiredAddress,
    Signpost,
    SubCluster,
)

from ...factories import (
    create_career,
    create_cluster,
    create_framework,
    create_program,
    create_row,
    create_signpost,
    create_small_framework,
    create_sub_cluster,
)
from ...spreadsheets import as_csv, confirm, export, faults_of, import_all, import_url, rows_of, upload, xlsx


@pytest.fixture
def cluster(editor):
    return create_cluster(framework=create_framework())


@pytest.mark.parametrize("model", [SubCluster, Placement])
def test_references_are_written_so_that_a_person_can_read_them(client, editor, model):
    create_small_framework()
    row = rows_of(export(client, model))[0]
    assert {SubCluster: "cluster", Placement: "sub_cluster"}[model] in row
    assert re.fullmatch("modernized:cluster-1(:part-1)?", row["cluster" if model is SubCluster else "sub_cluster"])
    assert "id" not in row


def test_an_export_holds_what_the_list_shows(client, editor):
    create_small_framework()
    assert {row["slug"] for row in rows_of(export(client, Cluster, q="Digital"))} == {"digital-technology"}
    url = reverse("admin:explorer_cluster_export", args=["csv"])
    assert client.get(url, {"no_such_filter": 1}).status_code == 302


def test_other_formats_are_not_there(client, editor):
    assert client.get("/admin/explorer/cluster/export/json/").status_code == 404


@pytest.mark.parametrize("model", [Cluster, SubCluster, Placement])
def test_exports_make_no_more_queries_for_more_rows(client, editor, model):
    counts = []
    client.get(reverse("admin:index"))  # which renews the session
    for name in ("First", "Second"):
        create_small_framework(name=name, clusters=4)
        with CaptureQueriesContext(connection) as queries:
            export(client, model)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_rows_that_change_nothing_make_no_queries_of_their_own(client, editor):
    counts = []
    for name in ("First", "Second"):
        create_small_framework(name=name, clusters=4)
        content = export(client, SubCluster)
        with CaptureQueriesContext(connection) as queries:
            upload(client, SubCluster, content)
        counts.append(len([q for q in queries if "SAVEPOINT" not in q["sql"]]))
    assert counts[0] == counts[1]


def test_a_look_shows_each_change_and_changes_nothing(client, cluster):
    version = ContentVersion.objects.current()
    response = upload(client, Cluster, as_csv([{"framework": "modernized", "slug": "construction", "tagline": "New"}]))
    html = response.content.decode()
    assert response.context["changed"][0].diff == [("tagline", "Build it", "New")]
    assert "Build it" in html
    cluster.refresh_from_db()
    assert cluster.tagline == "Build it"
    assert ContentVersion.objects.current() == version
    assert cluster.history.count() == 1


def test_an_import_changes_what_was_shown_under_one_version_and_says_who(client, cluster, monkeypatch):
    other = create_cluster(framework=cluster.framework, name="Other")
    rows = [{"framework": "modernized", "slug": slug, "tagline": "New"} for slug in ("construction", "other")]
    moves = []
    look = upload(client, Cluster, as_csv(rows), "mine.csv")
    manager = type(ContentVersion.objects.all())
    monkeypatch.setattr(manager, "move_on", lambda self, move=manager.move_on: moves.append(1) or move(self))
    response = confirm(client, Cluster, look)
    assert "Imported: 0 added, 2 changed." in response.content.decode()
    assert len(moves) == 1
    other.refresh_from_db()
    assert other.tagline == "New"
    record = other.history.latest()
    assert (record.history_user.username, record.history_change_reason) == ("edith", "import of mine.csv")
    assert {log.user.username for log in LogEntry.objects.all()} == {"edith"}
    assert LogEntry.objects.count() == 2


def test_an_import_leaves_nothing_behind(client, cluster):
    import_all(client, Cluster, as_csv([{"framework": "modernized", "slug": "construction", "tagline": "New"}]))
    assert not PendingImport.objects.exists()


def test_what_was_looked_at_and_left_goes_with_the_next_look(client, cluster):
    for tagline in ("One", "Two"):
        upload(client, Cluster, as_csv([{"framework": "modernized", "slug": "construction", "tagline": tagline}]))
    assert PendingImport.objects.count() == 1


def test_new_entries_are_added_and_stand_where_the_file_says(client, cluster):
    cells = {"cluster": "modernized:construction", "slug": "", "name": "Roads", "tagline": "Build roads.", "summary": "You build roads."}  # fmt: skip
    import_all(client, SubCluster, as_csv([{**cells, "position": "3", "source": "guide", "source_section": "p. 2"}]))
    assert client.get("/frameworks/modernized/construction/roads/").status_code == 200


def test_an_empty_reference_stays_empty(client, editor):
    new = create_cluster(framework=create_framework())
    create_row(new=new)
    rows = rows_of(export(client, CrosswalkRow))
    import_all(client, CrosswalkRow, as_csv([rows[0] | {"summary": "Corrected."}]))
    assert CrosswalkRow.objects.get().summary == "Corrected."


def test_a_slug_that_an_import_changes_leads_on(client, editor):
    create_career()
    import_all(client, Career, as_csv([{"code": "47-2031.00", "slug": "woodworkers"}]))
    assert RetiredAddress.objects.get().new_path == "/careers/47-2031.00-woodworkers/"


GOOD = {"framework": "modernized", "slug": "construction"}


@pytest.mark.parametrize(("cells", "column", "text"), [
    ({"grouping": "modernized:nowhere"}, "grouping", "There is no grouping “modernized:nowhere”."),
    ({"tagline": "x" * 5000}, "tagline", "at most"),
    ({"position": "first"}, "position", "“first” is no whole number."),
    ({"position": "1.5"}, "position", "“1.5” is no whole number."),
    ({"position": "-1"}, "position", "greater than or equal to 0"),
    ({"position": "9" * 25}, "position", "is no whole number."),
    ({"position": ""}, "position", "cannot be null"),
    ({"is_cross_cutting": "perhaps"}, "is_cross_cutting", "“perhaps” is neither true nor false."),
    ({"summary": "a\x00b"}, "summary", "NUL"),
    ({"name": ""}, "name", "cannot be blank"),
    ({"icon": "nonsense"}, "icon", "There is no icon named"),
    ({"source": "nowhere"}, "source", "There is no source “nowhere”. It is written like “guide”."),
    ({"slug": "new"}, "name", "cannot be blank"),
    ({"framework": "nowhere"}, "framework", "There is no framework “nowhere”."),
    ({"framework": ""}, "framework", "cannot be null"),
])  # fmt: skip
def test_a_fault_is_named_by_row_and_column_and_nothing_is_imported(client, cluster, cells, column, text):
    create_cluster(framework=cluster.framework, name="Other")
    good = {**dict.fromkeys(cells, None), **GOOD, "slug": "other", "tagline": "New"}
    good |= {name: value for name, value in rows_of(export(client, Cluster))[-1].items() if name in cells}
    response = upload(client, Cluster, as_csv([good, {**dict.fromkeys(good, ""), **good, **GOOD, **cells}]))
    assert any((3, column) == found[:2] and text in found[2] for found in faults_of(response)), faults_of(response)
    assert "pending" not in response.context
    assert Cluster.objects.get(slug="other").tagline == "Build it"


def test_a_number_that_is_none_is_refused(client, editor):
    create_career()
    for text in ("nan", "inf", "much"):
        response = upload(client, Career, as_csv([{"code": "47-2031.00", "growth_percent": text}]))
        assert faults_of(response) == [(2, "growth_percent", f"“{text}” is no number.")]


def test_an_entry_that_stands_in_the_file_twice_is_named(client, cluster):
    response = upload(client, Cluster, as_csv([{**GOOD, "tagline": "One"}, {**GOOD, "tagline": "Two"}]))
    assert faults_of(response) == [(3, "", "The same entry stands in row 2 already.")]


def test_rows_are_numbered_as_the_spreadsheet_does(client, cluster):
    content = b"framework,slug,position\n\nmodernized,construction,x\n"
    assert faults_of(upload(client, Cluster, content))[0][0] == 3


def test_the_rules_between_fields_hold_for_imports_too(client, editor):
    create_framework(is_default=True)
    create_framework(name="Other", is_default=False)
    from explorer.models import Framework

    response = upload(client, Framework, as_csv([{"slug": "other", "is_default": "true"}]))
    assert [text for _row, _column, text in faults_of(response)] == [
        "Another framework is on the home page. Take it off there first."
    ]


def damaged_xlsx():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("xl/workbook.xml", "<broken")
    return out.getvalue()


def test_an_xlsx_with_numbers_as_spreadsheets_write_them(client, cluster):
    import_all(client, Cluster, xlsx(["framework", "slug", "position", "is_cross_cutting"], ["modernized", "construction", 7.0, True]), "content.xlsx")  # fmt: skip
    cluster.refresh_from_db()
    assert (cluster.position, cluster.is_cross_cutting) == (7, True)


@pytest.mark.parametrize(("content", "text"), [
    (b"", "empty"),
    (b"\n\n", "The file is empty."),
    ("framework,slug\nmodernized,é\x81\n".encode("latin-1"), "This is no CSV file in UTF-8"),
    ("framework,slug\n".encode("utf-16") + b"\x00", "This is no CSV file in UTF-8"),
    (b"\x89PNG\r\n\x1a\n\xff\xfe", "This is no CSV file in UTF-8"),
    (b"PK\x03\x04 nothing of the kind", "This XLSX file is damaged"),
    (damaged_xlsx(), "This XLSX file is damaged"),
    (xlsx(["framework", "slug"], ["modernized", "construction"])[:-500], "This XLSX file is damaged"),
    (b'framework,slug\n"modernized,construction\n', "This is no CSV file that can be read"),
    (b"framework,slug\n" + b"x" * 200_000 + b",y\n", "This is no CSV file that can be read"),
    (b"framework,tagline\nmodernized,New\n", "The file lacks columns that say which entry is meant: slug."),
    (b"framework,slug,taglime\nmodernized,construction,New\n", "Unknown columns: taglime."),
    (b"framework,slug,slug\nmodernized,construction,New\n", "These columns stand there twice: slug."),
    (b"framework,,slug\nmodernized,x,construction\n", "A column has no name"),
    (b"framework,slug\nmodernized,construction,New\n", "Row 2 has more cells than the first row has names."),
    (b"framework,slug\n", "The file has no rows but the names of its columns."),
    (b"framework,slug\n" + b"modernized,construction\n" * 2001, "The file has too many rows"),
    (b"framework,slug\n" + b"x" * spreadsheets.LARGEST_FILE, "The file is too large"),
])  # fmt: skip
def test_a_file_that_is_no_table_gets_a_clear_answer(client, cluster, content, text):
    response = upload(client, Cluster, content)
    assert response.status_code == 200
    assert text in " ".join(response.context["form"].errors["file"])


def test_no_file_is_a_clear_error(client, cluster):
    assert "This field is required." in client.post(import_url(Cluster)).content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "'=1+1", "''@x", " =x", "\tx", "'x", "＝1", "a\nb", '=HYPERLINK("https://x")', "007", "1.0", "true"]
)  # fmt: skip
@pytest.mark.sampled(6)
def test_a_text_like_a_formula_is_not_run_and_comes_back_as_it_was(client, editor, kind, text):
    post = create_signpost(summary=text)
    content = export(client, Signpost, kind)
    cell = read(content)[1][0].cells["summary"]
    assert not re.match(r"\s*[=+\-@＝]|\t", cell)
    response = upload(client, Signpost, content, f"signpost.{kind}")
    assert response.context["changed"] == []
    Signpost.objects.filter(pk=post.pk).update(summary="other")
    import_all(client, Signpost, content, f"signpost.{kind}")
    post.refresh_from_db()
    assert post.summary == text


def test_every_text_comes_back_as_it_was():
    for letters in product("'=-@ \ta", repeat=4):
        text = "".join(letters)
        assert unprotect(protect(text)) == text
        assert not re.match(r"\s*[=+\-@]", protect(text))


def test_what_xlsx_cannot_hold_is_not_cut_off_silently(client, editor):
    create_signpost(search_words="word " * 7000)
    response = client.get(reverse("admin:explorer_signpost_export", args=["xlsx"]), follow=True)
    assert "has a text that XLSX can&#x27;t hold" in response.content.decode()


def test_after_another_change_the_file_is_looked_at_anew(client, cluster):
    look = upload(client, Cluster, as_csv([{**GOOD, "tagline": "New"}]))
    cluster.tagline = "By somebody else"
    cluster.save()
    again = confirm(client, Cluster, look)
    assert "Content was changed since you looked" in again.content.decode()
    assert again.context["changed"][0].diff == [("tagline", "By somebody else", "New")]
    cluster.refresh_from_db()
    assert cluster.tagline == "By somebody else"
    confirm(client, Cluster, again)
    cluster.refresh_from_db()
    assert cluster.tagline == "New"


def test_a_second_click_imports_nothing_twice(client, cluster):
    look = upload(client, Cluster, as_csv([{**GOOD, "tagline": "New"}]))
    confirm(client, Cluster, look)
    assert "imported already" in confirm(client, Cluster, look).content.decode()


@pytest.mark.parametrize("pending", ["", "nonsense", "\x00", "9" * 5000, "00000000-0000-0000-0000-000000000000"])
def test_a_confirmation_of_nothing_is_a_clear_error(client, cluster, pending):
    response = client.post(import_url(Cluster), {"pending": pending}, follow=True)
    assert "Choose it again" in response.content.decode()


def test_nobody_confirms_what_another_has_looked_at(client, cluster, admin_client):
    look = upload(client, Cluster, as_csv([{**GOOD, "tagline": "New"}]))
    assert "Choose it again" in confirm(admin_client, Cluster, look).content.decode()


def test_a_fault_of_the_database_imports_nothing(client, cluster, monkeypatch):
    from django.db import IntegrityError

    create_cluster(framework=cluster.framework, name="Other")
    look = upload(client, Cluster, as_csv([{**GOOD, "tagline": "New"}, {**GOOD, "slug": "other", "tagline": "New"}]))
    save = Cluster.save
    version = ContentVersion.objects.current()

    def fail_for_other(self, **kwargs):
        if self.slug == "other":
            raise IntegrityError
        save(self, **kwargs)

    monkeypatch.setattr(Cluster, "save", fail_for_other)
    response = confirm(client, Cluster, look)
    assert faults_of(response) == [(3, "", "The database refuses this row.")]
    cluster.refresh_from_db()
    assert cluster.tagline == "Build it"
    assert ContentVersion.objects.current() == version


@pytest.mark.parametrize(("actions", "may_import"), [(("view",), 403), (("view", "change"), 403), (("view", "add", "change"), 200)])  # fmt: skip
def test_an_import_takes_the_rights_to_add_and_to_change(client, db, actions, may_import):
    user = User.objects.create_user("reader", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=[f"{action}_cluster" for action in actions]))
    client.force_login(user)
    assert client.get(import_url(Cluster)).status_code == may_import
    assert client.get(reverse("admin:explorer_cluster_export", args=["csv"])).status_code == 200
    assert client.get(reverse("admin:explorer_career_export", args=["csv"])).status_code == 403
    listed = client.get(reverse("admin:explorer_cluster_changelist")).content.decode()
    assert ("/import/" in listed) == (may_import == 200)


def test_texts_of_several_lines_come_back_with_one_kind_of_line_end(client, editor):
    create_program(summary="One.\nTwo.")
    from explorer.models import Program

    content = export(client, Program).replace(b"One.\nTwo.", b"One.\r\nTwo.")
    assert b"One.\r\nTwo." in content
    assert upload(client, Program, content).context["changed"] == []


def test_pages_that_refuse_a_text_refuse_it_from_a_file_too(client, editor):
    from ...factories import create_learn_page

    page = create_learn_page()
    response = upload(client, LearnPage, as_csv([{"slug": page.slug, "body": "[[no-such-term]]"}]))
    assert faults_of(response) == [(2, "body", "The glossary has no term with the slug no-such-term.")]


def test_a_sub_cluster_can_be_found_below_two_clusters_of_one_name(client, editor):
    for name in ("One", "Two"):
        cluster = create_cluster(framework=create_framework(name=name))
        create_sub_cluster(cluster=cluster)
    cells = {"cluster": "two:construction", "slug": "skilled-trades", "tagline": "New"}
    import_all(client, SubCluster, as_csv([cells]))
    assert [one.tagline for one in SubCluster.objects.order_by("pk")] == ["Do the work.", "New"]
