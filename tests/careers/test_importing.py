"""Imports of published figures, from small files in the publishers' own formats."""

import re

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from explorer.careers.imports.bls import read_bls
from explorer.careers.imports.figures import WrongFile, write_figures
from explorer.careers.imports.onet import read_onet
from explorer.models import Career, ContentVersion
from explorer.publishing.loading import load_fixtures

from ..factories import create_career
from ..spreadsheets import FAR, HEADER, sheet, workbook

pytestmark = pytest.mark.django_db

OCCUPATIONS = [("29-1141.00", "Registered Nurses"), ("47-2031.00", "Carpenters"), ("11-1011.00", "Chief Executives")]
WAGE_NAMES = ["AREA", "AREA_TITLE", "I_GROUP", "OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP", "A_MEAN", "A_MEDIAN"]
PROJECTED_NAMES = [
    "2024 National Employment Matrix title",
    "2024 National Employment Matrix code",
    "Occupation type",
    "Employment, 2024",
    "Employment, 2034",
    "Employment change, numeric, 2024–34",
    "Employment change, percent, 2024–34",
    "Occupational openings, 2024–34 annual average",
    "Median annual wage, dollars, 2024[1]",
    "Typical education needed for entry",
]


@pytest.fixture
def onet(tmp_path):
    """A function that writes O*NET's four files, each as {name: lines} says or as they usually are."""

    def write(folder="db_31_0_text", **files):
        path = tmp_path / folder
        path.mkdir(exist_ok=True)
        usual = {
            "Occupation Data": ["O*NET-SOC Code\tTitle\tDescription", *(f"{code}\t{title}\tDo \"it\"." for code, title in OCCUPATIONS)],
            "Job Zones": ["O*NET-SOC Code\tJob Zone\tDate\tDomain Source", "29-1141.00\t3\t08/2026\tAnalyst", "47-2031.00\t2\t08/2026\tAnalyst"],
            "Alternate Titles": [
                "O*NET-SOC Code\tAlternate Title\tShort Title\tSource(s)", "29-1141.00\tStaff Nurse\tn/a\t08", "29-1141.00\tRegistered Nurse\tRN\t02,08",
            ],
            "Interests": [
                "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tDate\tDomain Source",
                "29-1141.00\t1.B.1.d\tSocial\tOI\t6.83\t08/2026\tAnalyst",
                "29-1141.00\t1.B.1.g\tFirst Interest High-Point\tIH\t4.00\t08/2026\tAnalyst",
                "29-1141.00\t1.B.1.h\tSecond Interest High-Point\tIH\t2.00\t08/2026\tAnalyst",
                "29-1141.00\t1.B.1.i\tThird Interest High-Point\tIH\t0.00\t08/2026\tAnalyst",
            ],
        }  # fmt: skip
        for name, lines in (usual | files).items():
            if lines is not None:
                (path / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def wages(tmp_path):
    """A function that writes the national wage table with such rows: (code, group, median)."""

    def write(*rows, name="national_M2026_dl", names=WAGE_NAMES, area="U.S.", industry="cross-industry"):
        book = Workbook()
        book.active.title = name
        book.active.append(names)
        for code, group, median in rows:
            book.active.append([99, area, industry, code, "A title", group, 1000, 1, median])
        book.save(tmp_path / f"{name}.xlsx")
        return tmp_path / f"{name}.xlsx"

    return write


@pytest.fixture
def projections(tmp_path):
    """A function that writes the workbook of Table 1.2 with such rows: (code, type, growth, openings, education)."""

    def write(*rows, names=PROJECTED_NAMES):
        book = Workbook()
        book.active.title = "Index"
        book.active.append(["Occupational tables"])
        table = book.create_sheet("Table 1.2")
        table.append(["Table 1.2 Occupational projections, 2024–34, and worker characteristics (numbers in thousands)"])
        table.append(names)
        for code, kind, growth, openings, education in rows:
            table.append(["A title", code, kind, 1, 2, 1, growth, openings, 60000, education])
        table.append(["Footnotes: [1] Data are from the OEWS program."])
        book.save(tmp_path / "occupation.xlsx")
        return tmp_path / "occupation.xlsx"

    return write


def blank_career(**fields):
    """A career without any figure, as an editor begins one."""
    blank = dict.fromkeys(
        ("median_pay", "pay_year", "growth_percent", "annual_openings", "projected_from", "projected_to")
    )
    return create_career(**{"typical_entry_education": "", **blank, **fields})


def nurse(**fields):
    return blank_career(code="29-1141.00", name="Registered Nurses", **fields)


def again(career):
    return Career.objects.get(pk=career.pk)


class TestOnet:
    def test_it_brings_titles_zones_interests_and_other_titles(self, onet):
        career = create_career(
            code="29-1141.00", name="", job_zone=None, interest_code="", onet_release="", slug="nurses"
        )
        write_figures(read_onet(onet()))
        career = again(career)
        assert career.name == "Registered Nurses"
        assert (career.job_zone, career.job_zone_release) == (3, "31.0")
        assert (career.interest_code, career.onet_release) == ("SI", "31.0")
        assert career.alternate_titles == "Staff Nurse\nRegistered Nurse\nRN"

    def test_what_the_release_no_longer_says_goes(self, onet):
        career = create_career(code="11-1011.00", name="Chief Executives", job_zone=None, interest_code="")
        write_figures(read_onet(onet(**{"Job Zones": ["O*NET-SOC Code\tJob Zone", "11-1011.00\t5"]})))
        assert again(career).job_zone == 5
        write_figures(read_onet(onet(folder="db_31_1_text")))
        assert (again(career).job_zone, again(career).job_zone_release) == (None, "")

    def test_the_release_can_be_given(self, onet):
        figures = read_onet(onet(folder="unpacked"), release="30.9")
        assert figures.by_code["29-1141.00"]["onet_release"] == "30.9"

    @pytest.mark.parametrize(
        ("files", "complaint"),
        [
            ({"Job Zones": None}, r"has no Job Zones.txt"),
            ({"Job Zones": ["O*NET-SOC Code\tJob Zone"]}, r"Job Zones.txt has no lines but its first"),
            ({"Interests": ["O*NET-SOC Code\tElement Name\tScale ID\tData Value\x00"]}, r"Interests.txt is no text"),
            ({"Job Zones": ["Something else"]}, r"Job Zones.txt is not O\*NET's: its first line lacks O\*NET-SOC Code, Job Zone"),
            ({"Job Zones": ["O*NET-SOC Code\tJob Zone", "29-1141.00"]}, r"Job Zones.txt, line 2: it has 1 columns, not 2"),
            ({"Job Zones": ["O*NET-SOC Code\tJob Zone", "29-1141.00\t9"]}, r"line 2: a job zone is 1 to 5, not “9”"),
            ({"Job Zones": ["O*NET-SOC Code\tJob Zone", "29-1141.00\tmany"]}, r"line 2: “many” is no job zone"),
            ({"Job Zones": ["O*NET-SOC Code\tJob Zone", "29-1141\t3"]}, r"line 2: “29-1141” is no O\*NET-SOC code"),
            ({"Occupation Data": ["O*NET-SOC Code\tTitle"]}, r"Occupation Data\.txt has no lines but its first"),
            (
                {"Interests": ["O*NET-SOC Code\tElement Name\tScale ID\tData Value", "29-1141.00\tFirst Interest High-Point\tIH\t7"]},
                r"Interests.txt, line 2: an interest is 0 to 6, not “7”",
            ),
        ],
    )  # fmt: skip
    def test_a_wrong_folder_is_refused_with_a_clear_line(self, onet, files, complaint):
        with pytest.raises(WrongFile, match=complaint):
            read_onet(onet(**files))

    def test_what_is_no_text_or_no_folder_is_refused(self, onet, tmp_path):
        folder = onet()
        (folder / "Interests.txt").write_bytes(b"PK\x03\x04\xff\xfe")
        with pytest.raises(WrongFile, match=r"Interests\.txt is no text"):
            read_onet(folder)
        with pytest.raises(WrongFile, match="is not a folder"):
            read_onet(tmp_path / "nowhere")

    def test_a_folder_that_does_not_say_its_release_is_refused(self, onet):
        with pytest.raises(WrongFile, match=r"add --release 30\.2"):
            read_onet(onet(folder="unpacked"))


class TestWages:
    def test_it_brings_median_pay_and_its_year(self, wages):
        career = nurse()
        write_figures(read_bls(wages(("29-0000", "major", 1), ("29-1141", "detailed", 98_765))))
        assert (again(career).median_pay, again(career).pay_year) == (98_765, 2026)

    def test_pay_above_what_is_printed_leaves_the_career_and_is_reported(self, wages):
        career = nurse(median_pay=300_000, pay_year=2025)
        report = write_figures(read_bls(wages(("29-1141", "detailed", "#"))))
        assert report.above == ["29-1141.00 Registered Nurses"]
        assert (again(career).median_pay, again(career).pay_year) == (300_000, 2025)

    @pytest.mark.parametrize("mark", ["*", "**", None])
    def test_pay_that_is_not_published_is_missing(self, wages, mark):
        career = nurse()
        write_figures(read_bls(wages(("29-1141", "detailed", mark))))
        assert (again(career).median_pay, again(career).pay_year) == (None, None)

    @pytest.mark.parametrize(
        ("onet_code", "bls_code"),
        [("29-1141.04", "29-1141"), ("31-1121.00", "31-1120"), ("21-1014.00", "21-1018"), ("51-2022.00", "51-2028")],
    )
    def test_careers_that_the_bls_counts_together_have_its_figure(self, wages, onet_code, bls_code):
        career = blank_career(code=onet_code)
        write_figures(read_bls(wages((bls_code, "detailed", 41_000))))
        assert again(career).median_pay == 41_000
        assert again(career).counted_as == bls_code

    def test_a_career_of_its_own_is_not_taken_for_its_group(self, wages):
        career = nurse()
        write_figures(read_bls(wages(("29-1140", "detailed", 1), ("29-1141", "detailed", 90_000))))
        assert (again(career).median_pay, again(career).counted_as) == (90_000, "")

    def test_sums_over_several_occupations_are_not_taken_for_one(self, wages):
        career = nurse()
        write_figures(
            read_bls(wages(("29-1141", "broad", 1), ("29-1141", "detailed", 90_000), ("29-1141", "total", 2)))
        )
        assert again(career).median_pay == 90_000

    def test_the_year_can_be_given_and_has_to_be_known(self, wages):
        file = wages(("29-1141", "detailed", 1), name="wages")
        with pytest.raises(WrongFile, match=r"Add --year 2025\."):
            read_bls(file)
        assert read_bls(file, year=2031).by_code["29-1141"]["pay_year"] == 2031

    def test_the_table_of_a_state_or_an_industry_is_refused(self, wages):
        for elsewhere in ({"area": "Ohio"}, {"industry": "sector"}):
            with pytest.raises(WrongFile, match="no detailed occupations of the whole country"):
                read_bls(wages(("29-1141", "detailed", 1), **elsewhere))

    @pytest.mark.parametrize(
        ("row", "complaint"),
        [
            (("29-1141", "detailed", "lots"), "row 2: “lots” is no pay"),
            (("29-1141", "detailed", "nan"), "row 2: “nan” is no pay"),
            (("29-1141", "detailed", "1e999"), "row 2: “1e999” is no pay"),
            (("nurses", "detailed", 1), "row 2: “nurses” is no code"),
        ],
    )
    def test_a_cell_that_makes_no_sense_is_named(self, wages, row, complaint):
        with pytest.raises(WrongFile, match=complaint):
            read_bls(wages(row))


class TestProjections:
    def test_it_brings_education_growth_openings_and_years(self, projections):
        career = nurse()
        file = projections(
            ("29-0000", "Summary", 1, 1, "—"), ("29-1141", "Line item", -4.9, "1,189.1", "Bachelor's degree")
        )
        write_figures(read_bls(file))
        career = again(career)
        assert career.typical_entry_education == "bachelor"
        assert (career.growth_percent, career.annual_openings) == (-4.9, 1_189_100)
        assert (career.projected_from, career.projected_to) == (2024, 2034)

    def test_years_over_a_century_are_read_from_the_table(self, projections):
        names = [name.replace("2024–34", "2030-40") for name in PROJECTED_NAMES]
        figures = read_bls(projections(("29-1141", "Line item", 1, 1, "Master's degree"), names=names))
        assert figures.by_code["29-1141"]["projected_to"] == 2040

    def test_a_level_of_education_that_nobody_knows_is_named(self, projections):
        with pytest.raises(WrongFile, match="row 3: “Ninth grade” is no level of education"):
            read_bls(projections(("29-1141", "Line item", 1, 1, "Ninth grade")))

    def test_a_table_without_a_column_is_refused(self, projections):
        names = ["Something", *PROJECTED_NAMES[1:-1], "Something else"]
        with pytest.raises(WrongFile, match=r"neither the BLS's national wage table .* nor its Table 1\.2"):
            read_bls(projections(("29-1141", "Line item", 1, 1, ""), names=names))

    @pytest.mark.parametrize("content", [b"", b"OCC_CODE,A_MEDIAN\n29-1141,1\n", b"PK\x03\x04 broken"])
    def test_what_is_no_workbook_is_refused(self, tmp_path, content):
        (tmp_path / "wages.xlsx").write_bytes(content)
        with pytest.raises(WrongFile, match=r"can't be read as an \.xlsx file"):
            read_bls(tmp_path / "wages.xlsx")

    def test_a_file_that_is_not_there_is_refused(self, tmp_path):
        with pytest.raises(WrongFile, match=r"can't be read"):
            read_bls(tmp_path / "nothing.xlsx")


def shipped_nurse(tmp_path, **fields):
    import json

    career = {"code": "29-1141.00", "slug": "registered-nurses", "name": "Registered Nurses", "summary": "You care.", "median_pay": 90_000,
              "pay_year": 2025, "source": ["guide"], "source_section": "p. 1"}  # fmt: skip
    source = {"slug": "guide", "title": "A guide", "publisher": "A publisher", "year": 2025}
    file = tmp_path / "shipped.json"
    file.write_text(
        json.dumps(
            [{"model": "explorer.source", "fields": source}, {"model": "explorer.career", "fields": career | fields}]
        )
    )
    return load_fixtures([file])


class TestEditorsAndImports:
    def test_a_shipped_figure_is_replaced_and_replaced_again(self, wages, tmp_path):
        shipped_nurse(tmp_path)
        write_figures(read_bls(wages(("29-1141", "detailed", 95_000))))
        report = write_figures(read_bls(wages(("29-1141", "detailed", 97_000), name="national_M2027_dl")))
        assert report.left_alone == []
        assert (Career.objects.get().median_pay, Career.objects.get().pay_year) == (97_000, 2027)

    def test_an_editors_change_stays_with_its_year_and_is_reported(self, wages, tmp_path):
        shipped_nurse(tmp_path)
        write_figures(read_bls(wages(("29-1141", "detailed", 95_000))))
        Career.objects.update(median_pay=99_999)
        report = write_figures(read_bls(wages(("29-1141", "detailed", 97_000), name="national_M2027_dl")))
        assert report.left_alone == ["29-1141.00 Registered Nurses: median_pay"]
        assert (Career.objects.get().median_pay, Career.objects.get().pay_year) == (99_999, 2026)

    def test_a_figure_that_an_editor_took_away_stays_away(self, wages, tmp_path):
        shipped_nurse(tmp_path)
        Career.objects.update(median_pay=None, pay_year=None)
        write_figures(read_bls(wages(("29-1141", "detailed", 95_000))))
        assert Career.objects.get().median_pay is None

    def test_what_an_editor_left_empty_on_a_new_career_is_filled_in(self, wages):
        career = nurse()
        write_figures(read_bls(wages(("29-1141", "detailed", 95_000))))
        assert again(career).median_pay == 95_000

    def test_what_an_editor_wrote_on_a_new_career_stays(self, wages):
        career = nurse(median_pay=12_345)
        report = write_figures(read_bls(wages(("29-1141", "detailed", 95_000))))
        assert again(career).median_pay == 12_345
        assert len(report.left_alone) == 1

    def test_loading_the_shipped_content_does_not_undo_an_import(self, wages, tmp_path):
        shipped_nurse(tmp_path)
        write_figures(read_bls(wages(("29-1141", "detailed", 95_000))))
        report = shipped_nurse(tmp_path, median_pay=91_000)
        assert Career.objects.get().median_pay == 95_000
        assert report.left_alone == []
        assert len(report.imported) == 2

    def test_newer_shipped_figures_leave_an_imported_or_an_editors_one_with_its_year(self, wages, tmp_path):
        shipped_nurse(tmp_path)
        write_figures(read_bls(wages(("29-1141", "detailed", 95_000), name="national_M2025_dl")))
        shipped_nurse(tmp_path, median_pay=97_000, pay_year=2026)
        assert (Career.objects.get().median_pay, Career.objects.get().pay_year) == (95_000, 2025)
        Career.objects.update(median_pay=88_000)
        report = shipped_nurse(tmp_path, median_pay=98_000, pay_year=2027)
        assert (Career.objects.get().median_pay, Career.objects.get().pay_year) == (88_000, 2025)
        assert report.left_alone

    def test_what_an_editor_put_back_as_it_was_shipped_stays(self, wages, tmp_path):
        shipped_nurse(tmp_path)
        write_figures(read_bls(wages(("29-1141", "detailed", 95_000))))
        Career.objects.update(median_pay=90_000)
        write_figures(read_bls(wages(("29-1141", "detailed", 97_000), name="national_M2027_dl")))
        assert Career.objects.get().median_pay == 90_000

    def test_loading_with_overwrite_forgets_the_import_and_a_later_one_counts_again(self, wages, tmp_path):
        shipped_nurse(tmp_path)
        write_figures(read_bls(wages(("29-1141", "detailed", 95_000))))
        load_fixtures([tmp_path / "shipped.json"], overwrite=True)
        assert Career.objects.get().median_pay == 90_000
        write_figures(read_bls(wages(("29-1141", "detailed", 97_000), name="national_M2027_dl")))
        assert Career.objects.get().median_pay == 97_000

    def test_an_import_a_second_time_changes_nothing(self, onet, wages):
        nurse()
        for figures in (read_onet(onet()), read_bls(wages(("29-1141", "detailed", 95_000)))):
            write_figures(figures)
            version = ContentVersion.objects.current()
            report = write_figures(figures)
            assert (report.changed, report.same) == ([], 1)
            assert ContentVersion.objects.current() == version

    def test_a_value_that_no_career_can_have_changes_nothing_at_all(self, projections):
        first, second = blank_career(code="11-1011.00", name="First"), nurse()
        file = projections(
            ("11-1011", "Line item", 1, 1, "Bachelor's degree"), ("29-1141", "Line item", -400, 1, "Bachelor's degree")
        )
        with pytest.raises(WrongFile, match=r"29-1141\.00: growth_percent"):
            write_figures(read_bls(file))
        assert (again(first).growth_percent, again(second).growth_percent) == (None, None)


class TestCommands:
    def test_import_onet_says_what_it_did(self, onet, capsys):
        nurse()
        create_career(code="99-9999.00", name="Nobodies")
        call_command("import_onet", onet(), verbosity=2)
        out = capsys.readouterr().out
        assert "Not in the file: 99-9999.00 Nobodies" in out
        assert "No career here: 11-1011.00" in out
        assert re.search(
            r"1 careers changed, 0 as they were, 1 not in the file; \d+ times left to an editor\. 2 codes of the file have no career",
            out,
        )

    def test_import_bls_takes_both_tables(self, wages, projections, capsys):
        career = nurse()
        call_command("import_bls", wages(("29-1141", "detailed", 95_000)))
        call_command("import_bls", projections(("29-1141", "Line item", 5, 10, "Bachelor's degree")), verbosity=2)
        assert (again(career).median_pay, again(career).annual_openings) == (95_000, 10_000)
        assert "Changed: 29-1141.00 Registered Nurses: typical_entry_education" in capsys.readouterr().out

    def test_it_can_be_quiet(self, wages, capsys):
        call_command("import_bls", wages(("29-1141", "detailed", 95_000)), verbosity=0)
        assert capsys.readouterr() == ("", "")

    @pytest.mark.parametrize("command", ["import_onet", "import_bls"])
    def test_a_wrong_file_is_one_clear_error(self, command, tmp_path):
        with pytest.raises(CommandError, match="Nothing was changed"):
            call_command(command, tmp_path / "nothing")


def test_a_hostile_workbook_is_refused_by_the_commands_too(tmp_path):

    (tmp_path / "wages.xlsx").write_bytes(workbook(sheet(HEADER + FAR)))
    with pytest.raises(WrongFile, match="no spreadsheet is so large"):
        read_bls(tmp_path / "wages.xlsx")
