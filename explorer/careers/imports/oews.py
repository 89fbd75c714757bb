"""Wages: the BLS's OEWS tables of the whole country and of the states, as they are since May 2014.

One sheet, with its column names in the first row. Since 2020 they are in capitals (AREA_TITLE, O_GROUP); 2019's are in
small letters; before, the groups are called OCC_GROUP, the national table has no area, the one of the states has STATE.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ...models import State
from ...models.careers import YEARS
from .advice import TAKE_WAGES
from .figures import Figures, WrongFile, as_number, note_once, quoted
from .soc import counted_as, finder, soc_code

SOC_OF_2018 = 2019  # from this May on the codes are those of the SOC of 2018, by and by
YEARLY = {"pay_10": "A_PCT10", "pay_25": "A_PCT25", "median_pay": "A_MEDIAN", "pay_75": "A_PCT75", "pay_90": "A_PCT90"}
HOURLY = {
    "hourly_10": "H_PCT10",
    "hourly_25": "H_PCT25",
    "hourly_pay": "H_MEDIAN",
    "hourly_75": "H_PCT75",
    "hourly_90": "H_PCT90",
}
GROUPS = ("O_GROUP", "OCC_GROUP")
NEEDED = ("OCC_CODE", "O_GROUP", *HOURLY.values(), *YEARLY.values())
AREAS = ("AREA_TITLE", "AREA_NAME", "STATE")
TELLING = {"OCC_CODE", "A_MEDIAN", "H_MEDIAN", "TOT_EMP", "A_MEAN", *GROUPS}
STATES = {label.lower(): code for code, label in State.choices} | {"virgin islands": State.VI}
OF_STATES = ("2", "3")  # kinds of areas: a state, a territory
MOST_PAY = 10_000_000  # dollars: more is a slip, or a damaged file
ABOVE = "#"  # at or above the highest wage that is printed


@dataclass
class StateWages:
    """What a file says of pay in the states: {state: {code: {"median_pay", "hourly_pay"}}}."""

    source: str
    year: int
    by_state: dict[str, dict[str, dict[str, float | None]]]
    above: int = 0  # how many have no figure, because it is above what the BLS prints
    notes: list[str] = field(default_factory=list)


def wage_columns(row: Iterable, where: str) -> list[str]:
    """The names of the columns, if this row has those of a wage table; [] if not. A WrongFile names what is missing."""
    names = [str("" if cell is None else cell).strip().upper() for cell in row]
    if len(TELLING.intersection(names)) < 3:
        return []
    names = ["O_GROUP" if name == "OCC_GROUP" else name for name in names]
    if lacking := [name for name in NEEDED if name not in names]:
        text = _("%(where)s is a wage table of the BLS, and lacks the columns %(names)s. %(advice)s")
        raise WrongFile(text % {"where": where, "names": ", ".join(lacking), "advice": TAKE_WAGES})
    return names


def read_wages(opened, sheet, names, rows, year) -> Figures | StateWages:
    """Return what a table says whose columns are `names`: of the whole country, or of the states."""
    year = _year(opened, sheet, year)
    national, states, above_in_states = [], defaultdict(dict), 0
    for number, row in rows:
        cells = dict.fromkeys(names) | dict(zip(names, row, strict=False))
        if _text(cells, "O_GROUP").lower() != "detailed" or not _is_of_all_industries(cells):
            continue
        where = _("%(file)s, row %(number)d") % {"file": opened.path.name, "number": number}
        if _is_national(cells):
            national.append((where, cells))
        elif state := _state(cells):
            above_in_states += ABOVE in (_text(cells, "A_MEDIAN"), _text(cells, "H_MEDIAN"))
            pay = {"median_pay": _dollars(cells["A_MEDIAN"], where), "hourly_pay": _pay(cells["H_MEDIAN"], where)}
            note_once(states[state], soc_code(cells["OCC_CODE"], where), pay, where)
    notes = [_old_codes(year)] if year < SOC_OF_2018 else []
    if national:
        return _national(opened, national, year, notes)
    if states:
        return StateWages(str(opened.path), year, dict(states), above_in_states, notes)
    text = _("%(file)s has no detailed occupations of the whole country or of a state. %(advice)s")
    raise WrongFile(text % {"file": opened.path, "advice": TAKE_WAGES})


def _national(opened, rows, year, notes) -> Figures:
    by_code, above = {}, set()
    for where, cells in rows:
        code = soc_code(cells["OCC_CODE"], where)
        if _text(cells, "A_MEDIAN") == ABOVE:
            above.add(code)
        figures = {name: _dollars(cells[column], where) for name, column in YEARLY.items()}
        figures |= {name: _pay(cells[column], where) for name, column in HOURLY.items()}
        is_published = figures["median_pay"] is not None or figures["hourly_pay"] is not None
        note_once(by_code, code, figures | {"pay_year": year if is_published else None}, where)
    return Figures(
        source=str(opened.path),
        by_code=by_code,
        find=finder(by_code),
        also=counted_as,
        above=frozenset(above),
        edition=("pay_year", year),
        advice=TAKE_WAGES,
        notes=notes,
    )


def _year(opened, sheet, year) -> int:
    found = re.search(r"_M(20\d\d)_|\boesm(\d\d)", f"{sheet} {opened.names}", re.IGNORECASE)
    if not (year or found):
        raise WrongFile(_("Of which May are the wages in %s? Add --year 2025.") % opened.path)
    year = year or int(found[1] or f"20{found[2]}")
    if year not in YEARS:
        raise WrongFile(_("%d is no year.") % year)
    return year


def _old_codes(year) -> str:
    text = _("The codes of May %d are of the SOC of 2010: occupations that have another code since are not in it.")
    return text % year


def _text(cells, name) -> str:
    return str("" if cells.get(name) is None else cells[name]).strip()


def _is_of_all_industries(cells) -> bool:
    if "I_GROUP" in cells:
        return _text(cells, "I_GROUP").lower() == "cross-industry"
    return not _text(cells, "NAICS").strip("0")


def _is_national(cells) -> bool:
    areas = [_text(cells, name) for name in AREAS if name in cells]
    return "U.S." in areas or not (areas or "ST" in cells or "AREA" in cells)


def _state(cells) -> str | None:
    """The postal code of the state that a row is about; None if it is about another area."""
    kind = _text(cells, "AREA_TYPE")
    if (kind and kind not in OF_STATES) or "AREA_NAME" in cells:
        return None
    names = [STATES.get(_text(cells, name).lower()) for name in ("AREA_TITLE", "STATE")]
    postal = _text(cells, "PRIM_STATE") or _text(cells, "ST")
    return next((name for name in names if name), postal if kind and postal in State.values else None)


def _dollars(cell, where) -> int | None:
    number = _pay(cell, where)
    return None if number is None else round(number)


def _pay(cell, where) -> float | None:
    number = as_number(cell, _("pay"), where)
    if number is not None and not 0 <= number <= MOST_PAY:
        raise WrongFile(_("%(where)s: “%(pay)s” is no pay.") % {"where": where, "pay": quoted(cell)})
    return number
