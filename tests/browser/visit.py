"""Opening pages, and waiting for what they become."""

import json
import time

from ..server import ROOT


def visit(page, path, **options):
    """Open a page by its address, or by what it is where the address depends on answers. The results of the quiz have addresses that are made from answers."""
    if path.startswith("a "):
        slugs = [item["fields"]["slug"] for item in json.loads((ROOT / "fixtures" / "quiz.json").read_text("utf-8"))]
        form = {f"item-{slug}": 1 + number % 5 for number, slug in enumerate(slugs)}
        result = page.request.post("/quiz/", form=form).url
        code = result.split("/")[-2]
        path = result if path == "a result" else f"/quiz/compare/{code}/{code}/"
    return page.goto(path, **options)


def follow(locator):
    """Click on what leads to another page, and wait until that page is all there: a click itself does not."""
    with locator.page.expect_navigation():
        locator.click()


def eventually(read, expected, seconds=5):
    """Assert that what is read becomes what is expected, where no locator can wait for it."""
    end = time.monotonic() + seconds
    while (found := read()) != expected and time.monotonic() < end:
        time.sleep(0.05)
    assert found == expected, f"{found!r}, and not {expected!r}"
