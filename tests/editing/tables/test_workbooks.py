"""Hostile and huge workbooks and tables: each is read or refused after a bounded amount of work."""

import io
import zipfile

import pytest

from explorer.editing.tables import spreadsheets
from explorer.editing.tables.spreadsheets import BadFile, read
from explorer.text import workbooks
from explorer.text.workbooks import Workbook

from ...spreadsheets import FAR, HEADER, MAIN, sheet, workbook

DATA = '<row r="2"><c r="A2" t="inlineStr"><is><t>roads</t></is></c><c r="B2" t="inlineStr"><is><t>Roads</t></is></c></row>'


def cells(content):
    book = Workbook(content)
    return [line.cells for line in book.lines(book.sheets[0])]


def empty_rows(last, cell=""):
    return "".join(f'<row r="{n}" s="1" customFormat="1">{cell.replace("#", str(n))}</row>' for n in range(3, last + 1))


# What is read


def test_a_sheet_that_is_formatted_down_to_its_last_row_is_read():
    rows = empty_rows(workbooks.LAST_ROW, '<c r="A#" s="1"/>')
    table = read(workbook(sheet(HEADER + DATA + rows)))
    assert [row.cells for row in table.rows] == [{"slug": "roads", "name": "Roads"}]


def test_a_single_formatted_cell_in_the_last_row_is_no_row():
    assert len(read(workbook(sheet(HEADER + DATA + '<row r="1048576"><c r="A1048576" s="1"/></row>'))).rows) == 1


def test_rows_keep_their_numbers_over_gaps():
    rows = HEADER + DATA + '<row r="90000"><c r="A90000"><v>7</v></c></row>'
    assert [row.number for row in read(workbook(sheet(rows))).rows] == [2, 90_000]


def test_rows_and_cells_without_references_follow_each_other():
    assert cells(workbook(sheet("<row><c><v>1</v></c><c><v>2.5</v></c></row>"))) == [{0: 1, 1: 2.5}]


def test_names_with_a_prefix_are_read():
    rows = '<x:row r="1"><x:c r="A1" t="str"><x:v>slug</x:v></x:c></x:row>'
    content = f"<x:worksheet {MAIN.replace('xmlns', 'xmlns:x')}><x:sheetData>{rows}</x:sheetData></x:worksheet>"
    assert cells(workbook(content)) == [{0: "slug"}]


def test_a_text_is_read_without_its_formatting_and_its_phonetic_reading():
    texts = f"<sst {MAIN}><si><r><t>Con</t></r><r><t>crete</t></r><rPh><t>x</t></rPh></si></sst>"
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>a_x000D_\nb</t><rPh><t>x</t></rPh></is></c></row>'
    assert cells(workbook(sheet(rows), texts=texts)) == [{0: "Concrete", 1: "a\r\nb"}]


def test_the_text_of_a_formula_may_be_empty():
    assert cells(workbook(sheet('<row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><v>1</v></c></row>'))) == [
        {1: 1}
    ]


def test_numbers_that_a_sheet_shows_as_percent_are_read_as_shown():
    styles = f'<styleSheet {MAIN}><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs></styleSheet>'
    assert cells(
        workbook(
            sheet('<row r="1"><c r="A1" s="1"><v>0.035</v></c><c r="B1" s="0"><v>0.5</v></c></row>'), styles=styles
        )
    ) == [{0: "3.5%", 1: 0.5}]


STYLES = f"""<styleSheet {MAIN}><numFmts><numFmt numFmtId="170" formatCode="yyyy\\-mm"/></numFmts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>"""


@pytest.mark.parametrize(("cell", "why"), [
    ('<c r="A1"><f>1+1</f><v></v></c>', "formula without a value"),
    ('<c r="A1"><f>1+1</f></c>', "formula without a value"),
    ('<c r="A1" t="e"><v>#N/A</v></c>', "“#N/A” is the error of a formula"),
    ('<c r="A1" s="1"><v>45375</v></c>', "a date of it: 2024-03-24"),
    ('<c r="A1" s="2"><v>45375</v></c>', "a date of it"),
    ('<c r="A1" t="d"><v>2024-03-24</v></c>', "a date of it: 2024-03-24"),
])  # fmt: skip
def test_a_cell_that_nobody_typed_says_why(cell, why):
    [found] = cells(workbook(sheet(f'<row r="1">{cell}</row>'), styles=STYLES))
    assert why in found[0].why


# What is refused


MANY_TEXTS = f"<sst {MAIN}>{'<si><t>a</t></si>' * 200_000}</sst>"
BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
DEEP = "<a>" * 400_000
DAMAGED = "This XLSX file is damaged"
LARGE = "too large"


def packed(content, method):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue()


def other_zip(name):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr(name, "x")
    return out.getvalue()


