"""Spreadsheets as tests write and read them, and workbooks whose parts are written by hand."""

import csv
import io
import zipfile

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from explorer.editing.tables.spreadsheets import write

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEADER = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>slug</t></is></c><c r="B1" t="inlineStr"><is><t>name</t></is></c></row>'
)
FAR = '<row r="2000000000"><c r="A2000000000"><v>1</v></c></row>'


def relations(*found):
    entries = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(found)
    )
    return f'<Relationships xmlns="{PACKAGE}">{entries}</Relationships>'


def sheet(rows, after=""):
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData>{after}</worksheet>"


def workbook(*sheets, texts=None, styles=None, states=(), extra=()):
    """The bytes of a workbook whose parts are written by hand."""
    kinds = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(len(sheets))]
    kinds += [("sharedStrings", "sharedStrings.xml")] if texts is not None else []
    kinds += [("styles", "styles.xml")] if styles is not None else []
    named = "".join(
        f'<sheet name="Sheet {n}" sheetId="{n + 1}" r:id="r{n}" state="{dict(states).get(n, "visible")}"/>'
        for n in range(len(sheets))
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("_rels/.rels", relations(("officeDocument", "xl/workbook.xml")))
        parts.writestr("xl/workbook.xml", f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets>{named}</sheets></workbook>')
        parts.writestr("xl/_rels/workbook.xml.rels", relations(*kinds))
        for n, content in enumerate(sheets):
            parts.writestr(f"xl/worksheets/sheet{n}.xml", content)
        for name, content in (("xl/sharedStrings.xml", texts), ("xl/styles.xml", styles), *extra):
            if content is not None:
                parts.writestr(name, content)
    return out.getvalue()


def xlsx(*lines):
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def import_url(model):
    return reverse(f"admin:explorer_{model._meta.model_name}_import")


def export(client, model, kind="csv", **filters):
    response = client.get(reverse(f"admin:explorer_{model._meta.model_name}_export", args=[kind]), filters)
    assert response.status_code == 200
    return response.content


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def as_csv(rows):
    return write("csv", list(rows[0]), [list(row.values()) for row in rows])


def upload(client, model, content, name="content.csv"):
    return client.post(import_url(model), {"file": SimpleUploadedFile(name, content)})


def confirm(client, model, response):
    return client.post(import_url(model), {"pending": response.context["pending"].pk}, follow=True)


def import_all(client, model, content, name="content.csv"):
    return confirm(client, model, upload(client, model, content, name))


def faults_of(response):
    return [(number, name, text) for number, found in response.context["found"] for name, text in found]
