"""The O*NET database as text: the folder that a user downloads and unpacks, such as db_30_2_text.

Each file is a table with tabs between its columns and their names in the first line, as O*NET's data dictionary says.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from ...text.validators import validate_onet_code
from .figures import Figures, WrongFile, as_number

CODE = "O*NET-SOC Code"
COLUMNS = {
    "Occupation Data.txt": (CODE, "Title"),
    "Job Zones.txt": (CODE, "Job Zone"),
    "Alternate Titles.txt": (CODE, "Alternate Title", "Short Title"),
    "Interests.txt": (CODE, "Element Name", "Scale ID", "Data Value"),
}
HIGH_POINTS = ("First Interest High-Point", "Second Interest High-Point", "Third Interest High-Point")
INTERESTS = ("", "R", "I", "A", "S", "E", "C")  # by the number that stands for them: 0 is none


def read_onet(folder: Path, release: str = "") -> Figures:
    """Return what the four files in `folder` say. The release ('30.2') is read from the folder's name if not given."""
    if not folder.is_dir():
        raise WrongFile(_("%s is not a folder. Give the one that O*NET's text files were unpacked into.") % folder)
    missing = [name for name in COLUMNS if not (folder / name).is_file()]
    if missing:
        raise WrongFile(_("%(folder)s has no %(names)s.") % {"folder": folder, "names": ", ".join(missing)})
    release = release or _release_of(folder)
    titles = {row[CODE]: row["Title"] for _where, row in _rows(folder, "Occupation Data.txt")}
    zones, others, interests = _zones(folder), _other_titles(folder), _interests(folder)
    return Figures(
        source=str(folder),
        by_code={
            code: {
                "name": title,
                "job_zone": zones.get(code),
                "job_zone_release": release if code in zones else "",
                "interest_code": interests.get(code, ""),
                "onet_release": release,
                "alternate_titles": "\n".join(others.get(code, ())),
            }
            for code, title in titles.items()
        },
        find=lambda code: code if code in titles else None,
    )


def _release_of(folder: Path) -> str:
    found = re.search(r"db_(\d+)_(\d+)", folder.resolve().name)
    if not found:
        raise WrongFile(
            _("Which release is in %s? Its name should be as O*NET gives it (db_30_2_text), or add --release 30.2.")
            % folder
        )
    return f"{found[1]}.{found[2]}"


def _zones(folder):
    zones = {}
    for where, row in _rows(folder, "Job Zones.txt"):
        zone = as_number(row["Job Zone"], _("job zone"), where)
        if zone not in (1, 2, 3, 4, 5):
            raise WrongFile(
                _("%(where)s: a job zone is 1 to 5, not “%(zone)s”.") % {"where": where, "zone": row["Job Zone"]}
            )
        zones[row[CODE]] = int(zone)
    return zones


def _other_titles(folder):
    """The other titles of each occupation and their short forms, each once, in the file's order."""
    titles = {}
    for _where, row in _rows(folder, "Alternate Titles.txt"):
        for title in (row["Alternate Title"], row["Short Title"]):
            if title and title != "n/a":
                titles.setdefault(row[CODE], {})[title] = True
    return titles


def _interests(folder):
    """The letters of each occupation's highest interests: 'SIR'."""
    points = {}
    for where, row in _rows(folder, "Interests.txt"):
        if row["Scale ID"] == "IH" and row["Element Name"] in HIGH_POINTS:
            number = as_number(row["Data Value"], _("interest"), where)
            if number not in range(len(INTERESTS)):
                raise WrongFile(
                    _("%(where)s: an interest is 0 to 6, not “%(value)s”.")
                    % {"where": where, "value": row["Data Value"]}
                )
            points.setdefault(row[CODE], {})[row["Element Name"]] = INTERESTS[int(number)]
    return {code: "".join(letters.get(point, "") for point in HIGH_POINTS) for code, letters in points.items()}


def _rows(folder: Path, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (where, row) for every line of a file: 'Job Zones.txt, line 7' and {column: text}."""
    try:
        text = (folder / name).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongFile(_("%(file)s is no text: %(error)s.") % {"file": name, "error": error}) from error
    if "\x00" in text:
        raise WrongFile(_("%s is no text.") % name)
    lines = [line.rstrip("\r").split("\t") for line in text.split("\n")]
    header = lines[0]
    lacking = [column for column in COLUMNS[name] if column not in header]
    if lacking:
        raise WrongFile(
            _("%(file)s is not O*NET's: its first line lacks %(columns)s.")
            % {"file": name, "columns": ", ".join(lacking)}
        )
    rows = [(number, line) for number, line in enumerate(lines[1:], start=2) if line != [""]]
    if not rows:
        raise WrongFile(_("%s has no lines but its first.") % name)
    for number, line in rows:
        where = _("%(file)s, line %(number)d") % {"file": name, "number": number}
        if len(line) != len(header):
            raise WrongFile(
                _("%(where)s: it has %(found)d columns, not %(wanted)d.")
                % {"where": where, "found": len(line), "wanted": len(header)}
            )
        row = {column: text.strip() for column, text in zip(header, line, strict=True)}
        if not validate_onet_code.regex.match(row[CODE]):
            raise WrongFile(_("%(where)s: “%(code)s” is no O*NET-SOC code.") % {"where": where, "code": row[CODE]})
        yield where, row
