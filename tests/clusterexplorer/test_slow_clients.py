"""Who sends or reads slowly holds a connection of the production server, and nobody else up."""

import contextlib
import http.client
import shutil
import socket
import threading
import time
import urllib.request

import psutil
import pytest
from waitress import wasyncore
from waitress.adjustments import Adjustments

from clusterexplorer import worker

from ..server import serve

SLOW = 200
BODY = (
    b"POST /quiz/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 50000\r\n\r\nitem=1"
)
KINDS = {
    "headers sent slowly": b"GET / HTTP/1.1\r\nHost: loc",
    "a body sent slowly": BODY,
    "an answer read slowly": b"GET /careers/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a connection kept idle": b"",
}


@pytest.fixture(scope="module")
def site(_started_once, tmp_path_factory):
    with serve(shutil.copytree(_started_once, tmp_path_factory.mktemp("slow") / "site")) as (url, process):
        urllib.request.urlopen(f"{url}/", timeout=60).close()
        yield url, process


def connect(url):
    host, _colon, port = url.removeprefix("http://").partition(":")
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)  # so that little of an answer is on its way
    connection.settimeout(20)
    connection.connect((host, int(port)))
    return connection


def seconds_of_the_home_page(url):
    began = time.monotonic()
    with urllib.request.urlopen(f"{url}/", timeout=15) as answer:
        assert answer.status == 200
        assert b"</html>" in answer.read()
    return time.monotonic() - began


@contextlib.contextmanager
def many(url, *kinds):
    with contextlib.ExitStack() as stack:
        for nth in range(SLOW):
            connection = stack.enter_context(connect(url))
            connection.sendall(KINDS[kinds[nth % len(kinds)]])
        yield


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.long
def test_two_hundred_slow_clients_leave_the_home_page_under_a_second(site, kind):
    url, _process = site
    with many(url, kind):
        assert sorted(seconds_of_the_home_page(url) for _nth in range(9))[4] < 1


def test_all_kinds_of_slow_clients_at_once(site):
    url, _process = site
    with many(url, *KINDS):
        assert sorted(seconds_of_the_home_page(url) for _nth in range(9))[4] < 1


def test_who_asks_without_a_pause_keeps_no_new_visitor_out(site):
    """As long as a process has work waiting it leaves new connections to the others, which may be as busy."""
    url, _process = site
    answered = threading.Event()

    def ask_without_a_pause(first):
        connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=30)
        for word in range(first, first + 500):
            if answered.is_set():
                break
            connection.request("GET", f"/search/?q=nurse{word}")
            connection.getresponse().read()
        connection.close()

    threads = [threading.Thread(target=ask_without_a_pause, args=(nth * 1000,)) for nth in range(16)]
    for thread in threads:
        thread.start()
    try:
        taken = [seconds_of_the_home_page(url) for _nth in range(9)]
    finally:
        answered.set()
        for thread in threads:
            thread.join()
    assert sorted(taken)[4] < 2


def test_many_large_bodies_that_never_end_cost_little_memory(site):
    url, process = site

    def memory():
        server = psutil.Process(process.pid)
        return sum(one.memory_info().rss for one in [server, *server.children(recursive=True)])

    before = memory()
    head = b"POST /quiz/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n\r\n"
    with contextlib.ExitStack() as stack:
        for _nth in range(100):
            connection = stack.enter_context(connect(url))
            with contextlib.suppress(ConnectionError):  # more of them at once than the server takes
                connection.sendall(head + b"x" * 1_000_000)
        assert memory() - before < 60_000_000
        assert seconds_of_the_home_page(url) < 10


def test_a_request_after_a_head_request_is_answered_on_the_same_connection(site):
    url, _process = site
    with connect(url) as connection:
        connection.sendall(b"HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        head = connection.recv(65536)
        assert head.startswith(b"HTTP/1.1 200")
        assert head.endswith(b"\r\n\r\n")
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert b"".join(iter(lambda: connection.recv(65536), b"")).startswith(b"HTTP/1.1 200")


def test_a_header_with_underscores_can_not_pose_as_another(tmp_path):
    """It is dropped, as nginx does: no X_Forwarded_For beside the X-Forwarded-For of a proxy."""
    request = worker.Request(Adjustments())
    request.received(b"GET / HTTP/1.1\r\nHost: a\r\nX_Forwarded_For: 1.2.3.4\r\nX-Forwarded-Proto: http\r\n\r\n")
    assert request.headers == {"HOST": "a", "X_FORWARDED_PROTO": "http"}


def test_a_body_over_the_limit_is_not_read_and_the_program_is_asked_what_to_say():
    request = worker.Request(Adjustments(max_request_body_size=1000))
    request.received(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n")
    assert (request.completed, request.error, request.headers["CONNECTION"]) == (True, None, "close")


@pytest.fixture
def small_server(monkeypatch):
    """A server in this process, and its address, with a tenth of a second's patience of each kind."""
    for name in ("HEAD_SECONDS", "REQUEST_SECONDS", "ANSWER_SECONDS"):
        monkeypatch.setattr(worker, name, 0.1)
    big = b"x" * 20_000_000

    def application(environ, start_response):
        start_response("200 OK", [("Content-Length", str(len(big)))])
        return [big]

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        sockets, stopped = {}, threading.Event()
        adjustments = Adjustments(sockets=[listener], threads=1, cleanup_interval=0)
        info = (listener.family, None, None, None)
        server = worker.Server(
            application, map=sockets, _sock=listener, adj=adjustments, sockinfo=info, bind_socket=False
        )

        def run():
            while not stopped.is_set():
                wasyncore.poll2(timeout=0.02, map=sockets)

        thread = threading.Thread(target=run)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", server
        stopped.set()
        thread.join()
        server.task_dispatcher.shutdown()
        wasyncore.close_all(sockets)


@pytest.mark.parametrize(
    ("first", "then"), [(b"GET / HTTP/1.1\r\nHost: a\r\nX: ", b"y"), (BODY, b"z")], ids=["headers", "body"]
)
def test_a_request_without_end_is_cut_off_although_it_goes_on(small_server, first, then):
    with connect(small_server[0]) as connection:
        connection.sendall(first)
        deadline = time.monotonic() + 20
        with pytest.raises(ConnectionError):  # noqa: PT012
            while time.monotonic() < deadline:
                connection.sendall(then)
                time.sleep(0.01)


def test_an_answer_that_is_fetched_without_end_is_cut_off(small_server):
    url, server = small_server
    with connect(url) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        deadline = time.monotonic() + 20
        assert connection.recv(1).startswith(b"H")
        while server.active_channels:
            assert connection.recv(1)
            assert time.monotonic() < deadline
            time.sleep(0.01)
