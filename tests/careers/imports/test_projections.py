"""The BLS's Table 1.2, with its names in one row or in three, and workbooks that are none."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from explorer.careers.imports import opening
from explorer.careers.imports.bls import read_bls
from explorer.careers.imports.figures import WrongFile, write_figures

from ...spreadsheets import FAR, HEADER, sheet, workbook
from .layouts import PROJECTED_2024, again, nurse, write_projections_of_2016, write_zip

pytestmark = pytest.mark.django_db
ROW = ("29-1141", "Line item", 4.9, 189.1, "Bachelor's degree", "None", "Internship/residency")


def test_it_brings_school_training_jobs_growth_openings_and_years(projections):
    career = nurse()
    lines = (
        ("29-0000", "Summary", 1, 1, "—", "—", "—"),
        ("29-1141", "Line item", -4.9, "1,189.1", "Bachelor's degree", "Less than 5 years", "Apprenticeship"),
    )
    write_figures(read_bls(projections(*lines)))
    career = again(career)
    assert (career.typical_entry_education, career.experience, career.training) == (
        "bachelor",
        "some",
        "apprenticeship",
    )
    assert (career.growth_percent, career.annual_openings, career.jobs) == (-4.9, 1_189_100, 3_391_000)
    assert (career.projected_from, career.projected_to) == (2024, 2034)


def test_a_header_of_three_rows_with_merged_cells_is_read(tmp_path):
    career = nurse(typical_entry_education="bachelor", training="none")
    file = write_projections_of_2016(tmp_path, ("29-0000", "Summary", 1, 1), ("29-1141", "Line item", 14.8, 203.7))
    report = write_figures(read_bls(file))
    career = again(career)
    assert (career.growth_percent, career.annual_openings, career.jobs) == (14.8, 203_700, 2_955_200)
    assert (career.projected_from, career.projected_to) == (2016, 2026)
    assert (career.typical_entry_education, career.training) == ("bachelor", "none")
    assert [note for note in report.notes if "no column" in note] == [
        "It has no column “Typical education needed for entry”: that stays as it is.",
        "It has no column “Work experience in a related occupation”: that stays as it is.",
        "It has no column “Typical on-the-job training”: that stays as it is.",
    ]


def test_a_table_without_the_columns_of_school_is_read(projections):
    career = nurse()
    file = projections(
        ("29-1141", "Line item", 7.2, 175.9),
        columns=[name.replace("2024–34", "2019-29") for name in PROJECTED_2024[:9]],
    )
    write_figures(read_bls(file))
    assert (again(career).growth_percent, again(career).projected_from, again(career).typical_entry_education) == (
        7.2,
        2019,
        "",
    )


def test_years_over_a_century_are_read_from_the_table(projections):
    columns = [name.replace("2024–34", "2030-40") for name in PROJECTED_2024]
    assert read_bls(projections(ROW, columns=columns)).by_code["29-1141"]["projected_to"] == 2040


@pytest.mark.parametrize(
    ("place", "text", "complaint"),
    [(4, "Ninth grade", "“Ninth grade” is no level of education"), (5, "Ages", "“Ages” is no length of experience"),
     (6, "By magic", "“By magic” is no kind of training"), (3, "many", "“many” is no number of openings")],
)  # fmt: skip
def test_a_cell_that_makes_no_sense_is_named(projections, place, text, complaint):
    row = list(ROW)
    row[place] = text
    with pytest.raises(WrongFile, match=f"occupation.xlsx, row 3: {complaint}"):
        read_bls(projections(row))


def test_an_older_projection_is_refused_unless_it_is_wanted(projections, tmp_path):
    career = nurse()
    write_figures(read_bls(projections(ROW)))
    older = read_bls(write_projections_of_2016(tmp_path, ("29-1141", "Line item", 14.8, 203.7)))
    with pytest.raises(
        WrongFile, match=r"is of 2016, and there are figures of 2024 here.*bls\.gov/emp/tables\.htm.*--older"
    ):
        write_figures(older)
    write_figures(older, older=True)
    assert again(career).growth_percent == 14.8


@pytest.mark.parametrize("title", ["Table 1.2", "1.2"])
def test_a_column_that_is_missing_is_named(projections, title):
    columns = ["Something" if "openings" in name or name == "Occupation type" else name for name in PROJECTED_2024]
    with pytest.raises(
        WrongFile, match=r"lacks the columns “Occupation type”, “Occupational openings”\. Take the workbook of all"
    ):
        read_bls(projections(ROW, columns=columns, title=title))


def test_a_table_without_line_items_is_refused(projections):
    with pytest.raises(WrongFile, match=r"has no line items\. Take"):
        read_bls(projections(("29-0000", "Summary", 1, 1)))


def test_another_workbook_says_what_to_take(tmp_path):
    Workbook().save(tmp_path / "other.xlsx")
    with pytest.raises(
        WrongFile, match=r"neither a wage table of the BLS nor its Table 1\.2\. Take .*bls\.gov/oes.*bls\.gov/emp"
    ):
        read_bls(tmp_path / "other.xlsx")


@pytest.mark.parametrize(
    "content", [b"", b"OCC_CODE,A_MEDIAN\n29-1141,1\n", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"]
)
def test_what_is_no_workbook_is_refused(tmp_path, content):
    (tmp_path / "wages.xlsx").write_bytes(content)
    with pytest.raises(WrongFile, match=r"can't be read as an \.xlsx file: .*Take"):
        read_bls(tmp_path / "wages.xlsx")


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path):
    for path in (tmp_path / "nothing.xlsx", tmp_path):
        with pytest.raises(WrongFile, match=r"can't be read"):
            read_bls(path)


def test_a_hostile_workbook_is_refused(tmp_path):
    (tmp_path / "wages.xlsx").write_bytes(workbook(sheet(HEADER + FAR)))
    with pytest.raises(WrongFile, match="no spreadsheet is so large"):
        read_bls(tmp_path / "wages.xlsx")


class TestZip:
    def test_the_table_in_it_is_read_with_the_year_of_its_name(self, wages, tmp_path):
        table = wages(("29-1141", "detailed", 95_000), sheet="national_dl").read_bytes()
        file = write_zip(
            tmp_path / "download.zip",
            national_M2026_dl_xlsx=table,
            field_descriptions_xlsx=b"no matter",
            readme_txt=b"x",
        )
        assert read_bls(file).by_code["29-1141"]["pay_year"] == 2026

    def test_the_year_of_the_zip_itself_counts_too(self, wages, tmp_path):
        table = wages(("29-1141", "detailed", 95_000), name="wages").read_bytes()
        assert read_bls(write_zip(tmp_path / "oesm25nat.zip", wages_xlsx=table)).by_code["29-1141"]["pay_year"] == 2025

    def test_several_tables_are_refused_by_name(self, tmp_path):
        with pytest.raises(WrongFile, match=r"several tables in it \(a\.xlsx, b\.xlsx\): unpack it"):
            read_bls(write_zip(tmp_path / "all.zip", b_xlsx=b"", a_xlsx=b""))

    def test_an_old_kind_of_table_is_refused(self, tmp_path):
        with pytest.raises(WrongFile, match=r"only one of the old kind, \.xls\. Take"):
            read_bls(write_zip(tmp_path / "oesm12nat.zip", national_xls=b"\xd0\xcf"))

    def test_one_that_unpacks_to_too_much_is_refused(self, tmp_path):
        file = write_zip(tmp_path / "bomb.zip", wages_xlsx=b"0" * (opening.LARGEST_FILE + 1))
        assert file.stat().st_size < 100_000
        with pytest.raises(WrongFile, match=r"the table in the \.zip file is too large: it may have 20 MB"):
            read_bls(file)

    def test_a_zip_in_a_zip_is_not_unpacked_again(self, wages, tmp_path):
        inner = io.BytesIO(
            write_zip(tmp_path / "inner.zip", a_xlsx=wages(("29-1141", "detailed", 1)).read_bytes()).read_bytes()
        )
        with pytest.raises(WrongFile, match=r"can't be read as an \.xlsx file"):
            read_bls(write_zip(tmp_path / "outer.zip", wages_xlsx=inner.getvalue()))

    def test_one_that_is_damaged_is_refused(self, wages, tmp_path):
        file = write_zip(tmp_path / "broken.zip", wages_xlsx=wages(("29-1141", "detailed", 1)).read_bytes())
        content = bytearray(file.read_bytes())
        content[60:400] = bytes(340)
        file.write_bytes(content)
        with pytest.raises(WrongFile, match=r"damaged"):
            read_bls(file)


def test_an_occupation_that_stands_there_twice_with_other_figures_is_refused(projections):
    with pytest.raises(WrongFile, match="“29-1141” stands in the file before"):
        read_bls(projections(ROW, (*ROW[:2], 5.9, *ROW[3:])))


def test_a_damaged_zip_of_the_kind_lzma_is_refused_with_what_to_download(tmp_path):
    file = tmp_path / "oesm25nat.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("national_M2025_dl.xlsx", "words " * 500)
    data = bytearray(file.read_bytes())
    data[70:80] = b"\xff" * 10
    file.write_bytes(data)
    with pytest.raises(WrongFile, match=r"damaged.*bls\.gov"):
        read_bls(file)
