"""Opens a publisher's .xlsx file, as it is or inside a .zip, within bounds."""

import lzma
import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from ...text.workbooks import OF_A_PUBLISHER, BadFile, Workbook
from .figures import WrongFile

MB = 1024 * 1024
LARGEST_FILE = 20 * MB
MOST_COLUMNS = 100
ROWS_OF_A_HEADER = 10  # the column names stand in one of the first rows
MOST_IN_A_ZIP = 1000
_NOT_THE_TABLE = re.compile(r"(^|/)(__MACOSX/|\.|~\$|field_descriptions)", re.IGNORECASE)
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, NotImplementedError, ValueError, EOFError)


@dataclass
class Opened:
    """A workbook, and by what names it came: its own, and the one of the .zip around it."""

    path: Path
    names: str
    book: Workbook


def open_workbook(file: Path, advice: str) -> Opened:
    """Open `file`. A WrongFile says what is wrong with it and, by `advice`, what to download instead."""
    try:
        if file.is_dir():
            raise BadFile(_("it is a folder"))
        if file.stat().st_size > LARGEST_FILE:
            raise BadFile(_("it is too large: it may have %d MB") % (LARGEST_FILE // MB))
        content, inner = file.read_bytes(), ""
        if _is_another_zip(content):
            content, inner = _unpacked(content)
        return Opened(file, f"{inner} {file.name}", Workbook(content, OF_A_PUBLISHER))
    except (BadFile, OSError) as error:
        text = _("%(file)s can't be read as an .xlsx file: %(error)s. %(advice)s")
        raise WrongFile(text % {"file": file, "error": str(error).rstrip("."), "advice": advice}) from error


def _is_another_zip(content: bytes) -> bool:
    """Whether it is a .zip with files in it; a workbook is a .zip as well, of parts."""
    if not zipfile.is_zipfile(BytesIO(content)):
        return False
    try:
        names = zipfile.ZipFile(BytesIO(content)).NameToInfo
    except _DAMAGED as error:
        raise BadFile(_("the .zip file is damaged")) from error
    return "[Content_Types].xml" not in names and any(name.lower().endswith((".xlsx", ".xls")) for name in names)


def _unpacked(content: bytes) -> tuple[bytes, str]:
    """What the only table in a .zip holds, and its name."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = [name for name in archive.namelist()[:MOST_IN_A_ZIP] if not _NOT_THE_TABLE.search(name)]
        tables = [name for name in names if name.lower().endswith(".xlsx")]
        if not tables:
            raise BadFile(_("the .zip file has no .xlsx file in it, only one of the old kind, .xls"))
        if len(tables) > 1:
            found = ", ".join(PurePosixPath(name).name for name in sorted(tables)[:5])
            raise BadFile(_("the .zip file has several tables in it (%s): unpack it, and give one of them") % found)
        try:
            with archive.open(tables[0]) as file:
                unpacked = file.read(LARGEST_FILE + 1)  # whatever it says of its size
        except _DAMAGED as error:
            raise BadFile(_("the .zip file is damaged, or it has a password")) from error
    if len(unpacked) > LARGEST_FILE:
        raise BadFile(_("the table in the .zip file is too large: it may have %d MB") % (LARGEST_FILE // MB))
    return unpacked, PurePosixPath(tables[0]).name
