"""The cells of a workbook (.xlsx), read with a bound on what is looked at. Pure.

A small file can say that it has two thousand million rows, or unpack to gigabytes. openpyxl fills such gaps, and builds
all styles and texts first. Here nothing is filled, every part is read in pieces, and each kind of work has a limit: so
any file is read or refused in about a second. Of what is typed, only the values are read.
"""

import math
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple, Protocol
from xml.parsers import expat

from django.utils.translation import gettext as _
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape

MB = 1024 * 1024
MOST_SHEETS = 200
MOST_MERGED = 5_000
MOST_EMPTY_ROWS = 5_000  # one after the other; what follows is only searched for a value
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # Excel's limits
_INSIDE_A_CELL = 1000  # elements
_PIECE = 64 * 1024
_LONGEST_TAG = 1024 * 1024  # the parser keeps a tag until it ends, and begins it anew with each piece
_LONGEST_FORMAT = 255  # Excel's limit
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}  # number formats that need no text
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    expat.ExpatError,
    LookupError,
    ValueError,
    ArithmeticError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
)


@dataclass(frozen=True)
class Limits:
    """What may be looked at of one workbook. The usual ones are for what visitors and editors upload."""

    elements: int = 300_000  # of XML, in all parts
    parsed: int = 32 * MB
    unpacked: int = 150 * MB  # a sheet that is formatted down to the last row has 100 MB
    text: int = 12_000_000  # characters that are kept


USUAL = Limits()
# A publisher's table that an operator imports, such as the BLS's of all states, with 1.2 million cells.
OF_A_PUBLISHER = Limits(elements=6_000_000, parsed=256 * MB, unpacked=256 * MB, text=40_000_000)


class BadFile(Exception):
    """A file that can't be read as a table; says why, for an editor."""


class BadCell(NamedTuple):
    """A cell that does not hold what somebody typed: what it shows, and what is wrong with it."""

    shown: str
    why: str

    def __str__(self) -> str:
        return self.shown


Value = str | int | float | bool | BadCell  # of a cell


class Line(NamedTuple):
    """A row that holds something: {column, counted from 0: value}."""

    number: int
    cells: dict[int, Value]
    is_hidden: bool = False


@dataclass
class Sheet:
    name: str
    is_hidden: bool
    part: str
    merged: list[str] = field(default_factory=list)  # "A2:A5"; known once all lines have been read


@contextmanager
def _damage_is_a_bad_file() -> Iterator[None]:
    try:
        yield
    except _DAMAGED as error:
        raise BadFile(_("This XLSX file is damaged, or it is another kind of file.")) from error


def _too_large() -> BadFile:
    return BadFile(_("The file is too large once it is unpacked. Keep only the sheet that is to be imported."))


