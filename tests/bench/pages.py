"""Queries and CPU time of one page after the other, in this process: `python -m tests.bench.pages`, VAR_DIR set.

Prints one JSON object: {page: [queries, milliseconds]}.
"""

import gc
import json
import time

import django

REQUESTS = 12
RESULT = "a quiz result"  # its address is made from the questions
PANEL = {"part": "panel"}
TWELVE = (
    "modernized:construction", "modernized:education", "modernized:agriculture", "modernized:construction:skilled-trades",
    "modernized:construction:architecture-civil-engineering", "original:finance", "carpentry", "diesel-mechanics",
    "47-2111.00", "47-2031.00", "29-1141.00", "15-1252.00",
)  # fmt: skip
PAGES = {
    "the wheel": "/",
    "the grid": "/?view=grid",
    "the wheel of the original framework": "/frameworks/original/",
    "a cluster": "/frameworks/modernized/construction/",
    "a cluster, its panel": "/frameworks/modernized/construction/",
    "a combined cluster": "/frameworks/modernized/healthcare-human-services/",
    "a cross-cutting cluster": "/frameworks/modernized/digital-technology/",
    "an original cluster": "/frameworks/original/health-science/",
    "a sub-cluster": "/frameworks/modernized/construction/skilled-trades/",
    "a pathway": "/frameworks/original/health-science/diagnostic-services/",
    "a program of study": "/programs/carpentry/",
    "all careers": "/careers/",
    "surprise me": "/careers/surprise/47-2111.00/",
    "a career": "/careers/47-2111.00-electricians/",
    "a career, its panel": "/careers/47-2111.00-electricians/",
    "careers of a cluster, all by pay": "/careers/?field=construction&sort=pay",
    "a search": "/search/?q=nurse",
    "the frameworks": "/frameworks/",
    "the crosswalk": "/crosswalk/",
    "the crosswalk of a cluster": "/crosswalk/?of=original:health-science",
    "the crosswalk of a cluster, its panel": "/crosswalk/?of=original:health-science",
    "all pathways": "/crosswalk/?view=pathways",
    "the quiz": "/quiz/",
    "the quiz, a round in its panel": "/quiz/?round=2",
    "a quiz result": RESULT,
    "a list of twelve": "/shortlist/?list=" + "~".join(TWELVE),
    "what to compare": "/compare/",
    "three clusters compared": "/compare/?c=construction&c=education&c=digital-technology",
    "all handouts": "/handouts/",
    "a handout": "/handouts/modernized/construction/",
    "the poster": "/poster/",
    "the poster as a file, kept": "/poster.pdf",
    "careers as data, kept": "/data/careers.json",
    "what data there are": "/data/",
    "accessibility": "/accessibility/",
    "an embedded cluster": "/embed/modernized/construction/",
    "what to embed": "/embed/",
    "my school says": "/my-school/",
    "the visitor's stylesheet": "/mine.css",
    "Learn": "/learn/",
    "a Learn page": "/learn/how-the-levels-nest/",
    "the glossary": "/learn/glossary/",
    "a wrong address": "/frameworks/modernized/constructon/",
    "the sitemap": "/sitemap.xml",
    "the sitemap of sub-clusters": "/sitemap-sub-clusters.xml",
}


def main():
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["testserver"]
    client, measured = Client(), {}
    for name, path in (PAGES | {RESULT: result_address()}).items():
        part = PANEL if name.endswith("panel") else {}
        with CaptureQueriesContext(connection) as queries:
            status = client.get(path, part).status_code
        if status not in (200, 404):
            raise RuntimeError(f"{path}: {status}")
        measured[name] = [len(queries), milliseconds(client, path, part)]
    print(json.dumps(measured))


def result_address():
    from explorer.models import Questionnaire

    questionnaire = Questionnaire.current()
    answers = {question.slug: 1 + number % 5 for number, question in enumerate(questionnaire.questions)}
    return f"/quiz/results/{questionnaire.code(answers)}/"


def milliseconds(client, path, part):
    """The CPU time of the quickest of REQUESTS: what is slower is somebody else's work on this machine."""
    quickest = float("inf")
    gc.disable()
    for _ in range(REQUESTS):
        before = time.process_time()
        client.get(path, part)
        quickest = min(quickest, time.process_time() - before)
    gc.enable()
    return quickest * 1000


if __name__ == "__main__":
    main()
