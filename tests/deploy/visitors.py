"""Visitors for the tests of faults: each of them asks for one page after the other, and notes how it went."""

import contextlib
import http.client
import itertools
import re
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

TIMEOUT = 60
PAUSE = 0.02  # seconds between two pages: a fault's end needs some of the processor as well


@dataclass(frozen=True)
class Visit:
    method: str
    path: str
    start: float
    seconds: float
    status: int = 0  # 0: no answer
    error: str = ""
    retry_after: str | None = None
    page: bytes = b""
    on_new_connection: bool = False

    @property
    def end(self) -> float:
        return self.start + self.seconds


@dataclass
class Visitors:
    port: int
    paths: tuple[str, ...]
    answers: str  # to the quiz
    visits: list[Visit] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def visit(self) -> None:
        """One visitor: a connection that stays open, as a browser's does, and a new one after a fault."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        while not self.stopped.wait(PAUSE):
            number = next(self.numbers)
            path = self.paths[number % len(self.paths)].replace("NEW", str(number))
            self.visits.append(self._ask(connection, path))
        connection.close()

    def _ask(self, connection, path):
        method, _space, address = path.rpartition(" ")
        headers = {"Host": "localhost"}
        if method == "POST":
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": "http://localhost"}
        verb, body = ("POST", self.answers) if method == "POST" else ("GET", None)
        is_new = connection.sock is None
        start = time.monotonic()
        try:
            connection.request(verb, address, body, headers)
            response = connection.getresponse()
            page = response.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            return Visit(verb, address, start, time.monotonic() - start, error=repr(error), on_new_connection=is_new)
        seconds, retry_after = time.monotonic() - start, response.headers["Retry-After"]
        return Visit(verb, address, start, seconds, response.status, retry_after=retry_after, page=page)

    def after(self, moment: float) -> list[Visit]:
        """Those that began then or later."""
        return [visit for visit in list(self.visits) if visit.start >= moment]

    def wait_for(self, condition: Callable[[list[Visit]], bool], since: float, seconds: float = 60) -> float:
        """Until what was asked since then is so; return how long it took."""
        deadline = time.monotonic() + seconds
        while not condition(self.after(since)):
            assert time.monotonic() < deadline, Counter((v.status, v.error) for v in self.after(since))
            time.sleep(0.02)
        return time.monotonic() - since

    def wait_for_answers(self, count: int) -> None:
        self.wait_for(lambda visits: len(visits) >= count, time.monotonic())


@contextlib.contextmanager
def visiting(url: str, paths: tuple[str, ...], visitors: int = 8) -> Iterator[Visitors]:
    with urllib.request.urlopen(f"{url}/quiz/", timeout=TIMEOUT) as response:
        names = set(re.findall(r'name="(item-[^"]+)"', response.read().decode()))
    group = Visitors(int(url.rpartition(":")[2]), paths, urlencode(dict.fromkeys(names, "4")))
    threads = [threading.Thread(target=group.visit, daemon=True) for _ in range(visitors)]
    for thread in threads:
        thread.start()
    try:
        yield group
    finally:
        group.stopped.set()
        for thread in threads:
            thread.join(TIMEOUT + 5)


def tell(fault: str, visits: list[Visit], **figures: object) -> None:
    """One line for each fault; docs/running.md has them. Seen with `pytest -s`."""
    lost = [visit for visit in visits if visit.error]
    statuses = dict(sorted(Counter(visit.status for visit in visits if visit.status).items()))
    longest = max((visit.seconds for visit in visits), default=0)
    more = "".join(f", {name.replace('_', ' ')} {value:.1f}" if isinstance(value, float) else f", {name.replace('_', ' ')} {value}" for name, value in figures.items())  # fmt: skip
    print(f"\nFAULT {fault}: {len(visits)} requests {statuses}, {len(lost)} lost, longest {longest:.2f} s{more}")
