"""What a query has found, as the page shows it: the best first, then by kind, each with the match marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from ..text.keys import key_at
from .documents import Document, Kind
from .index import Found, Hit, SearchIndex
from .marking import has_match, mark

BEST = 3  # shown above all kinds
OF_A_KIND = 5  # shown of each kind at first
ALL_OF_A_KIND = 100
CAN_BE_KEPT = frozenset({Kind.CLUSTER, Kind.SUB_CLUSTER, Kind.CAREER, Kind.PROGRAM})

Marked = list[tuple[str, bool]]


@dataclass(frozen=True)
class Keepable:
    key: str
    name: str

    @classmethod
    def of(cls, document: Document) -> Keepable | None:
        key = key_at(document.url) if document.kind in CAN_BE_KEPT else None
        return cls(key, document.name) if key else None


@dataclass(frozen=True)
class Shown:
    """One result, its texts cut where the match begins and ends."""

    document: Document
    name: Marked
    text: Marked
    also: Marked  # the word that led here, where neither name nor text shows a match

    @property
    def entry(self) -> Keepable | None:
        """What a heart needs to put it on the visitor's list; None where it can't stand there."""
        return Keepable.of(self.document)


@dataclass(frozen=True)
class Group:
    """The results of one kind that are not among the best."""

    kind: Kind
    results: list[Shown]
    all_url: str  # '' if all are shown


@dataclass(frozen=True)
class Results:
    query: str
    total: int
    best: list[Shown]
    groups: list[Group]
    shown: int  # of one kind alone, if only its beginning is shown
    corrections: tuple[tuple[str, str], ...]
    meant: str  # the query that the results are for, if words of it are corrected
    meant_url: str
    is_partial: bool
    is_negated: bool  # it asks to leave something out
    listed: Document | None  # the list of careers that some of its words ask for
    guesses: list[tuple[str, str]]  # (query that may have been meant, its address): then nothing else stands here
    only: Kind | None  # where one kind alone was asked for
    every_kind_url: str

    @property
    def has_remarks(self) -> bool:
        return bool(self.corrections or self.guesses or self.is_partial or self.is_negated or self.listed)


def find(index: SearchIndex, query: str, path: str, only: Kind | None = None) -> Results:
    """Search for `query` and arrange what was found for the page at `path`, of one kind alone if `only` names it."""
    found = index.search(query, only)
    hits = found.hits
    best = [] if only else hits[:BEST]
    rest = {}
    for hit in hits[len(best) :]:
        rest.setdefault(hit.document.kind, []).append(hit)
    most = ALL_OF_A_KIND if only else OF_A_KIND
    return Results(
        query=query,
        total=found.total,
        best=[_show(hit, found) for hit in best],
        groups=[
            Group(
                kind=kind,
                results=[_show(hit, found) for hit in members[:most]],
                all_url=_url(path, q=query, kind=kind.value) if len(members) > most and not only else "",
            )
            for kind, members in rest.items()  # the kind of the best result among them first
        ],
        shown=most if only and found.total > most else 0,
        corrections=found.corrections,
        meant=found.meant,
        meant_url=_url(path, q=found.meant) if found.meant else "",
        is_partial=found.is_partial and bool(hits),
        is_negated=found.is_negated,
        listed=found.listed,
        guesses=[(guess, _url(path, q=guess)) for guess in found.guesses],
        only=only,
        every_kind_url=_url(path, q=query),
    )


def _url(path: str, **query: str) -> str:
    return f"{path}?{urlencode(query)}"


def _show(hit: Hit, found: Found) -> Shown:
    document = hit.document
    name, text = (mark(part, found.terms, found.start) for part in (document.name, document.text))
    is_plain = not any(is_match for _part, is_match in (*name, *text))
    also = _first_marked((document.short, *document.words, *document.titles), found) if is_plain else []
    return Shown(document, name, text, also)


def _first_marked(lines: Iterable[str], found: Found) -> Marked:
    """The line with the largest part of it marked; [] if none is."""
    terms = set(found.terms)
    marked = [mark(line, terms, found.start) for line in lines if has_match(line, terms, found.start)]
    return max(marked, key=_share_marked, default=[])


def _share_marked(parts: Marked) -> float:
    return sum(len(part) for part, is_match in parts if is_match) / sum(len(part) for part, _is_match in parts)
