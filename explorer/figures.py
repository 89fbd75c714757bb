"""Which releases and years the figures of some careers come from: what has to be said wherever they are shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

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

    @property
    def sentences(self) -> list[str]:
        """What has to be said on paper, where nothing can be linked."""
        onet = _(
            "Career names and outlook: O*NET %(release)s Database, US Department of Labor, Employment and Training "
            "Administration (USDOL/ETA), CC BY 4.0."
        )
        sentences = [onet % {"release": self.releases}]
        if self.pay:
            sentences.append(_("Pay: BLS OEWS, May %(pay)s.") % {"pay": self.pay})
        if self.projected:
            sentences.append(_("School and jobs: BLS Employment Projections, %(years)s.") % {"years": self.projected})
        return sentences
