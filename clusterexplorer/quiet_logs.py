"""The addresses of a quiz result and of a list that is passed on hold what a visitor chose: no log keeps them.

Nor what comes after the question mark of any address, such as what somebody searches for.
"""

import logging
import re

_HIDDEN = r"(/+(?:quiz|shortlist)/+).+"
_HIDDEN_IN_LINE = re.compile(_HIDDEN, re.IGNORECASE)
_HIDDEN_IN_TEXT = re.compile(_HIDDEN, re.IGNORECASE | re.DOTALL)
_QUERY = re.compile(r"(/[^\s?'\"]*\?)[^\s'\"]+")
_formatter = logging.Formatter()


def hide(text: str, *, by_line: bool = False) -> str:
    """Write '/quiz/…' for every address under /quiz/, and so for /shortlist/; '/search/?…' for one with a query.

    All that follows goes, up to the end of the text or line: who mistypes '/quiz/results/' has a code in the rest of
    the address all the same.
    """
    hidden = (_HIDDEN_IN_LINE if by_line else _HIDDEN_IN_TEXT).sub(r"\1…", text)
    return _QUERY.sub(r"\1…", hidden)


class HideAnswers(logging.Filter):
    """Hides in the message, in what goes into it and in tracebacks."""

    def filter(self, record):
        record.msg = self._hide(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(self._hide(value) for value in record.args)
        elif record.args:
            record.args = {name: self._hide(value) for name, value in record.args.items()}
        if record.exc_info and record.exc_info[0]:  # a formatter writes this text as it is
            record.exc_text = hide(_formatter.formatException(record.exc_info), by_line=True)
        return True

    def _hide(self, value):
        """An exception or a request says its address too when it is written; what has none stays what it is."""
        if value is None or isinstance(value, int | float):
            return value
        text = str(value)
        hidden = hide(text)
        return value if hidden == text else hidden
