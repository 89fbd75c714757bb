"""The tables of the Bureau of Labor Statistics, as published in .xlsx files or in a .zip with one of them.

- Wages: OEWS, of the whole country (national_M2025_dl.xlsx) or of the states (state_M2025_dl.xlsx).
- Projections: Table 1.2 of the occupation tables (occupation.xlsx).
"""

from pathlib import Path

from django.utils.translation import gettext as _

from ...text.workbooks import BadFile
from .advice import take_bls
from .figures import Figures, WrongFile
from .oews import StateWages, read_wages, wage_columns
from .opening import MOST_COLUMNS, ROWS_OF_A_HEADER, open_workbook
from .projections import TABLE, read_projections


def read_bls(file: Path, year: int | None = None) -> Figures | StateWages:
    """Return what `file` says: wages or projections, whichever it is.

    The year of the wages is read from the name of the sheet or the file if it is not given.
    """
    opened = open_workbook(file, take_bls())
    try:
        found = _read(opened, year)
    except BadFile as error:
        text = _("%(file)s can't be read as an .xlsx file: %(error)s %(advice)s")
        raise WrongFile(text % {"file": file, "error": error, "advice": take_bls()}) from error
    if found is None:
        text = _("%(file)s is neither a wage table of the BLS nor its Table 1.2. %(advice)s")
        raise WrongFile(text % {"file": file, "advice": take_bls()})
    return found


def _is_no_table(sheet) -> bool:
    return not TABLE.match(sheet.name.strip())


def _read(opened, year) -> Figures | StateWages | None:
    for sheet in sorted(opened.book.sheets, key=_is_no_table):  # Table 1.2 first
        rows = ((line.number, _cells(line)) for line in opened.book.lines(sheet))
        for number, row in rows:
            where = _("%(file)s, sheet “%(sheet)s”,") % {"file": opened.path, "sheet": sheet.name}
            if names := wage_columns(row, where):
                return read_wages(opened, sheet.name, names, rows, year)
            if number >= ROWS_OF_A_HEADER:
                break
        if figures := read_projections(opened.path, opened.book, sheet):
            return figures
    return None


def _cells(line) -> list:
    return [line.cells.get(index) for index in range(min(max(line.cells) + 1, MOST_COLUMNS))]
