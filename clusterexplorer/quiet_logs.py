"""The addresses of a quiz result and of a list that is passed on hold what a visitor chose: no log keeps them."""

import logging
import re

_HIDDEN = re.compile(r"(/+(?:quiz|shortlist)/+).+", re.IGNORECASE | re.DOTALL)
_HIDDEN_IN_LINE = re.compile(_HIDDEN.pattern, re.IGNORECASE)
_formatter = logging.Formatter()


class HideAnswers(logging.Filter):
    """Writes '/quiz/…' for every address under /quiz/: in the message, in what goes into it and in tracebacks.

    And so for /shortlist/. All that follows goes: who mistypes '/quiz/results/' has a code in the rest of the address
    all the same.
    """

    def filter(self, record):
        record.msg = self._hide(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(self._hide(value) for value in record.args)
        elif record.args:
            record.args = {name: self._hide(value) for name, value in record.args.items()}
        if record.exc_info:  # a formatter writes this text as it is
            record.exc_text = _HIDDEN_IN_LINE.sub(r"\1…", _formatter.formatException(record.exc_info))
        return True

    def _hide(self, value):
        return _HIDDEN.sub(r"\1…", value) if isinstance(value, str) else value
