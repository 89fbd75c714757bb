"""The site as it runs in production, on a port and in a folder of its own. For browser tests and the bench."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from clusterexplorer.serving import STOP_SECONDS

ROOT = Path(__file__).parent.parent
START_SECONDS = 180  # on a machine that does much else
# For a bench, whose requests all come from one address.
NO_LIMITS = {f"{what}_A_MINUTE": "0" for what in ("SEARCHES", "QUIZZES", "LISTS", "PAGES", "SHEETS")}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# A server of the tests has an SQLite in its folder, unless it is told otherwise.
NOT_INHERITED = ("SECRET_KEY", "PORT", "DATABASE_URL", "CACHE_URL")


def environment(var_dir: Path, **variables: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    return {**inherited, "DJANGO_SETTINGS_MODULE": "clusterexplorer.settings", "VAR_DIR": str(var_dir), **variables}


def manage(var_dir: Path, *arguments: str, **variables: str) -> str:
    """Run a management command on the database in `var_dir` and return what it printed."""
    command = [sys.executable, "manage.py", *arguments]
    result = subprocess.run(
        command, cwd=ROOT, env=environment(var_dir, **variables), capture_output=True, text=True, check=True
    )
    return result.stdout


@contextlib.contextmanager
def running(command: list[str], port: int, var_dir: Path, **variables: str):
    """Start `command`, wait until it answers on `port`, yield (url, process), and stop it by its process id."""
    log = (var_dir / f"server-{port}.log").open("w+")
    process = subprocess.Popen(command, cwd=ROOT, env=environment(var_dir, **variables), stdout=log, stderr=log)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url, process, log)
        yield url, process
    finally:
        process.terminate()
        try:
            process.wait(timeout=STOP_SECONDS + 10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()


def serve(var_dir: Path, *, port: int | None = None, **variables: str):
    """`manage.py serve`, as `make run` starts it."""
    port = port or free_port()
    return running([sys.executable, "manage.py", "serve", "--port", str(port)], port, var_dir, **variables)


def _wait(url, process, log):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/robots.txt", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    log.seek(0)
    raise RuntimeError(f"The server did not start:\n{log.read()}")
