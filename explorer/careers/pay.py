"""What a career's page says of its pay: the figure in the middle, the strip, and the same in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from ..models import Career
from .pay_strip import PayStrip, draw_pay_strip

YEARLY = ("pay_10", "pay_25", "median_pay", "pay_75", "pay_90")
HOURLY = ("hourly_10", "hourly_25", "hourly_pay", "hourly_75", "hourly_90")
MIDDLE = 2
PER_YEAR, PER_HOUR = "P1Y", "PT1H"  # as ISO 8601 writes them
Figures = dict[str, float]


@dataclass(frozen=True)
class Pay:
    """What is published, or set by an editor. Figures by percentile: "10", "25", "50", "75" and "90"."""

    duration: str  # of the figure in the middle
    figures: Figures  # that belong together, for this duration
    strip: PayStrip | None
    half: str  # sentences; '' where nothing is known
    tenths: str
    hourly: str  # "$22.65": the middle by the hour, where the main figure is by the year
    is_ours: bool  # whether an editor set the figure in the middle or left it out
    has_parts_of_ours: bool  # whether one of the others is an editor's

    @property
    def middle(self) -> float | None:
        return self.figures.get("50")

    @property
    def is_hourly(self) -> bool:
        return self.duration == PER_HOUR

    @property
    def amount(self) -> str:
        return "" if self.middle is None else _exact(self.middle, self.duration)

    @property
    def monthly(self) -> str:
        """'$3,950': in tens."""
        return "" if self.is_hourly or self.middle is None else f"${intcomma(round(self.middle / 120) * 10)}"

    @property
    def others(self) -> Figures:
        return {percentile: figure for percentile, figure in self.figures.items() if percentile != "50"}


def pay_of(career: Career) -> Pay:
    yearly, hourly = _belonging_together(career, YEARLY), _belonging_together(career, HOURLY)
    if career.is_ours("median_pay") and not career.is_ours("hourly_pay"):
        hourly = {}  # it was published beside another pay
    is_hourly = "50" not in yearly and bool(hourly)
    duration, figures = (PER_HOUR, hourly) if is_hourly else (PER_YEAR, yearly)
    in_order = [figures.get(percentile) for percentile in ("10", "25", "50", "75", "90")]
    names = HOURLY if is_hourly else YEARLY
    return Pay(
        duration=duration,
        figures=figures,
        strip=draw_pay_strip(in_order, ["" if one is None else _short(one, duration) for one in in_order]),
        half=_half(yearly, hourly),
        tenths=_tenths(yearly, hourly),
        hourly=_exact(hourly["50"], PER_HOUR) if "50" in hourly and not is_hourly else "",
        is_ours=career.is_ours(names[MIDDLE], "pay_year"),
        has_parts_of_ours=any(name in career.overtyped for name in _parts(names) if getattr(career, name) is not None),
    )


def _parts(names):
    return [*names[:MIDDLE], *names[MIDDLE + 1 :]]


def _belonging_together(career, names) -> Figures:
    """Beside a figure that an editor has set stands no other one of the publisher's: it would be of other people."""
    parts = {name for name in _parts(names) if getattr(career, name) is not None}
    ours = {name for name in parts if career.is_ours(name)}
    shown = ours if ours or career.is_ours(names[MIDDLE], "pay_year") else parts
    return {
        name.rpartition("_")[2] if name in parts else "50": getattr(career, name)
        for name in names
        if name in shown or (name == names[MIDDLE] and getattr(career, name) is not None)
    }


def _half(yearly, hourly):
    if both := _ranges(yearly, hourly):
        return _("The middle half earn %(from_to)s.") % {"from_to": both}
    sentences = []
    if low := _amounts(yearly, hourly, "25"):
        sentences.append(_("1 in 4 earns under %(pay)s.") % {"pay": low})
    if high := _amounts(yearly, hourly, "75"):
        sentences.append(_("1 in 4 earns over %(pay)s.") % {"pay": high})
    return " ".join(sentences)


def _tenths(yearly, hourly):
    low, high = _amounts(yearly, hourly, "10"), _amounts(yearly, hourly, "90")
    if low and high:
        return _("1 in 10 earns under %(low)s, 1 in 10 over %(high)s.") % {"low": low, "high": high}
    if low:
        return _("1 in 10 earns under %(low)s. How much the best-paid 1 in 10 earn is not given.") % {"low": low}
    if high:
        return _("1 in 10 earns over %(high)s. How little the lowest-paid 1 in 10 earn is not given.") % {"high": high}
    return ""


def _ranges(yearly, hourly):
    """'$39,000 to $52,000 a year, $19 to $25 an hour'"""
    words = []
    for figures, duration in ((yearly, PER_YEAR), (hourly, PER_HOUR)):
        if "25" in figures and "75" in figures:
            low, high = _rounded(figures["25"], duration), _rounded(figures["75"], duration)
            words.append(_per(_("%(low)s to %(high)s") % {"low": low, "high": high}, duration))
    return ", ".join(words)


def _amounts(yearly, hourly, percentile):
    """'$34,000 ($16 an hour)'"""
    a_year = _rounded(yearly[percentile], PER_YEAR) if percentile in yearly else ""
    an_hour = _per(_rounded(hourly[percentile], PER_HOUR), PER_HOUR) if percentile in hourly else ""
    if a_year and an_hour:
        return f"{a_year} ({an_hour})"
    return an_hour or (a_year and _per(a_year, PER_YEAR))


def _per(amount, duration):
    return (_("%s an hour") if duration == PER_HOUR else _("%s a year")) % amount


def _rounded(figure, duration):
    """'$34,000': to the nearest thousand; by the hour to the nearest dollar."""
    step = 1 if duration == PER_HOUR or figure < 1000 else 1000
    return f"${intcomma(int(figure / step + 0.5) * step)}"


def _exact(figure, duration):
    return f"${intcomma(f'{figure:.2f}' if duration == PER_HOUR else round(figure))}"


def _short(figure, duration):
    """'$34k', '$16'"""
    in_thousands = duration == PER_YEAR and figure >= 1000
    return f"${int(figure / 1000 + 0.5)}k" if in_thousands else f"${int(figure + 0.5)}"
