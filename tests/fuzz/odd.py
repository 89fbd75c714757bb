"""Odd requests to every public address, and what no answer may be.

The addresses come from explorer/urls.py: a new one is tried without a line here, and has to be answered at least once.
"""

import gzip
import io
import logging
import random
import re
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

import brotli
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from explorer.models import Questionnaire, SubCluster
from explorer.pages.sitemaps import SITEMAPS
from explorer.urls import urlpatterns

from ..factories import (
    create_career,
    create_learn_page,
    create_quiz_item,
    create_row,
    create_small_framework,
    create_suggestion,
    create_term,
)

# How many requests each test sends: in `make test`, and in `make test-long`.
COUNTS = {
    "short": {"pages drawn": 30, "pages rolled": 400, "messages drawn": 70, "messages rolled": 1100, "known": 400},
    "long": {
        "pages drawn": 300,
        "pages rolled": 1800,
        "messages drawn": 700,
        "messages rolled": 17_300,
        "known": 6_000,  # all of them
    },
}
MOST_CPU = 2.0  # seconds for a request
HOSTS = ("testserver", "localhost", "localhost:8000", "127.0.0.1")
ODD_TEXT = (
    "", "0", "-1", "1", "99999999999999999999", "1e309", "null", "undefined", "None", "true", "NaN", "%", "%s", "%n%n", "{}", "{{7*7}}",
    "{% url 'home' %}", "${x}", "../../etc/passwd", "..", ".", "/", "//", "\\", "a/b", "'", '"', "'\"><script>alert(1)</script>",
    "' OR 1=1 --", "; drop table x", "\x00", "a\x00b", "\r\n", "a\r\nX-Evil: 1", "\t", "\x1b[31m", "\x7f", "\x85", "é", "ß", "İ",
    "日本語", "😀", "\u202e", "\u0000\ufffe", "a\u0301" * 20, "٣", "²", " ", "  x  ", "\u00a0", "~", "a~b", "~~~", ":", "a:b", "a:b:c:d",
    "x" * 101, "x" * 300, "é" * 3000, "a " * 2000, "~".join("abcdefghij") * 30, "(" * 500, "*", "?", "+", "AND OR NOT", '"unclosed', "a^9", "[1 TO 2]",
    "field:value", "-", "--", "nurse", "https://evil.example/", "//evil.example", "/frameworks/modernized/cluster-1/", "item-cluster-1-1", "grid",
)  # fmt: skip
ODD_BYTES = (
    b"%",
    b"%0",
    b"%zz",
    b"%00",
    b"%ff%fe",
    b"%c3%28",
    b"%ed%a0%80",
    b"\xff",
    b"\xc3\x28",
    b"%u0041",
    b"%2f",
    b"%5c",
    b"%2e%2e/",
)
METHODS = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "PROPFIND", "X" * 300, "", "GET\t", "É")  # fmt: skip
NAMES = (
    "q", "kind", "c", "view", "from", "of", "list", "removed", "add", "take_off", "stay", "framework", "next", "page", "part", "show", "sort", "school",
    "pay", "outlook", "round", "code", "other", "item-cluster-1-1", "csrfmiddlewaretoken", "_method", "all", "", "[]", "a[b]", "__proto__",
)  # fmt: skip
HEADERS = {
    "HTTP_ACCEPT_ENCODING": ("gzip", "br", "br;q=0", "br;q=x", "*", "identity;q=0", "gzip;q=1e9," * 50, "\x00", "br" * 500, ",,,"),
    "HTTP_ACCEPT_LANGUAGE": ("xx", "en;q=9", "*;q=0", "a-" * 300, "de-DE,de;q=0.5," * 90, "\xff", "zh-Hant", "../../x"),
    "HTTP_ACCEPT": ("*/*", "application/json", "text/html;q=0", "x" * 999),
    "HTTP_HX_REQUEST": ("true", "TRUE", "%74rue", "false", "", "\xff"),
    "HTTP_HX_REQUEST_URI_AUTOENCODED": ("true",),
    "HTTP_HX_TARGET": ("panel", "results", "careers", "my-list-button", "body", "\xc3\xa9", "x" * 500, "<b>"),
    "HTTP_HX_TARGET_URI_AUTOENCODED": ("true",),
    "HTTP_HX_BOOSTED": ("true", "x"),
    "HTTP_HX_HISTORY_RESTORE_REQUEST": ("true", ""),
    "HTTP_HX_CURRENT_URL": ("http://[", "http://testserver/?%ff", "//x", "\xff"),
    "HTTP_HX_TRIGGER": ("q", "x" * 500),
    "HTTP_RANGE": ("bytes=0-1", "bytes=9-1", "bytes=-", "bytes=" + "0-1," * 200, "x"),
    "HTTP_IF_NONE_MATCH": ("*", '"', 'W/"', '"a", W/"b",', "x" * 2000, '"' * 999, "\xff", 'W/"4a124720cca8"'),
    "HTTP_IF_MATCH": ("*", '"x"', '"' * 99),
    "HTTP_IF_MODIFIED_SINCE": ("x", "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 99 Zzz 99999 99:99:99 GMT", "0", "Sun, 06 Nov 1994 08:49:37 +9999"),
    "HTTP_IF_UNMODIFIED_SINCE": ("x", "Mon, 31 Feb 2025 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"),
    "HTTP_COOKIE": (
        "sessionid=x", "sessionid=" + "a" * 32, "sessionid=\x00", "csrftoken=" + "b" * 32, "my_school=older", "my_school=\xff", "my_school=a b;;;=;", "my_state=CT", "my_state=\xff",
        "my_list=" + "~".join(["modernized:cluster-1"] * 90), "my_list=%00~\xff~a:b:c:d", 'my_list="\\777\\0"', "my_list=a~modernized:cluster-1~47-2031.00",
        "=x", ";" * 500, "a" * 9000, "messages=x", "messages=W1siX19qc29uX21lc3NhZ2UiXV0:1:x", "django_language=xx",
    ),
    "HTTP_REFERER": ("x", "http://testserver/\xff", "http://testserver//evil.example/", "http://testserver/\\x", "http://[::1", "https://evil.example/"),
    "HTTP_ORIGIN": ("null", "http://testserver", "https://evil.example", "http://[", "\xff", ""),
    "HTTP_SEC_FETCH_SITE": ("cross-site", "same-origin", "none", "x"),
    "HTTP_X_FORWARDED_FOR": ("1.2.3.4", "x, y", "[", "," * 900),
    "HTTP_X_FORWARDED_PROTO": ("https", "x"),
    "HTTP_X_FORWARDED_HOST": ("evil.example",),
    "HTTP_X_HTTP_METHOD_OVERRIDE": ("DELETE",),
    "HTTP_X_REQUESTED_WITH": ("XMLHttpRequest",),
    "HTTP_AUTHORIZATION": ("Basic eDp4", "Bearer x", "\xff"),
    "HTTP_USER_AGENT": ("", "\x00\xff", "x" * 9000),
    "HTTP_EXPECT": ("100-continue",),
    "HTTP_TRANSFER_ENCODING": ("chunked",),
    "HTTP_HOST": ("evil.example", "", "localhost:99999", "localhost:x", "[::1", "a b", "testserver.", "x" * 500, "\xff", "localhost:"),
    "REMOTE_ADDR": ("", "unix:", "::1", "2001:db8::1", "999.1.1.1"),
    "CONTENT_LENGTH": ("0", "-1", "x", "99999999999999999999", "3", "", " 5"),
}  # fmt: skip
TYPES = (
    "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-7", "application/x-www-form-urlencoded; charset=zzz",
    "application/x-www-form-urlencoded; charset=\xff", "multipart/form-data; boundary=x", "multipart/form-data", "multipart/form-data; boundary=",
    "multipart/form-data; boundary=" + "x" * 500, "multipart/form-data; boundary=\xff", "multipart/mixed; boundary=x", "application/json", "text/plain", "", ";;;",
    "multipart/form-data; boundary=x; charset=utf-16",
)  # fmt: skip
BODIES = (
    b"", b"a=b", b"a" * 5000, b"=&=&&", b"%ff=%fe&a=%zz", b"q=\xff\xfe", b"a=1&" * 6000, b"\x00" * 100, b'{"a":', b"code=%00&other=%ff",
    b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--", b"--x\r\n\r\n--x--", b"--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"../x\"\r\n\r\nb\r\n--x--\r\n",
    b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--", b"--x\r\nContent-Disposition: form-data; name*=utf-8''%ff\r\n\r\nb\r\n--x--",
    b"--x\r\nContent-Disposition: form-data; name=\"f\"; filename*=zz''a\r\n\r\nb\r\n--x--", b"--x", b"--x\r\n" + b"A: b\r\n" * 3000, (b"--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\nb\r\n" * 20) + b"--x--",
)  # fmt: skip


