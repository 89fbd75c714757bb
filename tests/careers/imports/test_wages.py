"""The BLS's wage tables: of the whole country, in the layouts of several years."""

import pytest

from explorer.careers.imports.bls import read_bls
from explorer.careers.imports.figures import WrongFile, write_figures

from .layouts import WAGES_2018, WAGES_2019, WAGES_2025, again, blank_career, nurse

pytestmark = pytest.mark.django_db
ALL = {
    "OCC_CODE": "29-1141", "O_GROUP": "detailed", "H_PCT10": 33.14, "H_PCT25": 38.62, "H_MEDIAN": 46.9, "H_PCT75": 54.02, "H_PCT90": 66.09,
    "A_PCT10": 68940, "A_PCT25": 80330, "A_MEDIAN": 97550, "A_PCT75": 112350, "A_PCT90": "#",
}  # fmt: skip
HOURLY_ONLY = {"OCC_CODE": "27-2011", "O_GROUP": "detailed", "A_MEDIAN": "*", "H_MEDIAN": 23.33, "HOURLY": "TRUE"}


@pytest.mark.parametrize(
    ("columns", "name", "sheet", "year"),
    [
        (WAGES_2025, "national_M2026_dl", "", 2026),
        (WAGES_2019, "national_M2019_dl", "", 2019),
        (WAGES_2018, "national_M2018_dl", "national_dl", 2018),
        (WAGES_2018, "national_M2014_dl", "national_dl", 2014),
    ],
)
def test_it_brings_pay_by_year_and_hour_and_its_year(wages, columns, name, sheet, year):
    career = nurse()
    figures = read_bls(wages(("29-0000", "major", 1), ALL, columns=columns, name=name, sheet=sheet))
    write_figures(figures)
    career = again(career)
    assert (career.pay_10, career.pay_25, career.median_pay, career.pay_75, career.pay_90) == (
        68940,
        80330,
        97550,
        112350,
        None,
    )
    assert (career.hourly_10, career.hourly_25, career.hourly_pay) == (33.14, 38.62, 46.9)
    assert (career.hourly_75, career.hourly_90, career.pay_year) == (54.02, 66.09, year)


def test_pay_by_the_hour_alone_has_its_year_too(wages):
    career = blank_career(code="27-2011.00", name="Actors")
    write_figures(read_bls(wages(HOURLY_ONLY)))
    career = again(career)
    assert (career.median_pay, career.hourly_pay, career.pay_year) == (None, 23.33, 2026)


def test_pay_above_what_is_printed_leaves_the_career_and_is_reported(wages):
    career = nurse(median_pay=300_000, pay_year=2025)
    report = write_figures(read_bls(wages(("29-1141", "detailed", "#"))))
    assert report.above == ["29-1141.00 Registered Nurses"]
    assert (again(career).median_pay, again(career).pay_year) == (300_000, 2025)


@pytest.mark.parametrize("mark", ["*", "**", None])
def test_pay_that_is_not_published_is_missing(wages, mark):
    career = nurse()
    write_figures(read_bls(wages(("29-1141", "detailed", mark))))
    assert (again(career).median_pay, again(career).pay_year) == (None, None)


@pytest.mark.parametrize(
    ("onet_code", "bls_code"),
    [("29-1141.04", "29-1141"), ("31-1121.00", "31-1120"), ("21-1014.00", "21-1018"), ("51-2022.00", "51-2028")],
)
def test_careers_that_the_bls_counts_together_have_its_figure(wages, onet_code, bls_code):
    career = blank_career(code=onet_code)
    write_figures(read_bls(wages((bls_code, "detailed", 41_000))))
    assert again(career).median_pay == 41_000
    assert again(career).counted_as == bls_code


def test_a_career_of_its_own_is_not_taken_for_its_group(wages):
    career = nurse()
    write_figures(read_bls(wages(("29-1140", "detailed", 1), ("29-1141", "detailed", 90_000))))
    assert (again(career).median_pay, again(career).counted_as) == (90_000, "")


def test_sums_over_several_occupations_are_not_taken_for_one(wages):
    career = nurse()
    write_figures(read_bls(wages(("29-1141", "broad", 1), ("29-1141", "detailed", 90_000), ("29-1141", "total", 2))))
    assert again(career).median_pay == 90_000


