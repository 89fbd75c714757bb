"""A quiz result's address holds its answers: no log keeps it."""

import logging
import re

_CODES = re.compile(r"(/quiz/(?:results|compare)/)[^\s?\"']+")


class HideAnswers(logging.Filter):
    """Writes '/quiz/results/…' for every address of a result, in the message and in what goes into it."""

    def filter(self, record):
        record.msg = self._hide(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(self._hide(value) for value in record.args)
        elif record.args:
            record.args = {name: self._hide(value) for name, value in record.args.items()}
        return True

    def _hide(self, value):
        return _CODES.sub(r"\1…", value) if isinstance(value, str) else value
