"""Lighthouse's scores for five kinds of page: `python -m tests.bench.lighthouse`. Node.js fetches it from the npm registry."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from ..install import ensure_browser, find_browser
from ..server import NO_LIMITS, serve
from .load import row as print_row
from .load import site_folder, table
from .phone import PAGES as ON_A_PHONE

# Results of a search are not for search engines, which Lighthouse would count against them.
PAGES = {what: path for what, path in ON_A_PHONE.items() if what != "a search"} | {
    "a career": "/careers/47-2111.00-electricians/"
}
VERSION = "12.8.2"
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
FLAGS = "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking"


def main() -> bool:
    if not shutil.which("npm"):
        print("Skipped: there is no npm here to fetch Lighthouse with.")
        return False
    ensure_browser()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        install = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(folder), f"lighthouse@{VERSION}"]  # fmt: skip
        subprocess.run(install, check=True, stdout=subprocess.DEVNULL)
        url, _process = stack.enter_context(serve(stack.enter_context(site_folder()), **NO_LIMITS))
        print(f"Lighthouse {VERSION}, as for a phone.\n")
        table("page", *LEAST, "what keeps it from 100")
        below = [judge(folder, what, url + path) for what, path in PAGES.items()]
    print(f"\nLimits: {', '.join(f'{name} {least}' for name, least in LEAST.items())}.")
    return any(below)


def judge(folder: Path, what: str, address: str) -> bool:
    """Print the scores of a page, and say whether one is too low."""
    command = ["node", str(folder / "node_modules/lighthouse/cli/index.js"), address, "--quiet", "--output=json",
               f"--only-categories={','.join(LEAST)}", f"--chrome-flags={FLAGS}"]  # fmt: skip
    environment = os.environ | {"CHROME_PATH": find_browser() or ""}
    report = json.loads(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout)
    scores = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in LEAST}
    faults = [
        reference["id"]
        for name, score in scores.items()
        if score < 100
        for reference in report["categories"][name]["auditRefs"]
        if reference["weight"] and (report["audits"][reference["id"]]["score"] or 0) < 0.9
    ]
    print_row(what, *scores.values(), ", ".join(faults))
    return any(scores[name] < least for name, least in LEAST.items())


if __name__ == "__main__":
    sys.exit(main())
