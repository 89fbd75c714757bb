"""All of deploy/ on this machine, without containers: two nodes behind nginx over PostgreSQL and Redis.

`python -m tests.natively` starts it, says where, and stops it at Ctrl-C. Ports and folder are its own.
"""

import contextlib
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from deploy.fill_in import fill_in

from .install import ensure_services
from .server import free_port, serve
from .services import Service, nginx, postgres, redis


@dataclass
class Site:
    url: str
    folder: Path  # VAR_DIR of both nodes
    variables: dict[str, str]  # their environment
    ports: tuple[int, int]  # theirs
    database: Service
    cache: Service
    stack: contextlib.ExitStack  # stops all of it
    nodes: list[subprocess.Popen | None] = field(default_factory=lambda: [None, None])
    front: Service | None = None

    def start_node(self, number: int) -> None:
        node = serve(self.folder, port=self.ports[number], **self.variables)
        _url, self.nodes[number] = self.stack.enter_context(node)

    def kill_node(self, number: int) -> None:
        """As a machine that loses its power: at once, all processes of it."""
        node = psutil.Process(self.nodes[number].pid)
        for process in (node, *node.children(recursive=True)):
            process.kill()
        self.nodes[number].wait()


@contextlib.contextmanager
def running_site(*, port: int | None = None, folder: Path | None = None, **variables: str) -> Iterator[Site]:
    """In `folder`, whose static files are not collected anew if they are there, or in one that is removed afterwards."""
    port = port or free_port()
    with contextlib.ExitStack() as stack:
        folder = folder or Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        database, cache = stack.enter_context(postgres()), stack.enter_context(redis())
        variables = {
            "DATABASE_URL": database.url,
            "CACHE_URL": cache.url,
            "BEHIND_PROXY": "1",
            "LOG_FORMAT": "json",
            "WORKERS": "1",
        } | variables
        ports = free_port(), free_port()
        site = Site(f"http://127.0.0.1:{port}", folder, variables, ports, database, cache, stack)
        for number in (0, 1):
            site.start_node(number)
        site_conf = fill_in(
            LISTEN=f"127.0.0.1:{port}",
            SERVER_NAME="localhost",
            NODE_1=f"127.0.0.1:{ports[0]}",
            NODE_2=f"127.0.0.1:{ports[1]}",
            STATIC_DIR=str(folder / "static"),
            CACHE_DIR=str(folder / "nginx-cache"),
            ACCESS_LOG=str(folder / "access.log"),
        )
        site.front = stack.enter_context(nginx(site_conf, port))
        yield site


def main() -> None:
    ensure_services()
    stop = threading.Event()
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, lambda *_: stop.set())
    with running_site(port=int(sys.argv[1]) if sys.argv[1:] else None) as site:
        print(f"Two nodes behind nginx, PostgreSQL and Redis: {site.url}/ (Ctrl-C stops all of it)")
        print(f"DATABASE_URL={site.database.url} CACHE_URL={site.cache.url} VAR_DIR={site.folder}", flush=True)
        stop.wait()


if __name__ == "__main__":
    main()
