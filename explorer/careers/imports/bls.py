"""The tables of the Bureau of Labor Statistics, as published in .xlsx files.

- Wages: OEWS, national (national_M2025_dl.xlsx), one sheet with its column names in the first row.
- Projections: Table 1.2 of the occupation tables (occupation.xlsx), column names in the second row of its sheet.
"""

import re
from collections.abc import Callable, Container, Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from ...models import Education
from ...text.workbooks import BadFile, Workbook
from .figures import Figures, WrongFile, as_number

SOC_CODE = re.compile(r"\d\d-\d{4}")
LARGEST_FILE = 20 * 1024 * 1024
MOST_COLUMNS = 100
ROWS_OF_A_HEADER = 10  # the column names stand in one of the first rows
# What the BLS counts together under a code of its own; other groups have the broad code, which ends in 0.
COUNTED_TOGETHER = {
    "21-1011": "21-1018",
    "21-1014": "21-1018",
    "25-2055": "25-2052",
    "25-2056": "25-2052",
    "25-9042": "25-9045",
    "25-9043": "25-9045",
    "25-9049": "25-9045",
    "51-2022": "51-2028",
    "51-2023": "51-2028",
    "53-1042": "53-1047",
    "53-1043": "53-1047",
    "53-1044": "53-1047",
    "53-1049": "53-1047",
}
WAGES = {"OCC_CODE", "O_GROUP", "A_MEDIAN", "AREA_TITLE", "I_GROUP"}
PROJECTED = {
    "code": re.compile(r"\d{4} National Employment Matrix code"),
    "type": re.compile(r"Occupation type"),
    "growth": re.compile(r"Employment change, percent, (?P<start>\d{4})[–-](?P<end>\d\d)"),
    "openings": re.compile(r"Occupational openings, \d{4}[–-]\d\d annual average"),
    "education": re.compile(r"Typical education needed for entry"),
}
EDUCATIONS = {
    "No formal educational credential": Education.NONE,
    "High school diploma or equivalent": Education.HIGH_SCHOOL,
    "Some college, no degree": Education.SOME_COLLEGE,
    "Postsecondary nondegree award": Education.CERTIFICATE,
    "Associate's degree": Education.ASSOCIATE,
    "Bachelor's degree": Education.BACHELOR,
    "Master's degree": Education.MASTER,
    "Doctoral or professional degree": Education.DOCTOR,
    **dict.fromkeys(("", "-", "–", "—"), ""),
}


def read_bls(file: Path, year: int | None = None) -> Figures:
    """Return what `file` says: wages or projections, whichever it is.

    The year of the wages is read from the name of the sheet or the file if it is not given.
    """
    try:
        return _read(file, year)
    except (BadFile, OSError) as error:
        text = _("%(file)s can't be read as an .xlsx file: %(error)s")
        raise WrongFile(text % {"file": file, "error": error}) from error


def _read(file, year) -> Figures:
    if file.stat().st_size > LARGEST_FILE:
        raise BadFile(_("It is too large: it may have %d MB.") % (LARGEST_FILE // 1024 // 1024))
    book = Workbook(file.read_bytes())
    for sheet in book.sheets:
        rows = ((line.number, _cells(line)) for line in book.lines(sheet))
        for number, row in rows:
            names = [str("" if cell is None else cell).strip() for cell in row]
            if set(names) >= WAGES:
                return _wages(file, sheet.name, names, rows, year)
            if columns := _projected_columns(names):
                return _projections(file, names, columns, rows)
            if number >= ROWS_OF_A_HEADER:
                break
    raise WrongFile(
        _("%s is neither the BLS's national wage table (national_M2025_dl.xlsx) nor its Table 1.2 (occupation.xlsx).")
        % file
    )


def _cells(line) -> list:
    return [line.cells.get(index) for index in range(min(max(line.cells) + 1, MOST_COLUMNS))]


def _wages(file, sheet, names, rows, year) -> Figures:
    found = re.search(r"_M(20\d\d)_", f"{sheet} {file.name}")
    if not (year or found):
        raise WrongFile(_("Of which May are the wages in %s? Add --year 2025.") % file)
    year = year or int(found[1])
    by_code, above = {}, set()
    for number, row in rows:
        cells = dict.fromkeys(names) | dict(zip(names, row, strict=False))
        is_national = cells["AREA_TITLE"] == "U.S." and cells["I_GROUP"] == "cross-industry"
        if not is_national or cells["O_GROUP"] != "detailed":
            continue
        where = _("%(file)s, row %(number)d") % {"file": file.name, "number": number}
        code = _code(cells["OCC_CODE"], where)
        if str(cells["A_MEDIAN"]).strip() == "#":  # at or above the highest wage that is printed
            above.add(code)
        pay = as_number(cells["A_MEDIAN"], _("pay"), where)
        by_code[code] = {
            "median_pay": None if pay is None else round(pay),
            "pay_year": None if pay is None else year,
        }
    if not by_code:
        raise WrongFile(_("%s has no detailed occupations of the whole country. Take the national file.") % file)
    return Figures(str(file), by_code, finder(by_code), _counted_as, frozenset(above))


def _projected_columns(names) -> dict[str, tuple[int, re.Match]]:
    """Where the columns of Table 1.2 stand: {what: (index, match)}; {} if one is missing."""
    columns = {}
    for index, name in enumerate(names):
        for what, pattern in PROJECTED.items():
            if match := pattern.fullmatch(name):
                columns[what] = (index, match)
    return columns if columns.keys() == PROJECTED.keys() else {}


def _projections(file, names, columns, rows) -> Figures:
    start, end = int(columns["growth"][1]["start"]), columns["growth"][1]["end"]
    years = {"projected_from": start, "projected_to": int(f"{start // 100}{end}")}
    by_code = {}
    for number, row in rows:
        code, kind, growth, openings, education = (
            row[columns[what][0]] if columns[what][0] < len(row) else None for what in PROJECTED
        )
        if kind != "Line item":  # a sum over several, or a footnote
            continue
        where = _("%(file)s, row %(number)d") % {"file": file.name, "number": number}
        education = str("" if education is None else education).strip()
        if education not in EDUCATIONS:
            raise WrongFile(_("%(where)s: “%(text)s” is no level of education.") % {"where": where, "text": education})
        thousands = as_number(openings, _("number of openings"), where)
        by_code[_code(code, where)] = {
            "typical_entry_education": str(EDUCATIONS[education]),
            "growth_percent": as_number(growth, _("growth"), where),
            "annual_openings": None if thousands is None else round(thousands * 1000),
            **years,
        }
    if not by_code:
        raise WrongFile(_("%s has no line items.") % file)
    return Figures(str(file), by_code, finder(by_code), _counted_as)


def _code(text, where) -> str:
    code = str(text).strip()
    if not SOC_CODE.fullmatch(code):
        raise WrongFile(_("%(where)s: “%(code)s” is no code of an occupation.") % {"where": where, "code": code})
    return code


def _counted_as(onet_code: str, code: str) -> dict[str, str]:
    """The wider group whose figures a career has, if it is not counted alone."""
    return {"counted_as": "" if onet_code == f"{code}.00" else code}


def finder(by_code: Container[str]) -> Callable[[str], str | None]:
    """A function from O*NET's code to the one under which the BLS counts: the same, or the one of a wider group."""

    def ways(onet_code: str) -> Iterator[str]:
        code = onet_code.partition(".")[0]
        yield code
        if code in COUNTED_TOGETHER:
            yield COUNTED_TOGETHER[code]
        yield f"{code[:-1]}0"

    return lambda onet_code: next((code for code in ways(onet_code) if code in by_code), None)
