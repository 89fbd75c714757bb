"""The files of NCES's IPEDS that say which colleges there are (HD) and what they award in which majors (C_A).

https://nces.ed.gov/ipeds/datacenter/DataFiles.aspx offers them as .zip files with one .csv inside. Columns are found by
their names. Only first majors count, so that nobody is counted twice.
"""

import csv
import gzip
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from ...models import AWARD_KINDS
from .colleges import Colleges, college_from, count_from, is_web_address, is_year
from .figures import WrongFile, quoted

PLACE = "https://nces.ed.gov/ipeds/datacenter/DataFiles.aspx"
MOST_MB = 300  # unpacked; the largest so far has 60
COLLEGE_COLUMNS = ("UNITID", "INSTNM", "CITY", "STABBR", "CONTROL", "WEBADDR")
AWARDS_COLUMNS = ("UNITID", "CIPCODE", "AWLEVEL", "CTOTALT")
KINDS = {  # IPEDS's award levels; those up to 2019 and before 2010 too
    **dict.fromkeys(("1", "20", "21"), "short"),
    **dict.fromkeys(("2", "4"), "certificate"),
    "3": "associate",
    "5": "bachelor",
    **dict.fromkeys(("6", "7", "8", "9", "10", "11", "17", "18", "19"), "beyond"),
}
_DAMAGED = (
    OSError,
    zipfile.BadZipFile,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    UnicodeDecodeError,
)
_BEGINNING = re.compile(r"(?:https?:/*)?", re.IGNORECASE)
_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]{0,30}:(?!\d)", re.IGNORECASE)  # but for a port behind a name


class LeftOut(list):
    """What was not taken from the files, each a sentence with file and row."""


def read_ipeds(hd: Path, c_a: Path, year: int | None = None) -> tuple[Colleges, LeftOut]:
    """Return all colleges that awarded something, of the files HD and C_A; the year from their names if not given."""
    found, left_out = Colleges(year or _year(hd, c_a)), LeftOut()
    awards, seen = _awards(c_a), set()
    for number, row in _rows(hd, COLLEGE_COLUMNS, _("colleges (HD)")):
        unitid = row["UNITID"]
        where = _("%(file)s, row %(number)d") % {"file": hd.name, "number": number}
        _refuse_twice(unitid.lstrip("0"), seen, where)
        if unitid not in awards:  # a system's office, or one that has closed
            continue
        website = _web_address(row["WEBADDR"])
        if row["WEBADDR"] and not website:
            text = _("%(where)s: the web address “%(address)s” of %(name)s")
            left_out.append(text % {"where": where, "address": row["WEBADDR"][:100], "name": row["INSTNM"]})
        try:
            college = college_from(unitid, *(row[name] for name in COLLEGE_COLUMNS[1:-1]), website)
        except ValueError as error:
            raise WrongFile(f"{where}: {error}") from error
        found.colleges[college.unitid], found.awards[college.unitid] = college, awards.pop(unitid)
    if not found.colleges:
        text = _("%(hd)s and %(c_a)s have no college in common. Take HD and C_A of the same year from %(place)s.")
        raise WrongFile(text % {"hd": hd.name, "c_a": c_a.name, "place": PLACE})
    text = _("%(file)s: the awards of %(unitid)s, a college that %(hd)s does not have")
    left_out += (text % {"file": c_a.name, "unitid": unitid, "hd": hd.name} for unitid in sorted(awards))
    return found, left_out


def _year(hd: Path, c_a: Path) -> int:
    years = {match[1] for file in (hd, c_a) if (match := re.match(r"(?:hd|c)(\d{4})", file.name, re.IGNORECASE))}
    if len(years) > 1:
        text = _("%(hd)s and %(c_a)s are of different years. Take both of one year from %(place)s.")
        raise WrongFile(text % {"hd": hd.name, "c_a": c_a.name, "place": PLACE})
    if not years or not is_year(year := years.pop()):
        text = _("Of which year are %(hd)s and %(c_a)s? Their names do not say it: add --year 2024.")
        raise WrongFile(text % {"hd": hd.name, "c_a": c_a.name})
    return int(year)


