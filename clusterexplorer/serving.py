"""The production server's command line, chosen by tests/bench, and a look at its port before it starts."""

import os
import signal
import socket
import sys

STOP_SECONDS = 20  # the longest that any page may take; systemd and containers kill after 30


def server_command(host: str, port: int, workers: int) -> list[str]:
    """One blocking thread a worker: more would share one GIL and one set of caches for nothing.

    A worker that dies is replaced. Asked to stop (SIGTERM), workers take no new connection, finish what they are at,
    and are killed if that takes too long.
    """
    return [
        sys.executable, "-m", "clusterexplorer.serving", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "1", "--log-level", "warning",
        "--no-access-log",  # it would write addresses as they come; ours is ACCESS_LOG=1
        "--respawn-failed-workers", "--workers-kill-timeout", str(STOP_SECONDS),
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


if __name__ == "__main__":
    # granian's own command. A worker inherits its parent's handler: told to stop before it has set one of its own, it
    # would not hear it, and hold up everybody until it is killed. Now it just stops.
    from granian.cli import entrypoint

    os.register_at_fork(after_in_child=lambda: signal.signal(signal.SIGTERM, signal.SIG_DFL))
    entrypoint()
