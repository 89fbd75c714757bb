"""Projections: Table 1.2 of the BLS's occupation tables.

Its column names stand in one row since 2019–29. Before, they stood in two or three, with merged cells ("Change,
2016–26" over "Number" and "Percent"), and what school a job takes was in another table.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.utils import range_boundaries

from ...models import Education, Experience, Training
from .advice import TAKE_PROJECTIONS
from .figures import Figures, WrongFile, as_number, note_once, quoted
from .opening import ROWS_OF_A_HEADER
from .soc import counted_as, finder, soc_code

TABLE = re.compile(r"table 1\.2\b", re.IGNORECASE)
YEARS = r"\d{4}[–-](?:\d\d)?\d\d"
NEEDED = {  # as it is called in messages: how the names of its columns are written
    "National Employment Matrix code": r"(\d{4} )?national employment matrix (title and )?code",
    "Occupation type": r"occupation type",
    "Employment": r"employment(,| number) (?P<year>\d{4})",
    "Employment change, percent": rf"(employment )?change, (percent, {YEARS}|{YEARS} percent)",
    "Occupational openings": rf"occupational openings, {YEARS}(,)? annual average",
}
OPTIONAL = {
    "Typical education needed for entry": r"typical education needed for entry",
    "Work experience in a related occupation": r"work experience in a related occupation",
    "Typical on-the-job training": r"typical on-the-job training needed to attain competency in the occupation",
}
COLUMNS = {what: re.compile(pattern) for what, pattern in (NEEDED | OPTIONAL).items()}
NO_LEVEL = dict.fromkeys(("", "-", "–", "—"), "")
EDUCATIONS = {
    "No formal educational credential": Education.NONE,
    "High school diploma or equivalent": Education.HIGH_SCHOOL,
    "Some college, no degree": Education.SOME_COLLEGE,
    "Postsecondary nondegree award": Education.CERTIFICATE,
    "Associate's degree": Education.ASSOCIATE,
    "Bachelor's degree": Education.BACHELOR,
    "Master's degree": Education.MASTER,
    "Doctoral or professional degree": Education.DOCTOR,
} | NO_LEVEL
TRAININGS = {
    "None": Training.NONE,
    "Short-term on-the-job training": Training.SHORT,
    "Moderate-term on-the-job training": Training.MODERATE,
    "Long-term on-the-job training": Training.LONG,
    "Apprenticeship": Training.APPRENTICESHIP,
    "Internship/residency": Training.RESIDENCY,
} | NO_LEVEL
EXPERIENCES = {
    "None": Experience.NONE,
    "Less than 5 years": Experience.SOME,
    "5 years or more": Experience.LONG,
} | NO_LEVEL
LEVELS = {  # column: (field, its levels, what a text that is none of them is called)
    "Typical education needed for entry": ("typical_entry_education", EDUCATIONS, gettext_lazy("level of education")),
    "Work experience in a related occupation": ("experience", EXPERIENCES, gettext_lazy("length of experience")),
    "Typical on-the-job training": ("training", TRAININGS, gettext_lazy("kind of training")),
}


def read_projections(file, book, sheet) -> Figures | None:
    """Return what `sheet` says if it is Table 1.2, else None. A WrongFile names what is missing in it."""
    lines = list(book.lines(sheet))  # all of them: which cells are merged is said below them
    columns, last = _columns(sheet, lines)
    lacking = [what for what in NEEDED if what not in columns]
    if not lacking:
        return _read(file, columns, [line for line in lines if line.number > last])
    if _is_called_so(sheet, lines):
        text = _("%(file)s, sheet “%(sheet)s”, lacks the columns %(names)s. %(advice)s")
        names = ", ".join(f"“{name}”" for name in lacking)
        values = {"file": file, "sheet": sheet.name, "names": names, "advice": TAKE_PROJECTIONS}
        raise WrongFile(text % values)
    return None


def _is_called_so(sheet, lines) -> bool:
    first = str(next(iter(lines[0].cells.values()), "")) if lines else ""
    return bool(TABLE.match(sheet.name.strip()) or TABLE.match(first.strip()))


def _columns(sheet, lines) -> tuple[dict[str, tuple[int, re.Match]], int]:
    """Where the columns stand, {what: (index, match)}, and the last row of their names: of the best of all headers."""
    best: tuple[dict, int] = ({}, 0)
    top = [line for line in lines if line.number <= ROWS_OF_A_HEADER]
    filled = _filled(sheet, top)
    for first, start in enumerate(top):
        for end in top[first : first + 3]:
            rows = [filled[line.number] for line in top if start.number <= line.number <= end.number]
            found = _named(_joined(rows))
            if len(found) > len(best[0]):
                best = found, end.number
    return best


def _filled(sheet, lines) -> dict[int, dict[int, str]]:
    """{row: {index: text}}, where a merged cell's text stands in every cell that it covers."""
    filled = {line.number: {index: str(value) for index, value in line.cells.items()} for line in lines}
    for reference in sheet.merged:
        left, top, right, bottom = range_boundaries(reference)
        text = filled.get(top, {}).get(left - 1)
        for row in range(top, min(bottom, ROWS_OF_A_HEADER) + 1) if text else ():
            for index in range(left - 1, right):
                filled.setdefault(row, {}).setdefault(index, text)
    return filled


