"""Careers that are like another one. Pure: careers in, the nearest out."""

import re
from collections.abc import Iterable
from typing import Protocol, TypeVar

# Words that stand in the titles of careers which have nothing else in common.
TELLING_NOTHING = frozenset(
    {
        "assistant", "attendant", "clerk", "except", "first", "general", "helper", "installer", "machine", "manager",
        "operator", "other", "registered", "related", "repairer", "representative", "service", "specialist",
        "supervisor", "technician", "technologist", "tender", "worker",
    }
)  # fmt: skip


class CareerLike(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def minor_group(self) -> str: ...
    @property
    def interest_code(self) -> str: ...
    @property
    def job_zone(self) -> int | None: ...


class Candidate(CareerLike, Protocol):
    @property
    def is_neighbor(self) -> bool: ...


Other = TypeVar("Other", bound=Candidate)


def most_similar(career: CareerLike, others: Iterable[Other], limit: int = 5) -> list[Other]:
    """Return up to `limit` of `others` (with `is_neighbor`), the most similar first.

    What counts: standing under the same sub-cluster, being of the same group of occupations, sharing interests or a
    telling word of the title, and asking for as much preparation. Equals stand in the order of their codes.
    """
    return sorted(others, key=lambda other: (-_likeness(career, other), other.code))[:limit]


def _telling_words(title: str) -> set[str]:
    """'Licensed Practical and Licensed Vocational Nurses' -> {'licensed', 'practical', 'vocational', 'nurse'}."""
    words = {word.rstrip("s") for word in re.findall(r"[a-z]{5,}", title.lower())}
    return words - TELLING_NOTHING


def _likeness(career: CareerLike, other: Candidate) -> float:
    return (
        2.0 * other.is_neighbor
        + 2.0 * (other.code[:6] == career.code[:6])
        + 0.5 * (other.minor_group == career.minor_group)
        + 0.5 * len(set(career.interest_code[:2]) & set(other.interest_code[:2]))
        + 1.5 * bool(_telling_words(career.name) & _telling_words(other.name))
        - 0.9 * abs((career.job_zone or 3) - (other.job_zone or 3))
    )
