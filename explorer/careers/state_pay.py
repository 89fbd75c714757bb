"""The pay of a career in one state, where the BLS's file of the states was imported."""

from __future__ import annotations

from dataclasses import dataclass

from ..models import Career, State, StatePay

LONGEST_SHOWN = 40  # characters of what is no state


@dataclass(frozen=True)
class PayByState:
    states: list[State]  # those whose pay is known, by their names
    state: str  # the one that is chosen; '' for none
    chosen: StatePay | None  # None if its pay is not known
    unknown: str  # what was asked for if it is no state, cut; '' else

    @property
    def state_name(self) -> str:
        return str(State(self.state).label) if self.state else ""


def pay_by_state(career: Career, state: str) -> PayByState | None:
    """None where nothing is imported."""
    known = {pay.state: pay for pay in career.state_pay.all()}
    if not known:
        return None
    code = state.strip().upper()
    is_state = code in State.values
    return PayByState(
        states=[one for one in State if one in known],
        state=code if is_state else "",
        chosen=known.get(code),
        unknown="" if is_state else "".join(filter(str.isprintable, state.strip()))[:LONGEST_SHOWN],
    )