def _awards(c_a: Path) -> dict[str, dict[str, list[int]]]:
    """{UNITID: {CIP code: how many of each of AWARD_KINDS}}"""
    awards: dict[str, dict[str, list[int]]] = {}
    seen: set[tuple[str, str, str]] = set()
    places = {level: AWARD_KINDS.index(kind) for level, kind in KINDS.items()}
    for number, row in _rows(c_a, AWARDS_COLUMNS, _("awards by major (C_A)")):
        if row.get("MAJORNUM", "1") != "1" or row["CIPCODE"].startswith("99"):  # second majors, and sums over all
            continue
        where = _("%(file)s, row %(number)d") % {"file": c_a.name, "number": number}
        level = row["AWLEVEL"].lstrip("0")
        if level not in places:
            text = _("%(where)s, column AWLEVEL: “%(level)s” is no level of award that is known here.")
            raise WrongFile(text % {"where": where, "level": quoted(row["AWLEVEL"])})
        if not re.fullmatch(r"\d\d\.\d{4}", row["CIPCODE"], re.ASCII):
            text = _("%(where)s, column CIPCODE: “%(code)s” is no code of a major. It looks like 01.0102.")
            raise WrongFile(text % {"where": where, "code": quoted(row["CIPCODE"])})
        try:
            count = count_from(row["CTOTALT"])
        except ValueError as error:
            raise WrongFile(_("%(where)s, column CTOTALT: %(why)s") % {"where": where, "why": error}) from error
        _refuse_twice((row["UNITID"], row["CIPCODE"], level), seen, where)
        if count:
            majors = awards.setdefault(row["UNITID"], {})
            majors.setdefault(row["CIPCODE"], [0] * len(AWARD_KINDS))[places[level]] += count
    return awards


def _refuse_twice(key, seen: set, where: str) -> None:
    """A row that comes again would be lost, or counted twice."""
    if key in seen:
        raise WrongFile(_("%(where)s: the file has a row for the same before.") % {"where": where})
    seen.add(key)


def _web_address(text: str) -> str:
    """A college's address with https:// where it names none; '' if no page may link to it."""
    address = text.strip()
    if len(address.split()) > 1:  # “… OR …”, “…#location=Austin, TX”
        address = re.split(r"[\s#]", address)[0]
    if not address or _SCHEME.match(address):
        return ""
    beginning = _BEGINNING.match(address)[0]
    scheme = "http" if beginning.lower().startswith("http:") else "https"
    address = f"{scheme}://{address[len(beginning) :]}"
    return address if is_web_address(address) else ""


def _rows(file: Path, wanted: tuple[str, ...], what: str) -> Iterator[tuple[int, dict[str, str]]]:
    """(number, {column: cell}) of every row; the first row has the names of the columns."""
    reader = csv.reader(io.StringIO(_text(file), newline=""))
    try:
        names = [name.strip().upper() for name in next(reader, [])]
        if lacking := [name for name in wanted if name not in names]:
            text = _("%(file)s has no column %(names)s: it is not the file of %(what)s. Take that from %(place)s.")
            raise WrongFile(text % {"file": file.name, "names": ", ".join(lacking), "what": what, "place": PLACE})
        shown = [name for name in (*wanted, "MAJORNUM") if name in names]
        columns = [names.index(name) for name in shown]
        for row in reader:
            if not row:
                continue
            if len(row) <= max(columns):
                text = _("%(file)s, row %(number)d: it has %(cells)d cells, and column %(name)s is missing.")
                name = next(name for name, column in zip(shown, columns, strict=True) if column >= len(row))
                raise WrongFile(text % {"file": file.name, "number": reader.line_num, "cells": len(row), "name": name})
            yield reader.line_num, {n: row[c].strip() for n, c in zip(shown, columns, strict=True)}
    except csv.Error as error:
        text = _("%(file)s, row %(number)d can't be read: %(why)s")
        raise WrongFile(text % {"file": file.name, "number": reader.line_num, "why": error}) from error


def _text(file: Path) -> str:
    try:
        with closing(_opened(file)) as opened:
            data = opened.read(MOST_MB * 1024 * 1024 + 1)
    except _DAMAGED as error:
        text = _("%(file)s can't be read: %(why)s. Take it from %(place)s.")
        raise WrongFile(text % {"file": file.name, "why": error, "place": PLACE}) from error
    if len(data) > MOST_MB * 1024 * 1024:
        raise WrongFile(_("%(file)s is too large: it may have %(mb)d MB.") % {"file": file.name, "mb": MOST_MB})
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")  # as IPEDS wrote until it changed to UTF-8


def _opened(file: Path) -> IO[bytes]:
    """The .csv file, or the one that is in a .zip or .gz file."""
    if file.suffix.lower() == ".gz":
        return gzip.open(file)
    if file.suffix.lower() != ".zip":
        return file.open("rb")
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith(".csv")]
        # Revised data are in a file of their own, beside the first ones: hd2023_rv.csv.
        revised = [name for name in names if "_rv" in name.lower()]
        if len(revised or names) != 1:
            text = _("%(file)s has %(number)d .csv files in it, and needs to have one. Take it from %(place)s.")
            raise WrongFile(text % {"file": file.name, "number": len(names), "place": PLACE})
        return archive.open((revised or names)[0])
