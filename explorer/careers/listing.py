"""The list of careers that a visitor sorts and narrows down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.core.validators import slug_re
from django.db.models import F

from ..models import (
    Career,
    CareerPlacement,
    Cluster,
    LearnPage,
    PickedList,
    SubCluster,
)
from ..models.alphabetical import Alphabetical
from ..models.version import cached_for_version
from ..pages.wheels import default_framework
from .choices import FOLDED, STAYING, CareerChoices, fitting
from .here import FIRST_OF_SUB_CLUSTER
from .mix import in_turn, shuffled
from .places import careers_in, with_origin
from .source_years import SourceYears

UNKNOWN_LAST = {"nulls_last": True}


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
    folded: list[Question]
    chosen: list[Chosen]
    unknown: list[str]  # what the address asks for and we have no word for
    order: str  # what it is sorted by, in words
    picked: Picked | None  # the hand-picked list that narrows it down
    is_mixed: bool  # of all fields in turn
    clusters: list[Cluster]  # all fields to choose from
    path: str
    asked: dict[str, str]  # what is chosen, the order too

    @property
    def asks_for_folded(self):
        return any(question.chosen for question in self.folded)

    @property
    def counts_hours(self):
        """Whether pay by the hour counts as pay for a year here: where the list goes by pay and shows some."""
        return bool(self.asked.get("pay") or self.asked.get("sort") == "pay") and any(
            career.is_paid_by_hour for career in self.careers
        )

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
    rows = with_origin(Career.objects.for_list(cluster), field).in_bulk(list(page))
    questions = [Question(name, one.label, list(one.choices), chosen[name]) for name, one in form.fields.items()]
    asked = {name: value for name, value in chosen.items() if value}
    return CareerList(
        careers=[rows[key] for key in page if key in rows],
        page=page,
        staying=[question for question in questions if question.name in STAYING],
        others=[question for question in questions if question.name not in (*STAYING, *FOLDED)],
        folded=[question for question in questions if question.name in FOLDED],
        chosen=[_chosen(question, path, asked, field, is_empty=not keys) for question in filter(_narrows, questions)],
        unknown=form.unknown(),
        order=dict(form.fields["sort"].choices)[chosen["sort"]],
        picked=Picked.of(lists.get(chosen["list"])),
        is_mixed=not chosen["sort"] and field is None,
        clusters=[place for place in places.values() if isinstance(place, Cluster)],
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
        if slug != field.slug or not slug_re.match(part):  # PostgreSQL refuses to look for a NUL
            continue
        if found := SubCluster.objects.published().filter(cluster=field, slug=part).first():
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
    return fitting(careers_in(field) if field else Career.objects.published(), chosen)


def _sorted(careers, order):
    """In the order asked for; what is unknown stands last."""
    if order == "pay":
        return careers.with_full_time_pay().order_by(
            F("full_time_pay").desc(**UNKNOWN_LAST), Alphabetical("name"), "pk"
        )
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
    """The codes of careers worth a look, in an order that looks like chance: after the last comes the first.

    They are among the first of a sub-cluster, and have a name and pay that say something by themselves.
    """
    telling = set(Career.objects.for_surprises().values_list("code", flat=True))
    first = (place for place in _turns().values() if place.rank[0] <= FIRST_OF_SUB_CLUSTER)
    return shuffled((place.code, place.field) for place in first if place.code in telling)
