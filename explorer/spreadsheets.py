"""Rows of text as CSV and XLSX, and back. Pure: what goes out comes back as it was.

A text that a spreadsheet would run as a formula goes out behind an apostrophe, and comes back without it.
"""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from .data.writing import LIKE_A_FORMULA

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024  # a small .xlsx can hold endless text
MOST_ROWS = 2_000  # the largest table has 640; so many changed ones take 20 seconds, in which nobody else can save
MOST_COLUMNS = 200
LONGEST_CELL = 32_767  # Excel's limit
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ESCAPED = re.compile(rf"'+(?:{LIKE_A_FORMULA.pattern})")


class BadFile(Exception):
    """A file that can't be read as a table; says why, for an editor."""


class Row(NamedTuple):
    number: int  # as a spreadsheet counts: the row of the names is 1
    cells: dict[str, Any]


def protect(text: str) -> str:
    return f"'{text}" if LIKE_A_FORMULA.match(text) or _ESCAPED.match(text) else text


def unprotect(text: str) -> str:
    return text[1:] if _ESCAPED.match(text) else text


def write(kind: str, columns: list[str], rows: Iterable[list[Any]]) -> bytes:
    """The bytes of a 'csv' or an 'xlsx'. Raises BadFile if the kind can't hold the content."""
    return _write_csv(columns, rows) if kind == "csv" else _write_xlsx(columns, rows)


def _write_csv(columns, rows):
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")  # Excel takes it for another encoding without the mark


def _write_xlsx(columns, rows):
    rows = list(rows)
    for row in rows:
        _refuse_what_xlsx_cannot_hold(row)
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for line in (columns, *rows):
        sheet.append([cell if cell != "" else None for cell in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _refuse_what_xlsx_cannot_hold(row):
    texts = [cell for cell in row if isinstance(cell, str)]
    if any(len(text) > LONGEST_CELL or ILLEGAL_CHARACTERS_RE.search(text) for text in texts):
        text = _(
            "“%(name)s” has a text that XLSX can't hold: it is too long, or has a character that can't be seen. Export "
            "it as CSV."
        )
        raise BadFile(text % {"name": next(text for text in texts if text)[:80]})


def read(content: bytes) -> tuple[list[str], list[Row]]:
    """The names of the columns, and the rows that are not empty. Raises BadFile."""
    if len(content) > LARGEST_FILE:
        raise BadFile(_("The file is too large: it may have %(most)d MB.") % {"most": LARGEST_FILE // 1024 // 1024})
    if not content.strip():
        raise BadFile(_("The file is empty."))
    lines = _xlsx_lines(content) if content.startswith(b"PK") else _csv_lines(content)
    numbered = ((number, line) for number, line in lines if any(cell not in (None, "") for cell in line))
    first = next(numbered, None)
    if first is None:
        raise BadFile(_("The file is empty."))
    columns = _columns(first[1])
    return columns, list(_rows(columns, numbered))


def _columns(line):
    names = [str("" if cell is None else cell).strip() for cell in line]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise BadFile(_("The file has too many columns."))
    if "" in names:
        raise BadFile(_("A column has no name: the first row has to name them all."))
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise BadFile(_("These columns stand there twice: %s.") % ", ".join(twice)[:200])
    return names


def _rows(columns, numbered) -> Iterator[Row]:
    for count, (number, line) in enumerate(numbered, start=1):
        if count > MOST_ROWS:
            raise BadFile(_("The file has too many rows: at most %d can be imported at once.") % MOST_ROWS)
        if any(cell not in (None, "") for cell in line[len(columns) :]):
            raise BadFile(_("Row %d has more cells than the first row has names.") % number)
        cells = [*line[: len(columns)], *[""] * (len(columns) - len(line))]
        yield Row(number, dict(zip(columns, cells, strict=True)))


def _csv_lines(content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(
            _("This is no CSV file in UTF-8, and no XLSX file. In Excel, save it as “CSV UTF-8” or “Excel Workbook”.")
        ) from error
    try:
        yield from enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1)
    except csv.Error as error:
        raise BadFile(_("This is no CSV file that can be read: %s.") % error) from error


def _xlsx_lines(content):
    damaged = _("This XLSX file is damaged, or it is another kind of file.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl can't show of a sheet, such as its colors
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
                    raise BadFile(_("The file is too large once it is unpacked."))
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what the file says of its size may be wrong
            yield from enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1), start=1)
        except (BadFile, GeneratorExit):
            raise
        except Exception as error:  # openpyxl raises nearly anything
            raise BadFile(damaged) from error
