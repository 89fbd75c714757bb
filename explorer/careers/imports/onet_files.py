"""The text files of an O*NET database, as a folder: their names, their columns, and their lines.

Each is a table with tabs between its columns and their names in the first line, as O*NET's data dictionary says.
Release 30.3 gave some of them other names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from ...text.validators import validate_onet_code
from .advice import TAKE_ONET
from .figures import WrongFile, quoted

CODE = "O*NET-SOC Code"
LARGEST_TEXT = 50 * 1024 * 1024
RELEASE = re.compile(r"\d{1,3}\.\d{1,2}", re.ASCII)


@dataclass(frozen=True)
class Table:
    """One of the files: by the names that releases gave it, the newest first, each with its columns."""

    names: dict[str, tuple[str, ...]]
    is_needed: bool = False

    @property
    def shown(self) -> str:
        return _(" or ").join(self.names)


OCCUPATIONS = Table({"Occupation Data.txt": (CODE, "Title")}, is_needed=True)
ZONES = Table({"Job Zones.txt": (CODE, "Job Zone")}, is_needed=True)
TITLES = Table(
    {
        "Job Titles.txt": (CODE, "Job Title", "Short Title"),
        "Alternate Titles.txt": (CODE, "Alternate Title", "Short Title"),
    },
    is_needed=True,
)
_INTERESTS = (CODE, "Element Name", "Scale ID", "Data Value")
INTERESTS = Table({"Career Interest Types.txt": _INTERESTS, "Interests.txt": _INTERESTS}, is_needed=True)
ZONE_NAMES = Table({"Job Zone Reference.txt": ("Job Zone", "Name")})
REPORTED = Table({"Sample of Reported Titles.txt": (CODE, "Reported Job Title")})
_EDUCATION = (CODE, "Scale ID", "Category", "Data Value")
EDUCATION = Table({"Education.txt": _EDUCATION, "Education, Training, and Experience.txt": _EDUCATION})
TECHNOLOGY = Table(
    {
        "Software Skills.txt": (CODE, "Workplace Example", "Hot Technology"),
        "Technology Skills.txt": (CODE, "Example", "Hot Technology"),
    }
)
RELATED = Table({"Related Occupations.txt": (CODE, "Related O*NET-SOC Code", "Relatedness Tier", "Index")})
TASKS = Table({"Task Statements.txt": (CODE, "Task", "Task Type")})
TABLES = (OCCUPATIONS, ZONES, TITLES, INTERESTS, ZONE_NAMES, REPORTED, EDUCATION, TECHNOLOGY, RELATED, TASKS)


class Folder:
    """The folder that a user has unpacked. Raises a WrongFile if it isn't O*NET's."""

    def __init__(self, path: Path):
        self.path = path
        if not path.is_dir():
            raise WrongFile(_("%(path)s is not a folder. %(advice)s") % {"path": path, "advice": TAKE_ONET})
        missing = [table.shown for table in TABLES if table.is_needed and not self.has(table)]
        if missing:
            values = {"folder": path, "names": ", ".join(missing), "advice": TAKE_ONET}
            raise WrongFile(_("%(folder)s has no %(names)s. %(advice)s") % values)

    def _name(self, table: Table) -> str | None:
        return next((name for name in table.names if (self.path / name).is_file()), None)

    def has(self, table: Table) -> bool:
        return self._name(table) is not None

    def release(self) -> str:
        """'30.2', as Read Me.txt says it in its first line; else as the folder is called (db_30_2_text)."""
        try:
            said = (self.path / "Read Me.txt").read_text(encoding="utf-8", errors="replace")[:500]
        except OSError:
            said = ""
        if found := re.search(r"O\*NET\S{0,3} (\d{1,3}\.\d{1,2}) Database", said):
            return found[1]
        if found := re.search(r"db_(\d{1,3})_(\d{1,2})", self.path.resolve().name):
            return f"{found[1]}.{found[2]}"
        text = _("Which release is in %s? Its “Read Me.txt” doesn't say it, or is missing: add --release 30.2.")
        raise WrongFile(text % self.path)

    def rows(self, table: Table) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield (where, row) for every line: 'Job Zones.txt, line 7' and {column: text}; nothing of a missing file.

        Columns that releases call otherwise have their newest name.
        """
        name = self._name(table)
        if name is None:
            return
        newest = next(iter(table.names.values()))
        renamed = dict(zip(table.names[name], newest, strict=True))
        header, lines = self._lines(name, table.names[name])
        for number, line in lines:
            where = _("%(file)s, line %(number)d") % {"file": name, "number": number}
            if len(line) != len(header):
                text = _("%(where)s: it has %(found)d columns, not %(wanted)d.")
                raise WrongFile(text % {"where": where, "found": len(line), "wanted": len(header)})
            row = {renamed.get(column, column): text.strip() for column, text in zip(header, line, strict=True)}
            if CODE in newest and not validate_onet_code.regex.match(row[CODE]):
                raise WrongFile(
                    _("%(where)s: “%(code)s” is no O*NET-SOC code.") % {"where": where, "code": quoted(row[CODE])}
                )
            yield where, row

    def _lines(self, name: str, columns: tuple[str, ...]) -> tuple[list[str], list[tuple[int, list[str]]]]:
        lines = [line.rstrip("\r").split("\t") for line in self._text(name).split("\n")]
        lacking = [column for column in columns if column not in lines[0]]
        if lacking:
            text = _("%(file)s is not O*NET's: its first line lacks %(columns)s. %(advice)s")
            raise WrongFile(text % {"file": name, "columns": ", ".join(lacking), "advice": TAKE_ONET})
        rows = [(number, line) for number, line in enumerate(lines[1:], start=2) if line != [""]]
        if not rows:
            raise WrongFile(_("%(file)s has no lines but its first. %(advice)s") % {"file": name, "advice": TAKE_ONET})
        return lines[0], rows

    def _text(self, name: str) -> str:
        try:
            if (self.path / name).stat().st_size > LARGEST_TEXT:
                raise WrongFile(_("%(file)s is too large. %(advice)s") % {"file": name, "advice": TAKE_ONET})
            text = (self.path / name).read_text(encoding="utf-8-sig")
        except (UnicodeDecodeError, OSError) as error:
            values = {"file": name, "error": error, "advice": TAKE_ONET}
            raise WrongFile(_("%(file)s is no text: %(error)s. %(advice)s") % values) from error
        if "\x00" in text:
            raise WrongFile(_("%(file)s is no text. %(advice)s") % {"file": name, "advice": TAKE_ONET})
        return text
