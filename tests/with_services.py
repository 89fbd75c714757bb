"""The tests against PostgreSQL and Redis, on ports of their own: `python -m tests.with_services [pytest's arguments]`.

Without arguments: what asks the database or a cache. LEFT_OUT says what does not, and why; a new file is run.
"""

import os
import subprocess
import sys

from .install import ensure_services
from .services import postgres, redis

# {reason: paths below tests/}
LEFT_OUT = {
    "it starts servers, each with an SQLite of its own": (
        "browser", "clusterexplorer/test_backup.py", "clusterexplorer/test_private_files.py", "clusterexplorer/test_serve.py",
        "clusterexplorer/test_slow_clients.py", "fuzz/test_socket.py",
    ),
    "it calls functions that know no database": (
        "careers/test_pay.py", "careers/test_schooling.py", "clusterexplorer/test_advisories.py", "clusterexplorer/test_client_address.py",
        "clusterexplorer/test_students.py", "compare/test_comparison.py", "crosswalk/test_bands.py", "editing/tables/test_workbooks.py",
        "pages/test_patterns.py", "quiz/test_code.py", "quiz/test_scoring.py", "search/test_index.py", "search/test_results.py", "text", "wheel",
    ),
    "it reads files": ("handouts/test_characters_on_paper.py", "test_architecture.py", "test_conventions.py", "test_docs.py"),
    "it starts processes whose settings it makes itself": (
        "clusterexplorer/test_compression.py", "clusterexplorer/test_environment.py", "clusterexplorer/test_error_reports.py",
    ),
    "it looks at the words and figures of the shipped content, which are the same wherever they stand": (
        "frameworks/test_content.py", "handouts/test_sheets.py", "pages/test_structured_data_shipped.py",
        "quiz/test_scoring_on_pages.py", "search/test_queries.py",
    ),
    "it repeats with odd bodies and headers what fuzz/test_pages.py tries": ("fuzz/test_messages.py", "fuzz/test_next_visitor.py"),
}  # fmt: skip


def main(arguments: list[str]) -> int:
    ensure_services()
    if not arguments:
        ignored = [f"--ignore=tests/{path}" for paths in LEFT_OUT.values() for path in paths]
        all_of_them = ["-m", "(not long or sampled) and not services"]
        arguments = ["-n", "2", "--dist", "loadfile", *all_of_them, *ignored]
    with postgres() as database, redis() as cache:
        print(f"PostgreSQL at {database.url}, Redis at {cache.url}", flush=True)
        variables = {"DATABASE_URL": database.url, "CACHE_URL": cache.url}
        command = [sys.executable, "-m", "pytest", *arguments]
        return subprocess.run(command, env=os.environ | variables, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
