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
FIRST_HERE = 3  # of a cluster or a sub-cluster
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
        self.have_places = have_places

    def chosen(self) -> dict[str, str]:
        """{name of the field: what is chosen, '' if nothing is}"""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}

    def unknown(self) -> list[str]:
        """What was asked for and can't be chosen. By name is how a list without places stands anyway."""
        asked = [(name, self.data[name]) for name in self.errors]
        return [value for name, value in asked if self.have_places or (name, value) != ("sort", "name")]


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
    more_url: str  # the whole list, if only its beginning is shown
    fewer_url: str  # its beginning, if the whole is shown because it was asked for
    first_more: int  # how many stood there before the whole was asked for
    page: Page | None  # where the list is cut into pages
    links: "_Links"
    order: str  # what it is sorted by, in words
    has_summaries: bool  # each career with its sentence

    @property
    def choose_url(self):
        """The same with the questions."""
        return self.links.url(choose="1")

    @property
    def all_url(self):
        """The same without any choice."""
        return self.links.url(**dict.fromkeys(self.links.chosen, ""))

    @property
    def previous_url(self):
        return self.links.url(page=self.page.number - 1) if self.page and self.page.has_previous() else ""

    @property
    def next_url(self):
        return self.links.url(page=self.page.number + 1) if self.page and self.page.has_next() else ""

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
    chosen = form.chosen()
    found = _sorted(_narrowed(careers, chosen), chosen["sort"] or ("place" if have_places else "name")).for_rows()
    page = Paginator(found, page_size).get_page(query.get("page")) if page_size else None
    rows = list(page or found)
    can_be_cut = first is not None and len(rows) > first + 1
    wants_all = first is not None and "all" in query
    shown = rows[:first] if can_be_cut and not wants_all else rows
    links = _Links(path, chosen, {"all": "1"} if wants_all else {})
    is_open = any(chosen.values()) or "choose" in query
    return CareerList(
        careers=shown,
        total=page.paginator.count if page else len(rows),
        is_narrowed=any(value for name, value in chosen.items() if name != "sort"),
        is_changed=any(chosen.values()),
        unknown=form.unknown(),
        questions=links.questions(form) if is_open else [],
        more_url=links.url(all="1") if len(shown) < len(rows) else "",
        fewer_url=links.url(all="") if can_be_cut and wants_all else "",
        first_more=first or 0,
        page=page,
        links=links,
        order=dict(form.fields["sort"].choices)[chosen["sort"]],
        has_summaries=has_summaries,
    )


@dataclass(frozen=True)
class _Links:
    """The addresses of a list that stands as `chosen`, and as a whole if `whole` says so."""

    path: str
    chosen: dict[str, str]
    whole: dict[str, str]

    def url(self, **changes):
        asked = {name: value for name, value in (self.chosen | self.whole | changes).items() if value}
        return f"{self.path}?{urlencode(asked)}" if asked else self.path

    def choice_url(self, **changes):
        """The choices stay open where nothing is chosen any more."""
        is_open = any((self.chosen | changes).values())
        return self.url(**changes) if is_open else self.url(**changes, choose="1")

    def questions(self, form):
        """[(what can be chosen, [Choice, ...]), ...]"""
        return [(field.label, self._choices(name, field)) for name, field in form.fields.items()]

    def _choices(self, name, field):
        return [
            Choice(f"{name}-{value or 'any'}", label, self.choice_url(**{name: value}), value == self.chosen[name])
            for value, label in field.choices
        ]


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


@dataclass(frozen=True)
class CareersHere:
    """The careers of a cluster or a sub-cluster: at first the most typical ones."""

    careers: list[Career]
    total: int
    first: int  # how many are shown before one asks for all
    more_url: str  # all of them, if only the first are shown
    fewer_url: str  # the first, if all are shown because that was asked for
    filter_url: str  # where the same careers can be sorted and picked

    @property
    def source_years(self):
        return SourceYears.of(self.careers)


def careers_here(careers: QuerySet, path: str, query: Mapping[str, str], *, filter_url: str = "") -> CareersHere:
    """Return the CareersHere of `careers` with `place`, as the address `path` with `query` asks: ?all=1 for all."""
    rows = list(_sorted(careers, "place").for_rows())
    can_be_cut = len(rows) > FIRST_HERE + 1
    wants_all = "all" in query
    is_cut = can_be_cut and not wants_all
    return CareersHere(
        careers=rows[:FIRST_HERE] if is_cut else rows,
        total=len(rows),
        first=FIRST_HERE,
        more_url=f"{path}?all=1" if is_cut else "",
        fewer_url=path if can_be_cut and wants_all else "",
        filter_url=filter_url,
    )
