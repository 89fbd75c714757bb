"""deploy/nginx.conf alone, before a node that says what it was asked: its key, its limits, what it lets through."""

import http.client
import json
import re
import socket
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from deploy.fill_in import TEMPLATE, fill_in

from ..server import free_port
from ..services import nginx

pytestmark = pytest.mark.services
CODE = "RXX4C-4MJRH-K5W5H-H3CSF-DK843-B7NMV"


class Node(BaseHTTPRequestHandler):
    """Answers with what it was asked; `?vary=` says what the answer depends on, `?status=503` that it can't."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        path = self.requestline.split()[1]  # self.path has one slash at its start
        body = json.dumps([path, self.headers.items()]).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "public, max-age=60")
        if self.server.vary:
            self.send_header("Vary", self.server.vary)
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *args):
        pass


class Front:
    def __init__(self, port, node, folder):
        self.port, self.node, self.folder = port, node, folder

    def get(self, path, *headers, method="GET"):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in (("Host", "localhost"), *headers):
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response.status, response.headers, body

    def asked(self, path, *headers):
        """The path and the headers that the node got."""
        path, got = json.loads(self.get(path, *headers)[2])
        return path, dict(got)


@pytest.fixture(scope="module")
def _front(tmp_path_factory):
    folder, port = tmp_path_factory.mktemp("front"), free_port()
    node = ThreadingHTTPServer(("127.0.0.1", 0), Node)
    node.daemon_threads, node.vary, node.status = True, "Accept-Encoding", 200
    thread = threading.Thread(target=node.serve_forever, daemon=True)
    thread.start()
    address = f"127.0.0.1:{node.server_port}"
    conf = fill_in(LISTEN=f"127.0.0.1:{port}", SERVER_NAME="localhost", NODE_1=address, NODE_2=address,
                   STATIC_DIR=str(folder), CACHE_DIR=str(folder / "cache"), ACCESS_LOG=str(folder / "access.log"))  # fmt: skip
    with nginx(conf, port):
        yield Front(port, node, folder)
    node.shutdown()
    thread.join()
    node.server_close()


@pytest.fixture
def front(_front):
    yield _front
    _front.node.vary, _front.node.status = "Accept-Encoding", 200


@pytest.mark.parametrize("vary", ["Accept-Encoding", "accept-encoding", ""])
def test_a_page_for_everyone_is_kept(front, vary):
    front.node.vary = vary
    assert [front.get(f"/kept/{vary}")[1]["X-Cache"] for _ in range(2)] == ["MISS", "HIT"]


@pytest.mark.parametrize(
    "vary", ["HX-Request", "Accept-Encoding, HX-Request", "Cookie", "*", "Accept-Encoding, Cookie", "User-Agent"]
)
def test_one_that_depends_on_another_header_is_not(front, vary):
    front.node.vary = vary
    assert [front.get(f"/varies/{len(vary)}")[1]["X-Cache"] for _ in range(2)] == ["MISS", "MISS"]


@pytest.mark.parametrize("headers", [
    [("HX-Request", "true"), ("HX-Target", "panel")], [("HX-Request", "TRUE")], [("HX-Request", "%74rue")],
    [("HX-Boosted", "true")], [("User-Agent", "x")], [("Accept-Language", "es")], [("Referer", "http://localhost/")],
    [("X-Forwarded-Host", "evil.example")], [("X_Forwarded_Proto", "https")], [("Forwarded", "host=evil.example")],
])  # fmt: skip
def test_no_other_header_makes_another_page(front, headers):
    path = f"/one/{headers[0][0]}/{len(headers)}/{headers[0][1].strip('%')}".replace("://", "")
    assert [front.get(path, *headers)[1]["X-Cache"], front.get(path)[1]["X-Cache"]] == ["MISS", "HIT"]


def test_two_addresses_are_never_one(front):
    pairs = [
        ("/a?sort=pay|br|", ("Accept-Encoding", "gzip")),
        ("/a?sort=pay", ("Accept-Encoding", "br")),
        ("/a?sort=pay%20br", ("Accept-Encoding", "gzip")),
        ("/a%3Fsort=pay", ("Accept-Encoding", "gzip")),
        ("//a?sort=pay", ("Accept-Encoding", "gzip")),
        ("/a/../a?sort=pay", ("Accept-Encoding", "gzip")),
        ("/a?sort=pay", ("Accept-Encoding", "identity")),
    ]
    first = [front.get(path, header) for path, header in pairs]
    assert {answer[1]["X-Cache"] for answer in first} == {"MISS"}
    assert [json.loads(answer[2])[0] for answer in first] == [path for path, _header in pairs]
    assert [front.get(path, header)[2] for path, header in pairs] == [answer[2] for answer in first]


@pytest.mark.parametrize("cookie", ["sessionid=x", "__Host-sessionid=x", "a=b; __Host-sessionid=x", "a=b;sessionid=x", "sessionid =x"])  # fmt: skip
def test_who_has_a_session_is_not_given_what_is_kept_nor_keeps_it(front, cookie):
    front.get("/session")
    assert [front.get("/session", ("Cookie", cookie))[1]["X-Cache"] for _ in range(2)] == ["BYPASS", "BYPASS"]


def test_other_cookies_are_no_session(front):
    front.get("/cookies")
    assert front.get("/cookies", ("Cookie", "my_list=x; not_sessionid=x; sessionidx=y"))[1]["X-Cache"] == "HIT"


@pytest.mark.parametrize(
    "name", ["X_Forwarded_For", "X-Forwarded_For", "x_forwarded_proto", "X_Request_ID", "HX_Request"]
)
def test_a_name_with_underscores_does_not_get_to_a_node(front, name):
    _path, got = front.asked(f"/underscore/{name}", (name, "evil"), (name.replace("_", "-"), "evil"))
    assert [one for one in got if "_" in one] == []
    assert got["X-Forwarded-For"] == "127.0.0.1"
    assert got["X-Forwarded-Proto"] == "http"
    assert re.fullmatch("[0-9a-f]{32}", got["X-Request-ID"])


def statuses(front, count, path, *headers, threads=16):
    """Of so many requests at once, over connections that stay open."""

    def ask(numbers):
        connection = http.client.HTTPConnection("127.0.0.1", front.port, timeout=60)
        found = Counter()
        for number in numbers:
            connection.request(
                "GET", path.replace("NUMBER", str(number)), headers={"Host": "localhost", **dict(headers)}
            )
            response = connection.getresponse()
            response.read()
            found[response.status] += 1
        connection.close()
        return found

    with ThreadPoolExecutor(threads) as pool:
        return sum(pool.map(ask, [range(n, count, threads) for n in range(threads)]), Counter())


def test_a_class_of_hundreds_that_opens_pages_at_once_is_let_through(front):
    front.get("/school")
    assert statuses(front, 3000, "/school") == {200: 3000}


def test_a_made_up_session_does_not_buy_more_than_some_pages_that_are_made_anew(front):
    found = statuses(front, 1000, "/anew?NUMBER", ("Cookie", "sessionid=made-up"))
    assert found[429] > 500
    assert front.get("/school")[0] == 200  # who has none is not affected
    status, headers, text = front.get("/anew", ("Cookie", "__Host-sessionid=x"))
    if status == 429:
        assert headers["Retry-After"] == "10"
        assert b"Wait a moment" in text


def limits():
    text = TEMPLATE.read_text("utf-8")
    rates = {
        zone: int(rate) for zone, rate in re.findall(r"limit_req_zone\s+\S+\s+zone=(\w+):\w+\s+rate=(\d+)r/s;", text)
    }
    bursts = {zone: int(burst) for zone, burst in re.findall(r"limit_req zone=(\w+)\s+burst=(\d+)\s+nodelay;", text)}
    return {zone: (rate, bursts[zone]) for zone, rate in rates.items()}


def is_let_through(zone, a_minute, at_once):
    """Say whether nginx lets so many through, of which `at_once` come together while the others come evenly."""
    rate, burst = limits()[zone]
    return a_minute / 60 <= rate and at_once <= burst


STUDENTS = 1000


@pytest.mark.parametrize(("what", "a_minute", "at_once"), [
    ("searching as they type", 5000, STUDENTS),
    ("the quiz in ten minutes: its page, eight rounds, the result, a stylesheet each", STUDENTS * 20 / 10, STUDENTS),
    ("a page every five seconds, with its stylesheet", STUDENTS * 2 * 12, 2 * STUDENTS),
    ("all of them open the site at once: page, stylesheet, first click", STUDENTS * 2 * 12, 3 * STUDENTS),
])  # fmt: skip
def test_a_school_behind_one_address_is_let_through(what, a_minute, at_once):
    assert is_let_through("requests", a_minute, at_once)


def test_so_is_a_staff_room_of_fifty_editors():
    assert is_let_through("with_session", 50 * 20, 100)


def send(front, text):
    with socket.create_connection(("127.0.0.1", front.port), timeout=30) as connection:
        connection.sendall(text)
        return connection.recv(100)


def test_a_slow_body_is_not_waited_for_by_a_node(front):
    """The node would have answered: it does not read on. It has not been asked."""
    text = b"POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf"
    slow = [socket.create_connection(("127.0.0.1", front.port)) for _ in range(200)]
    for connection in slow:
        connection.sendall(text)
    try:
        assert front.get("/beside-slow-ones")[0] == 200
    finally:
        for connection in slow:
            connection.close()


def test_the_log_is_one_line_a_request_and_says_no_answer(front):
    odd = [f"/quiz/results/{CODE}/", f"/QUIZ//results/{CODE}/", f"/%71uiz%2Fresults%2F{CODE}/", f"//quiz/results/{CODE}",
           f"/%2571uiz/results/{CODE}/", f"/x/../quiz/results/{CODE}", f"/shortlist/%3Flist={CODE}", "/z%0A%7Bforged%7D",
           "/z%E2%80%A8forged", "/z%C2%85forged", "/z%1B%5B2Jforged", "/long" + "x" * 5000, '/z%22,"forged":"', "/plain/"]  # fmt: skip
    for path in odd:
        front.get(path)
    send(front, b"GET /raw\xe2\x80\xa8forged HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    front.get("/the-last-one")
    pause = threading.Event()
    for _ in range(400):  # each process of nginx writes its lines after a second
        text = (front.folder / "access.log").read_text("utf-8", "replace")
        lines = [json.loads(line) for line in text.splitlines()]
        mine = [
            line for line in lines if re.match(r"/+(quiz|shortlist|z|long|plain|raw|the-last|\.)", line["path"], re.I)
        ]
        if len(mine) >= len(odd) + 2:
            break
        pause.wait(0.05)
    assert len(mine) == len(odd) + 2
    assert CODE not in text
    assert text.replace("\n", "").isprintable()
    assert max(len(line["path"]) for line in lines) < 310
    assert "/plain/" in {line["path"] for line in lines}
    assert {"forged"} & set().union(*lines) == set()
