"""The list of careers that a visitor sorts and narrows down, and the first careers of a cluster or a sub-cluster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..models import (
    Career,
    CareerPlacement,
    Cluster,
    Education,
    Interest,
    LearnPage,
    Origin,
    PickedList,
    Preparation,
    Source,
    SubCluster,
)
from ..models.alphabetical import Alphabetical
from ..models.version import cached_for_version
from ..pages.wheels import default_framework
from .mix import in_turn, shuffled
from .official_list import official_list
from .source_years import SourceYears

PAY_STEPS = {"low": (0, 50_000), "middle": (50_000, 80_000), "high": (80_000, None)}  # dollars a year, the end excluded
NO_DEGREE = "no-degree"  # what asks for less than an associate's degree
SCHOOLS = {
    NO_DEGREE: (Education.NONE, Education.HIGH_SCHOOL, Education.SOME_COLLEGE, Education.CERTIFICATE),
    **{step.value: step.levels for step in Preparation},
}
FIRST_OF_CLUSTER = 3
FIRST_OF_SUB_CLUSTER = 9
UNKNOWN_LAST = {"nulls_last": True}
ANY = ("", pgettext_lazy("all careers", "Any"))


class CareerChoices(forms.Form):
    """What can be chosen, in the order of the page. The first choice of each is how the list stands without any."""

    field = forms.ChoiceField(label=_("Field"), required=False)
    school = forms.ChoiceField(
        label=_("School"),
        required=False,
        choices=[ANY, *Preparation.choices, (NO_DEGREE, _("Any that starts without a degree"))],
    )
    pay = forms.ChoiceField(
        label=_("Pay"),
        required=False,
        choices=[
            ANY,
            ("low", _("Under $50,000")),
            ("middle", _("$50,000 to $79,999")),
            ("high", _("$80,000 or more")),
        ],
    )
    interest = forms.ChoiceField(label=_("I like to"), required=False, choices=[ANY, *Interest.choices])
    outlook = forms.ChoiceField(
        label=_("Outlook"),
        required=False,
        choices=[
            ANY,
            ("bright", _("Bright")),
            ("growing", _("Growing at all")),
        ],
    )
    list = forms.ChoiceField(label=_("Picked by hand"), required=False)
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[
            ("", ""),
            ("pay", pgettext_lazy("careers sorted", "Highest pay")),
            ("growth", pgettext_lazy("careers sorted", "Fastest growth")),
            ("school", pgettext_lazy("careers sorted", "Shortest school")),
            ("name", pgettext_lazy("careers sorted", "A to Z")),
        ],
    )

    def __init__(self, query, *, places: Mapping[str, Cluster | SubCluster], lists: Mapping[str, PickedList]):
        super().__init__(query)
        self.fields["field"].choices = [ANY, *((key, place.name) for key, place in places.items())]
        self.fields["list"].choices = [ANY, *((key, one.name) for key, one in lists.items())]
        usual = _("Most typical") if query.get("field") in places else pgettext_lazy("careers sorted", "A mix")
        self.fields["sort"].choices = [("", usual), *self.fields["sort"].choices[1:]]

    def chosen(self) -> dict[str, str]:
        """{name of the field: what is chosen, '' if nothing is}"""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}

    def unknown(self) -> list[str]:
        """What was asked for and can't be chosen."""
        return [self.data[name] for name in self.errors]


STAYING = ("field", "school", "pay")  # the questions that stay in view on a phone
LISTED_BY = (*CareerChoices.base_fields, "page")  # what list_careers reads of an address


