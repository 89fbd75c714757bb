"""How a log line is written: what visitors chose is hidden, and nothing they send can pass for a line of its own.

The addresses of a quiz result and of a list that is passed on hold what a visitor chose: no log keeps them, nor what
comes after the question mark of any address, such as what somebody searches for.
"""

import json
import logging
import re
from datetime import UTC, datetime
from urllib.parse import unquote

from .request_ids import current_request_id

LONGEST = 1000  # characters of a message, and of a line of a traceback: an address may have 400,000
LONGEST_TRACEBACK = 20_000
# All that follows goes: who mistypes '/quiz/results/' has a code in the rest of the address all the same. Each pattern
# begins with what is sought and has no second way to match it, so that both take a text in one go.
_ANSWERS = re.compile(r"([/\\](?:quiz|shortlist)[/\\]).+", re.IGNORECASE | re.DOTALL)
_QUERY = re.compile(r"\?[^ \n]+")


def quiet(text: str) -> str:
    """One short line of it: '/quiz/…' for every address under /quiz/, '/search/?…' for one with a query.

    Answers are hidden in an address that is percent-encoded, too.
    """
    text = text[:LONGEST]
    if _ANSWERS.search(plain := unquote(text)):
        text = _ANSWERS.sub(r"\1…", plain)
    return printable(_QUERY.sub("?…", text))


def printable(text: str) -> str:
    """What ends a line, moves a cursor or turns the direction of writing is written out: '\\n', '\\x1b', '\\u202e'."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text[:LONGEST])


class TextFormatter(logging.Formatter):
    """For people. A record begins a line, and nothing else does: its traceback stands behind four spaces."""

    def format(self, record):
        line = f"{record.levelname} {current_request_id()} {record.name}: {quiet(record.getMessage())}"
        return "\n    ".join([line, *self.traceback(record)])

    def traceback(self, record) -> list[str]:
        text = self.formatException(record.exc_info) if record.exc_info and record.exc_info[0] else ""
        lines = text[:LONGEST_TRACEBACK].splitlines()
        # A file of the program stands at no address, even if its path leads through a folder 'quiz'.
        return [printable(line) if line.startswith('  File "') else quiet(line) for line in lines]


class JsonFormatter(TextFormatter):
    """For whoever collects logs: one line of ASCII, whatever is in it."""

    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": current_request_id(),
            "message": quiet(record.getMessage()),
        }
        facts = record.args if isinstance(record.args, dict) else {}
        line |= {
            name: quiet(fact) if isinstance(fact, str) else fact for name, fact in facts.items() if name not in line
        }
        if status := getattr(record, "status_code", None):
            line.setdefault("status", status)
        if traceback := self.traceback(record):
            line["traceback"] = "\n".join(traceback)
        return json.dumps(line, default=lambda fact: quiet(str(fact)))
