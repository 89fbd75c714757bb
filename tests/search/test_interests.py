"""What students of 12 to 18 type about what they like leads to an entry that fits, over the shipped content.

interests.tsv was written by hand together with the words that lead to entries: it holds these words in place, and says
nothing about phrases that nobody wrote down.
"""

import csv
from itertools import chain
from pathlib import Path

import pytest

from explorer.search.engine import current_index

ENOUGH, AMONG_THREE = 300, 0.95


def read_interests():
    """Return {phrase: {names of the entries that it may lead to}}."""
    with (Path(__file__).parent / "interests.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    interests = {row["phrase"]: set(row["right_targets"].split("; ")) for row in rows}
    assert len(interests) == len(rows), "a phrase stands in two rows"
    return interests


INTERESTS = read_interests()


@pytest.fixture
def index(shipped):
    return current_index()


def test_there_are_enough_interests():
    assert len(INTERESTS) >= ENOUGH


def test_all_entries_that_interests_lead_to_exist(index):
    names = {document.name for document in index.documents}
    assert set(chain.from_iterable(INTERESTS.values())) - names == set()


def test_every_interest_stands_in_the_words_of_an_entry_that_it_leads_to(index):
    words = {}
    for document in index.documents:
        words.setdefault(document.name, set()).update(line.lower() for line in document.words)
    assert [
        phrase
        for phrase, names in INTERESTS.items()
        if phrase.lower() not in set().union(*(words[name] for name in names))
    ] == []


def test_an_interest_leads_to_an_entry_that_fits_among_the_first_three(index):
    misses = {}
    for phrase, names in INTERESTS.items():
        found = [hit.document.name for hit in index.search(phrase).hits[:3]]
        if not names & set(found):
            misses[phrase] = found
    assert 1 - len(misses) / len(INTERESTS) >= AMONG_THREE, misses
