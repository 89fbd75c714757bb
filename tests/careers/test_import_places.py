"""import_places: the publisher's workbook of which occupation stands where, from small workbooks made here."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from explorer.careers.imports.figures import WrongFile
from explorer.careers.imports.places import NEW_FROM, how_typical, read_places, telling_words
from explorer.models import CareerPlacement, ContentVersion, Framework, SubCluster
from explorer.publishing.loading import load_fixtures

from ..factories import create_career, create_cluster, create_framework, create_sub_cluster

pytestmark = pytest.mark.django_db

HEADER = ["SOC Code", "Occupation Title", "Career Cluster", "Sub-Cluster"]
TRADES = ["47-2031", "Carpenters", "Construction", "Skilled Trades"]
EVENTS = ["13-1121", "Meeting Planners", "Hospitality, Events, & Tourism", "Conferences & Events"]


@pytest.fixture
def parts(db):
    framework = create_framework(name="Modernized")
    construction = create_cluster(framework=framework, name="Construction")
    hospitality = create_cluster(framework=framework, name="Hospitality, Events, & Tourism")
    return {
        "trades": create_sub_cluster(cluster=construction, name="Skilled Trades"),
        "events": create_sub_cluster(cluster=hospitality, name="Conferences & Events"),
    }


@pytest.fixture
def file(tmp_path):
    """A function that writes a workbook: {name of a sheet: its rows}, or the rows of the only one."""

    def write(*rows, **sheets):
        book = Workbook()
        book.remove(book.active)
        for name, lines in (sheets or {"SOC - CC - Sub-Clusters": rows}).items():
            sheet = book.create_sheet(name)
            for line in lines:
                sheet.append(line)
        book.save(tmp_path / "SOC-CareerClusters.xlsx")
        return tmp_path / "SOC-CareerClusters.xlsx"

    return write


def run(file, **options):
    out = io.StringIO()
    call_command("import_places", file, stdout=out, **options)
    return out.getvalue()


def places():
    rows = CareerPlacement.objects.order_by("sub_cluster__slug", "position", "pk")
    return list(rows.values_list("career__name", "sub_cluster__slug", "position", "origin"))


class TestReading:
    def test_a_row_is_an_official_place(self, parts, file):
        create_career()
        assert "1 official places added" in run(file(HEADER, TRADES))
        assert places() == [("Carpenters", "skilled-trades", NEW_FROM, "official")]

    @pytest.mark.parametrize(
        "code", ["47-2031", "47-2031.00", " 47-2031 ", 472031, 472031.0, "472031", 47203100, "47203100"]
    )
    def test_a_code_may_be_text_or_a_number(self, parts, file, code):
        create_career()
        run(file(HEADER, [code, *TRADES[1:]]))
        assert len(places()) == 1

    @pytest.mark.parametrize(
        ("cluster", "sub_cluster"),
        [
            ("Hospitality, Events and Tourism", "Conferences and Events"),
            ("HOSPITALITY, EVENTS, & TOURISM", "conferences & events"),
            ("  Hospitality Events & Tourism ", "Conferences  &\nEvents"),
        ],
    )
    def test_names_are_the_same_with_and_and_in_any_case(self, parts, file, cluster, sub_cluster):
        create_career(code="13-1121.00")
        run(file(HEADER, ["13-1121", "x", cluster, sub_cluster]))
        assert [place[1] for place in places()] == ["conferences-events"]

    @pytest.mark.parametrize(
        "header",
        [
            ["2018 SOC Code", "SOC Title", "Career Cluster", "Sub-Cluster"],
            ["SOC code (2018)", "SOC title", "Career Cluster®", "Subcluster"],
            ["soc_code", "title", "cluster name", "Sub Cluster Name"],
        ],
    )
    def test_columns_are_known_by_names_that_vary(self, parts, file, header):
        create_career()
        run(file(header, TRADES))
        assert len(places()) == 1

    def test_the_workbook_with_instructional_programs_too_is_read(self, parts, file):
        """Its columns stand in another order, and a row repeats for each program."""
        create_career()
        header = [
            "Career Cluster", "Sub-Cluster", "SOC Code", "Occupation Title", "CIP Code (2020)", "CIP Title (2020)",
        ]  # fmt: skip
        rows = [["Construction", "Skilled Trades", "47-2031", "Carpenters", cip, "x"] for cip in ("46.0201", "46.0000")]
        run(file(header, *rows))
        assert len(places()) == 1

    def test_titles_above_the_columns_and_other_sheets_are_passed_over(self, parts, file):
        create_career()
        run(
            file(
                Notes=[["How to use this workbook"]],
                CIP=[
                    ["CIP Code (2020)", "Career Cluster", "Sub-Cluster"],
                    ["46.0201", "Construction", "Skilled Trades"],
                ],
                SOC=[["National Career Clusters Framework"], [], ["September 2026"], HEADER, TRADES],
            )
        )
        assert len(places()) == 1

    @pytest.mark.parametrize(
        ("rows", "message"),
        [
            ([["SOC Code", "Occupation Title", "Career Cluster"], TRADES], "row 1 lacks the columns “Sub-Cluster”"),
            ([["A title"], ["Career Cluster", "Sub-Cluster"], TRADES], "row 2 lacks the columns “SOC Code”"),
            ([["CIP", "Title"]], "it has no column “SOC Code”, “Career Cluster” or “Sub-Cluster”"),
            ([HEADER], "it has no rows below the names of its columns"),
        ],
    )
    def test_missing_columns_are_named_with_sheet_and_row_and_nothing_is_changed(self, parts, file, rows, message):
        create_career()
        before = ContentVersion.objects.current()
        with pytest.raises(CommandError, match="Nothing was changed") as error:
            run(file(*rows))
        assert message in str(error.value)
        assert ContentVersion.objects.current() == before

    @pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"PK\x03\x04 no workbook"])
    def test_what_is_no_workbook_is_refused(self, tmp_path, content):
        (tmp_path / "x.xlsx").write_bytes(content)
        with pytest.raises(WrongFile, match="can't be read as an"):
            read_places(tmp_path / "x.xlsx")

    def test_a_file_that_is_not_there_is_named(self, tmp_path, parts):
        with pytest.raises(CommandError, match=r"gone\.xlsx can't be read"):
            run(tmp_path / "gone.xlsx")

    def test_unknown_names_and_odd_codes_are_reported_with_sheet_and_row(self, parts, file):
        create_career()
        said = run(
            file(SOC=[HEADER, TRADES, ["47-2031", "x", "Construction", "Underwater Trades"], ["n/a", "x", *TRADES[2:]]])
        )
        assert "sheet “SOC”, row 3: “Construction”, “Underwater Trades” is no sub-cluster of Modernized" in said
        assert "sheet “SOC”, row 4: “n/a” is no SOC code" in said
        assert "2 rows not understood" in said
        assert len(places()) == 1

    def test_a_sub_cluster_without_occupations_is_nothing_odd(self, parts, file):
        create_career()
        assert "0 rows not understood" in run(file(HEADER, TRADES, [None, None, *EVENTS[2:]]))


class TestCareers:
    def test_finer_occupations_have_the_places_of_theirs(self, parts, file):
        create_career(code="47-2031.04", name="Finer")
        run(file(HEADER, TRADES))
        assert [place[0] for place in places()] == ["Finer"]

    @pytest.mark.parametrize(("code", "group"), [("21-1014.00", "21-1018"), ("13-1021.00", "13-1020")])
    def test_a_group_that_is_counted_together_places_its_members(self, parts, file, code, group):
        create_career(code=code)
        run(file(HEADER, [group, "x", *TRADES[2:]]))
        assert len(places()) == 1

    def test_a_row_of_its_own_counts_more_than_that_of_its_group(self, parts, file):
        create_career(code="13-1021.00")
        run(file(HEADER, ["13-1020", "x", *TRADES[2:]], ["13-1021", "x", *EVENTS[2:]]))
        assert [place[1] for place in places()] == ["conferences-events"]

    def test_careers_and_codes_without_the_other_are_counted(self, parts, file):
        create_career(code="11-1011.00", name="Bosses")
        said = run(file(HEADER, TRADES))
        assert "Not in the file: 11-1011.00 Bosses" in said
        assert "1 careers are not in the file, 1 of its codes have none here" in said


class TestWriting:
    def test_ours_that_are_on_the_list_become_official_and_stay_where_they_are(self, parts, file):
        create_career(sub_clusters=[parts["trades"]], position=3, reason="They build.")
        assert "1 were our suggestions" in run(file(HEADER, TRADES))
        assert places() == [("Carpenters", "skilled-trades", 3, "official")]
        assert CareerPlacement.objects.get().reason == ""

    def test_an_editors_own_places_and_order_stay(self, parts, file):
        create_career(sub_clusters=[parts["events"]], position=7)
        run(file(HEADER, TRADES), remove=True)
        assert places()[0] == ("Carpenters", "conferences-events", 7, "ours")
        assert CareerPlacement.objects.get(position=7).reason == "They work here."

    def test_new_places_stand_behind_all_others_the_most_typical_first(self, parts, file):
        create_career(code="11-1011.00", name="There", sub_clusters=[parts["trades"]], position=150, origin="official")
        create_career(code="47-2031.00", name="Few jobs", annual_openings=100)
        create_career(code="47-2111.00", name="Many jobs", annual_openings=90_000)
        rows = [[code, "x", *TRADES[2:]] for code in ("11-1011", "47-2031", "47-2111")]
        run(file(HEADER, *rows))
        assert [place[:3:2] for place in places()] == [("There", 150), ("Many jobs", 151), ("Few jobs", 152)]

    def test_a_second_time_nothing_changes(self, parts, file):
        create_career(sub_clusters=[parts["trades"]])
        run(file(HEADER, TRADES))
        before = ContentVersion.objects.current()
        assert "0 official places added, 0 were our suggestions, 1 as they were" in run(file(HEADER, TRADES))
        assert ContentVersion.objects.current() == before

    def test_what_the_file_no_longer_has_is_named_and_stays(self, parts, file):
        create_career(sub_clusters=[parts["events"]], origin="official")
        said = run(file(HEADER, TRADES))
        assert "No longer in the file (--remove takes it out): 47-2031.00 Carpenters / Conferences & Events" in said
        assert len(places()) == 2

    def test_it_goes_only_if_that_is_asked_for(self, parts, file):
        create_career(sub_clusters=[parts["events"]], origin="official")
        assert "1 no longer in the file and removed" in run(file(HEADER, TRADES), remove=True)
        assert [place[1] for place in places()] == ["skilled-trades"]
        assert CareerPlacement.history.filter(history_type="-").get().history_change_reason.startswith("import of")

    def test_nothing_goes_while_the_file_has_names_that_are_unknown(self, parts, file):
        create_career(sub_clusters=[parts["events"]], origin="official")
        rows = [TRADES, ["47-2031", "x", "Hospitality, Events, & Tourism", "Conferences, Events & Weddings"]]
        with pytest.raises(CommandError, match="Nothing is removed while"):
            run(file(HEADER, *rows), remove=True)
        assert [place[1] for place in places()] == ["conferences-events"]

    def test_other_frameworks_are_left_alone(self, parts, file):
        other = create_sub_cluster(cluster=create_cluster(framework=create_framework(name="Ours")))
        create_career(sub_clusters=[other], origin="official")
        run(file(HEADER, TRADES), remove=True)
        assert CareerPlacement.objects.filter(sub_cluster=other).exists()

    def test_a_framework_that_is_not_there_is_named(self, parts, file):
        with pytest.raises(CommandError, match="There is no framework “gone”"):
            run(file(HEADER, TRADES), framework="gone")

    def test_the_history_says_where_a_place_comes_from(self, parts, file):
        create_career()
        run(file(HEADER, TRADES))
        record = CareerPlacement.history.get()
        assert record.history_change_reason == "import of SOC-CareerClusters.xlsx"

    def test_load_frameworks_leaves_what_was_imported(self, parts, file, tmp_path):
        """A place that is shipped as ours and that the next edition has stays official."""
        career = create_career(sub_clusters=[])
        shipped = [{
            "model": "explorer.careerplacement",
            "fields": {
                "sub_cluster": ["modernized", "construction", "skilled-trades"], "career": [career.code],
                "position": 1, "reason": "They build.",
            },
        }]  # fmt: skip
        (tmp_path / "careers.json").write_text(json.dumps(shipped))
        load_fixtures([tmp_path / "careers.json"])
        run(file(HEADER, TRADES))
        load_fixtures([tmp_path / "careers.json"])
        assert places() == [("Carpenters", "skilled-trades", 1, "official")]


class TestTypical:
    def test_many_jobs_count(self):
        assert how_typical("A", 90_000, 1, "11-1011.00", "Trades") > how_typical("A", 900, 1, "11-1011.00", "Trades")

    def test_few_other_places_count(self):
        assert how_typical("A", 900, 1, "11-1011.00", "Trades") > how_typical("A", 900, 8, "11-1011.00", "Trades")

    def test_a_word_of_the_sub_clusters_name_counts(self):
        assert how_typical("Water Engineers", 900, 1, "11-1011.00", "Water Systems") > how_typical(
            "Fire Engineers", 900, 1, "11-1011.00", "Water Systems"
        )

    def test_unknown_openings_are_none(self):
        assert how_typical("A", None, 1, "11-1011.00", "Trades") == how_typical("A", 0, 1, "11-1011.00", "Trades")

    def test_telling_words_leave_out_and(self):
        assert telling_words("Local, State, & Federal Services") == telling_words("local state and federal services")


def test_every_shipped_sub_cluster_has_telling_words_of_its_own():
    call_command("load_frameworks", verbosity=0)
    framework = Framework.objects.get(slug="modernized")
    parts = SubCluster.objects.filter(cluster__framework=framework).select_related("cluster")
    assert len({(telling_words(part.cluster.name), telling_words(part.name)) for part in parts}) == 72