@dataclass(frozen=True)
class Question:
    """One of the lists to choose from."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True)
class Chosen:
    """A choice that narrows the list down."""

    label: str
    without_url: str  # the list without it
    without: int | None  # how many careers there are without it; known where there are none with it


@dataclass(frozen=True)
class Picked:
    """A hand-picked list, and the Learn page that says more, if there is one."""

    entry: PickedList
    learn_page: LearnPage | None

    @classmethod
    def of(cls, entry: PickedList | None) -> Picked | None:
        page = entry and entry.learn_page and LearnPage.objects.without_drafts().filter(slug=entry.learn_page).first()
        return entry and cls(entry, page or None)


@dataclass(frozen=True)
class CareerList:
    """What the template draws."""

    careers: list[Career]
    page: Page
    staying: list[Question]
    others: list[Question]
    chosen: list[Chosen]
    unknown: list[str]  # what the address asks for and we have no word for
    order: str  # what it is sorted by, in words
    picked: Picked | None  # the hand-picked list that narrows it down
    is_mixed: bool  # of all fields in turn
    path: str
    asked: dict[str, str]  # what is chosen, the order too

    @property
    def total(self):
        return self.page.paginator.count

    @property
    def url(self):
        """Its address as short as it can be."""
        return self._url(page=self.page.number if self.page.number > 1 else "")

    @property
    def previous_url(self):
        before = self.page.number - 1
        return self._url(page=before if before > 1 else "") if before else ""

    @property
    def next_url(self):
        return self._url(page=self.page.number + 1) if self.page.has_next() else ""

    @property
    def source_years(self):
        return SourceYears.of(self.careers)

    def _url(self, **changes):
        return _url(self.path, self.asked | changes)


def list_careers(path: str, query: Mapping[str, str], *, page_size: int) -> CareerList:
    """Return the CareerList that the address `path` with `query` asks for.

    It stands by turns of all fields, and of one field by how typical they are, if no other order is asked for.
    """
    places = _places(query.get("field", ""))
    asked_list = query.get("list", "")  # staff may see it as a draft, see views.career_list
    lists = {one.slug: one for one in PickedList.objects.all() if one.is_public or one.slug == asked_list}
    form = CareerChoices(query, places=places, lists=lists)
    chosen = form.chosen()
    field = places.get(chosen["field"])
    keys = _keys(field, chosen)
    page = Paginator(keys, page_size).get_page(query.get("page"))
    cluster = field.cluster if isinstance(field, SubCluster) else field
    rows = _with_origin(Career.objects.for_list(cluster), field).in_bulk(list(page))
    questions = [Question(name, one.label, list(one.choices), chosen[name]) for name, one in form.fields.items()]
    asked = {name: value for name, value in chosen.items() if value}
    return CareerList(
        careers=[rows[key] for key in page if key in rows],
        page=page,
        staying=[question for question in questions if question.name in STAYING],
        others=[question for question in questions if question.name not in STAYING],
        chosen=[_chosen(question, path, asked, field, is_empty=not keys) for question in filter(_narrows, questions)],
        unknown=form.unknown(),
        order=dict(form.fields["sort"].choices)[chosen["sort"]],
        picked=Picked.of(lists.get(chosen["list"])),
        is_mixed=not chosen["sort"] and field is None,
        path=path,
        asked=asked,
    )


def codes_listed(query: Mapping[str, str]) -> set[str]:
    """The codes of the careers that an address with `query` narrows the list down to; none if it does not."""
    places = _places(query.get("field", ""))
    lists = {one.slug: one for one in PickedList.objects.without_drafts()}
    choices = CareerChoices(query, places=places, lists=lists)
    chosen = choices.chosen()
    if choices.unknown() or not any(value for name, value in chosen.items() if name != "sort"):
        return set()
    return set(_narrowed(places.get(chosen["field"]), chosen).values_list("code", flat=True))


def _places(asked: str) -> dict[str, Cluster | SubCluster]:
    """What the list can be narrowed down to, by its key: every field, and the part of one that is asked for."""
    places: dict[str, Cluster | SubCluster] = {}
    for field in Cluster.objects.fields_of(default_framework()):
        places[field.slug] = field
        slug, _separator, part = asked.partition(":")
        if (
            part
            and slug == field.slug
            and (found := SubCluster.objects.published().filter(cluster=field, slug=part).first())
        ):
            found.cluster = field
            places[asked] = found
    return places


def _url(path, asked):
    asked = {name: value for name, value in asked.items() if value}
    return f"{path}?{urlencode(asked, safe=':')}" if asked else path


def _narrows(question):
    return question.chosen and question.name != "sort"


def _chosen(question, path, asked, field, *, is_empty):
    rest = asked | {question.name: ""}
    without = None
    if is_empty:
        chosen = dict.fromkeys(CareerChoices.base_fields, "") | rest
        without = _narrowed(None if question.name == "field" else field, chosen).count()
    label = dict(question.choices)[question.chosen]
    return Chosen(label, _url(path, rest), without)


def _keys(field, chosen) -> list[int]:
    """The keys of all careers of the list, in its order."""
    careers = _narrowed(field, chosen)
    if chosen["sort"]:
        return list(_sorted(careers, chosen["sort"]).values_list("pk", flat=True))
    if field:
        return list(careers.order_by("place", "part", Alphabetical("name"), "pk").values_list("pk", flat=True))
    places = _turns()
    found = careers.order_by(Alphabetical("name"), "pk").values_list("pk", flat=True)
    by_place = sorted(found, key=lambda key: places[key].rank if key in places else NOWHERE)
    return in_turn((key, places[key].field if key in places else None) for key in by_place)


def _narrowed(field, chosen):
    careers = _of(field) if field else Career.objects.published()
    if chosen["school"]:
        careers = careers.filter(typical_entry_education__in=SCHOOLS[chosen["school"]])
    if chosen["pay"]:
        lowest, end = PAY_STEPS[chosen["pay"]]
        careers = careers.filter(median_pay__gte=lowest, **({"median_pay__lt": end} if end else {}))
    if chosen["interest"]:
        careers = careers.filter(interest_code__startswith=chosen["interest"])
    if chosen["outlook"] == "bright":
        careers = careers.exclude(bright_outlook="")
    elif chosen["outlook"] == "growing":
        careers = careers.filter(growth_percent__gt=0)
    if chosen["list"]:
        careers = careers.filter(picks__picked_list__slug=chosen["list"])
    return careers


def _sorted(careers, order):
    """In the order asked for; what is unknown stands last."""
    if order == "pay":
        return careers.order_by(F("median_pay").desc(**UNKNOWN_LAST), Alphabetical("name"), "pk")
    if order == "growth":
        return careers.order_by(F("growth_percent").desc(**UNKNOWN_LAST), Alphabetical("name"), "pk")
    if order == "school":
        return careers.education_rank().order_by("rank", Alphabetical("name"), "pk")
    return careers.order_by(Alphabetical("name"), "pk")


@dataclass(frozen=True)
class _Place:
    """Where a career is most typical."""

    code: str
    field: int
    rank: tuple[int, int, int]  # how typical, then when its field's turn is, then the place of its sub-cluster


NOWHERE = (10**9, 0, 0)


@cached_for_version(maxsize=1)
def _turns() -> dict[int, _Place]:
    """{a career's key: its place}. Fields take turns so that groupings do too: neighbors are of different hues."""
    rows = list(CareerPlacement.objects.for_turns())
    fields = {(where, position, field, grouping) for *_rest, field, grouping, where, position in rows}
    around = sorted(fields, key=lambda one: (one[0] or 0, *one[1:3]))
    turns = {field: turn for turn, field in enumerate(in_turn((one[2], one[3]) for one in around))}
    places: dict[int, _Place] = {}
    for career, code, position, part, field, *_rest in rows:
        places.setdefault(career, _Place(code, field, (position, turns[field], part)))
    return places


@cached_for_version(maxsize=1)
def surprises() -> list[str]:
    """The codes of all careers with a place, in an order that looks like chance: after the last comes the first."""
    return shuffled((place.code, place.field) for place in _turns().values())


@dataclass(frozen=True)
class CareersHere:
    """The careers of a cluster or a sub-cluster: the most typical ones, or all where no list has the others."""

    careers: list[Career]
    total: int
    list_url: str  # the list of all of them, where they can be sorted and narrowed down
    has_official: bool  # whether the official list has any of them all here
    has_ours: bool
    is_listed: bool  # whether there is an official list for the framework

    @property
    def source_years(self):
        return SourceYears.of(self.careers)

    @property
    def official_list(self) -> Source | None:
        return official_list()


def careers_here(place: Cluster | SubCluster) -> CareersHere:
    """Return the CareersHere of a place, given with its framework."""
    careers = list(_with_origin(_of(place).order_by("place", "part", Alphabetical("name"), "pk").for_rows(), place))
    is_part = isinstance(place, SubCluster)
    framework, first = (
        (place.cluster.framework, FIRST_OF_SUB_CLUSTER) if is_part else (place.framework, FIRST_OF_CLUSTER)
    )
    is_cut = len(careers) > first + 1 and framework.is_default
    url = f"{reverse('career_list')}?{urlencode({'field': _field_key(place)}, safe=':')}"
    origins = {career.origin for career in careers}
    return CareersHere(
        careers[:first] if is_cut else careers,
        len(careers),
        url if is_cut else "",
        has_official=Origin.OFFICIAL in origins,
        has_ours=Origin.OURS in origins,
        is_listed=Origin.OFFICIAL in origins or (bool(careers) and CareerPlacement.objects.is_listed(framework)),
    )


def _with_origin(careers: QuerySet, place: Cluster | SubCluster | None) -> QuerySet:
    if place is None:
        return careers
    if isinstance(place, SubCluster):
        return careers.with_origin(sub_cluster=place)
    return careers.with_origin(sub_cluster__cluster=place, sub_cluster__is_draft=False)


@cached_for_version(maxsize=256)
def typical_careers(cluster: Cluster, parts: tuple[int, ...] = ()) -> list[Career]:
    """Three careers of a cluster, best first: of its sub-clusters `parts` (keys) in turn, then the most typical of all.

    A single part gives two of them, so that the cluster shows what else there is.
    """
    of_parts = [_by_place(Career.objects.in_sub_cluster(part)) for part in parts]
    turns = [career for turn in zip_longest(*of_parts) for career in turn if career]
    if len(parts) == 1:
        turns = turns[: FIRST_OF_CLUSTER - 1]
    everywhere = _by_place(Career.objects.in_cluster(cluster))
    return list({career.pk: career for career in [*turns, *everywhere]}.values())[:FIRST_OF_CLUSTER]


def _by_place(careers: QuerySet) -> list[Career]:
    """The most typical ones first; of equally typical ones those whose pay is published."""
    rows = careers.order_by("place", "part", Alphabetical("name"), "pk").for_rows()
    return sorted(rows, key=lambda career: (career.place, career.median_pay is None))


def _of(place: Cluster | SubCluster) -> QuerySet:
    is_part = isinstance(place, SubCluster)
    return Career.objects.in_sub_cluster(place) if is_part else Career.objects.in_cluster(place)


def _field_key(place: Cluster | SubCluster) -> str:
    """'agriculture', or 'agriculture:animal-systems'."""
    return f"{place.cluster.slug}:{place.slug}" if isinstance(place, SubCluster) else place.slug
