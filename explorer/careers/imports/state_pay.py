"""Writes what careers pay in the states. Editors change none of it, so the file's states are replaced."""

from dataclasses import dataclass, field

from django.db.models import Max

from ...models import Career, ContentVersion, StatePay
from ...models.version import content_transaction
from .advice import TAKE_WAGES
from .figures import Figures, refuse_older
from .oews import StateWages
from .soc import finder

AT_ONCE = 5000  # rows


@dataclass
class StateReport:
    """What an import did: how many rows there were before and are now, of how many states and careers."""

    before: int = 0
    now: int = 0
    states: int = 0
    careers: int = 0
    above: int = 0
    has_changed: bool = False
    notes: list[str] = field(default_factory=list)


@content_transaction()
def write_state_pay(wages: StateWages, *, older: bool = False) -> StateReport:
    """Replace the pay in the states that `wages` has. older: also if there is newer pay here."""
    there = StatePay.objects.filter(state__in=wages.by_state)
    if not older:
        newest = there.aggregate(newest=Max("pay_year"))["newest"]
        edition = ("pay_year", wages.year)
        refuse_older(Figures(wages.source, {}, finder({}), edition=edition, advice=TAKE_WAGES), [newest])
    rows = list(_rows(wages))
    report = StateReport(before=there.count(), now=len(rows), states=len(wages.by_state), above=wages.above)
    report.careers, report.notes = len({row.career_id for row in rows}), wages.notes
    report.has_changed = {_values(row) for row in rows} != {_values(row) for row in there}
    if report.has_changed:
        there.delete()
        StatePay.objects.bulk_create(rows, batch_size=AT_ONCE)
        ContentVersion.objects.move_on()
    return report


def _rows(wages):
    careers = list(Career.objects.order_by("code").only("code"))
    for state, by_code in sorted(wages.by_state.items()):
        find = finder(by_code)
        for career in careers:
            figures = by_code.get(find(career.code) or "")
            if figures and any(pay is not None for pay in figures.values()):
                yield StatePay(career=career, state=state, pay_year=wages.year, **figures)


def _values(row) -> tuple:
    return (row.career_id, row.state, row.median_pay, row.hourly_pay, row.pay_year)
