"""The state that a page is asked to show: `?state=CT`. It is in the address, so a page is the same for everyone."""

from typing import NamedTuple

from django.http import HttpRequest

from ..models import State
from .asked import as_shown

STATE = "state"  # the name of the parameter


class ChosenState(NamedTuple):
    """unknown: what was asked for if it is no state, cut, for the page to name; '' if it is one, or nothing was."""

    state: State | None = None
    unknown: str = ""


def tidy_state(text: str) -> str:
    """'CT' for all that mean it; what is no state stays, for the page to name."""
    return as_state(text.strip()) or text


def chosen_state(request: HttpRequest) -> ChosenState:
    wanted = request.GET.get(STATE, "").strip()
    if not wanted:
        return ChosenState()
    state = as_state(wanted)
    return ChosenState(state) if state else ChosenState(unknown=as_shown(wanted))


def as_state(code: str) -> State | None:
    """The state with this postal code, in letters of any size."""
    return State(code.upper()) if code.upper() in State.values else None
