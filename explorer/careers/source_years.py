"""Which releases and years the figures of some careers come from: what has to be said wherever they are shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import Career

MOST_NAMED = 5  # careers with figures of ours, in one sentence


@dataclass(frozen=True)
class SourceYears:
    """Each of them once, joined by commas: '30.2'; '2025'; '2024–34'. And a sentence of what is ours."""

    releases: str
    pay: str
    projected: str
    ours: str
    has_groups: bool = False  # whether some are counted together with others

    @classmethod
    def of(cls, careers: Iterable[Career]) -> "SourceYears":
        careers = list(careers)
        return cls(
            releases=_each_once(career.onet_release for career in careers if not career.is_ours("onet_release")),
            pay=_each_once(career.pay_year for career in careers if not career.pay_is_ours),
            projected=_each_once(career.projected_years for career in careers if not career.jobs_are_ours),
            ours=_set_here(careers),
            has_groups=any(career.counted_as for career in careers),
        )

    def __bool__(self):
        return any((self.releases, self.pay, self.projected, self.ours))

    @property
    def sentences(self) -> list[str]:
        """What has to be said on paper, where nothing can be linked."""
        onet = _(
            "Career names and outlook: O*NET %(release)s Database, US Department of Labor, Employment and Training "
            "Administration (USDOL/ETA), CC BY 4.0."
        )
        sentences = [onet % {"release": self.releases}] if self.releases else []
        if self.pay:
            sentences.append(_("Pay: BLS OEWS, May %(pay)s.") % {"pay": self.pay})
        if self.projected:
            sentences.append(_("School and jobs: BLS Employment Projections, %(years)s.") % {"years": self.projected})
        return [*sentences, self.ours] if self.ours else sentences


def _each_once(values):
    return ", ".join(sorted({str(value) for value in values if value}))


def _set_here(careers):
    parts = {
        "name": _("name"),
        "median_pay": _("pay"),
        "typical_entry_education": _("school"),
        "growth_percent": _("growth"),
        "bright_outlook": _("outlook"),
    }
    named = {
        f"{career.name} ({', '.join(word for figure, word in parts.items() if career.is_ours(figure))})": None
        for career in careers
        if career.is_ours(*parts)
    }
    if not named:
        return ""
    names = ", ".join(list(named)[:MOST_NAMED]) + (" …" if len(named) > MOST_NAMED else "")
    return _("Set by an editor of this site, and not the publisher's: %s.") % names
