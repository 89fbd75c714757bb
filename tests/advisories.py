"""Known advisories about the pinned packages, if the configured registry tells them: python -m tests.advisories

It reads requirements.txt and asks `<registry>/pypi/<name>/<version>/json` for "vulnerabilities", package by package. Where
the registry does not say, or can't be reached, it says that it was skipped. Exits 1 if there is an advisory.
"""

import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

LOCK = Path(__file__).parent.parent / "requirements.txt"
SECONDS = 10


class Skipped(Exception):
    pass


def pinned(text: str) -> list[tuple[str, str]]:
    return re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", text, flags=re.MULTILINE)


def registry() -> str:
    """The address of the registry that pip is configured to use."""
    from pip._internal.models.index import PyPI

    command = [sys.executable, "-m", "pip", "config", "list"]
    lines = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    configured = [
        line.partition("=")[2].strip("'\" ") for line in lines if line.partition("=")[0].endswith(".index" + "-url")
    ]
    return (configured[-1] if configured else PyPI.simple_url).rstrip("/").removesuffix("/simple")


def advisories_of(base: str, name: str, version: str) -> list[str]:
    """'CVE-2026-1: what it is' for each that is not withdrawn. Raises Skipped if the registry does not say."""
    try:
        with urllib.request.urlopen(f"{base}/pypi/{name}/{version}/json", timeout=SECONDS) as response:
            known = json.load(response)["vulnerabilities"]
        return [
            f"{(one['aliases'] or [one['id']])[0]}: {one.get('summary') or ''}" for one in known if not one["withdrawn"]
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Skipped(f"the registry does not tell advisories for {name} {version} ({type(error).__name__})") from error


def main() -> int:
    packages = pinned(LOCK.read_text("utf-8"))
    try:
        base = registry()
        found = [(name, version, one) for name, version in packages for one in advisories_of(base, name, version)]
    except Skipped as why:
        print(f"Advisories: skipped: {why}.")
        return 0
    for name, version, advisory in found:
        print(f"{name} {version}: {advisory}")
    print(f"Advisories: {len(packages)} packages asked about, {len(found)} known.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