HOSTILE = {
    "a row that no sheet has": (lambda: workbook(sheet(HEADER + DATA + FAR)), "row 2000000000"),
    "a column that no sheet has": (lambda: workbook(sheet(HEADER + '<row r="2"><c r="ZZZ2"><v>1</v></c></row>')), "column 18278"),
    "a column that has no letters": (lambda: workbook(sheet('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>')), DAMAGED),
    "a row that is no number": (lambda: workbook(sheet('<row r="x"/>')), DAMAGED),
    "a value below endless empty rows": (lambda: workbook(sheet(HEADER + DATA + empty_rows(30_000) + FAR)), LARGE),
    "a formula below endless empty rows": (
        lambda: workbook(sheet(HEADER + empty_rows(30_000) + '<row r="30001"><c r="A30001"><f si="0"/><v></v></c></row>')), LARGE,
    ),
    "a value in a row of endless empty cells": (
        lambda: workbook(sheet(HEADER + '<row r="2">' + '<c r="A2"/>' * 300_000 + '<c r="B2"><v>1</v></c></row>')), LARGE,
    ),
    "endless texts": (lambda: workbook(sheet(HEADER), texts=MANY_TEXTS), LARGE),
    "a text without end": (lambda: workbook(sheet(HEADER), texts=f"<sst><si><t>{'a' * 13_000_000}</t></si></sst>"), LARGE),
    "a tag without end": (lambda: workbook(sheet(f'<row r="1" x="{"a" * 20_000_000}"/>')), LARGE),
    "a comment without end": (lambda: workbook(sheet(f"<!--{'>' * 20_000_000}-->")), LARGE),
    "endless comments": (lambda: workbook(sheet("<!---->" * 6_000_000)), LARGE),
    "endless depth": (lambda: workbook(f"<worksheet>{DEEP}"), LARGE),
    "endless depth in a part": (lambda: workbook(sheet(HEADER), styles=DEEP), LARGE),
    "endless styles": (lambda: workbook(sheet(HEADER), styles=f"<s><cellXfs>{'<xf/>' * 400_000}</cellXfs></s>"), LARGE),
    "endless space": (lambda: workbook(sheet(HEADER + DATA + empty_rows(6_000) + " " * 200_000_000)), LARGE),
    "many sheets": (lambda: workbook(*[sheet("")] * 300), "too many sheets"),
    "entities": (lambda: workbook(BOMB + sheet('<row r="1"><c r="A1"><v>&b;</v></c></row>')), DAMAGED),
    "broken XML": (lambda: workbook("<worksheet><sheetData>"), DAMAGED),
    "no number": (lambda: workbook(sheet('<row r="1"><c r="A1"><v>nan</v></c></row>')), DAMAGED),
    "a text that is not there": (lambda: workbook(sheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')), DAMAGED),
    "a packing with large memory": (lambda: packed(workbook(sheet(HEADER)), zipfile.ZIP_LZMA), DAMAGED),
    "merged cells": (lambda: workbook(sheet(HEADER + DATA, '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>')), "A2:A3 are merged"),
    "a password": (lambda: workbooks._OLD + "EncryptedPackage".encode("utf-16-le"), "has a password"),
    "an old kind": (lambda: workbooks._OLD + b"Workbook", "such as .xls"),
    "OpenDocument": (lambda: other_zip("mimetype"), "OpenDocument"),
    "a binary workbook": (lambda: other_zip("xl/workbook.bin"), "xlsb"),
    "Numbers": (lambda: other_zip("Index/Document.iwa"), "Numbers"),
    "some other archive": (lambda: other_zip("a.txt"), DAMAGED),
    "a table of columns": (lambda: b"slug," * 1_500_000, "too many columns"),
    "a row of columns": (lambda: b"slug,name\n" + b"a," * 20_000, "too many columns"),
    "a quotation mark that swallows the file": (lambda: b'slug,name\nroads,"Roads\n' + b"a,b\n" * 20_000, "row 2 has a quotation mark"),
    "a cell without end": (lambda: b"slug,name\nroads," + b"x" * 5_000_000, "row 2 has a quotation mark"),
    "endless empty lines": (lambda: b"slug,name\n" + b"\n" * 2_000_000, "too many rows"),
    "a web page": (lambda: b"\n<html><table></table></html>", "web page"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.sampled(12)
def test_a_hostile_file_is_refused_with_a_sentence(what):
    make, text = HOSTILE[what]
    content = make()
    assert len(content) < spreadsheets.LARGEST_FILE
    with pytest.raises(BadFile, match=text):
        read(content)


def test_no_more_is_looked_at_than_the_limits_say(monkeypatch):
    """Of a million formatted rows, the parser sees a few thousand; the others are searched as bytes."""
    seen = []
    start = workbooks._SheetReader.start
    monkeypatch.setattr(workbooks._SheetReader, "start", lambda self, *found: seen.append(1) or start(self, *found))
    read(workbook(sheet(HEADER + DATA + empty_rows(100_000, '<c r="A#" s="1"/>'))))
    assert len(seen) < 3 * workbooks.MOST_EMPTY_ROWS


def test_a_value_over_the_edge_of_a_piece_is_found(monkeypatch):
    for size in range(1_000, 1_040):
        monkeypatch.setattr(workbooks, "_PIECE", size)
        with pytest.raises(BadFile, match=LARGE):
            read(workbook(sheet(HEADER + DATA + empty_rows(5_100) + FAR)))


def test_empty_values_below_the_formatting_are_nothing():
    rows = HEADER + DATA + empty_rows(6_000, '<c r="A#" s="1"><v></v></c>')
    assert len(read(workbook(sheet(rows, "<v>1</v>"))).rows) == 1
