"""Rows of text as CSV and XLSX, and back. Pure: what goes out comes back as it was.

A text that a spreadsheet would run as a formula, or turn into a number or a date, goes out behind an apostrophe, and
comes back without it. What people send is read as they mean it: with any separator, title rows, and other sheets.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from openpyxl import Workbook as NewWorkbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from ...data.writing import LIKE_A_FORMULA
from ...text.tidy import fold, tidy_line
from ...text.workbooks import LAST_COLUMN, LAST_ROW, BadFile, Line, Value, Workbook

LARGEST_FILE = 9 * 1024 * 1024  # a request may have 10 MB
MOST_ROWS = 2_000  # the largest table has 640; so many changed ones take 20 seconds, in which nobody else can save
MOST_COLUMNS = 200
LONGEST_CELL = 32_767  # Excel's limit
HEADER_WITHIN = 30  # rows that hold something: titles and explanations stand above the names
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST_NAME = 200  # of a column
SEPARATORS = ",;\t|"
_LONGEST_RECORD = 10_000  # lines of one row of a CSV file: more is a quotation mark that is not closed
_MOST_SEPARATORS = 200_000  # in a line: more than all columns, and the longest cell full of them
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LIKE_EXCELS_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_TAKEN_FOR_A_NUMBER = re.compile(
    rf"""[+-]?[$€£]?\d[\d,.\ ]*(?:e[+-]?\d+)?%?       # 007, 30.0, 1e5, 5%, $3
    |(?:0?\d|1[0-2])[-/.]\d{{1,4}}|\d{{1,4}}[-/.](?:0?\d|1[0-2])  # 11-2021, 1/2; not 29-1141
    |\d{{1,4}}([-/.])\d{{1,4}}\1\d{{1,4}}               # 2024-03-01
    |(?:\d{{1,4}}[-/.\ ]*)?{_MONTH}[-/.,\ ]*\d{{1,4}}(?:[-/.,\ ]+\d{{1,4}})?  # mar-24, 1 mar 2024
    |\d{{1,4}}[-/.\ ]*{_MONTH}                         # 24-mar
    |\d{{1,2}}(?::\d\d){{1,2}}(?:\.\d+)?(?:\ ?[ap]m)?  # 10:30
    |\d{{1,2}}\ ?[ap]m
    |\d+\ \d+/\d+""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_NUMBER = 40
LIKE_AN_ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|ERROR!"
    r"|GETTING_DATA|#+)\Z|Err:\d{3}\Z",
    re.IGNORECASE,
)


class Row(NamedTuple):
    number: int  # as a spreadsheet counts
    cells: dict[str, Value]


class Table(NamedTuple):
    columns: list[str]
    rows: list[Row]
    header: str = ""  # where the names stand, for an editor
    notes: tuple[str, ...] = ()  # what an editor should know of how it was read
    comma_is_decimal: bool = False


class _Sheet(NamedTuple):
    """One of the sheets of a file; a CSV file has one without a name."""

    name: str
    is_hidden: bool
    lines: Iterator[Line]
    merged: list[str]

    def at(self, number: int) -> str:
        texts = {"sheet": self.name, "row": number}
        return _("Sheet “%(sheet)s”, row %(row)d") % texts if self.name else _("Row %(row)d") % texts


class _Header(NamedTuple):
    has_key: bool
    known: int
    line: Line


def protect(text: str, *, as_text: bool = True) -> str:
    """For CSV, where no cell is marked `as_text`, numbers and dates are protected too."""
    bad = _is_taken_otherwise(text) if not as_text else _is_run(text)
    return f"'{text}" if bad or _is_protected(text) else text


def unprotect(text: str) -> str:
    return text[1:] if _is_protected(text) else text


def _is_run(text: str) -> bool:
    return bool(LIKE_A_FORMULA.match(text) or LIKE_AN_ERROR.match(text))


