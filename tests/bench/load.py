"""Load on a running server, and what it costs that server: wrk on the same machine, CPU time of the server's processes."""

import json
import re
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from ..server import manage

CONNECTIONS = 8
AS_BROWSERS_SEND = {"Accept-Encoding": "gzip, deflate, br"}
WHEEL, CLUSTER, SEARCH = "/", "/frameworks/modernized/construction/", "/search/?q=nurse"


@dataclass
class Measure:
    per_second: float
    cpu_ms: float


@contextmanager
def site_folder() -> Iterator[Path]:
    """A VAR_DIR with the shipped content, ready to be served."""
    with tempfile.TemporaryDirectory() as folder:
        var_dir = Path(folder)
        manage(var_dir, "migrate", "--verbosity", "0")
        manage(var_dir, "load_frameworks", "--verbosity", "0")
        manage(var_dir, "collectstatic", "--no-input", "--verbosity", "0")
        yield var_dir


def answer(url: str, headers: dict | None = None) -> tuple[bytes, dict[str, str]]:
    """What a browser gets for a page: its bytes, compressed as they are on the way, and its headers."""
    request = urllib.request.Request(url, headers=AS_BROWSERS_SEND | (headers or {}))
    with urllib.request.urlopen(request) as response:
        return response.read(), dict(response.headers.items())


def body(url: str, headers: dict | None = None) -> bytes:
    return answer(url, headers)[0]


def measure(pids: list[int], url: str, headers: dict, seconds: int, script: Path | None = None) -> Measure:
    """Requests per second, and CPU milliseconds per request of the processes `pids` and of all their children."""
    before = cpu_seconds(pids)
    requests, per_second = wrk(url, headers, seconds, script)
    return Measure(per_second, (cpu_seconds(pids) - before) / requests * 1000)


def wrk(
    url: str, headers: dict, seconds: int, script: Path | None = None, *, connections: int = CONNECTIONS
) -> tuple[int, float]:
    """Return (requests, requests per second); every answer must have been a 200."""
    options = [f"-H{name}: {value}" for name, value in {**AS_BROWSERS_SEND, **headers}.items()]
    options += ["-s", str(script)] if script else []
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", *options, url]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in report or "Socket errors" in report:
        raise RuntimeError(f"{url} did not answer as it should:\n{report}")
    return int(re.search(r"(\d+) requests in", report)[1]), float(re.search(r"Requests/sec:\s+([\d.]+)", report)[1])


def cpu_seconds(pids: list[int]) -> float:
    times = [one.cpu_times() for one in _tree(pids)]
    return sum(time.user + time.system for time in times)


def memory_mb(pids: list[int]) -> float:
    """What the processes hold in memory, with what they share counted once for each."""
    return sum(one.memory_info().rss for one in _tree(pids)) / 1024 / 1024


def _tree(pids):
    roots = [psutil.Process(pid) for pid in pids]
    return [*roots, *(child for root in roots for child in root.children(recursive=True))]


def table(*heads: str) -> None:
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")


def row(*cells) -> None:
    print(f"| {' | '.join(str(cell) for cell in cells)} |", flush=True)


def last_json(text: str) -> dict:
    """The JSON object on the last line of `text`."""
    return json.loads(text.strip().splitlines()[-1])
