"""Answers are in the address of a quiz result: it must not get into a log."""

import logging
import sys

import pytest
from django.conf import settings

from clusterexplorer.quiet_logs import HideAnswers

CODE = "RXX4C-4MJRH-K5W5H-H3CSF-DK843-B7NMV"


def hidden(message, *args):
    record = logging.LogRecord("django", logging.WARNING, __file__, 1, message, args, None)
    HideAnswers().filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    ("message", "args"),
    [
        (f"Not Found: /quiz/results/{CODE}/", ()),
        ("%s: %s", ("Not Found", f"/quiz/results/{CODE}/")),
        ("Not Found: %(path)s", ({"path": f"/quiz/results/{CODE}/"},)),
        ("%s", (f"/quiz/compare/{CODE}/{CODE}/",)),
        ('"%s" %s %s', (f"GET /quiz/results/{CODE}/?x=1 HTTP/1.1", 200, 17)),
        ("see %s", (f"http://localhost:8000/quiz/results/{CODE}/",)),
        ("%s", (f"/quiz/results/{CODE[:5]} {CODE}/",)),
        ("%s", (f"/quiz/results/x?y'z\"\n{CODE}/",)),
        ("%s", (f"/Quiz//Results/{CODE}/",)),
        ("%s", (f"/quiz/result/{CODE}/",)),
        ("Not Found: %s", (f"/shortlist/?list=carpentry~{CODE}",)),
    ],
)
def test_no_code_stays_in_a_message(message, args):
    assert CODE not in hidden(message, *args)
    assert "…" in hidden(message, *args)


def test_everything_else_stays():
    assert hidden("%s: %s %d", "Not Found", "/frameworks/quiz/", 3) == "Not Found: /frameworks/quiz/ 3"


def test_no_code_stays_in_a_traceback():
    try:
        raise ValueError(f"cannot open /quiz/results/{CODE}/")
    except ValueError:
        record = logging.LogRecord("django", logging.ERROR, __file__, 1, "fault", (), sys.exc_info())
    HideAnswers().filter(record)
    text = logging.Formatter().format(record)
    assert CODE not in text
    assert "ValueError: cannot open /quiz/…" in text


def test_every_handler_has_the_filter():
    handlers = settings.LOGGING["handlers"].values()
    assert [handler for handler in handlers if "hide_answers" not in handler["filters"]] == []


def test_a_wrong_code_is_logged_without_it(client, db, capsys):
    handler = next(handler for handler in logging.getLogger().handlers if HideAnswers in map(type, handler.filters))
    with_code = []
    handler.addFilter(lambda record: with_code.append(record.getMessage()) or True)
    client.get(f"/quiz/results/{CODE}/")
    handler.filters.pop()
    assert with_code == ["Not Found: /quiz/…"]
