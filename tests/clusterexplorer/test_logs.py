"""What the log says of a request, what it is called in all places, and that it says nothing of who asked."""

import json
import logging
import logging.config
import re

import pytest
from django.test import Client

from clusterexplorer.quiet_logs import JsonFormatter

ID = "abc-123_DEF.456"
PERSONAL = {
    "REMOTE_ADDR": "203.0.113.9",
    "HTTP_X_FORWARDED_FOR": "203.0.113.10",
    "HTTP_USER_AGENT": "Agent of mine",
    "HTTP_COOKIE": "my_list=carpentry",
    "HTTP_REFERER": "http://testserver/search/?q=welding",
}


@pytest.fixture
def lines():
    """What is logged as JSON, as the settings have it."""
    written = []

    class Handler(logging.Handler):
        def emit(self, record):
            written.append(self.format(record))

    handler = Handler()
    handler.setFormatter(JsonFormatter())
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def test_every_answer_has_a_name_of_its_own(client, db):
    names = {client.get("/robots.txt")["X-Request-ID"] for _ in range(5)}
    assert len(names) == 5
    assert all(re.fullmatch(r"[0-9a-f]{8}", name) for name in names)


def test_a_trusted_proxy_names_the_request(settings, db):
    settings.BEHIND_PROXY = True
    assert Client().get("/robots.txt", headers={"x-request-id": ID})["X-Request-ID"] == ID


def test_nobody_else_does(client, db):
    assert client.get("/robots.txt", headers={"x-request-id": ID})["X-Request-ID"] != ID


@pytest.mark.parametrize(
    "name", ["short", "x" * 65, "abcdefgh\n", "abcdefgh ijkl", 'abcdefgh"', "äbcdefghi", "٣٣٣٣٣٣٣٣"]
)
def test_a_name_that_is_none_is_not_taken_over(settings, db, name):
    settings.BEHIND_PROXY = True
    assert Client().get("/robots.txt", HTTP_X_REQUEST_ID=name)["X-Request-ID"] != name


def test_a_wrong_address_is_one_line_with_the_name_of_the_request(client, db, lines):
    name = client.get("/no-such-page/")["X-Request-ID"]
    (line,) = map(json.loads, lines)
    assert line["time"].endswith("+00:00")
    assert (line["level"], line["request_id"], line["status"], line["message"]) == (
        "WARNING", name, 404, "Not Found: /no-such-page/",
    )  # fmt: skip


def test_a_fault_is_one_line_with_its_traceback(db, lines, monkeypatch):
    def fail(*args, **kwargs):
        raise ValueError("two\nlines of /search/?q=welding")

    monkeypatch.setattr("explorer.pages.views.reverse", fail)
    response = Client(raise_request_exception=False).get("/robots.txt", **PERSONAL)
    (line,) = lines
    assert "\n" not in line
    assert json.loads(line)["request_id"] == response["X-Request-ID"]
    assert "Traceback" in json.loads(line)["traceback"]
    assert "welding" not in line


def test_no_line_is_written_for_a_request_that_went_well(client, db, lines):
    client.get("/robots.txt")
    assert lines == []


@pytest.fixture
def with_access_log(settings):
    settings.ACCESS_LOG = True
    logger = logging.getLogger("clusterexplorer.requests")
    level = logger.level
    logger.setLevel(logging.INFO)
    yield Client(**PERSONAL)
    logger.setLevel(level)


def test_the_access_log_says_what_was_asked_and_how_it_went(with_access_log, db, lines):
    response = with_access_log.get("/robots.txt")
    (line,) = map(json.loads, lines)
    assert line["ms"] > 0
    assert {name: line[name] for name in ("method", "path", "status", "bytes", "request_id")} == {
        "method": "GET", "path": "/robots.txt", "status": 200, "bytes": len(response.content),
        "request_id": response["X-Request-ID"],
    }  # fmt: skip


@pytest.mark.parametrize("address", [
    "/search/?q=welding", "/shortlist/?list=carpentry", "/quiz/results/RXX4C-4MJRH/", "/no-such-page/?name=carpentry",
])  # fmt: skip
def test_the_access_log_says_nothing_of_who_asked_or_for_what(with_access_log, db, lines, address):
    with_access_log.get(address)
    assert lines
    personal = [*PERSONAL.values(), "welding", "carpentry", "RXX4C", "Mozilla"]
    assert [word for word in personal if word in "".join(lines)] == []


def test_machines_that_ask_for_health_are_not_in_it(with_access_log, lines):
    with_access_log.get("/healthz")
    assert lines == []
