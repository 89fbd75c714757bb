"""The BLS's wage tables of the states."""

import pytest

from explorer.careers.imports import opening
from explorer.careers.imports.bls import read_bls
from explorer.careers.imports.figures import WrongFile
from explorer.careers.imports.state_pay import write_state_pay
from explorer.models import Career, ContentVersion, StatePay
from explorer.text.workbooks import Limits

from .layouts import STATES_2018, WAGES_2019, blank_career, nurse

pytestmark = pytest.mark.django_db


def row(area, postal, median, hourly=40.5, code="29-1141", kind="2", **cells):
    return {
        "AREA_TITLE": area, "STATE": area, "AREA_TYPE": kind, "PRIM_STATE": postal, "ST": postal, "OCC_CODE": code, "O_GROUP": "detailed",
        "A_MEDIAN": median, "H_MEDIAN": hourly, **cells,
    }  # fmt: skip


def pay():
    return list(
        StatePay.objects.order_by("career__code", "state").values_list(
            "career__code", "state", "median_pay", "hourly_pay", "pay_year"
        )
    )


@pytest.mark.parametrize(
    ("columns", "name", "year"),
    [(None, "state_M2025_dl", 2025), (WAGES_2019, "state_M2019_dl", 2019), (STATES_2018, "state_M2018_dl", 2018)],
)
def test_it_brings_the_pay_of_each_state_and_leaves_the_national_one(wages, columns, name, year):
    nurse(median_pay=97_550, pay_year=2025)
    rows = (
        row("Ohio", "OH", 84_000),
        row("District of Columbia", "DC", 105_000),
        row("Virgin Islands", "VI", 70_000, kind="3"),
    )
    report = write_state_pay(read_bls(wages(*rows, name=name, **({"columns": columns} if columns else {}))))
    assert pay() == [
        ("29-1141.00", "DC", 105_000, 40.5, year), ("29-1141.00", "OH", 84_000, 40.5, year), ("29-1141.00", "VI", 70_000, 40.5, year),
    ]  # fmt: skip
    assert (report.states, report.careers, report.now, report.before) == (3, 1, 3, 0)
    assert Career.objects.get().median_pay == 97_550


def test_what_is_not_published_has_no_row_and_what_is_above_is_counted(wages):
    nurse()
    rows = row("Ohio", "OH", "*", "*"), row("Iowa", "IA", "#", "#"), row("Utah", "UT", "*", 23.33)
    report = write_state_pay(read_bls(wages(*rows, name="state_M2025_dl")))
    assert pay() == [("29-1141.00", "UT", None, 23.33, 2025)]
    assert report.above == 1


def test_towns_and_sums_are_not_taken_for_a_state(wages):
    nurse()
    rows = (
        row("Columbus, OH", "OH", 1, kind="4"),
        row("Ohio", "OH", 2, O_GROUP="major"),
        row("Ohio", "OH", 3, I_GROUP="sector"),
        row("Ohio", "OH", 84_000),
    )
    write_state_pay(read_bls(wages(*rows, name="state_M2025_dl")))
    assert [one[2] for one in pay()] == [84_000]


def test_careers_that_the_bls_counts_together_have_the_pay_of_their_group(wages):
    blank_career(code="31-1121.00", name="Home Health Aides")
    write_state_pay(read_bls(wages(row("Ohio", "OH", 34_000, code="31-1120"), name="state_M2025_dl")))
    assert pay() == [("31-1121.00", "OH", 34_000, 40.5, 2025)]


def test_a_newer_table_replaces_its_states_and_no_others(wages):
    nurse()
    write_state_pay(read_bls(wages(row("Ohio", "OH", 84_000), row("Iowa", "IA", 70_000), name="state_M2025_dl")))
    write_state_pay(read_bls(wages(row("Ohio", "OH", 86_000), name="state_M2026_dl")))
    assert [(one[1], one[2], one[4]) for one in pay()] == [("IA", 70_000, 2025), ("OH", 86_000, 2026)]


def test_an_older_table_is_refused_unless_it_is_wanted(wages):
    nurse()
    write_state_pay(read_bls(wages(row("Ohio", "OH", 84_000), name="state_M2025_dl")))
    older = read_bls(wages(row("Ohio", "OH", 80_000), name="state_M2024_dl"))
    with pytest.raises(WrongFile, match=r"is of 2024, and there are figures of 2025 here.*--older"):
        write_state_pay(older)
    write_state_pay(older, older=True)
    assert [one[2] for one in pay()] == [80_000]


def test_a_change_makes_a_new_version_of_the_content_and_the_same_again_none(wages):
    nurse()
    wanted = read_bls(wages(row("Ohio", "OH", 84_000), name="state_M2025_dl"))
    before = ContentVersion.objects.current()
    assert write_state_pay(wanted).has_changed
    after = ContentVersion.objects.current()
    assert after != before
    assert not write_state_pay(wanted).has_changed
    assert ContentVersion.objects.current() == after


def test_a_table_of_all_states_may_be_larger_than_what_editors_upload(wages, monkeypatch):
    file = wages(row("Ohio", "OH", 84_000), name="state_M2025_dl")
    assert opening.OF_A_PUBLISHER.elements > 38_000 * 32 * 2  # rows, columns, and two elements for each cell
    monkeypatch.setattr(opening, "OF_A_PUBLISHER", Limits(elements=20))
    with pytest.raises(WrongFile, match=r"too large once it is unpacked"):
        read_bls(file)


@pytest.mark.parametrize("pay", [-1, 1e30, 10_000_001])
@pytest.mark.parametrize("column", ["A_MEDIAN", "H_MEDIAN"])
def test_what_nobody_earns_is_refused_before_anything_is_written(wages, column, pay):
    nurse()
    with pytest.raises(WrongFile, match=r"row 2: .* is no pay"):
        read_bls(wages(row("Ohio", "OH", 84_000, **{column: pay}), name="state_M2025_dl"))


def test_a_state_that_has_an_occupation_twice_with_other_figures_is_refused(wages):
    rows = row("Ohio", "OH", 84_000), row("Ohio", "OH", 84_001)
    with pytest.raises(WrongFile, match="row 3: “29-1141” stands in the file before"):
        read_bls(wages(*rows, name="state_M2025_dl"))


def test_a_row_that_says_the_same_again_is_no_mistake(wages):
    nurse()
    write_state_pay(read_bls(wages(*[row("Ohio", "OH", 84_000)] * 2, name="state_M2025_dl")))
    assert StatePay.objects.count() == 1
