"""What students type on an ordinary day leads, among the first three, where it should.

everyday.tsv has 30 phrases, each with the names of entries that are right, by somebody who knew neither code nor words.
"""

import csv
import re
from pathlib import Path

import pytest

from explorer.search.engine import current_index

LEAST_RIGHT = 29  # of 30
# What the table writes in words of its own: the beginning of a name that is meant by it.
MEANT = {
    "a page/filter about remote work": "Work from home",
    "careers with little public contact: Library Technicians": "Quiet work",
    "quiz": "Take the quiz",
    "Forensic/clinical psychologists": "Clinical and Counseling Psychologists",
    "IT Support & Services": "Information Technology (IT) Support & Services",
    "Computer, ATM and Office Machine Repairers": "Computer, Automated Teller, and Office Machine Repairers",
    "Amusement Attendants": "Amusement and Recreation Attendants",
    "Licensed Practical Nurses": "Licensed Practical and Licensed Vocational Nurses",
}


def read():
    with (Path(__file__).parent / "everyday.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [(row["query"], [_name(one.strip()) for one in row["right_targets"].split(";")]) for row in rows]


def _name(target):
    return MEANT.get(target, re.sub(r" \(program\)$", "", target))


def is_right(name, target):
    """'Musicians and Singers' is right where the table says 'Musicians', 'Dancers' where it says 'dancers'."""
    return name.casefold().startswith(target.casefold())


@pytest.fixture
def index(shipped):
    return current_index()


def test_every_right_answer_is_an_entry(index):
    names = [document.name for document in index.documents]
    lost = [
        target for _query, targets in read() for target in targets if not any(is_right(one, target) for one in names)
    ]
    assert lost == []


def test_29_of_30_phrases_lead_where_they_should_among_the_first_three(index):
    found = {query: [hit.document.name for hit in index.search(query).hits[:3]] for query, _targets in read()}
    wrong = [
        f"{query}: {found[query]}"
        for query, targets in read()
        if not any(is_right(name, target) for name in found[query] for target in targets)
    ]
    assert len(found) == 30
    assert len(wrong) <= 30 - LEAST_RIGHT, wrong
