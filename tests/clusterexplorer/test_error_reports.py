"""A fault that is reported, in a process of its own: the collector's library changes Django for good."""

import json
import subprocess
import sys

import pytest

from ..server import ROOT, environment

SCRIPT = """
import json, logging, sys
import django
from django.conf import settings
from sentry_sdk.transport import Transport
from clusterexplorer import error_reports

sent = []

class Fake(Transport):
    def capture_envelope(self, envelope):
        sent.extend(item.payload.json for item in envelope.items)

error_reports.start("https://key@collector.invalid/1", transport=Fake)
settings.MIDDLEWARE.remove("explorer.publishing.page_cache.PageCacheMiddleware")
django.setup()
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from explorer.pages import views

def fail(secret):
    personal = "in-a-variable"
    raise ValueError("cannot open /quiz/results/RXX4C-4MJRH/ of /search/?q=in-a-message")

views.reverse = fail
request = RequestFactory(
    REMOTE_ADDR="203.0.113.9", HTTP_USER_AGENT="in-the-agent", HTTP_HOST="localhost",
    HTTP_COOKIE="my_list=in-a-cookie; sessionid=in-a-session", HTTP_REFERER="http://localhost/?q=in-a-referrer",
).get("/robots.txt?q=in-the-query")
headers = {}
list(WSGIHandler()(request.environ, lambda status, all_headers: headers.update(all_headers)))
name = headers["X-Request-ID"]
logging.getLogger("some").error("Not well: %s", "/shortlist/?list=in-a-list")
json.dump([name, sent], sys.stdout)
"""


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    """The request's name, and what was sent for a fault in a view and for a line that was logged as an error."""
    env = environment(tmp_path_factory.mktemp("reports"), DJANGO_SETTINGS_MODULE="tests.settings")
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_a_fault_is_reported_once_with_where_it_was(reported):
    _name, (fault, _line) = reported
    error = fault["exception"]["values"][-1]
    assert (error["type"], error["stacktrace"]["frames"][-1]["function"]) == ("ValueError", "fail")


def test_it_has_the_name_of_the_request_that_the_log_has(reported):
    name, (fault, _line) = reported
    assert fault["tags"] == {"request_id": name}


def test_of_the_request_only_method_and_path_are_sent(reported):
    _name, (fault, _line) = reported
    assert fault["request"] == {"method": "GET", "url": "/robots.txt"}


def test_nothing_that_is_sent_says_who_asked_or_for_what(reported):
    _name, sent = reported
    text = json.dumps(sent, ensure_ascii=False)
    assert "cannot open /quiz/…" in text
    assert [
        word for word in ("203.0.113", "RXX4C", "sessionid", "my_list", "Cookie", "User-Agent") if word in text
    ] == []
    # The lines of the program around a fault are sent too; here they are this script, which has no file.
    assert "in-a" not in text
    assert "in-the" not in text


def test_without_a_dsn_the_library_is_not_even_imported(tmp_path):
    code = "import django, sys; django.setup(); print('sentry_sdk' in sys.modules)"
    env = environment(tmp_path, SENTRY_DSN="")
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert result.stdout == "False\n"
