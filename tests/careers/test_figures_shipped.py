"""The shipped careers beside the files of O*NET and the BLS: that every occupation is there, and every figure theirs."""

import csv
import gzip
import json
from collections import defaultdict
from contextlib import closing

import openpyxl
import pytest

from explorer.careers.imports.soc import finder
from explorer.models import Career, Education, Experience, Training

from ..server import ROOT

REFERENCE = ROOT.parent / "shared" / "reference"
PUBLISHERS = REFERENCE / "publishers"
ENTRIES = json.loads((ROOT / "fixtures" / "careers.json").read_text(encoding="utf-8"))
CAREERS = {e["fields"]["code"]: e["fields"] for e in ENTRIES if e["model"] == "explorer.career"}
OTHERWISE = {field.name: field.get_default() for field in Career._meta.concrete_fields}

WAGES = {
    "pay_10": "A_PCT10",
    "pay_25": "A_PCT25",
    "median_pay": "A_MEDIAN",
    "pay_75": "A_PCT75",
    "pay_90": "A_PCT90",
    "hourly_10": "H_PCT10",
    "hourly_25": "H_PCT25",
    "hourly_pay": "H_MEDIAN",
    "hourly_75": "H_PCT75",
    "hourly_90": "H_PCT90",
}
NOT_PUBLISHED = {None: None, "*": None, "#": None}  # “#” is above what is printed
TRAININGS = {
    "—": "",
    "None": Training.NONE,
    "Short-term on-the-job training": Training.SHORT,
    "Moderate-term on-the-job training": Training.MODERATE,
    "Long-term on-the-job training": Training.LONG,
    "Apprenticeship": Training.APPRENTICESHIP,
    "Internship/residency": Training.RESIDENCY,
}
EXPERIENCES = {
    "—": "",
    "None": Experience.NONE,
    "Less than 5 years": Experience.SOME,
    "5 years or more": Experience.LONG,
}
LEVELS = (  # what O*NET's twelve levels of education count as here, the first of them 1
    Education.NONE, Education.HIGH_SCHOOL, Education.CERTIFICATE, Education.SOME_COLLEGE, Education.ASSOCIATE,
    Education.BACHELOR, Education.BACHELOR, Education.MASTER, Education.MASTER,
    Education.DOCTOR, Education.DOCTOR, Education.DOCTOR,
)  # fmt: skip
MOST_TECHNOLOGY, MOST_RELATED, MOST_TITLES = 8, 12, 10


def need(path):
    if not path.exists():
        pytest.skip(f"../shared/{path.relative_to(REFERENCE.parent)} is not here to compare with")
    return path


def onet(name):
    """The rows of each occupation in one of O*NET's tables: {code: [{column: text}, ...]}."""
    by_code = defaultdict(list)
    with gzip.open(need(PUBLISHERS / "onet_30_2" / f"{name}.txt.gz"), "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader((line.rstrip("\r\n") for line in file), delimiter="\t", quoting=csv.QUOTE_NONE):
            by_code[row["O*NET-SOC Code"]].append(row)
    return by_code


def sheet(file, name, header):
    """The rows of a sheet of the BLS, by the names that stand in its row `header`."""
    with closing(openpyxl.load_workbook(need(PUBLISHERS / "bls" / file), read_only=True)) as book:
        rows = list(book[name].iter_rows(min_row=header, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def shipped(*names):
    return {code: {name: fields.get(name, OTHERWISE[name]) for name in names} for code, fields in CAREERS.items()}


def lines(texts, most=None):
    return "\n".join(list(dict.fromkeys(texts))[:most])


def test_every_occupation_of_onet_but_the_rests_of_groups_is_a_career_and_no_other():
    with need(REFERENCE / "occupations.csv").open(encoding="utf-8", newline="") as file:
        titles = {row["onet_code"]: row["title"] for row in csv.DictReader(file)}
    described = {code: title for code, title in titles.items() if not title.endswith(", All Other")}
    assert {code: fields["name"] for code, fields in CAREERS.items()} == described


def test_pay_is_what_the_bls_says_of_the_occupation_or_of_what_it_is_counted_with():
    rows = sheet("national_M2025_dl.xlsx", "national_M2025_dl", header=1)
    detailed = {row["OCC_CODE"]: row for row in rows if row["O_GROUP"] == "detailed"}
    find, published = finder(detailed), {}
    for code in CAREERS:
        row = detailed.get(find(code), {})
        published[code] = {name: NOT_PUBLISHED.get(row.get(title), row.get(title)) for name, title in WAGES.items()}
    assert shipped(*WAGES) == published
    assert sum(figures["pay_10"] is not None for figures in published.values()) > 800


def test_jobs_training_and_experience_are_what_the_bls_projects_from():
    rows = sheet("occupation_2024-34.xlsx", "Table 1.2", header=2)
    items = {row["2024 National Employment Matrix code"]: row for row in rows if row["Occupation type"] == "Line item"}
    find, published = finder(items), {}
    for code in CAREERS:
        row = items.get(find(code))
        published[code] = {"jobs": None, "training": "", "experience": ""} if row is None else {
            "jobs": round(row["Employment, 2024"] * 1000),
            "training": TRAININGS[row["Typical on-the-job training needed to attain competency in the occupation"]],
            "experience": EXPERIENCES[row["Work experience in a related occupation"]],
        }  # fmt: skip
    assert shipped("jobs", "training", "experience") == published
    assert sum(figures["jobs"] is not None for figures in published.values()) > 800


def test_school_that_people_ask_for_is_onets_survey_summed_up_by_level():
    """But where O*NET would suppress a fifth or more of it."""
    table, published = onet("Education, Training, and Experience"), {}
    for code in CAREERS:
        shares = dict.fromkeys(Education, 0)
        rows = [row for row in table[code] if row["Scale ID"] == "RL"]
        unsure = any(row["Recommend Suppress"] == "Y" and float(row["Data Value"]) >= 20 for row in rows)
        for row in () if unsure else rows:
            shares[LEVELS[int(row["Category"]) - 1]] += float(row["Data Value"])
        whole = {level: round(share) for level, share in shares.items()}
        published[code] = {"schooling": lines(f"{level} {share}" for level, share in whole.items() if share)}
    assert shipped("schooling") == published


def test_titles_that_people_report_are_onets():
    table = onet("Sample of Reported Titles")
    titles = {code: [row["Reported Job Title"] for row in table[code]] for code in CAREERS}
    assert shipped("reported_titles") == {
        code: {"reported_titles": lines(found, MOST_TITLES)} for code, found in titles.items()
    }


def test_software_and_tools_are_those_that_employers_often_ask_for_in_this_occupation():
    table, published = onet("Technology Skills"), {}
    for code in CAREERS:
        hot = [row for row in table[code] if row["Hot Technology"] == row["In Demand"] == "Y"]
        published[code] = {"technology": lines((row["Example"] for row in hot), MOST_TECHNOLOGY)}
    assert shipped("technology") == published


def test_related_careers_are_onets_that_have_a_page_the_primary_ones_first():
    table, published = onet("Related Occupations"), {}
    for code in CAREERS:
        rows = sorted(table[code], key=lambda row: (row["Relatedness Tier"] == "Supplemental", int(row["Index"])))
        codes = [row["Related O*NET-SOC Code"] for row in rows]
        published[code] = {"related": lines((one for one in codes if one in CAREERS), MOST_RELATED)}
    assert shipped("related") == published
