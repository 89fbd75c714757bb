"""The production server's command line, chosen by tests/bench, and a look at its port before it starts."""

import socket
import sys


def server_command(host: str, port: int, workers: int) -> list[str]:
    """One blocking thread a worker: more would share one GIL and one set of caches for nothing."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "1", "--log-level", "warning",
        "clusterexplorer.wsgi:application",
    ]  # fmt: skip


def why_port_is_closed(host: str, port: int) -> str | None:
    """Return why a server could not listen there, or None if it can."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            return str(error)
    return None
