"""What people ask about the conditions of work ('no college', 'outside'): it leads to a list of careers."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from .documents import Document
from .words import normalize, stem, words_of

MOST_IN_A_CONDITION = 8  # words
# What follows one of these is not asked for. The search can't leave things out, so it must not show them.
_NOT = "no not dont doesnt cant cannot wont without never hate hates bad suck nobody none avoid isnt arent"
NEGATIONS = frozenset(_NOT.split())


class Conditions:
    """The documents that are lists of careers, by the words that lead to them."""

    def __init__(self, documents: Iterable[Document]):
        self._lists: dict[tuple[str, ...], Document] = {}
        for document in documents:
            for line in document.words if document.careers else ():
                self._lists.setdefault(tuple(map(stem, words_of(normalize(line)))), document)

    def take_out(self, typed: list[str]) -> tuple[list[Document], list[str]]:
        """Return the lists that a query asks for, and its other words."""
        found: list[Document] = []
        rest: list[str] = []
        start = 0
        while start < len(typed):
            end, document = next(self._at(typed, start), (start + 1, None))
            if document is None or NEGATIONS.intersection(rest):  # what follows a 'not' is not asked for
                rest += typed[start:end]
            elif document not in found:
                found.append(document)
            start = end
        return found, rest

    def _at(self, typed: list[str], start: int) -> Iterator[tuple[int, Document]]:
        """(end, list) of the conditions that begin at `start`, the longest first."""
        stems = tuple(map(stem, typed[start : start + MOST_IN_A_CONDITION]))
        for length in range(len(stems), 0, -1):
            if document := self._lists.get(stems[:length]):
                yield start + length, document


def combine(lists: list[Document]) -> Document:
    """One document that leads to the careers that are in all of `lists`, as far as one address can ask for them."""
    first, *others = lists
    for other in others:
        query = other.url.partition("?")[2]
        if _asks_for(first.url) & _asks_for(other.url):  # two hand-picked lists: the page shows one
            continue
        first = replace(
            first,
            name=f"{first.name} + {other.name}",
            url=f"{first.url}&{query}",
            careers=first.careers & other.careers,
            text="",
            words=(),
        )
    return first


def _asks_for(url: str) -> set[str]:
    return set(parse_qs(urlsplit(url).query)) - {"sort"}
