"""The titles that people use lead to their career, over the shipped content.

titles.tsv has 600 of O*NET's reported titles, drawn at random, each with the codes of all careers that it is a title of.
"""

from dataclasses import replace
from random import Random

import pytest

from explorer.search.engine import SearchIndex, current_index
from explorer.search.words import forms_of_title

from .queries import measure_titles, read_titles

FIRST, AMONG_THREE = 0.90, 0.95  # asked for: 0.70, 0.85
MISSPELLED = 400


@pytest.fixture
def index(shipped):
    return current_index()


def test_600_different_titles_of_careers_here_are_tried(index):
    titles = read_titles()
    assert len({title for title, _codes in titles}) == len(titles) == 600
    assert set().union(*(codes for _title, codes in titles)) <= {document.code for document in index.documents}


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(lambda title: [title], id="as O*NET writes it"),
        pytest.param(lambda title: forms_of_title(title) or [title], id="each of its forms"),
        pytest.param(lambda title: [f"i want to be a {title.lower()}"], id="in a sentence"),
        pytest.param(lambda title: [" ".join([*title.split()[1:], title.split()[0]])], id="in another order"),
    ],
)
def test_a_title_leads_to_its_career(index, typed):
    queries = [(query[:100], codes) for title, codes in read_titles() for query in typed(title)]
    first, among_three, misses = measure_titles(index, queries)
    assert first >= FIRST, misses
    assert among_three >= AMONG_THREE, misses


def misspelled(word, random):
    """`word` with a letter left out, doubled, changed, or two of them turned."""
    at = random.randrange(1, len(word) - 1)
    before, letter, behind = word[:at], word[at], word[at + 1 :]
    ways = before + behind, before + letter * 2 + behind, before + random.choice("aeiou") + behind
    return random.choice([*ways, before + behind[0] + letter + behind[1:]])


def test_misspellings_find_what_they_find_without_titles(index):
    without = SearchIndex(replace(document, titles=()) for document in index.documents)
    random = Random(18)
    words = sorted(word for document in index.documents for word in document.name.lower().split() if word.isalpha())
    long = sorted({word for word in words if len(word) > 6})
    lost = []
    for query in [misspelled(word, random) for word in random.choices(long, k=MISSPELLED)]:
        before, now = without.search(query), index.search(query)
        names = [hit.document.name for hit in now.hits[:3]]
        is_there = not before.hits or before.hits[0].document.name in names
        if (before.corrections, before.guesses) != (now.corrections, now.guesses) or not is_there:
            lost.append((query, before.corrections, before.guesses, now.corrections, now.guesses))
    assert len(lost) <= MISSPELLED * 0.02, lost