@dataclass
class Odd:
    """A request, as short as it can be written, so that hypothesis can say which part breaks something."""

    address: str  # the name of a public address; '' for a path of none
    path: bytes
    method: str = "GET"
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    content_type: str = ""

    def environ(self):
        fixed = {
            "REQUEST_METHOD": self.method, "PATH_INFO": self.path.decode("latin-1"), "SCRIPT_NAME": "", "QUERY_STRING": self.query,
            "SERVER_NAME": "testserver", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "testserver", "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(self.body),
            "wsgi.errors": io.StringIO(), "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False,
            "CONTENT_LENGTH": str(len(self.body)) if self.body else "",
        }  # fmt: skip
        return fixed | ({"CONTENT_TYPE": self.content_type} if self.content_type else {}) | self.headers


def create_content():
    """At least one entry behind every kind of address."""
    framework, older = create_small_framework(is_default=True), create_small_framework(name="Older", clusters=2)
    for cluster, old in zip(framework.clusters.all(), older.clusters.all(), strict=False):
        create_row(old=old, new=cluster)
        create_suggestion(old=old, new=cluster)
        create_quiz_item(cluster=cluster)
    framework.embedding_sites = "*"
    framework.save()
    create_career(
        sub_clusters=[SubCluster.objects.get(cluster__slug="cluster-1", cluster__framework=framework, slug="part-1")]
    )
    create_learn_page(name="Words", body="A [[career-pathway]].") if create_term(name="Career Pathway") else None


