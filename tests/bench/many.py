"""What a framework for every state and territory costs: queries and CPU time of every kind of page, without and with."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from ..server import ROOT, environment, manage
from .states import COUNT

ROUNDS = 4
HIGHEST_RATIO = 1.3
GROWS = ("the sitemap", "what data there are")  # they name every page or every framework: as long as the site is large
SHORT = 4  # ms: what takes less with so many frameworks is short enough, however little it took before


def main():
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder) / "few", Path(folder) / "many"
        for var_dir in (few, many):
            var_dir.mkdir()
            manage(var_dir, "migrate", "--verbosity", "0")
            manage(var_dir, "load_frameworks", "--verbosity", "0")
            manage(var_dir, "collectstatic", "--no-input", "--verbosity", "0")
        print(run("states", many))
        rounds = [(json.loads(run("pages", few)), json.loads(run("pages", many))) for _ in range(ROUNDS)]
    print("| page | queries | CPU ms | queries with 60 more | CPU ms with 60 more | times |")
    print("|---|---|---|---|---|---|")
    worst, more_queries = 0, []
    for name in rounds[0][0]:
        (queries, ms), (queries_many, ms_many) = (
            (one[0][name][0], min(measured[name][1] for measured in one)) for one in zip(*rounds, strict=True)
        )
        worst = max(worst, 0 if name in GROWS or ms_many < SHORT else ms_many / ms)
        more_queries += [name] if queries_many > queries else []
        print(f"| {name} | {queries} | {ms:.1f} | {queries_many} | {ms_many:.1f} | {ms_many / ms:.2f} |")
    print(
        f"\nWith {COUNT} frameworks more, the worst page takes {worst:.2f} times as long (limit {HIGHEST_RATIO}; but for {' and '.join(GROWS)}, and what takes less than {SHORT} ms)."
    )
    print(f"Pages that make more queries: {', '.join(more_queries) or 'none'}.")
    return worst > HIGHEST_RATIO or bool(more_queries)


def run(module, var_dir):
    command = [sys.executable, "-m", f"tests.bench.{module}"]
    result = subprocess.run(command, cwd=ROOT, env=environment(var_dir), capture_output=True, text=True, check=False)
    if result.returncode:
        raise RuntimeError(result.stderr)
    return result.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