def _joined(rows) -> Iterator[tuple[int, str]]:
    """(index, name) of each column: the texts that stand above one another, each once."""
    for index in sorted({index for row in rows for index in row}):
        texts = dict.fromkeys(" ".join(row.get(index, "").split()) for row in rows)
        name = " ".join(text for text in texts if text)
        yield index, re.sub(r" ?\[\d{1,3}\]", "", name).lower()


def _named(columns) -> dict[str, tuple[int, re.Match]]:
    found: dict[str, tuple[int, re.Match]] = {}
    for index, name in columns:
        for what, pattern in COLUMNS.items():
            # Of two years the first counts. A name over title and code stands above both: the second is the code.
            if (match := pattern.fullmatch(name)) and (what not in found or "and code" in name):
                found[what] = index, match
    return found


def _read(file, columns, lines) -> Figures:
    years, by_code = _years(columns), {}
    for line in lines:
        row = {what: line.cells.get(index) for what, (index, _match) in columns.items()}
        if str(row["Occupation type"]).strip().lower() != "line item":  # a sum over several, or a footnote
            continue
        where = _("%(file)s, row %(number)d") % {"file": file.name, "number": line.number}
        figures = {
            **_levels(row, where),
            "growth_percent": as_number(row["Employment change, percent"], _("growth"), where),
            "annual_openings": _people(row["Occupational openings"], _("number of openings"), where),
            "jobs": _people(row["Employment"], _("number of jobs"), where),
            **years,
        }
        note_once(by_code, soc_code(row["National Employment Matrix code"], where), figures, where)
    if not by_code:
        raise WrongFile(_("%(file)s has no line items. %(advice)s") % {"file": file, "advice": TAKE_PROJECTIONS})
    return Figures(
        source=str(file),
        by_code=by_code,
        find=finder(by_code),
        also=counted_as,
        edition=("projected_from", years["projected_from"]),
        advice=TAKE_PROJECTIONS,
        notes=[_("It has no column “%s”: that stays as it is.") % name for name in OPTIONAL if name not in columns],
    )


def _years(columns) -> dict[str, int]:
    """The years are in the names of the columns: 'Employment change, percent, 2024–34'."""
    start, end = re.findall(r"\d{4}|\d\d", columns["Employment change, percent"][1][0])
    return {"projected_from": int(start), "projected_to": int(start[:2] + end[-2:])}


def _levels(row, where) -> dict[str, str]:
    levels = {}
    for what, (name, known, called) in LEVELS.items():
        if what in row:
            text = str("" if row[what] is None else row[what]).strip()
            if text not in known:
                values = {"where": where, "text": quoted(text), "called": called}
                raise WrongFile(_("%(where)s: “%(text)s” is no %(called)s.") % values)
            levels[name] = str(known[text])
    return levels


def _people(cell, of, where) -> int | None:
    """Tables count in thousands."""
    thousands = as_number(cell, of, where)
    return None if thousands is None else round(thousands * 1000)