def known_values():
    """Values that lead to a page, by the name that a parameter has in the site map."""
    questionnaire = Questionnaire.current()
    answers = {question.slug: 3 for question in questionnaire.questions}
    code = questionnaire.code(answers)
    questionnaire.keep()
    return {
        "framework": ("modernized",), "cluster": ("cluster-1",), "sub_cluster": ("part-1",), "program": ("program-modernized-1-1-1",),
        "slug": ("carpenters",), "page": ("words",), "section": tuple(SITEMAPS), "other": (code,), "file_type": ("json", "csv"),
        "code": {"quiz_result": (code,), "quiz_card": (code,), "quiz_compare": (code,), "career_detail": ("47-2031.00",), "career_by_code": ("47-2031.00",), "surprise_career": ("47-2031.00",)},
    }  # fmt: skip


def addresses(known):
    """{name: [fixed text or choices of a parameter, ...]}"""
    found = {}
    for pattern in urlpatterns:
        parts = re.split(r"<(?:\w+:)?(\w+)>", f"/{pattern.pattern}")
        choices = [part if n % 2 == 0 else (known.get(part) or ODD_TEXT[10:14]) for n, part in enumerate(parts)]
        found[pattern.name] = [one.get(pattern.name, ("x",)) if isinstance(one, dict) else one for one in choices]
    return found


NUMBERS = ("0", "-1", "2", "999", "9" * 30, "1e400", "NaN", "1.5", "٣", " 1", "1 ", "+1", "0x1", "")
CHANGED = (
    "{}x",
    "{} ",
    " {}",
    "{}\x00",
    "{}/",
    "/{}",
    "{}{}",
    "{}~",
    "~{}",
    "{}:",
    ":{}",
    "{}.",
    "{}%",
    "{}😀",
    "{}\u202e",
    "{}\r\n",
    "{},{}",
    "{}&{}",
    "{}~{}",
    "{};{}",
)


def near(value: str) -> list[str]:
    """What looks like a value that is right, and is not: mistyped, cut off, doubled, in other letters, too often."""
    changed = [form.replace("{}", value) for form in CHANGED]
    return [
        value,
        value.upper(),
        value.title(),
        value[:-1],
        value[1:],
        value[::-1],
        value * 50,
        value[:3] + "\u0301" + value[3:],
        *changed,
    ]


