"""Which releases and years the figures of some careers come from: what has to be said wherever they are shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from .models import Career


@dataclass(frozen=True)
class FigureYears:
    """Each of them once, joined by commas: '30.2'; '2025'; '2024–34'."""

    releases: str
    pay: str
    projected: str

    @classmethod
    def of(cls, careers: Iterable[Career]) -> "FigureYears":
        rows = [(career.onet_release, career.pay_year, career.projected_years) for career in careers]
        columns = zip(*rows, strict=True) if rows else ((), (), ())
        return cls(*(", ".join(sorted({str(value) for value in column if value})) for column in columns))
