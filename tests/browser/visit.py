"""Opening a page by its address, or by what it is where its address depends on answers."""

import json

from ..server import ROOT


def visit(page, path, **options):
    """Open a page. The results of the quiz have addresses that are made from answers."""
    if path.startswith("a "):
        slugs = [item["fields"]["slug"] for item in json.loads((ROOT / "fixtures" / "quiz.json").read_text("utf-8"))]
        form = {f"item-{slug}": 1 + number % 5 for number, slug in enumerate(slugs)}
        result = page.request.post("/quiz/", form=form).url
        code = result.split("/")[-2]
        path = result if path == "a result" else f"/quiz/compare/{code}/{code}/"
    return page.goto(path, **options)