def _is_taken_otherwise(text: str) -> bool:
    text_alone = text.strip()
    is_number = len(text_alone) <= _LONGEST_NUMBER and _TAKEN_FOR_A_NUMBER.fullmatch(text_alone)
    return _is_run(text) or bool(is_number)


def _is_protected(text: str) -> bool:
    return text.startswith("'") and _is_taken_otherwise(text.lstrip("'"))


def write(kind: str, columns: list[str], rows: Iterable[list[Any]]) -> bytes:
    """The bytes of a 'csv' or an 'xlsx'. Raises BadFile if the kind can't hold the content."""
    return _write_csv(columns, rows) if kind == "csv" else _write_xlsx(columns, rows)


def _write_csv(columns: list[str], rows: Iterable[list[Any]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([protect(cell, as_text=False) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")  # Excel takes it for another encoding without the mark


def _write_xlsx(columns: list[str], rows: Iterable[list[Any]]) -> bytes:
    rows = list(rows)
    for row in rows:
        _refuse_what_xlsx_cannot_hold(row)
    book = NewWorkbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for line in (columns, *rows):
        sheet.append([_text_cell(sheet, cell) if isinstance(cell, str) and cell else cell for cell in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text_cell(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    """A cell that stays a text, even if somebody types a date into it."""
    cell = WriteOnlyCell(sheet, _LIKE_EXCELS_ESCAPE.sub("_x005F_", protect(text)))
    cell.number_format = "@"
    return cell


def _refuse_what_xlsx_cannot_hold(row: list[Any]) -> None:
    texts = [cell for cell in row if isinstance(cell, str)]
    if any(len(text) > LONGEST_CELL or ILLEGAL_CHARACTERS_RE.search(text) for text in texts):
        text = _(
            "“%(name)s” has a text that XLSX can't hold: it is too long, or has a character that can't be seen. Export "
            "it as CSV."
        )
        raise BadFile(text % {"name": next(text for text in texts if text)[:80]})


def read(content: bytes, names: Iterable[str] = (), key: Iterable[str] = ()) -> Table:
    """The columns and the rows that are not empty. Raises BadFile.

    The table is the one whose first row has most of `names`, and all of `key`.
    """
    if len(content) > LARGEST_FILE:
        raise BadFile(_("The file is too large: it may have %(most)d MB.") % {"most": LARGEST_FILE // 1024 // 1024})
    if not content.strip():
        raise BadFile(_("The file is empty."))
    names, key = {_plain(name): name for name in names}, frozenset(key)
    reader = _CsvFile(content, names) if not _is_workbook(content) else None
    sheets = [reader.sheet] if reader else _sheets(content)
    sheet, header, notes = _choose(sheets, names, key)
    table = _table(sheet, header, names)
    if reader is None:
        return table._replace(notes=(*notes, *table.notes))
    return table._replace(notes=(*reader.notes, *notes, *table.notes), comma_is_decimal=reader.separator == ";")


def _is_workbook(content: bytes) -> bool:
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"))


def _sheets(content: bytes) -> list[_Sheet]:
    book = Workbook(content)
    return [_Sheet(one.name, one.is_hidden, book.lines(one), one.merged) for one in book.sheets]


def _plain(name: str) -> str:
    """'Median pay *' is median_pay."""
    return re.sub(r"[\W_]+", "", fold(name[:LONGEST_NAME]))


def _choose(
    sheets: Iterable[_Sheet], names: Mapping[str, str], key: frozenset[str]
) -> tuple[_Sheet, _Header, list[str]]:
    """The sheet that has the table, its row of names, and what to say about it."""
    looks: list[tuple[_Sheet, _Header, int]] = []
    for sheet in sheets:
        if begin := list(islice(sheet.lines, HEADER_WITHIN)):
            sheet = sheet._replace(lines=chain(begin, sheet.lines))
            looks.append((sheet, _header(begin, names, key), begin[0].number))
    if not looks:
        raise BadFile(_("The file is empty."))
    looks.sort(key=lambda look: (-look[1].has_key, look[0].is_hidden, -look[1].known))  # keeps the order of equals
    sheet, header, first = looks[0]
    equals = [one.name for one, other, _first in looks if other[:2] == header[:2] and not one.is_hidden]
    if header.has_key and len(equals) > 1:
        text = _("These sheets all have such a table: %s. Keep the one that is to be imported.")
        raise BadFile(text % ", ".join(equals)[:300])
    notes = []
    if len(looks) > 1:
        texts = {"sheet": sheet.name, "others": ", ".join(one.name for one, *_look in looks[1:])[:300]}
        notes.append(_("Sheet “%(sheet)s” is read. Not read: %(others)s.") % texts)
    if sheet.is_hidden:
        notes.append(_("Sheet “%s” is hidden in the workbook.") % sheet.name)
    if first < header.line.number:
        text = _("%s names the columns. What stands above it is not read.")
        notes.append(text % sheet.at(header.line.number))
    return sheet, header, notes


def _header(lines: list[Line], names: Mapping[str, str], key: frozenset[str]) -> _Header:
    headers = []
    for line in lines:
        cells = islice(line.cells.values(), MOST_COLUMNS)
        found = {names.get(_plain(str(cell))) for cell in cells} - {None}
        lacking = key - found - ({"slug"} if "name" in found else set())  # found by its name then
        headers.append(_Header(bool(key) and not lacking and 2 * len(found) >= len(line.cells), len(found), line))
    return max(headers, key=lambda header: (header.has_key, header.known))  # the first of equals


def _table(sheet: _Sheet, header: _Header, names: Mapping[str, str]) -> Table:
    where = sheet.at(header.line.number)
    columns = {index: names.get(_plain(str(cell))) or tidy_line(str(cell)) for index, cell in header.line.cells.items()}
    columns = {index: name for index, name in sorted(columns.items()) if name}
    if len(columns) > MOST_COLUMNS:
        raise BadFile(_("The file has too many columns."))
    texts = list(columns.values())
    if twice := sorted({name for name in texts if texts.count(name) > 1}):
        raise BadFile(_("These columns stand there twice: %s.") % ", ".join(twice)[:200])
    rows: list[Row] = []
    hidden: list[str] = []
    for line in sheet.lines:
        if line.number <= header.line.number:
            continue
        if len(rows) == MOST_ROWS:
            raise BadFile(_("The file has too many rows: at most %d can be imported at once.") % MOST_ROWS)
        _refuse_nameless(line, columns, header)
        rows.append(Row(line.number, {name: line.cells.get(index, "") for index, name in columns.items()}))
        if line.is_hidden:
            hidden.append(str(line.number))
    if rows:
        _refuse_merged(sheet, header.line.number, rows[-1].number)
    note = _("Rows that are hidden in the sheet are read too: %s.") % ", ".join(hidden)[:300]
    return Table(texts, rows, where, (note,) if hidden else ())


def _refuse_nameless(line: Line, columns: Mapping[int, str], header: _Header) -> None:
    nameless = min(line.cells.keys() - columns.keys(), default=None)
    if nameless is None:
        return
    if nameless > max(columns, default=-1):
        raise BadFile(_("Row %d has more cells than the first row has names.") % line.number)
    texts = {"column": get_column_letter(nameless + 1), "row": line.number, "names": header.line.number}
    raise BadFile(
        _("A column has no name: column %(column)s, which row %(row)d uses. Row %(names)d has to name it.") % texts
    )


def _refuse_merged(sheet: _Sheet, header: int, last: int) -> None:
    for cells in sheet.merged:
        rows = [int(number) for number in re.findall(r"[0-9]{1,7}", cells)]
        if rows and max(rows) > header and min(rows) <= last:
            text = _("Sheet “%(sheet)s”: the cells %(cells)s are merged into one. Separate them, and fill in each.")
            raise BadFile(text % {"sheet": sheet.name, "cells": cells})


class _CsvFile:
    """What is in a CSV file, with any of the usual separators and encodings."""

    notes: list[str]

    def __init__(self, content: bytes, names: Mapping[str, str]) -> None:
        self.content, self.notes = content, []
        self.encoding = self._find_encoding()
        try:
            start = self._text().read(65_536)
        except UnicodeError as error:
            raise self._undecodable() from error
        if start.lstrip().startswith("<"):
            raise BadFile(
                _("This is a web page or XML, not a CSV file. Save it as “CSV UTF-8” or “Excel Workbook (.xlsx)”.")
            )
        said = re.match(r'"?sep=(.)"?\r?\n', start, re.IGNORECASE)
        self.skipped = 1 if said else 0
        self.separator = said[1] if said else max(SEPARATORS, key=lambda one: self._fits(one, start, names))
        self.sheet = _Sheet("", False, self._lines(), [])

    def _lines(self) -> Iterator[Line]:
        try:
            for number, cells in enumerate(self._records(), start=1):
                if number > LAST_ROW:
                    raise BadFile(_("The file has too many rows: at most %d can be imported at once.") % MOST_ROWS)
                text = "".join(cells)
                if text and not text.isspace():
                    yield Line(number, {index: cell for index, cell in enumerate(cells) if cell.strip()})
        except UnicodeError as error:
            raise self._undecodable() from error

    def _records(self) -> Iterator[list[str]]:
        count = 0  # of lines that the row has so far

        def lines() -> Iterator[str]:
            nonlocal count
            for line in islice(self._text(), self.skipped, None):
                count += 1
                if count > _LONGEST_RECORD:
                    raise csv.Error
                if line.count(self.separator) > _MOST_SEPARATORS:
                    raise BadFile(_("The file has too many columns."))
                yield line

        reader = csv.reader(lines(), delimiter=self.separator, strict=True)
        number = 1
        while True:
            count = 0
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                text = _(
                    "This is no CSV file that can be read: row %d has a quotation mark too many, or one that is not "
                    "closed, or an endless text."
                )
                raise BadFile(text % number) from error
            if len(cells) > LAST_COLUMN:
                raise BadFile(_("The file has too many columns."))
            yield cells
            number += 1

    def _text(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(io.BytesIO(self.content), encoding=self.encoding, newline="")

    def _find_encoding(self) -> str:
        if self.content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        start = self.content[:4096]
        for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
            if zeros and zeros.count(0) > len(zeros) / 2:
                return encoding
        try:
            self.content.decode()
        except UnicodeDecodeError:
            return self._old_encoding()
        return "utf-8-sig"

    def _old_encoding(self) -> str:
        """Windows-1252 is what Excel's plain “CSV” has. Nothing tells it from other ones for sure."""
        try:
            text = self.content.decode("cp1252")
        except UnicodeDecodeError as error:
            raise self._undecodable() from error
        if _CONTROL.search(text):
            raise self._undecodable()
        self.notes.append(
            _("The file is not in UTF-8. It is read as Windows-1252: look whether letters with accents are right.")
        )
        return "cp1252"

    def _undecodable(self) -> BadFile:
        return BadFile(
            _("This is no CSV file in UTF-8, and no XLSX file. In Excel, save it as “CSV UTF-8” or “Excel Workbook”.")
        )

    def _fits(self, separator: str, start: str, names: Mapping[str, str]) -> tuple[int, int]:
        """How many of `names`, and how many cells, one of the first rows has with this separator."""
        reader = csv.reader(io.StringIO(start, newline=""), delimiter=separator)
        best = (0, 0)
        try:
            for cells in islice((cells for cells in reader if any(cells)), HEADER_WITHIN):
                known = len({names.get(_plain(cell)) for cell in cells[:MOST_COLUMNS]} - {None})
                best = max(best, (known, len(cells) if best[1] == 0 else best[1]))
        except csv.Error:
            pass  # said when the file is read
        return best
