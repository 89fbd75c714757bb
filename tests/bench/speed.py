"""What a page costs the server, from the cache and built anew, in times of a view that returns its bytes without any middleware.

`python -m tests.bench.speed`: both servers run side by side and are asked in turn, ROUNDS times. Each round has its ratio,
and the middle one counts: what else this machine does comes and goes. Then nginx's cache beside the same bytes as a file.
"""

import contextlib
import re
import statistics
import sys

from clusterexplorer.serving import server_command

from ..install import ensure_services, ensure_wrk
from ..natively import running_site
from ..server import NO_LIMITS, free_port, running, serve
from .load import CLUSTER, CONNECTIONS, SEARCH, WHEEL, answer, body, measure, row, site_folder, table, wrk

WORKERS, ROUNDS, SECONDS = 2, 5, 2
PAGES = {"the wheel": WHEEL, "a cluster": CLUSTER, "a panel": f"{CLUSTER}?part=panel", "a search": SEARCH}
MOST_CACHED = 3.0  # times the constant view: a page from the cache
NGINX_CONNECTIONS, LEAST_BY_NGINX = 32, 0.8  # of the requests per second of a static file


def main() -> bool:
    ensure_wrk()
    return any([by_the_application(), by_nginx()])


def by_the_application() -> bool:
    with contextlib.ExitStack() as stack:
        var_dir = stack.enter_context(site_folder())
        url, process = stack.enter_context(serve(var_dir, **NO_LIMITS))
        anew_url, anew_process = stack.enter_context(serve(var_dir, **NO_LIMITS, PAGE_CACHE="0"))
        pages = var_dir / "bench-pages"
        pages.mkdir()
        for what, path in PAGES.items():
            (pages / what.replace(" ", "-")).write_bytes(body(url + path))
        variables = {"DJANGO_SETTINGS_MODULE": "tests.bench.constant", "BENCH_PAGES": str(pages)}
        port = free_port()
        constant_url, constant = stack.enter_context(
            running(server_command("127.0.0.1", port, WORKERS), port, var_dir, **variables)
        )
        rounds = []
        for _nth in range(ROUNDS):
            rounds.append({})
            for what, path in PAGES.items():
                as_bytes = f"{constant_url}/{what.replace(' ', '-')}"
                for way, asked in (
                    ("constant", (constant.pid, as_bytes)),
                    ("cached", (process.pid, url + path)),
                    ("anew", (anew_process.pid, anew_url + path)),
                ):
                    pid, address = asked
                    wrk(address, {}, 1)
                    rounds[-1][what, way] = measure([pid], address, {}, SECONDS)
        sizes = {what: (pages / what.replace(" ", "-")).stat().st_size for what in PAGES}
    print(f"{WORKERS} workers, {CONNECTIONS} connections, the middle of {ROUNDS} rounds of {SECONDS} s each.\n")
    table(
        "page",
        "bytes",
        "way",
        "requests per second",
        "CPU ms per request",
        "times the constant view",
        "lowest and highest",
    )
    ratios = {}
    for what, size in sizes.items():
        for way, name in (
            ("constant", "constant bytes, no middleware"),
            ("cached", "from the cache"),
            ("anew", "built anew"),
        ):
            times = [one[what, way].cpu_ms / one[what, "constant"].cpu_ms for one in rounds]
            ratios[what, way] = statistics.median(times)
            per_second = statistics.median(one[what, way].per_second for one in rounds)
            cpu_ms = statistics.median(one[what, way].cpu_ms for one in rounds)
            row(what, f"{size:,}", name, f"{per_second:,.0f}", f"{cpu_ms:.3f}", f"{ratios[what, way]:.2f}", f"{min(times):.2f} to {max(times):.2f}")  # fmt: skip
    cached = max(ratios[what, "cached"] for what in PAGES)
    print(f"\nFrom the cache, at most {cached:.2f} times the constant view (limit {MOST_CACHED}).\n")
    return cached > MOST_CACHED


def by_nginx() -> bool:
    """Requests per second of a page that nginx has in its cache, and of the same bytes as a file, with the same log.

    The same bytes are the page and its headers. nginx has a process for each core, as Debian sets it up.
    """
    ensure_services()
    port = free_port()
    with running_site(**NO_LIMITS) as site:
        page, headers = answer(site.url + WHEEL)
        (site.folder / "page.html").write_bytes(page)
        site.front.stop()
        conf = site.front.folder / "site.conf"
        unlimited = re.sub(r"\n *limit_req +zone=.*", "", conf.read_text())
        conf.write_text(unlimited + _static_file(site.folder, port, headers))
        site.front.start()
        ways = {
            "nginx's cache": site.url + WHEEL,
            "a static file, the same bytes and headers": f"http://127.0.0.1:{port}/with-headers",
            "a static file without them": f"http://127.0.0.1:{port}/page.html",
        }
        rates = {way: [] for way in ways}
        for _nth in range(ROUNDS * 2):
            for way, address in ways.items():
                rates[way].append(wrk(address, {}, SECONDS, connections=NGINX_CONNECTIONS)[1])
    print(f"{NGINX_CONNECTIONS} connections, the middle of {ROUNDS * 2} rounds of {SECONDS} s.\n")
    table("who answers", "requests per second", "times a static file")
    middle = [statistics.median(all_rates) for all_rates in rates.values()]
    for way, rate in zip(ways, middle, strict=True):
        row(way, f"{rate:,.0f}", f"{rate / middle[1]:.2f}")
    print(f"\nFrom nginx's cache {middle[0] / middle[1]:.2f} times the requests of a static file (limit {LEAST_BY_NGINX}).")  # fmt: skip
    return middle[0] / middle[1] < LEAST_BY_NGINX


def _static_file(folder, port, headers):
    return (
        f"server {{ listen 127.0.0.1:{port}; access_log {folder}/file.log clusterexplorer buffer=64k flush=1s;"
        "sendfile on; tcp_nopush on; open_file_cache max=2000 inactive=60s; open_file_cache_valid 10s; default_type text/html;"
        f" location = /with-headers {{ alias {folder}/page.html; {_add_headers(headers)} }}"
        f" location = /page.html {{ root {folder}; add_header Content-Encoding br; }} }}\n"
    )


def _add_headers(headers):
    """nginx says these by itself: the rest of the page's headers, for it to say them with a file."""
    own = {"server", "date", "content-type", "content-length", "connection", "last-modified", "etag"}
    quoted = ((name, value.replace('"', '\\"')) for name, value in headers.items() if name.lower() not in own)
    return "".join(f'add_header {name} "{value}";\n' for name, value in quoted)


if __name__ == "__main__":
    sys.exit(main())
