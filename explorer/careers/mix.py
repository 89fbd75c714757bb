"""Careers of all fields by turns, so that no list begins with the letter A or with one field. Pure."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import TypeVar
from zlib import crc32

Key = TypeVar("Key", bound=Hashable)
Field = TypeVar("Field", bound=Hashable)


def in_turn(entries: Iterable[tuple[Key, Field]]) -> list[Key]:
    """Return the keys of (key, field): the first of every field, then the second of every field, and so on.

    Fields take turns in the order in which they first come up.
    """
    seen: dict[Field, int] = defaultdict(int)
    turns: dict[Field, int] = {}
    placed = []
    for key, field in entries:
        placed.append((seen[field], turns.setdefault(field, len(turns)), key))
        seen[field] += 1
    return [key for _round, _turn, key in sorted(placed, key=lambda one: one[:2])]


def shuffled(entries: Iterable[tuple[str, Field]]) -> list[str]:
    """Return the keys of (key, field) in an order that looks like chance and is the same each time.

    Each field is spread over the whole of it, however large it is, so that neighbors are mostly of different fields.
    """
    of_field: dict[Field, list[str]] = defaultdict(list)
    for key, field in entries:
        of_field[field].append(key)
    places = []
    for keys in of_field.values():
        keys.sort(key=_chance)
        start = _chance(keys[0]) / 2**32
        places += [((number + start) / len(keys), key) for number, key in enumerate(keys)]
    return [key for _place, key in sorted(places)]


def _chance(key: str) -> int:
    return crc32(key.encode())
