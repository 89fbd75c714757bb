"""What is no HTTP at all, to the production server itself: it stays up, and goes on answering."""

import random
import shutil
import socket
import time
import urllib.request
from contextlib import suppress

import psutil
import pytest

from ..server import serve

START = (
    b"GET / HTTP/1.1", b"GET /", b"GET / HTTP/9.9", b"GET / HTTP/0.9", b"G\x00T / HTTP/1.1", b"\x00" * 50, b"GET  /  HTTP/1.1", b" GET / HTTP/1.1",
    b"GET /%zz HTTP/1.1", b"GET /\xff\xfe HTTP/1.1", b"GET http://evil.example/ HTTP/1.1", b"GET * HTTP/1.1", b"OPTIONS * HTTP/1.1", b"CONNECT a:1 HTTP/1.1",
    b"POST /quiz/ HTTP/1.1", b"POST /search/ HTTP/1.1", b"PRI * HTTP/2.0", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET /" + b"a" * 9000 + b" HTTP/1.1",
    b"GET /" + b"a" * 90_000 + b" HTTP/1.1", b"A" * 5000, b"", b"GET /search/?q=\x80 HTTP/1.1", b"GET /static/../../secret_key HTTP/1.1", b"HEAD / HTTP/1.0",
    b"GET /static/%2e%2e/%2e%2e/secret_key HTTP/1.1", b"GET //evil.example/%2f.. HTTP/1.1", b"GET /?a=%00#x HTTP/1.1",
)  # fmt: skip
LINES = (
    b"Host: localhost", b"Host: localhost", b"Host: localhost", b"Host: localhost\r\nHost: evil.example", b"Host:", b"Host: \xff", b"Content-Length: 5", b"Content-Length: -5", b"Content-Length: 5\r\nContent-Length: 6",
    b"Content-Length: 99999999999999999999999", b"Content-Length: 0x5", b"Transfer-Encoding: chunked", b"Transfer-Encoding: chunked\r\nContent-Length: 3", b"Transfer-Encoding: x, chunked",
    b"Transfer-Encoding : chunked", b"Connection: close", b"Connection: upgrade\r\nUpgrade: websocket", b"Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__", b"Expect: 100-continue",
    b"X: " + b"y" * 9000, b"X: " + b"y" * 90_000, b"\r\n".join(b"X-%d: y" % n for n in range(300)), b"no colon", b": no name", b" folded", b"X\x00Y: z", b"X: a\x00b", b"X: \r Y: z", b"Cookie: \xff=\xff",
    b"X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-For: x",
)  # fmt: skip
ENDS = (b"\r\n\r\n", b"\r\n\r\n", b"\r\n\r\n", b"\r\n", b"", b"\n\n", b"\r\n\r\n5\r\nhello\r\n0\r\n\r\n", b"\r\n\r\nzz\r\n", b"\r\n\r\nffffffffffffffffff\r\nx", b"\r\n\r\n5\r\nhe", b"\r\n\r\nhello",
        b"\r\n\r\n-1\r\n\r\n", b"\r\n\r\n1;" + b"e" * 5000 + b"\r\na\r\n0\r\n\r\n", b"\r\n\r\n0\r\nX: y\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n")  # fmt: skip


@pytest.fixture(scope="module")
def site(_started_once, tmp_path_factory):
    with serve(shutil.copytree(_started_once, tmp_path_factory.mktemp("socket") / "site")) as (url, process):
        yield url, process


def send(url, data):
    """Send it and return the beginning of the answer. Half a request gets none: nobody waits for it."""
    host, _colon, port = url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        with suppress(OSError):  # the server may have had enough already
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
        with suppress(OSError):
            return connection.recv(2000)
    return b""


def memory(process):
    return sum(one.memory_info().rss for one in [process, *process.children(recursive=True)])


@pytest.mark.parametrize("number", [100, pytest.param(1000, marks=pytest.mark.long)])
def test_the_server_stays_up_whatever_comes_in(site, number):
    url, process = site
    server = psutil.Process(process.pid)
    before = {one.pid for one in server.children(recursive=True)}
    die = random.Random(7)
    answers = []
    for _nth in range(number):
        lines = [die.choice(START), *(die.choice(LINES) for _line in range(die.choice((1, 1, 2, 3))))]
        answers.append(send(url, b"\r\n".join(lines) + die.choice(ENDS)))
    statuses = {answer.split(b" ")[1] for answer in answers if answer.startswith(b"HTTP/1")}
    assert not [status for status in statuses if status.startswith(b"5")], statuses
    assert not [answer for answer in answers if b"Traceback" in answer]
    assert {b"200", b"400"} <= statuses
    assert {one.pid for one in server.children(recursive=True)} == before
    assert urllib.request.urlopen(f"{url}/frameworks/", timeout=5).status == 200


def test_half_requests_keep_nobody_waiting(site):
    """Fifty that never go on: everybody else is answered meanwhile."""
    url, _process = site
    host, _colon, port = url.removeprefix("http://").partition(":")
    halves = [socket.create_connection((host, int(port)), timeout=5) for _nth in range(50)]
    try:
        for nth, half in enumerate(halves):
            half.sendall(
                b"GET / HTTP/1.1\r\nHost: loc"
                if nth % 2
                else b"POST /search/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\na"
            )
        began = time.monotonic()
        assert urllib.request.urlopen(f"{url}/robots.txt", timeout=10).status == 200
        assert time.monotonic() - began < 5
    finally:
        for half in halves:
            half.close()


@pytest.mark.parametrize("head", [b"Content-Length: 200000000", b"Transfer-Encoding: chunked"])
def test_a_large_body_is_not_kept_in_memory(site, head):
    """200 MB, as said before or without saying it: refused, or left unread. The server does not grow by it."""
    url, process = site
    server = psutil.Process(process.pid)
    before, most = memory(server), 0
    host, _colon, port = url.removeprefix("http://").partition(":")
    piece = b"x" * 1_000_000
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(b"POST /quiz/ HTTP/1.1\r\nHost: localhost\r\n" + head + b"\r\n\r\n")
        with suppress(OSError):  # it hangs up
            for _nth in range(200):
                connection.sendall(piece if b"Length" in head else b"%x\r\n%s\r\n" % (len(piece), piece))
                most = max(most, memory(server) - before)
    assert most < 60_000_000
    assert urllib.request.urlopen(f"{url}/robots.txt", timeout=5).status == 200
