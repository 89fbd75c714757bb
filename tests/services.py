"""PostgreSQL, Redis and nginx as Debian packages them, each on a port and in a folder of its own, stopped by process id.

with postgres() as database, redis() as cache:
    ...  # DATABASE_URL=database.url CACHE_URL=cache.url
    database.stop()   # a fault; database.start() mends it, on the same port with the same data
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from .server import free_port

START_SECONDS = 30
STOP_SECONDS = 20


class Service:
    """A process that can be started, stopped and started again."""

    def __init__(
        self, command: list[str], url: str, folder: Path, *, answers: Callable[[], bool], stop_signal, **popen
    ):
        self.command, self.url, self.folder, self.answers = command, url, folder, answers
        self.stop_signal, self.popen = stop_signal, popen
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        with (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen(self.command, cwd=self.folder, stdout=log, stderr=log, **self.popen)
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"{self.command[0]} did not start:\n{self.log()}")
            time.sleep(0.05)

    def stop(self, how: signal.Signals | None = None) -> None:
        """Stop it the orderly way, or by the signal `how` (SIGKILL for a crash)."""
        if self.process is None:
            return
        self.process.send_signal(how or self.stop_signal)
        try:
            self.process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def reload(self) -> None:
        self.process.send_signal(signal.SIGHUP)

    def log(self) -> str:
        return (self.folder / "log").read_text()


@contextlib.contextmanager
def postgres(port: int | None = None) -> Iterator[Service]:
    """An empty PostgreSQL that trusts who asks from this machine; it does not survive a power cut, and is quick for it."""
    port = port or free_port()
    owner = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    user = "postgres" if owner else pwd.getpwuid(os.geteuid()).pw_name
    with _folder("postgres") as folder:
        if owner:
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"
        initdb = [_postgres_program("initdb"), "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(initdb, cwd=folder, check=True, capture_output=True, **owner)
        command = [_postgres_program("postgres"), "-D", str(data), "-p", str(port), "-k", str(folder)]
        for setting in (
            "listen_addresses=127.0.0.1",
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "max_connections=200",
        ):
            command += ["-c", setting]
        service = Service(
            command, f"postgres://{user}@127.0.0.1:{port}/postgres", folder,
            answers=lambda: _says([_postgres_program("pg_isready"), "-h", "127.0.0.1", "-p", str(port)]),
            stop_signal=signal.SIGINT,  # "fast": whoever is connected is cut off
            **owner,
        )  # fmt: skip
        with _started(service):
            yield service


@contextlib.contextmanager
def redis(port: int | None = None) -> Iterator[Service]:
    """A Redis that keeps nothing on disk."""
    port = port or free_port()
    with _folder("redis") as folder:
        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
        service = Service(
            [_program("redis-server"), *options], f"redis://127.0.0.1:{port}/0", folder,
            answers=lambda: _redis_answers(port), stop_signal=signal.SIGTERM,
        )  # fmt: skip
        with _started(service):
            yield service


@contextlib.contextmanager
def nginx(site: str, port: int, folder: Path | None = None) -> Iterator[Service]:
    """nginx with `site`, the text of a site's configuration (what stands inside of `http`) that listens on `port`.

    All that it writes stands in `folder`.
    """
    with contextlib.ExitStack() as stack:
        folder = folder or stack.enter_context(_folder("nginx"))
        (folder / "site.conf").write_text(site)
        temporary = "".join(
            f"{module}_temp_path {folder}/{module};\n"
            for module in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (folder / "nginx.conf").write_text(
            f"daemon off; pid {folder}/nginx.pid; error_log stderr warn; worker_processes auto;\n"
            + ("user root;\n" if os.geteuid() == 0 else "")  # so that it may read the folders of tests
            + "events { worker_connections 8192; }\n"
            + f"http {{ include /etc/nginx/mime.types; access_log off;\n{temporary}include {folder}/site.conf; }}\n"
        )
        # Messages from before it has read its configuration go to stderr too.
        command = [_program("nginx"), "-e", "stderr", "-c", str(folder / "nginx.conf"), "-p", str(folder)]
        check = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        if check.returncode:
            raise RuntimeError(f"nginx does not accept its configuration:\n{check.stderr}")
        service = Service(
            command, f"http://127.0.0.1:{port}", folder, answers=lambda: _listens(port), stop_signal=signal.SIGTERM
        )
        with _started(service):
            yield service


@contextlib.contextmanager
def _started(service):
    service.start()
    try:
        yield
    finally:
        service.stop()


@contextlib.contextmanager
def _folder(name):
    with tempfile.TemporaryDirectory(prefix=f"{name}-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _program(name):
    path = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if not path:
        raise RuntimeError(f"{name} is not installed: see tests/install.py")
    return path


def _postgres_program(name):
    """Debian keeps PostgreSQL's own programs apart, by version; the newest of them."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return str(folders[-1] / name) if folders else _program(name)


def _says(command):
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _redis_answers(port):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(7) == b"+PONG\r\n"
    except OSError:
        return False


def _listens(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
