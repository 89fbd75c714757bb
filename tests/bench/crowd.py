"""Three hundred visitors at once, who never stop to read: `python -m tests.bench.crowd [seconds of the long run]`.

First for a minute on a site that has just started, where no page is kept yet; then for ten, to see that memory stays what
it is. No answer within 10 seconds is an error.
"""

import contextlib
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote, urlencode

from ..install import ensure_wrk
from ..server import NO_LIMITS, manage, serve
from .load import last_json, memory_mb, row, site_folder, table

VISITORS, SECONDS, LONG = 300, 60, 600
MOST_GROWTH = 1.05  # of the memory in the last fifth of the long run, to that in the second
SCRIPT = Path(__file__).with_name("crowd.lua")
ADDRESSES = """
from explorer.models import Career, Cluster, Program, Questionnaire, SubCluster
for kind, entries in (("page", Cluster), ("panel", Cluster), ("panel", SubCluster), ("panel", Program), ("page", Career)):
    print("\\n".join(f"{kind}\\t{entry.get_absolute_url()}" for entry in entries.objects.all()[:90]))
print("\\n".join(f"question\\t{question.slug}" for question in Questionnaire.current().questions))
"""
WORDS = ("nurse", "coding", "cook", "fix cars", "work with animals", "video games", "not sure", "vetinarian", "enginering",
         "AI", "EMT", "money", "art", "build houses", "help people", "STEM", "teacher", "space", "law", "farm")  # fmt: skip


def main() -> bool:
    ensure_wrk()
    long = int(sys.argv[1]) if sys.argv[0].endswith("crowd.py") and sys.argv[1:] else LONG
    with contextlib.ExitStack() as stack:
        var_dir = stack.enter_context(site_folder())
        (var_dir / "crowd").write_text("".join(mix(manage(var_dir, "shell", "-v", "0", "--command", ADDRESSES))))
        url, process = stack.enter_context(serve(var_dir, **NO_LIMITS))
        print(f"{VISITORS} visitors on 2 workers, each asks again at once: pages, panels, searches, quizzes.\n")
        table("seconds", "requests", "errors", "a second", "p50 ms", "p90 ms", "p99 ms", "slowest ms", "memory MB, the second fifth", "the last fifth")  # fmt: skip
        runs = [visit(url, process, var_dir / "crowd", seconds) for seconds in (SECONDS, long)]
    print(
        f"\nLimits: no error; memory at the end of the long run at most {MOST_GROWTH} times that of its second fifth."
    )
    return any(errors for errors, _growth in runs) or runs[-1][1] > MOST_GROWTH


def mix(lines: str) -> list[str]:
    """The lines that crowd.lua reads. Of a hundred requests about 40 are panels, 35 pages, 15 searches, 10 the quiz's."""
    found = {}
    for line in filter(None, lines.splitlines()):
        kind, value = line.split("\t")
        found.setdefault(kind, []).append(value)
    draw = random.Random(1)
    sheets = [{f"item-{slug}": draw.randint(1, 5) for slug in found["question"]} for _nth in range(20)]
    pages = (
        ["/"] * 30 + ["/careers/", "/crosswalk/", "/learn/", "/quiz/", "/shortlist/", "/compare/"] * 4 + found["page"]
    )
    asked = [
        (40, [("panel", "GET", path, "") for path in found["panel"]]),
        (35, [("page", "GET", path, "") for path in pages]),
        (15, [("page", "GET", f"/search/?q={quote(words)}", "") for words in WORDS]),
        (10, [("page", "POST", "/quiz/", urlencode(sheet)) for sheet in sheets]),
    ]
    return [
        f"{max(1, weight * 1000 // len(requests))}\t{kind}\t{method}\t{path}\t{form}\n"
        for weight, requests in asked
        for kind, method, path, form in requests
    ]


def visit(url, process, crowd: Path, seconds: int) -> tuple[int, float]:
    """Print a row of what they met; return how many errors, and how much memory has grown."""
    command = ["wrk", "-t1", f"-c{VISITORS}", f"-d{seconds}s", "--timeout", "10s", "-s", str(SCRIPT), url]
    run = subprocess.Popen(command, env=os.environ | {"CROWD": str(crowd)}, stdout=subprocess.PIPE, text=True)
    memory = []
    while run.poll() is None:
        memory.append(memory_mb([process.pid]))
        time.sleep(1)
    if run.returncode:
        raise RuntimeError(f"wrk ended with {run.returncode}")
    said = last_json(run.stdout.read())
    errors = sum(said[kind] for kind in ("connect", "read", "write", "status", "timeout"))
    fifth = len(memory) // 5
    before, after = statistics.mean(memory[fifth : 2 * fifth]), statistics.mean(memory[-fifth:])
    row(f"{said['seconds']:.0f}", f"{said['requests']:,}", errors, f"{said['requests'] / said['seconds']:,.0f}",
        *(f"{said[name]:,.0f}" for name in ("p50", "p90", "p99", "max")), f"{before:.0f}", f"{after:.0f}")  # fmt: skip
    return errors, after / before


if __name__ == "__main__":
    sys.exit(main())
