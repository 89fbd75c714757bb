"""Requests per second and CPU time per request of the real pages, beside a view that returns constant bytes; then
queries and CPU time of every kind of page, with three frameworks and with sixty more.

One run, one machine, one table for README.md: `make bench`. Figures drift from run to run; the ratios are what counts.
"""

import gzip
import re
import subprocess
import sys
import tempfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import psutil

from clusterexplorer.serving import server_command

from ..install import ensure_wrk
from ..server import NO_LIMITS, ROOT, environment, free_port, manage, running
from . import many, students

WORKERS, CONNECTIONS, SECONDS = 2, 8, 6
HTMX = {"HX-Request": "true", "HX-Target": "panel"}
PAGES = [
    ("the wheel page", "/", {}),
    ("a cluster page", "/frameworks/modernized/construction/", {}),
    ("a panel swap", "/frameworks/modernized/construction/", HTMX),
    ("the crosswalk", "/crosswalk/", {}),
]


@dataclass
class Measure:
    per_second: float
    cpu_ms: float


def servers(port):
    """The candidates: name and command."""
    gunicorn = [
        "gunicorn",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        str(WORKERS),
        "--no-control-socket",
        "--log-level",
        "warning",
    ]
    application = ["clusterexplorer.wsgi:application"]
    return [
        ("granian", server_command("127.0.0.1", port, WORKERS)),
        ("gunicorn sync", [sys.executable, "-m", *gunicorn, *application]),
        (
            "gunicorn gthread",
            [sys.executable, "-m", *gunicorn, "--worker-class", "gthread", "--threads", "4", *application],
        ),
    ]


def main():
    ensure_wrk()
    with tempfile.TemporaryDirectory() as folder:
        var_dir = Path(folder)
        manage(var_dir, "migrate", "--verbosity", "0")
        manage(var_dir, "load_frameworks", "--verbosity", "0")
        manage(var_dir, "collectstatic", "--no-input", "--verbosity", "0")
        print(
            f"{WORKERS} workers, {CONNECTIONS} connections, {SECONDS} s each, HTML compressed as browsers ask for it.\n"
        )
        print("| server | what | requests per second | CPU ms per request | CPU, times the constant view |")
        print("|---|---|---|---|---|")
        port = free_port()
        for name, command in servers(port):
            for what, measure, ratio in bench(command, port, var_dir):
                print(
                    f"| {name} | {what} | {measure.per_second:,.0f} | {measure.cpu_ms:.2f} | {ratio:.1f} |", flush=True
                )


def bench_search():
    """Run tests.bench.searches over the shipped content, in a process of its own; say whether a query took too long."""
    with tempfile.TemporaryDirectory() as folder:
        var_dir = Path(folder)
        manage(var_dir, "migrate", "--verbosity", "0")
        manage(var_dir, "load_frameworks", "--verbosity", "0")
        manage(var_dir, "collectstatic", "--no-input", "--verbosity", "0")
        command = [sys.executable, "-m", "tests.bench.searches"]
        return subprocess.run(command, cwd=ROOT, env=environment(var_dir), check=False).returncode


def bench(command, port, var_dir):
    """Yield (what, measure, ratio to the constant view), that view first."""
    page = var_dir / "page.html"
    with running(command, port, var_dir, **NO_LIMITS) as (url, process):
        page.write_bytes(body(url))
        pages = [(what, measure(process, url + path, headers)) for what, path, headers in PAGES]
    with running(command, port, var_dir, DJANGO_SETTINGS_MODULE="tests.bench.constant", BENCH_PAGE=str(page)) as (
        url,
        process,
    ):
        constant = measure(process, url, {})
    yield f"constant bytes, no middleware ({page.stat().st_size / 1024:.0f} KB)", constant, 1.0
    for what, one in pages:
        yield what, one, one.cpu_ms / constant.cpu_ms


def body(url):
    request = urllib.request.Request(f"{url}/", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as response:
        return gzip.decompress(response.read())


def measure(process, url, headers):
    wrk(url, headers, seconds=1)  # the first requests fill the caches of templates and geometry
    before = cpu_seconds(process)
    requests, per_second = wrk(url, headers, SECONDS)
    return Measure(per_second, (cpu_seconds(process) - before) / requests * 1000)


def wrk(url, headers, seconds):
    """Return (requests, requests per second); every answer must have been a 200."""
    options = [f"-H{name}: {value}" for name, value in {**headers, "Accept-Encoding": "gzip"}.items()]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *options, url]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in report or "Socket errors" in report:
        raise RuntimeError(f"{url} did not answer as it should:\n{report}")
    return int(re.search(r"(\d+) requests in", report)[1]), float(re.search(r"Requests/sec:\s+([\d.]+)", report)[1])


def cpu_seconds(process):
    root = psutil.Process(process.pid)
    times = [one.cpu_times() for one in (root, *root.children(recursive=True))]
    return sum(time.user + time.system for time in times)


if __name__ == "__main__":
    main()
    print(
        "\nEvery kind of page, and with a framework more for every state and territory (in process, the quickest of many):\n"
    )
    is_over = many.main()
    print("\nThe quiz, answered by simulated students:\n")
    is_over = students.main() or is_over
    print("\nThe search:\n")
    sys.exit(bench_search() or is_over)