class Workbook:
    def __init__(self, content: bytes, limits: Limits = USUAL):
        _refuse_old_kinds(content)
        self.elements_left, self.text_left = limits.elements, limits.text
        self.parsed_left, self.unpacked_left = limits.parsed, limits.unpacked
        with _damage_is_a_bad_file():
            self._zip = zipfile.ZipFile(BytesIO(content))
            _refuse_other_zips(self._zip)
            main = self._related("", "officeDocument")[0]
            sheets = {key: part for key, kind, part in self._relations(main) if kind == "worksheet"}
            self._formats = self._read_formats(self._related(main, "styles"))
            self._texts = self._read_texts(self._related(main, "sharedStrings"))
            self.sheets = self._read_sheets(main, sheets)

    def lines(self, sheet: Sheet) -> Iterator[Line]:
        """The rows that hold something. Raises BadFile."""
        reader = _SheetReader(self, sheet)
        with _damage_is_a_bad_file():
            for _piece in self._walk(sheet.part, reader):
                yield from reader.taken()
            yield from reader.taken()

    def spend_element(self) -> None:
        self.elements_left -= 1
        if self.elements_left < 0:
            raise _too_large()

    def spend_text(self, text: str) -> None:
        self.text_left -= len(text)
        if self.text_left < 0:
            raise _too_large()

    def value(self, kind: str, style: str | None, text: str, has_formula: bool) -> Value:
        """What a cell holds, '' for nothing."""
        if kind == "s":
            return self._texts[int(text)] if text else ""
        if kind in ("inlineStr", "str"):
            return str(unescape(text))
        if kind == "e":
            return error_cell(text)
        if not text.strip():
            why = _("It has a formula without a value. Open the file in a spreadsheet program and save it there.")
            return BadCell("", why) if has_formula else ""
        if kind == "b":
            return text.strip() == "1"
        if kind == "d":
            return date_cell(text)
        number = float(text)
        if not math.isfinite(number):
            raise ValueError(text)
        shown_as = self._formats[int(style)] if style and int(style) < len(self._formats) else ""
        if shown_as == "date":
            return date_cell(_date(number))
        if shown_as == "percent":
            return f"{number * 100:.12g}%"
        return int(number) if number.is_integer() else number

    def _pieces(self, part: str) -> Iterator[bytes]:
        info = self._zip.getinfo(part)
        if info.compress_type not in _PACKINGS:
            raise NotImplementedError
        with self._zip.open(info) as file:
            while piece := file.read(_PIECE):
                self.unpacked_left -= len(piece)
                if self.unpacked_left < 0:
                    raise _too_large()
                yield piece

    def _walk(self, part: str, reader: "_Reader") -> Iterator[None]:
        """Feed `reader` with what is in a part, and pause after each piece."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = reader.start
        parser.EndElementHandler = reader.end
        parser.CharacterDataHandler = reader.text
        reader.parser, fed, pieces = parser, 0, self._pieces(part)
        for piece in pieces:
            parser.Parse(piece, False)
            if isinstance(reader, _SheetReader) and reader.stopped_at is not None:
                yield
                reader.search(piece[reader.stopped_at - fed :], pieces)
                return
            fed += len(piece)
            self.parsed_left -= len(piece)
            if self.parsed_left < 0:
                raise _too_large()
            if fed - max(parser.CurrentByteIndex, 0) > _LONGEST_TAG and parser.CurrentByteIndex >= 0:
                raise _too_large()
            yield
        parser.Parse(b"", True)

    def _collect(self, part: str, *names: str) -> list[tuple[str, dict[str, str]]]:
        """[(name, attributes), ...] of a small part."""
        reader = _Collector(self, names)
        for _piece in self._walk(part, reader):
            pass
        return reader.found

    def _relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        """(key, kind, the other part) of what a part refers to."""
        folder, name = posixpath.split(part)
        found = self._collect(posixpath.join(folder, "_rels", f"{name}.rels"), "Relationship")
        for _name, attributes in found:
            target = attributes["Target"]
            target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield attributes["Id"], attributes["Type"].rpartition("/")[2], target

    def _related(self, part: str, kind: str) -> list[str]:
        return [target for _key, found, target in self._relations(part) if found == kind]

    def _read_sheets(self, main: str, parts: dict[str, str]) -> list[Sheet]:
        sheets = []
        for _name, attributes in self._collect(main, "sheet"):
            key = next((value for name, value in attributes.items() if name.rpartition(":")[2] == "id"), "")
            if key in parts:  # a sheet of charts is none
                hidden = attributes.get("state", "visible") != "visible"
                sheets.append(Sheet(attributes["name"], hidden, parts[key]))
        if not sheets:
            raise BadFile(_("The workbook has no sheet with cells."))
        if len(sheets) > MOST_SHEETS:
            raise BadFile(_("The workbook has too many sheets. Keep only the one that is to be imported."))
        return sheets

    def _read_formats(self, parts: list[str]) -> list[str]:
        """For each style of a cell, whether it shows a 'date' or a 'percent'."""
        if not parts:
            return []
        reader = _Collector(self, ("numFmt", "xf"), inside="cellXfs")
        for _piece in self._walk(parts[0], reader):
            pass
        texts = {int(a["numFmtId"]): a.get("formatCode", "") for name, a in reader.found if name == "numFmt"}
        used = [int(a.get("numFmtId", 0)) for name, a in reader.found if name == "xf"]
        shown = {key: _shown_as(key, texts) for key in set(used)}
        return [shown[key] for key in used]

    def _read_texts(self, parts: list[str]) -> list[str]:
        reader = _TextsReader(self)
        for _piece in self._walk(parts[0], reader) if parts else ():
            pass
        return reader.found


def error_cell(text: str) -> BadCell:
    why = _("“%s” is the error of a formula. Correct the formula, or write the value in its place.")
    return BadCell(text, why % text[:40])


def date_cell(text: str) -> BadCell:
    why = _(
        "A spreadsheet has made a date of it: %s. Give the cell the format “Text”, and write again what it should hold."
    )
    return BadCell(text, why % text[:40])


def _date(number: float) -> str:
    try:
        return str(from_excel(number))
    except (OverflowError, ValueError):
        return str(number)


def _shown_as(key: int, texts: dict[int, str]) -> str:
    text = texts.get(key, BUILTIN_FORMATS.get(key, ""))[:_LONGEST_FORMAT]
    if key in _DATES or is_date_format(text):
        return "date"
    return "percent" if "%" in text else ""


def _refuse_doctype(*_declared: object) -> None:
    raise ValueError  # a workbook has none: it is there to unfold entities


def _refuse_old_kinds(content: bytes) -> None:
    if not content.startswith(_OLD):
        return
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise BadFile(_("The workbook has a password. Save it without one."))
    raise BadFile(_("This is a file of an old kind, such as .xls. Open it and save it as “Excel Workbook (.xlsx)”."))


def _refuse_other_zips(archive: zipfile.ZipFile) -> None:
    names = archive.NameToInfo
    if "mimetype" in names or "content.xml" in names:
        raise BadFile(_("This is an OpenDocument file, such as .ods. Save it as “Excel Workbook (.xlsx)”."))
    if "xl/workbook.bin" in names:
        raise BadFile(_("This is a binary workbook (.xlsb). Save it as “Excel Workbook (.xlsx)”."))
    if any(name.endswith(".iwa") or name == "Index.zip" for name in names):
        raise BadFile(_("This is a file of Apple's Numbers. Export it as Excel (.xlsx) or CSV."))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _Reader(Protocol):
    """What an XML parser calls while it goes through a part."""

    parser: expat.XMLParserType

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, text: str) -> None: ...


class _Collector:
    """The attributes of some elements."""

    parser: expat.XMLParserType
    found: list[tuple[str, dict[str, str]]]
    parents: list[str]

    def __init__(self, book: Workbook, names: tuple[str, ...], inside: str = "") -> None:
        self.book, self.names, self.inside = book, names, inside
        self.found, self.parents = [], []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.book.spend_element()
        name = _local(name)
        if name in self.names and (name != "xf" or self.parents[-1] == self.inside):
            self.found.append((name, attributes))
            for value in attributes.values():
                self.book.spend_text(value)
        self.parents.append(name)

    def end(self, name: str) -> None:
        self.parents.pop()

    def text(self, text: str) -> None:
        pass


class _TextsReader:
    """The texts that cells share, without their formatting and their phonetic reading."""

    parser: expat.XMLParserType
    found: list[str]
    parts: list[str]

    def __init__(self, book: Workbook) -> None:
        self.book, self.found, self.parts, self.is_text, self.phonetic = book, [], [], False, 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.book.spend_element()
        name = _local(name)
        if name == "si":
            self.parts = []
        elif name == "rPh":
            self.phonetic += 1
        self.is_text = name == "t" and not self.phonetic

    def end(self, name: str) -> None:
        name = _local(name)
        if name == "si":
            self.found.append(unescape("".join(self.parts)))
        elif name == "rPh":
            self.phonetic -= 1
        self.is_text = False

    def text(self, text: str) -> None:
        if self.is_text:
            self.book.spend_text(text)
            self.parts.append(text)


class _SheetReader:
    """The rows of a sheet. After too many empty rows, or too much of all, the rest is only searched for a value.

    So a sheet that is formatted down to its last row is read, and nothing of a sheet is left out without a word.
    """

    parser: expat.XMLParserType
    lines: list[Line]
    stopped_at: int | None
    cells: dict[int, Value]
    style: str | None
    parts: list[str]

    def __init__(self, book: Workbook, sheet: Sheet) -> None:
        self.book, self.sheet = book, sheet
        self.lines, self.stopped_at = [], None
        self.row = self.column = self.empty_rows = 0
        self.cells, self.is_hidden = {}, False
        self.kind, self.style, self.parts, self.has_formula = "n", None, [], False
        self.in_value, self.phonetic = False, 0

    def taken(self) -> list[Line]:
        lines, self.lines = self.lines, []
        return lines

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.book.elements_left -= 1
        local = _local(name)
        if local == "c":
            if self.book.elements_left < 0:
                return self._stop(name, local)
            reference = attributes.get("r")
            self.column = column_index_from_string(reference.rstrip("0123456789")) if reference else self.column + 1
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s")
            self.parts, self.has_formula, self.phonetic = [], False, 0
        elif local == "row":
            if self.book.elements_left < 0 or self.empty_rows > MOST_EMPTY_ROWS:
                return self._stop(name, local)
            self.row = int(attributes["r"]) if "r" in attributes else self.row + 1
            self.is_hidden = attributes.get("hidden") in ("1", "true")
            self.column = 0
        elif local == "f":
            self.has_formula = True
        elif local == "rPh":
            self.phonetic += 1
        elif local == "mergeCell":
            self.sheet.merged.append(attributes["ref"])
            if len(self.sheet.merged) > MOST_MERGED:
                raise _too_large()
        elif self.book.elements_left < -_INSIDE_A_CELL:
            raise _too_large()
        self.in_value = local == "v" or (local == "t" and not self.phonetic)

    def end(self, name: str) -> None:
        self.in_value = False
        local = _local(name)
        if local == "c" and (self.parts or self.has_formula):
            value = self.book.value(self.kind, self.style, "".join(self.parts), self.has_formula)
            if value != "":
                self._keep(value)
        elif local == "row":
            self._end_row()
        elif local == "rPh":
            self.phonetic -= 1

    def text(self, text: str) -> None:
        if self.in_value:
            self.book.spend_text(text)
            self.parts.append(text)

    def _keep(self, value: Value) -> None:
        if self.row > LAST_ROW or self.column > LAST_COLUMN:
            text = _("Sheet “%(sheet)s” has something in row %(row)d, column %(column)d: no spreadsheet is so large.")
            raise BadFile(text % {"sheet": self.sheet.name, "row": self.row, "column": self.column})
        self.cells[self.column - 1] = value

    def _end_row(self) -> None:
        if self.cells:
            self.lines.append(Line(self.row, self.cells, self.is_hidden))
            self.cells, self.empty_rows = {}, 0
        else:
            self.empty_rows += 1

    def _stop(self, name: str, local: str) -> None:
        self.stopped_at = self.parser.CurrentByteIndex
        self.parser.StartElementHandler = self.parser.EndElementHandler = self.parser.CharacterDataHandler = None
        self.prefix = name.removesuffix(local).encode()
        self._end_row()

    def search(self, rest: bytes, pieces: Iterable[bytes]) -> None:
        """Refuse a sheet that holds something in `rest` or `pieces`: it would be left out without a word."""
        if b"\0" in rest[:4]:  # two bytes for each letter
            raise _too_large()
        prefix = re.escape(self.prefix)
        value = re.compile(rb"<%b[vft](?:\s[^<>]*)?>(?!</)|</%bsheetData" % (prefix, prefix))
        for piece in pieces:
            if self._holds(value, rest, len(rest) - 64):
                return
            rest = rest[-128:] + piece
        self._holds(value, rest, len(rest))

    def _holds(self, value: re.Pattern[bytes], part: bytes, until: int) -> bool:
        """Whether the sheet's end is there."""
        found = value.search(part)
        if found is None or found.start() >= until:
            return False
        if found[0].endswith(b"sheetData"):
            return True
        text = _("Sheet “%(sheet)s” is too large: it has something below row %(row)d. Keep what is to be imported.")
        raise BadFile(text % {"sheet": self.sheet.name, "row": self.row})
