"""Colleges and what they award, as plain data; and the form in which the site ships them.

The text has a line for its year, then one for each college, followed by one for each major in which it awards anything:

    year        2024
    college     100654  Alabama A & M University  Normal  AL  1  https://www.aamu.edu/
    01.0999                     12

Between the columns stand tabs. A college has its number, name, town, state, who runs it, web address. A major has how
many awards there were of each of AWARD_KINDS; 0 is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from ...models import AWARD_KINDS, Control, State
from ...text.validators import validate_cip_code
from .figures import WrongFile, quoted

EARLIEST, LATEST = 2000, 2100  # years
LONGEST_COUNT = 7  # digits
_is_web_address = URLValidator(schemes=["http", "https"])
_CONTROLS = {str(control.value): control.value for control in Control}


class CollegeRow(NamedTuple):
    """A college as its publisher has it."""

    unitid: int
    name: str
    town: str
    state: str
    control: int
    website: str


@dataclass
class Colleges:
    """awards: {number of the college: {CIP code: how many of each of AWARD_KINDS}}, for every college that is there."""

    year: int
    colleges: dict[int, CollegeRow] = field(default_factory=dict)
    awards: dict[int, dict[str, list[int]]] = field(default_factory=dict)

    def text(self) -> str:
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"year\t{self.year}"
        for unitid, college in sorted(self.colleges.items()):
            yield "\t".join(("college", *map(str, college)))
            for code, counts in sorted(self.awards[unitid].items()):
                yield "\t".join((code, *(str(count or "") for count in counts))).rstrip("\t")


def digest_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def from_text(text: str, name: str) -> Colleges:
    """Read what Colleges.text has written. Raises WrongFile, with the line."""
    lines = enumerate(text.splitlines(), start=1)
    _number, first = next(lines, (1, ""))
    kind, _tab, year = first.partition("\t")
    if kind != "year" or not is_year(year):
        raise WrongFile(_("%(file)s, line 1: it has to be “year”, a tab and the year.") % {"file": name})
    found, known_codes, majors = Colleges(int(year)), set(), None
    for number, line in lines:
        cells = line.split("\t")
        try:
            if cells[0] == "college":
                college = college_from(*cells[1:])
                if college.unitid in found.colleges:
                    raise ValueError(_("the college %d stands in the file before.") % college.unitid)
                majors = found.awards[college.unitid] = {}
                found.colleges[college.unitid] = college
            else:
                majors[_known(cells[0], known_codes)] = _counts(cells[1:])
        except (ValueError, TypeError, ValidationError) as error:
            why = " ".join(error.messages) if isinstance(error, ValidationError) else error
            where = _("%(file)s, line %(number)d: %(why)s") % {"file": name, "number": number, "why": why}
            raise WrongFile(where) from error
    return found


def college_from(unitid: str, name: str, town: str, state: str, control: str, website: str = "") -> CollegeRow:
    """A college from the cells of a file. Raises ValueError, which names the cell that is wrong."""
    if not (unitid.isascii() and unitid.isdecimal() and len(unitid) < 10):
        raise ValueError(_("“%s” is no number of a college (UNITID).") % quoted(unitid))
    if state not in State.values:
        raise ValueError(_("“%s” is no state (STABBR).") % quoted(state))
    if control not in _CONTROLS:
        raise ValueError(_("“%s” is none of 1, 2 and 3, who runs it (CONTROL).") % quoted(control))
    for what, text, longest in ((_("name (INSTNM)"), name, 200), (_("town (CITY)"), town, 100)):
        if not 0 < len(text) <= longest or not text.isprintable():
            raise ValueError(_("“%(text)s” is no %(what)s.") % {"text": quoted(text), "what": what})
    if website and not is_web_address(website):
        raise ValueError(_("“%s” is no web address (WEBADDR).") % quoted(website))
    return CollegeRow(int(unitid), name, town, state, _CONTROLS[control], website)


def is_web_address(address: str) -> bool:
    """Say whether a page may link to it: http or https, without a name or a password in it."""
    try:
        _is_web_address(address)
    except ValidationError:
        return False
    return "@" not in address and len(address) <= 300


def is_year(text: str) -> bool:
    return text.isascii() and text.isdecimal() and EARLIEST <= int(text[:9]) <= LATEST


def _known(code: str, known: set[str]) -> str:
    if code not in known:  # there are two thousand codes on 150,000 lines
        validate_cip_code(code)
        known.add(code)
    return code


def _counts(cells: list[str]) -> list[int]:
    if len(cells) > len(AWARD_KINDS):
        raise ValueError(_("there are more than %d numbers.") % len(AWARD_KINDS))
    counts = [count_from(cell) for cell in cells]
    return counts + [0] * (len(AWARD_KINDS) - len(counts))


def count_from(cell: str) -> int:
    if not cell:
        return 0
    if not (cell.isascii() and cell.isdecimal() and len(cell) <= LONGEST_COUNT):
        raise ValueError(_("“%s” is no number of awards.") % quoted(cell))
    return int(cell)
