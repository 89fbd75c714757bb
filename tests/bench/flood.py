"""What others feel while one address asks for pages with made-up values, on a site as `make run` starts it.

`python -m tests.bench.flood`: the home page by a visitor of its own, alone and beside 16 connections that ask as fast as
they are answered; the middle of all its times, and its slowest of a hundred.
"""

import http.client
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from ..install import ensure_wrk
from ..server import serve
from .load import AS_BROWSERS_SEND, row, site_folder, table

CONNECTIONS, SECONDS, PAUSE = 16, 8, 0.02
ADDRESSES = (
    "/handouts/?z=",
    "/crosswalk/?z=",
    "/frameworks/modernized/construction/?z=",
    "/compare/?c=construction&c=",
    "/careers/?sort=",
    "/search/?q=",
    "/nowhere/",
)
MOST = 5.0  # times as long, where the page does not read what is made up


def main() -> bool:
    ensure_wrk()
    found = {}
    with site_folder() as var_dir, serve(var_dir) as (url, _process):
        alone = ask_for_home(url)
        for address in ADDRESSES:
            script = Path(__file__).with_name("flood.lua")
            command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS + 2}s", "-s", str(script), url + address]
            flood = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            time.sleep(1)
            found[address] = ask_for_home(url)
            flood.wait()
    print(f"{CONNECTIONS} connections, {SECONDS} s each.\n")
    table("asked for", "the home page, ms", "its slowest of a hundred, ms", "times as long")
    for address, times in {"nothing": alone, **found}.items():
        row(address, f"{middle(times):.1f}", f"{slowest(times):.1f}", f"{middle(times) / middle(alone):.1f}")
    worst = max(middle(times) for address, times in found.items() if "?z=" in address) / middle(alone)
    print(f"\nWhere the page does not read what is made up, at most {worst:.1f} times as long (limit {MOST}).")
    return worst > MOST


def ask_for_home(url: str) -> list[float]:
    """Milliseconds of each request, one after another for SECONDS."""
    connection, times = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60), []
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        start = time.perf_counter()
        connection.request("GET", "/", headers=AS_BROWSERS_SEND)
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"The home page answered {response.status}.")
        times.append((time.perf_counter() - start) * 1000)
        time.sleep(PAUSE)
    connection.close()
    return times


def middle(times: list[float]) -> float:
    return statistics.median(times)


def slowest(times: list[float]) -> float:
    return sorted(times)[-1 - len(times) // 100]


if __name__ == "__main__":
    sys.exit(main())