def test_the_year_can_be_given_and_has_to_be_known(wages):
    file = wages(("29-1141", "detailed", 1), name="wages")
    with pytest.raises(WrongFile, match=r"Add --year 2025\."):
        read_bls(file)
    assert read_bls(file, year=2031).by_code["29-1141"]["pay_year"] == 2031
    with pytest.raises(WrongFile, match="12 is no year"):
        read_bls(file, year=12)


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"I_GROUP": "sector"},
        {"AREA_TITLE": "Columbus, OH", "AREA_TYPE": "4", "PRIM_STATE": "OH"},
        {"columns": ["NAICS", "NAICS_TITLE", *WAGES_2018], "NAICS": "211000"},
    ],
)
def test_the_table_of_an_industry_or_a_town_is_refused(wages, elsewhere):
    with pytest.raises(
        WrongFile, match=r"no detailed occupations of the whole country or of a state\. Take “National”"
    ):
        read_bls(wages(("29-1141", "detailed", 1), **elsewhere))


@pytest.mark.parametrize("column", ["OCC_CODE", "O_GROUP", "A_MEDIAN", "H_PCT90"])
def test_a_column_that_is_missing_is_named(wages, column):
    columns = [name for name in WAGES_2025 if name != column]
    with pytest.raises(
        WrongFile, match=rf"is a wage table of the BLS, and lacks the columns {column}\. Take “National”.*bls\.gov/oes"
    ):
        read_bls(wages(("29-1141", "detailed", 1), columns=columns))


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        (("29-1141", "detailed", "lots"), "row 2: “lots” is no pay"),
        (("29-1141", "detailed", "nan"), "row 2: “nan” is no pay"),
        (("29-1141", "detailed", "1e999"), "row 2: “1e999” is no pay"),
        (("nurses", "detailed", 1), "row 2: “nurses” is no code"),
    ],
)
def test_a_cell_that_makes_no_sense_is_named(wages, row, complaint):
    with pytest.raises(WrongFile, match=complaint):
        read_bls(wages(row))


class TestOlderWages:
    def test_they_are_refused_unless_they_are_wanted(self, wages):
        career = nurse()
        write_figures(read_bls(wages(("29-1141", "detailed", 95_000))))
        older = read_bls(wages(("29-1141", "detailed", 70_000), name="national_M2018_dl", columns=WAGES_2018))
        with pytest.raises(
            WrongFile, match=r"is of 2018, and there are figures of 2026 here.*bls\.gov/oes/tables\.htm.*--older"
        ):
            write_figures(older)
        assert again(career).median_pay == 95_000
        write_figures(older, older=True)
        assert (again(career).median_pay, again(career).pay_year) == (70_000, 2018)

    def test_a_year_that_an_editor_has_typed_does_not_count(self, wages):
        career = nurse()
        write_figures(read_bls(wages(("29-1141", "detailed", 95_000))))
        career = again(career)
        career.median_pay, career.pay_year = 1, 2100
        career.save()
        assert write_figures(read_bls(wages(("29-1141", "detailed", 97_000), name="national_M2027_dl"))).left_alone

    def test_a_table_with_codes_of_2010_says_so_and_leaves_other_careers(self, wages):
        developers = blank_career(code="15-1252.00", name="Software Developers", median_pay=130_000, pay_year=2018)
        report = write_figures(
            read_bls(wages(("15-1132", "detailed", 100_000), name="national_M2018_dl", columns=WAGES_2018))
        )
        assert "of the SOC of 2010" in report.notes[0]
        assert report.unknown == ["15-1252.00 Software Developers"]
        assert again(developers).median_pay == 130_000


def test_an_occupation_that_stands_there_twice_with_other_pay_is_refused(wages):
    with pytest.raises(WrongFile, match="row 3: “29-1141” stands in the file before"):
        read_bls(wages(ALL, ALL | {"A_MEDIAN": 97_551}))


@pytest.mark.parametrize("cells", [{"OCC_CODE": "2" * 30_000}, {"A_MEDIAN": "x" * 30_000}])
def test_an_endless_cell_does_not_bury_the_message(wages, cells):
    with pytest.raises(WrongFile) as error:
        read_bls(wages(ALL | cells))
    assert len(str(error.value)) < 200
