"""The tests against PostgreSQL and Redis, on ports of their own: `python -m tests.with_services [pytest's arguments]`.

Without arguments: all but those that never ask the one database of the tests. Those start servers, each with a folder
and an SQLite of its own: what browsers do, and what `manage.py serve` does.
"""

import os
import subprocess
import sys

from .install import ensure_services
from .services import postgres, redis

WITHOUT_THE_DATABASE = (
    "browser",
    "fuzz/test_messages.py",
    "fuzz/test_socket.py",
    "clusterexplorer/test_serve.py",
    "clusterexplorer/test_students.py",
)


def main(arguments: list[str]) -> int:
    ensure_services()
    if not arguments:
        ignored = [f"--ignore=tests/{path}" for path in WITHOUT_THE_DATABASE]
        arguments = ["-n", "2", "--dist", "loadfile", *ignored]
    with postgres() as database, redis() as cache:
        print(f"PostgreSQL at {database.url}, Redis at {cache.url}", flush=True)
        variables = {"DATABASE_URL": database.url, "CACHE_URL": cache.url}
        command = [sys.executable, "-m", "pytest", *arguments]
        return subprocess.run(command, env=os.environ | variables, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
