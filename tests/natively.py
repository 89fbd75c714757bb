"""All of deploy/ on this machine, without containers: two nodes behind nginx over PostgreSQL and Redis.

`python -m tests.natively` starts it, says where, and stops it at Ctrl-C. Ports and folder are its own.
"""

import contextlib
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
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
    nodes: list
    database: Service
    cache: Service
    front: Service

    def kill_node(self, number: int) -> None:
        """As a machine that loses its power: at once, all processes of it."""
        node = psutil.Process(self.nodes[number].pid)
        for process in (node, *node.children(recursive=True)):
            process.kill()


@contextlib.contextmanager
def running_site(*, port: int | None = None, **variables: str) -> Iterator[Site]:
    port = port or free_port()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        database, cache = stack.enter_context(postgres()), stack.enter_context(redis())
        variables = {
            "DATABASE_URL": database.url,
            "CACHE_URL": cache.url,
            "BEHIND_PROXY": "1",
            "LOG_FORMAT": "json",
            "WORKERS": "1",
        } | variables
        nodes = [stack.enter_context(serve(folder, **variables)) for _ in range(2)]
        front = stack.enter_context(
            nginx(
                fill_in(
                    LISTEN=f"127.0.0.1:{port}",
                    SERVER_NAME="localhost",
                    NODE_1=nodes[0][0].removeprefix("http://"),
                    NODE_2=nodes[1][0].removeprefix("http://"),
                    STATIC_DIR=str(folder / "static"),
                    CACHE_DIR=str(folder / "nginx-cache"),
                    ACCESS_LOG=str(folder / "access.log"),
                ),
                port,
            )
        )
        yield Site(front.url, folder, variables, [process for _url, process in nodes], database, cache, front)


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
