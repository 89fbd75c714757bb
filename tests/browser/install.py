"""Make sure that the browser tests have a Chromium: the one on PATH, else apt's, else Playwright's own."""

import os
import shutil
import subprocess
import sys

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def find_browser() -> str | None:
    """Return the path of a Chromium that is on PATH, or None, in which case Playwright looks for its own."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def install() -> None:
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get"):
        print("Installing Chromium with apt ...", flush=True)
        update = [*root, "apt-get", "update", "-qq"]
        fetch = [*root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"]
        if _runs(update) and _runs(fetch) and find_browser():
            return
    print("Installing Playwright's own Chromium ...", flush=True)
    if _runs([sys.executable, "-m", "playwright", "install", "chromium"]):
        return
    sys.exit("The browser tests need Chromium, and neither apt nor Playwright could install it. Install it by hand.")


def _runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0
    except OSError:
        return False


def _has_playwrights_own() -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return os.path.exists(playwright.chromium.executable_path)


if __name__ == "__main__" and not find_browser() and not _has_playwrights_own():
    install()
