"""Which server the site runs on: candidates side by side, with pages built anew and kept ones."""

import sys

from clusterexplorer.serving import server_command

from ..install import ensure_wrk
from ..server import NO_LIMITS, free_port, running
from .load import AS_BROWSERS_SEND, CONNECTIONS, WHEEL, body, measure, row, site_folder, table, wrk

WORKERS, SECONDS = 2, 5


def candidates(port):
    """Name and command of each."""
    gunicorn = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS),
                "--no-control-socket", "--log-level", "warning"]  # fmt: skip
    application = "clusterexplorer.wsgi:application"
    return [
        ("waitress in gunicorn", server_command("127.0.0.1", port, WORKERS)),
        ("gunicorn sync", [*gunicorn, application]),
    ]


def main() -> bool:
    ensure_wrk()
    print(f"{WORKERS} workers, {CONNECTIONS} connections, {SECONDS} s each.\n")
    table("server", "what", "requests per second", "CPU ms per request")
    with site_folder() as var_dir:
        port = free_port()
        for name, command in candidates(port):
            for what, one in bench(command, port, var_dir):
                row(name, what, f"{one.per_second:,.0f}", f"{one.cpu_ms:.2f}")
    return False


def bench(command, port, var_dir):
    with running(command, port, var_dir, **NO_LIMITS) as (url, process):
        page = body(url + WHEEL)
        wrk(url + WHEEL, {}, 1)
        yield "the wheel, from the cache", measure([process.pid], url + WHEEL, {}, SECONDS)
    with running(command, port, var_dir, **NO_LIMITS, PAGE_CACHE="0") as (url, process):
        wrk(url + WHEEL, {}, 1)
        yield "the wheel, built anew", measure([process.pid], url + WHEEL, {}, SECONDS)
    pages = var_dir / "bench-pages"
    pages.mkdir(exist_ok=True)
    (pages / "wheel").write_bytes(page)
    variables = {"DJANGO_SETTINGS_MODULE": "tests.bench.constant", "BENCH_PAGES": str(pages)}
    with running(command, port, var_dir, **variables) as (url, process):
        wrk(f"{url}/wheel", AS_BROWSERS_SEND, 1)
        yield "its bytes, from a view without middleware", measure([process.pid], f"{url}/wheel", {}, SECONDS)


if __name__ == "__main__":
    sys.exit(main())
