"""The lists of queries that the search is measured by, and where each should lead.

queries.json was written before the search was tuned, by somebody who knew neither its code nor its words, and was used
for tuning. second.json was written later, by another who knew neither the first list nor the search, and was not.
titles.tsv has 600 of O*NET's reported titles, drawn at random, each with the codes of all careers that it is a title of.
"""

import csv
import json
from pathlib import Path

from explorer.models import Career

HERE = Path(__file__).parent


def read(name):
    """Return [(query, kind, [address, ...]), ...] of a list. An address that a query may lead to is named by its entry."""
    paths = {career.code: career.get_absolute_url() for career in Career.objects.all()}
    entries = json.loads((HERE / name).read_text(encoding="utf-8"))
    return [(entry["query"], entry["kind"], [_address(key, paths) for key in entry["finds"]]) for entry in entries]


def _address(key, careers):
    kind, _space, name = key.partition(" ")
    return {
        "cluster": f"/frameworks/{name}/",
        "sub": f"/frameworks/{name}/",
        "program": f"/programs/{name}/",
        "learn": f"/learn/{name}/",
        "glossary": f"/learn/glossary/#{name}",
        "page": name,
        "career": careers.get(name, f"no career {name}"),
    }[kind]


def measure(index, queries):
    """Return (share found first, share found among the first three, the ones that are not first) of `queries`."""
    first = three = 0
    misses = []
    for query, _kind, wanted in queries:
        found = [hit.document.url for hit in index.search(query).hits[:3]]
        first += bool(found and found[0] in wanted)
        three += bool(set(found) & set(wanted))
        if not (found and found[0] in wanted):
            misses.append(f"{query}: {found[:1]}, not {wanted}")
    return first / len(queries), three / len(queries), misses


def read_titles():
    """Return [(title, {code, ...}), ...]."""
    lines = (HERE / "titles.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return [(row["title"], set(row["codes"].split())) for row in rows]


def measure_titles(index, queries):
    """Return (share found first, share found among the first three, misses) of [(query, codes), ...]."""
    found = [(query, codes, [hit.document.code for hit in index.search(query).hits[:3]]) for query, codes in queries]
    first = sum(bool(codes.intersection(three[:1])) for _query, codes, three in found)
    among_three = sum(bool(codes.intersection(three)) for _query, codes, three in found)
    misses = [(query, three) for query, codes, three in found if not codes.intersection(three)]
    return first / len(found), among_three / len(found), misses
