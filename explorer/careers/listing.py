"""A list of careers that a visitor sorts and narrows down by links."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..models import Career, Preparation
from ..models.alphabetical import Alphabetical
from .source_years import SourceYears

PAY_STEPS = {"low": (0, 50_000), "middle": (50_000, 80_000), "high": (80_000, None)}  # dollars a year, the end excluded
UNKNOWN_LAST = {"nulls_last": True}


class CareerChoices(forms.Form):
    """What can be chosen, in the order of the page. The first choice of each is how the list stands without any."""

    sort = forms.ChoiceField(
        label=_("Sort"),
        required=False,
        choices=[
            ("", pgettext_lazy("careers sorted", "Most typical first")),
            ("pay", pgettext_lazy("careers sorted", "Pay")),
            ("growth", pgettext_lazy("careers sorted", "Growth")),
            ("school", pgettext_lazy("careers sorted", "Shortest school first")),
            ("name", pgettext_lazy("careers sorted", "A to Z")),
        ],
    )
    school = forms.ChoiceField(
        label=_("School"), required=False, choices=[("", pgettext_lazy("all careers", "Any")), *Preparation.choices]
    )
    pay = forms.ChoiceField(
        label=_("Pay a year"),
        required=False,
        choices=[
            ("", pgettext_lazy("all careers", "Any")),
            ("low", _("Under $50,000")),
            ("middle", _("$50,000 to $79,999")),
            ("high", _("$80,000 or more")),
        ],
    )
    outlook = forms.ChoiceField(
        label=_("Outlook"),
        required=False,
        choices=[
            ("", pgettext_lazy("all careers", "Any")),
            ("bright", _("Bright")),
            ("growing", _("Growing at all")),
        ],
    )

    def __init__(self, query, *, have_places: bool):
        super().__init__(query)
        if not have_places:  # nothing is typical of nothing
            orders = dict(self.fields["sort"].choices)
            self.fields["sort"].choices = [("", orders.pop("name")), *list(orders.items())[1:]]


LISTED_BY = (*CareerChoices.base_fields, "all", "choose", "page")  # what list_careers reads of an address


@dataclass(frozen=True)
class Choice:
    """One link: its words, where it leads, and whether the list already stands so."""

    key: str
    label: str
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class CareerList:
    """What the template draws."""

    careers: list[Career]
    total: int  # that fit what was chosen
    is_narrowed: bool  # something was chosen beside the order
    is_changed: bool  # something was chosen
    unknown: list[str]  # what the address asks for and we have no word for
    questions: list[tuple[str, list[Choice]]]  # none until somebody wants to choose
    choose_url: str  # the same with the questions
    all_url: str  # the same without any choice
    more_url: str  # the whole list, if only its beginning is shown
    fewer_url: str  # its beginning, if the whole is shown because it was asked for
    first_more: int  # how many stood there before the whole was asked for
    page: Page | None  # where the list is cut into pages
    previous_url: str
    next_url: str
    order: str  # what it is sorted by, in words
    has_summaries: bool  # each career with its sentence

    @property
    def source_years(self):
        return SourceYears.of(self.careers)


def list_careers(
    careers: QuerySet,
    path: str,
    query: Mapping[str, str],
    *,
    first: int | None = None,
    page_size: int | None = None,
    has_summaries: bool = True,
) -> CareerList:
    """Return the CareerList of `careers` as the address `path` with `query` asks.

    Careers with `place` stand in that order if no other is asked for, all others by name. Of a list that is longer than
    `first` only that many are shown, until ?all=1 asks for the rest.
    """
    have_places = "place" in careers.query.annotations
    form = CareerChoices(query, have_places=have_places)
    form.is_valid()
    chosen = {name: form.cleaned_data.get(name, "") for name in form.fields}
    unknown = [query[name] for name in form.errors if (have_places, name, query[name]) != (False, "sort", "name")]
    found = _sorted(_narrowed(careers, chosen), chosen["sort"] or ("place" if have_places else "name")).for_rows()
    page = Paginator(found, page_size).get_page(query.get("page")) if page_size else None
    rows = list(page or found)
    wants_all = first is not None and "all" in query
    is_open = any(chosen.values()) or "choose" in query
    shown = rows if wants_all or first is None or len(rows) <= first + 1 else rows[:first]
    whole = {"all": "1"} if wants_all else {}

    def url(**changes):
        asked = {name: value for name, value in (chosen | whole | changes).items() if value}
        return f"{path}?{urlencode(asked)}" if asked else path

    def choice_url(**changes):
        wanted = chosen | changes
        return url(**changes) if any(wanted.values()) else url(**changes, choose="1")

    return CareerList(
        careers=shown,
        total=page.paginator.count if page else len(rows),
        is_narrowed=any(value for name, value in chosen.items() if name != "sort"),
        is_changed=any(chosen.values()),
        unknown=unknown,
        questions=[
            (
                field.label,
                [
                    Choice(f"{name}-{value or 'any'}", label, choice_url(**{name: value}), value == chosen[name])
                    for value, label in field.choices
                ],
            )
            for name, field in form.fields.items()
            if is_open
        ],
        choose_url=url(choose="1"),
        all_url=url(**dict.fromkeys(chosen, "")),
        more_url=url(all="1") if len(shown) < len(rows) else "",
        fewer_url=url(all="") if wants_all and first is not None and len(rows) > first + 1 else "",
        first_more=first or 0,
        page=page,
        previous_url=url(page=page.previous_page_number()) if page and page.has_previous() else "",
        next_url=url(page=page.next_page_number()) if page and page.has_next() else "",
        order=dict(form.fields["sort"].choices)[chosen["sort"]],
        has_summaries=has_summaries,
    )


def _narrowed(careers, chosen):
    if chosen["school"]:
        careers = careers.filter(typical_entry_education__in=Preparation(chosen["school"]).levels)
    if chosen["pay"]:
        lowest, end = PAY_STEPS[chosen["pay"]]
        careers = careers.filter(median_pay__gte=lowest, **({"median_pay__lt": end} if end else {}))
    if chosen["outlook"] == "bright":
        careers = careers.exclude(bright_outlook="")
    elif chosen["outlook"] == "growing":
        careers = careers.filter(growth_percent__gt=0)
    return careers


def _sorted(careers, order):
    """In the order asked for; what is unknown stands last."""
    if order == "pay":
        return careers.order_by(F("median_pay").desc(**UNKNOWN_LAST), Alphabetical("name"), "pk")
    if order == "growth":
        return careers.order_by(F("growth_percent").desc(**UNKNOWN_LAST), Alphabetical("name"), "pk")
    if order == "school":
        return careers.education_rank().order_by("rank", Alphabetical("name"), "pk")
    place = () if order == "name" else ("place", "part")
    return careers.order_by(*place, Alphabetical("name"), "pk")
