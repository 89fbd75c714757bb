"""What a search costs, for today's content and for 60 times as much, and how much of it leads where it should.

`python -m tests.bench.searches`, VAR_DIR set. The times are CPU time of this process, which includes the engine's own threads.
"""

import csv
import dataclasses
import statistics
import sys
import time

import django

from ..server import ROOT

TIMES = 60
LIMIT_MS = 15
NOTHING = (
    "zzqqxx",
    "xylofone zqqq",
    "asdfghjkl qwertz",
    "tiktok",
    "enginering scool teecher colege",
    "a",
    "qq qq qq qq qq qq qq qq",
)
OCCUPATIONS = ROOT.parent / "shared" / "reference" / "occupations.csv"


def main():
    django.setup()
    from django.conf import settings
    from django.core.cache import caches
    from django.test import Client

    from explorer.search import engine as search
    from explorer.search import views

    from ..search.queries import measure, measure_titles, read, read_titles

    settings.ALLOWED_HOSTS = ["testserver"]
    lists = {"the list": read("queries.json"), "the list that nothing was tuned for": read("second.json")}
    queries = [query for entries in lists.values() for query, _kind, _wanted in entries]
    queries += NOTHING  # nonsense and many mistakes cost most
    reported = read_titles()
    documents = list(search.read_documents())
    copies = [
        dataclasses.replace(document, name=f"{document.name} of state {number}", url=f"{document.url}?state={number}")
        for number in range(1, TIMES)
        for document in documents
    ]
    client, worst = Client(), 0
    print(
        "| content | documents | building the index, ms | a query, ms | slowest of the 95% quickest | slowest | its whole page |"
    )
    print("|---|---|---|---|---|---|---|")
    for name, content in (("today's", documents), (f"{TIMES} times as much", [*documents, *copies])):
        build, index = cpu(lambda content=content: search.SearchIndex(content))
        cpu(lambda index=index: index.search("vetinarian"))  # the first misspelled word makes the list of known ones
        views.current_index = lambda index=index: index
        alone = [
            cpu(lambda query=query, index=index: search.find(index, query, "/search/"))[0]
            for query in [*queries, *(title for title, _codes in reported)]
        ]
        caches["pages"].clear()  # the content before had the same addresses
        pages = [cpu(lambda query=query: client.get("/search/", {"q": query}))[0] for query in queries]
        alone.sort()
        mean, most = statistics.mean(alone), alone[int(len(alone) * 0.95)]
        worst = max(worst, alone[-1])
        print(
            f"| {name} | {len(content):,} | {build:,.0f} | {mean:.1f} | {most:.1f} | {alone[-1]:.1f} | {statistics.mean(pages):.1f} |"
        )
        if content is documents:
            found = {name: (len(entries), *measure(index, entries)[:2]) for name, entries in lists.items()}
            found["O*NET's reported titles"] = (len(reported), *measure_titles(index, reported)[:2])
            titles = titles_that_lead_somewhere(index)
    print(f"\nThe slowest of {len(queries) + len(reported)} queries takes {worst:.1f} ms of CPU (limit {LIMIT_MS}).")
    for name, (count, first, three) in found.items():
        print(f"Of {name} ({count} queries) {first:.1%} find their entry first, {three:.1%} among the first three.")
    if titles:
        print("Of {total:,} occupation titles typed into the search:".format(**titles))
        print("- {own:,} are careers here, and {own_found:,} of them are found first by their title;".format(**titles))
        print(
            "- of the other {others:,}, {near:,} lead to a career or a part of a framework of the same group of occupations.".format(
                **titles
            )
        )
        print(
            "Together {fits:,} of {total:,} ({share:.1%}) lead to a page that fits, among the first three.".format(
                **titles
            )
        )
    return worst > LIMIT_MS


def cpu(work):
    before = time.process_time()
    result = work()
    return (time.process_time() - before) * 1000, result


def titles_that_lead_somewhere(index):
    """How many of O*NET's titles find, among the first three, a page that fits; None if the list of titles is not here.

    A page fits if it is the occupation's own career, or, where it has none, a career of the same minor group of
    occupations ('29-2' of '29-2035.00'), or a sub-cluster or program under which such a career stands.
    """
    from explorer.models import Career, CareerPlacement, Program

    if not OCCUPATIONS.exists():
        return None
    own = {career.code: career.get_absolute_url() for career in Career.objects.all()}
    groups = {}
    for career in Career.objects.all():
        groups.setdefault(career.code[:4], set()).add(career.get_absolute_url())
    for placement in CareerPlacement.objects.select_related("career", "sub_cluster__cluster__framework"):
        groups[placement.career.code[:4]].add(placement.sub_cluster.get_absolute_url())
    for program in Program.objects.prefetch_related("sub_clusters__careers"):
        for part in program.sub_clusters.all():
            for career in part.careers.all():
                groups[career.code[:4]].add(program.get_absolute_url())
    with OCCUPATIONS.open(encoding="utf-8", newline="") as file:
        titles = [(row["onet_code"], row["title"]) for row in csv.DictReader(file)]
    own_found = near = 0
    for code, title in titles:
        found = [hit.document.url for hit in index.search(title[:100]).hits[:3]]
        if code in own:
            own_found += bool(found) and found[0] == own[code]
        else:
            near += bool(set(found) & groups.get(code[:4], set()))
    fits = own_found + near
    return {
        "total": len(titles),
        "own": len(own),
        "own_found": own_found,
        "others": len(titles) - len(own),
        "near": near,
        "fits": fits,
        "share": fits / len(titles),
    }


if __name__ == "__main__":
    sys.exit(main())
