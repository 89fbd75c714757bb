"""What the tests need beside Python packages: a Chromium, and for the bench wrk. Found on PATH, else installed."""

import os
import shutil
import subprocess
import sys
from glob import glob

# The shell without windows first: it opens a page in a third of the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
APT_PACKAGES = ("chromium-headless-shell", "chromium")


def find_browser() -> str | None:
    """Return the path of a Chromium that is on PATH, or None, in which case Playwright looks for its own."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def ensure_browser() -> None:
    """Install Chromium with apt where it may, otherwise with Playwright's own installer; otherwise say so and exit."""
    if shutil.which(BROWSERS[0]):
        return
    for package in APT_PACKAGES:
        if find_browser() is None and _has_playwrights_own():
            return
        if apt_install(package, "fonts-dejavu-core") and find_browser():
            return
    if find_browser():
        return
    print("Installing Playwright's own Chromium ...", flush=True)
    if not _runs([sys.executable, "-m", "playwright", "install", "chromium"]):
        sys.exit(
            "The browser tests need Chromium, and neither apt nor Playwright could install it. Install it by hand."
        )


def ensure_other_engines() -> None:
    """Firefox, WebKit and a driven Chromium, for tests/browser/engines.py; where apt has none, their tests are skipped."""
    packages = ["chromium-driver"] * (not shutil.which("chromedriver"))
    packages += ["firefox-esr"] * (not (shutil.which("firefox-esr") or shutil.which("firefox")))
    packages += ["webkit2gtk-driver"] * (not shutil.which("WebKitWebDriver"))
    packages += ["xvfb", "xauth"] * (not shutil.which("xvfb-run"))
    for package in packages:  # one by one: a system may have some of them
        if not apt_install(package):
            print(f"There is no {package}: what needs it is skipped.", flush=True)


def ensure_wrk() -> None:
    if not (shutil.which("wrk") or apt_install("wrk")):
        sys.exit("The bench needs wrk, and apt could not install it. Install it by hand.")


def ensure_services() -> None:
    """PostgreSQL, Redis and nginx, for tests/services.py."""
    packages = []
    if not glob("/usr/lib/postgresql/*/bin/initdb"):
        packages.append("postgresql")
    packages += ["redis-server"] * (not shutil.which("redis-server"))
    packages += ["nginx-light"] * (not shutil.which("nginx", path="/usr/sbin:/usr/bin"))
    if packages and not apt_install(*packages):
        sys.exit(f"The tests of the services need {', '.join(packages)}, and apt could not install them.")


def apt_install(*packages: str) -> bool:
    """Install Debian packages, as root or by a sudo that asks for no password; say whether it went well."""
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    print(f"Installing {', '.join(packages)} with apt ...", flush=True)
    install = ["apt-get", "-o", "DPkg::Lock::Timeout=120", "install", "-y", "-qq", "--no-install-recommends", *packages]
    return _runs([*root, "apt-get", "update", "-qq"]) and _runs([*root, *install])


def _runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0
    except OSError:
        return False


def _has_playwrights_own() -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return os.path.exists(playwright.chromium.executable_path)


if __name__ == "__main__":
    ensure_browser()
    ensure_other_engines()
