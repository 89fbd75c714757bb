"""The tests against PostgreSQL and Redis, on ports of their own: `python -m tests.with_services [pytest's arguments]`."""

import os
import subprocess
import sys

from .services import postgres, redis


def main(arguments: list[str]) -> int:
    with postgres() as database, redis() as cache:
        print(f"PostgreSQL at {database.url}, Redis at {cache.url}", flush=True)
        variables = {"DATABASE_URL": database.url, "CACHE_URL": cache.url}
        command = [sys.executable, "-m", "pytest", *arguments]
        return subprocess.run(command, env=os.environ | variables, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
