"""The production server's command line, chosen by tests/bench, and a look at its port before it starts."""

import socket
import sys

STOP_SECONDS = 20  # the longest that any page may take; systemd and containers kill after 30


def server_command(host: str, port: int, workers: int) -> list[str]:
    """gunicorn replaces a process that dies or hangs; worker.py says what one does, and how it stops."""
    return [
        sys.executable, "-m", "gunicorn", "--bind", host_and_port(host, port), "--workers", str(workers),
        "--worker-class", "clusterexplorer.worker.Worker", "--backlog", "1024", "--timeout", "60",
        "--graceful-timeout", str(STOP_SECONDS), "--log-level", "warning", "--no-control-socket",
        "clusterexplorer.wsgi:application",
    ]  # fmt: skip


def host_and_port(host: str, port: int) -> str:
    """As addresses on the web are written: an IPv6 address in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def why_closed(host: str, port: int) -> OSError | OverflowError | None:
    """Return why a server could not listen there, or None if it can."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            return error
    return None
