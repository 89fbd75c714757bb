"""Answers are in the address of a quiz result: it must not get into a log. Nor may what somebody sends look like a line."""

import json
import logging
import re
import sys
import time

import pytest
from django.conf import settings
from django.test import Client

from clusterexplorer.error_reports import scrub
from clusterexplorer.quiet_logs import LONGEST, JsonFormatter, TextFormatter, quiet

CODE = "RXX4C-4MJRH-K5W5H-H3CSF-DK843-B7NMV"
FORMATTERS = {"text": TextFormatter(), "json": JsonFormatter()}


def record(message, *args, exc_info=None):
    return logging.LogRecord("django", logging.WARNING, __file__, 1, message, args, exc_info)


def failed(text):
    """What logging has of an exception that says `text`."""
    try:
        raise ValueError(text)
    except ValueError:
        return sys.exc_info()


@pytest.mark.parametrize("formatter", FORMATTERS.values(), ids=FORMATTERS)
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
        ("%s", (f"//QUIZ///results//{CODE}/",)),
        ("%s", (f"/%71uiz/results/{CODE}/",)),
        ("%s", (f"%2Fquiz%2fresults%2F{CODE}/",)),
        ("%s", (f"/x/..%2fQUI%5a/results/{CODE}/",)),
        ("%s", (f"\\quiz\\results\\{CODE}",)),
        ("%s", (f"/quiz/result/{CODE}/",)),
        ("%s", (ValueError(f"/quiz/results/{CODE}/"),)),
        ("Not Found: %s", (f"/shortlist/?list=carpentry~{CODE}",)),
        ("Not Found: %s", (f"/shortlist/%3Flist=carpentry~{CODE}",)),
        ("%s", (f"/search/?q={CODE}'{CODE}",)),
    ],
)
def test_no_code_stays_in_a_line(formatter, message, args):
    line = formatter.format(record(message, *args))
    assert CODE not in line
    assert "…" in line or "\\u2026" in line


def test_everything_else_stays():
    line = FORMATTERS["text"].format(record("%s: %s %d", "Not Found", "/frameworks/100%/", 3))
    assert re.fullmatch(r"WARNING \S+ django: Not Found: /frameworks/100%/ 3", line)


def test_what_follows_a_question_mark_is_hidden():
    assert quiet('"GET /search/?q=it\'s HTTP/1.1" 200') == '"GET /search/?… HTTP/1.1" 200'


@pytest.mark.parametrize("formatter", FORMATTERS.values(), ids=FORMATTERS)
def test_no_code_stays_in_a_traceback_but_the_files_of_the_program_do(formatter):
    text = formatter.format(record("fault", exc_info=failed(f"cannot open /quiz/results/{CODE}/")))
    assert CODE not in text
    assert "ValueError: cannot open /quiz/" in text
    assert "test_quiet_logs.py" in text


def test_a_traceback_names_a_file_in_a_folder_quiz():
    code = compile("raise ValueError", "/srv/explorer/quiz/views.py", "exec")
    try:
        exec(code)
    except ValueError:
        text = FORMATTERS["text"].format(record("fault", exc_info=sys.exc_info()))
    assert 'File "/srv/explorer/quiz/views.py", line 1' in text


FORGED = "CRITICAL - django: the key is gone"
BREAKS = ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
SIGNS = ["\x00", "\x08", "\x1b[2K\x1b[1A", "\x7f", "\x9b2J", "\u202e", "\u200b", "\ud800"]


@pytest.mark.parametrize("sign", [*BREAKS, *SIGNS], ids=ascii)
@pytest.mark.parametrize("kind", FORMATTERS)
@pytest.mark.parametrize("where", ["message", "exception", "argument"])
def test_nothing_that_is_sent_can_pass_for_a_line_or_move_the_cursor(kind, sign, where):
    sent = f"x{sign}{FORGED}"
    one = {
        "message": record(sent),
        "exception": record("fault", exc_info=failed(sent)),
        "argument": record("%(path)s", {"path": sent, "status": 404}),
    }[where]
    text = FORMATTERS[kind].format(one)
    text.encode()
    assert [line for line in text.splitlines()[1:] if not line.startswith("    ")] == []
    assert text.replace("\n", "").isprintable()
    if kind == "json":
        assert json.loads(text)["level"] == "WARNING"
        assert text.isascii()


@pytest.mark.parametrize("sign", [*BREAKS, *SIGNS[:-1]], ids=ascii)
def test_nor_can_it_in_a_report_of_an_error(sign):
    event = {"message": f"x{sign}{FORGED}", "request": {"method": "GET", "url": f"http://localhost/x{sign}{FORGED}"}}
    kept = scrub(event)
    assert kept["message"].isprintable()
    assert kept["request"]["url"].isprintable()


def test_a_report_names_the_files_of_the_program_and_hides_the_answers():
    frame = {"filename": "explorer/quiz/views.py"}
    error = {"value": f"/%71uiz/results/{CODE}", "stacktrace": {"frames": [frame]}}
    kept = scrub({"exception": {"values": [error]}})["exception"]["values"]
    assert kept == [{"value": "/quiz/…", "stacktrace": {"frames": [frame]}}]


LONG = 400_000  # characters: the server reads no longer addresses
MADE = ["/", "/quiz", "/quiz/", "%2f", "?", "/?", "\n", "\\", "%", "a/", "/shortlis", "//quiz"]


@pytest.mark.parametrize("made", MADE, ids=ascii)
@pytest.mark.parametrize("kind", FORMATTERS)
def test_a_line_is_written_in_no_time_and_is_short_however_long_the_address(kind, made):
    address = made * (LONG // len(made))
    begin = time.process_time()
    line = FORMATTERS[kind].format(record("%(path)s", {"path": address}, exc_info=failed(address)))
    assert time.process_time() - begin < 1  # of CPU; a pattern that looks back takes minutes
    assert len(line) < 20 * LONGEST * 7


def test_every_handler_writes_so():
    assert {handler["formatter"] for handler in settings.LOGGING["handlers"].values()} <= {"text", "json"}
    assert {formatter["()"] for formatter in settings.LOGGING["formatters"].values()} == {
        "clusterexplorer.quiet_logs.TextFormatter", "clusterexplorer.quiet_logs.JsonFormatter",
    }  # fmt: skip


@pytest.fixture
def lines():
    """What the handlers of the settings write, as text."""
    written = []

    class Handler(logging.Handler):
        def emit(self, record):
            written.append(self.format(record))

    handler = Handler()
    handler.setFormatter(TextFormatter())
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def test_a_wrong_code_is_logged_without_it(client, db, lines):
    client.get(f"/quiz/results/{CODE}/")
    assert [line.partition(" django")[2] for line in lines] == [".request: Not Found: /quiz/…"]


@pytest.mark.parametrize(
    "path",
    ["/" * 16_000, "/quiz" * 3_000, "/a?" * 5_000, "/x\n" + FORGED, "/x\u2028".encode().decode("latin-1") + FORGED],
)
def test_a_wrong_address_is_one_line_written_in_no_time(db, lines, path):
    begin = time.process_time()
    response = Client().generic("GET", "/", PATH_INFO=path)
    assert time.process_time() - begin < 2
    assert response.status_code in (301, 404)
    assert all(len(line) < LONGEST + 100 and len(line.splitlines()) == 1 for line in lines)
