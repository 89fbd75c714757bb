"""All that is measured, for docs/performance.md: `make bench`, or `python -m tests.bench speed crowd` for some of it.

Figures drift from run to run and from machine to machine; ratios within one run are what counts.
"""

import subprocess
import sys

from ..server import ROOT, environment
from . import crowd, flood, lighthouse, many, phone, servers, speed, students
from .load import site_folder


def searches() -> bool:
    """In a process of its own: it measures the CPU time of the process."""
    with site_folder() as var_dir:
        command = [sys.executable, "-m", "tests.bench.searches"]
        return bool(subprocess.run(command, cwd=ROOT, env=environment(var_dir), check=False).returncode)


# Each prints its tables, and says whether something is over its limit.
PARTS = {
    "speed": ("What a page costs, from the cache and built anew", speed.main),
    "phone": ("On a slow phone", phone.main),
    "lighthouse": ("Lighthouse", lighthouse.main),
    "crowd": ("Three hundred visitors", crowd.main),
    "flood": ("Who asks for made-up addresses, and what others feel of it", flood.main),
    "servers": ("Which server", servers.main),
    "pages": ("Every kind of page, and with a framework more for every state and territory", many.main),
    "quiz": ("The quiz, answered by simulated students", students.main),
    "search": ("The search", searches),
}


def main(names: list[str]) -> int:
    unknown = set(names) - set(PARTS)
    if unknown:
        print(f"There is no {', '.join(sorted(unknown))} here. There are: {', '.join(PARTS)}")
        return 2
    over = []
    for name in names or PARTS:
        title, part = PARTS[name]
        print(f"\n## {title}\n", flush=True)
        over += [name] if part() else []
    print(f"\nOver a limit: {', '.join(over) or 'nothing'}.")
    return bool(over)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
