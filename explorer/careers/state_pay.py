"""The pay of a career in one state, where the BLS's file of the states was imported."""

from __future__ import annotations

from dataclasses import dataclass

from ..models import Career, State, StatePay


@dataclass(frozen=True)
class PayByState:
    states: list[State]  # those whose pay is known, by their names
    state: State | None  # the one that is chosen
    chosen: StatePay | None  # None if its pay is not known


def pay_by_state(career: Career, state: State | None) -> PayByState | None:
    """None where nothing is imported."""
    known = {pay.state: pay for pay in career.state_pay.all()}
    if not known:
        return None
    return PayByState([one for one in State if one in known], state, known.get(state))