def known_parameters(code: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """{address: {parameter: values that are right}}: what each page reads from its address."""
    careers = {
        "sort": ("pay", "growth", "school", "name"), "school": ("high-school", "degree"), "pay": ("low", "high"),
        "outlook": ("bright", "growing"), "page": NUMBERS, "all": ("1",), "choose": ("1",),
    }  # fmt: skip
    entries = (
        "modernized:cluster-1~47-2031.00",
        "older:cluster-1",
        "modernized:cluster-1:part-1",
        "program-modernized-1-1-1",
    )
    here = {
        "next": (
            "/quiz/",
            "/frameworks/modernized/",
            "//evil.example/",
            "https://evil.example/",
            "/my-school/?next=/quiz/",
        )
    }
    return {
        "home": {"school": ("older",), "view": ("grid",)}, "framework_detail": {"view": ("grid",)}, "framework_list": {"page": NUMBERS}, "career_list": careers, "cluster_detail": careers, "sub_cluster_detail": careers,
        "crosswalk": {"view": ("pathways", "table"), "from": ("older",), "of": ("older:cluster-1", "cluster-1")},
        "compare": {"c": ("modernized:cluster-1", "cluster-1", "older:cluster-2"), "framework": ("modernized",)},
        "search": {"q": ("nurse", "carpenter", '"fix cars"', "C++", "R&D", "a OR b"), "kind": ("career", "program", "cluster")},
        "quiz": {"round": NUMBERS, "again": (code,), "item-cluster-1-1": ("1", "5", "unknown"), "code": (code,)},
        "quiz_codes": {"code": (code, f"http://testserver/quiz/results/{code}/"), "other": (code,)},
        "quiz_result": {"show": ("all",), "page": NUMBERS}, "quiz_compare": {"show": ("all",)},
        "my_school": here | {"framework": ("older",)}, "shortlist": {"list": entries, "removed": entries, "add": entries},
        "my_state": here | {"chosen": ("CT", "XX")}, "program_detail": {"state": ("CT", "XX"), "all": ("1",)},
        "embedding": {"framework": ("modernized",), "show": ("cluster-1", "wheel"), "cluster": ("cluster-1",)},
        "embed_wheel": {"framework": ("modernized",), "show": ("cluster-1",)}, "learn_detail": {"page": ("words",)},
        "handout_list": {"page": NUMBERS}, "data": {"field": ("name",)}, "poster": {"framework": ("modernized",)},
        "sitemap_section": {"p": NUMBERS},
    }  # fmt: skip


def known_requests(addresses, code):
    """Every parameter of every page, with values that are nearly right; and every part of every path."""
    for name, parameters in known_parameters(code).items():
        path = "".join(part if isinstance(part, str) else part[0] for part in addresses[name]).encode()
        for parameter, values in parameters.items():
            tried = dict.fromkeys(one for value in values for one in (near(value) if value not in NUMBERS else [value]))
            for value in tried:
                yield Odd(name, path, query=f"{parameter}={_quote(value)}")
            yield Odd(name, path, query="&".join(f"{parameter}={_quote(value)}" for value in [*tried][:30]))
    for name, parts in addresses.items():
        for place, part in enumerate(parts):
            if isinstance(part, str):
                continue
            for value in near(part[0]):
                changed = [*parts[:place], value, *parts[place + 1 :]]
                yield Odd(
                    name, "".join(one if isinstance(one, str) else one[0] for one in changed).encode("utf-8", "replace")
                )


def answer_sheets(code):
    """What the quiz is sent: answers and rounds that are nearly right."""
    right = {"item-cluster-1-1": "3", "round": "1"}
    for name in (*right, "item-cluster-2-1", "item-", "code", "other", "add", "take_off", "framework", "next", "list"):
        for value in (*NUMBERS, *near("3"), *near(code)[:12], "unknown", "UNKNOWN"):
            pairs = right | {name: value}
            body = "&".join(f"{_quote(one)}={_quote(words)}" for one, words in pairs.items()).encode()
            for address, path in (
                ("quiz", b"/quiz/"),
                ("shortlist", b"/shortlist/"),
                ("my_school", b"/my-school/"),
                ("my_state", b"/my-state/"),
            ):
                yield Odd(address, path, method="POST", body=body, content_type=TYPES[0])


def _quote(words):
    return "".join(
        chr(byte) if chr(byte).isalnum() and byte < 128 else f"%{byte:02x}" for byte in words.encode("utf-8", "replace")
    )


def odd_request(pick, text, addresses, kinds):
    """One request, by `pick` (one of a sequence) and `text` (any text): mostly one thing is odd, now and then all."""
    name = pick(sorted(addresses))
    path = "".join(part if isinstance(part, str) else pick(part) for part in addresses[name]).encode()
    odd, kind = Odd(name, path), pick(kinds)
    if kind in ("path", "all"):
        odd.path = _odd_path(path, pick, text)
    if kind in ("method", "all"):
        odd.method = pick(METHODS)
    if kind in ("query", "all"):
        odd.query = _pairs(pick, text) if pick((True, True, False)) else pick(ODD_BYTES).decode("latin-1") * 3
    if kind in ("headers", "all"):
        odd.headers = {name: pick(HEADERS[name]) for name in (pick(sorted(HEADERS)), pick(sorted(HEADERS)))}
    if kind in ("body", "all"):
        odd.method = pick(("POST",) * 14 + ("PUT", "GET"))
        odd.content_type = pick((TYPES[0], pick(TYPES)))
        odd.body = _pairs(pick, text).encode() if pick((True, False)) else pick(BODIES)
    return odd


def _odd_path(path, pick, text):
    """The address with an odd value, a byte too many, or none at all."""
    how = pick(("value", "value", "value", "tail", "bytes", "slash", "upper", "none"))
    if how == "value":
        steps = path.split(b"/")
        steps[pick(range(1, len(steps)))] = text().encode("utf-8", "replace")[:400]
        return b"/".join(steps)
    if how == "none":
        return b"/" + text().encode("utf-16", "replace")[:40]
    return {"tail": path + b"x", "bytes": path + pick(ODD_BYTES), "slash": path.rstrip(b"/"), "upper": path.upper()}[
        how
    ]


def _pairs(pick, text):
    return "&".join(f"{_quote(pick(NAMES))}={_quote(text())}" for _nth in range(pick((1, 1, 2, 3))))


def drawn(addresses, kinds):
    """Requests for hypothesis, which looks for the shortest one that breaks something."""

    @st.composite
    def request(draw):
        texts = st.one_of(st.sampled_from(ODD_TEXT), st.text(max_size=12))
        return odd_request(lambda some: draw(st.sampled_from(some)), lambda: draw(texts), addresses, kinds)

    return request()


def rolled(number, addresses, kinds):
    """The same without hypothesis, which takes as long to draw a request as the site to answer. The same at every run."""
    die = random.Random(7)
    for _nth in range(number):
        yield odd_request(die.choice, lambda: die.choice(ODD_TEXT), addresses, kinds)


def examples(number):
    """As many as that, the same at every run."""
    checks = [
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ]
    return settings(
        max_examples=number,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=checks,
        print_blob=False,
    )


class Site:
    """The application without a server or a test client, and what it has answered so far."""

    def __init__(self):
        self.handler = WSGIHandler()
        self.statuses = {}
        self.asked = 0
        self.slowest = (0.0, None)

    def answer(self, odd: Odd) -> tuple[int, bytes]:
        """Send it, and return the status and the bytes of the answer."""
        started = []
        with _connection_left_open():
            response = self.handler(odd.environ(), lambda status, headers: started.append(status))
            body = b"".join(response)
            response.close()
        return int(started[0][:3]), body

    def ask(self, odd: Odd) -> int:
        """Send it, look at the answer, return its status."""
        started, before = [], time.process_time()
        with _connection_left_open(), _errors_of_requests() as logged:
            response = self.handler(odd.environ(), lambda status, headers: started.append((status, dict(headers))))
            body = b"".join(response)
            response.close()
        cpu = time.process_time() - before
        ((line, headers),) = started
        status = int(line[:3])
        self.asked += 1
        self.slowest = max(self.slowest, (cpu, odd), key=lambda pair: pair[0])
        self.statuses.setdefault(odd.address, set()).add(status)
        assert logged == [], f"{status}, and logged: {logged}"
        assert status < 500 or (status == 503 and headers.get("Retry-After")), status
        assert cpu < MOST_CPU, cpu
        text = _plain(body, headers.get("Content-Encoding"))
        assert not any(word in text for word in (b"Traceback (most recent", b'File "/', b"site-packages")), text
        assert not any(ord(letter) < 32 for value in headers.values() for letter in str(value)), headers
        if headers.get("Location"):
            assert re.match(r"/(?![/\\])|\?", headers["Location"]) or headers["Location"].startswith(
                "http://testserver/"
            ), headers
        return status


@contextmanager
def _connection_left_open():
    """A test is one transaction, which ends with its connection. (Django's test client does the same.)"""
    of_a_request = (request_started, request_finished)
    for signal in of_a_request:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in of_a_request:
            signal.connect(close_old_connections)


@contextmanager
def _errors_of_requests():
    """The messages that Django logs about requests as errors. What it warns of is not even written, to save time."""
    found, logger, handler = [], logging.getLogger("django.request"), logging.Handler(logging.ERROR)
    handler.emit = lambda record: found.append(record.getMessage())
    logger.addHandler(handler)
    logging.disable(logging.WARNING)
    try:
        yield found
    finally:
        logging.disable(logging.NOTSET)
        logger.removeHandler(handler)


def _plain(body, encoding):
    if encoding == "br":
        return brotli.decompress(body) if body else b""
    return gzip.decompress(body) if encoding == "gzip" and body else body
