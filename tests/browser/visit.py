"""Opening pages, and waiting for what they become."""

import json
import time

from playwright.sync_api import expect

from ..server import ROOT


def visit(page, path, **options):
    """Open a page by its address, or "a result" or "a comparison" of the quiz, whose addresses are made from answers."""
    if path.startswith("a "):
        slugs = [item["fields"]["slug"] for item in json.loads((ROOT / "fixtures" / "quiz.json").read_text("utf-8"))]
        form = {f"item-{slug}": 1 + number % 5 for number, slug in enumerate(slugs)}
        result = page.request.post("/quiz/", form=form).url
        code = result.split("/")[-2]
        path = result if path == "a result" else f"/quiz/compare/{code}/{code}/"
    return page.goto(path, **options)


def follow(locator):
    """Click on what leads to another page, and wait until that page is there."""
    with locator.page.expect_navigation():
        locator.click()


def hold(page, address):
    """Hold the requests for an address back. Returns the list of those that wait."""
    held = []
    page.route(address, lambda route: held.append(route))
    return held


def held_are(page, held, number):
    """Wait until so many requests wait: Playwright tells of them only while it is asked for something."""
    eventually(lambda: page.evaluate("0") or len(held), number)


def settle(page):
    """Wait until everything has faded in or moved to its place."""
    page.wait_for_function("() => document.getAnimations().every(one => one.playState !== 'running')")


def eventually(read, expected, seconds=5):
    """Assert that what is read becomes what is expected, where no locator can wait for it."""
    end = time.monotonic() + seconds
    while (found := read()) != expected and time.monotonic() < end:
        time.sleep(0.05)
    assert found == expected, f"{found!r}, and not {expected!r}"


def log_in(page, name, password):
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("What do you want to change?")).to_be_visible()
    return page


def open_agriculture(page):
    follow(page.get_by_role("link", name="Clusters", exact=True).first)
    page.locator("#searchbar").fill("agriculture")
    with page.expect_navigation():
        page.locator("#searchbar").press("Enter")
    follow(page.locator("#result_list").get_by_role("link", name="Agriculture", exact=True))
