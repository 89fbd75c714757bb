"""The first careers of a cluster or a sub-cluster, as its page and others show them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.urls import reverse

from ..models import Career, CareerPlacement, Cluster, Origin, Source, SubCluster
from ..models.alphabetical import Alphabetical
from ..models.version import cached_for_version
from .official_list import official_list
from .places import careers_in, with_origin
from .source_years import SourceYears

FIRST_OF_CLUSTER = 3
FIRST_OF_SUB_CLUSTER = 9


@dataclass(frozen=True)
class CareersHere:
    """The careers of a cluster or a sub-cluster: the most typical ones, or all where no list has the others.

    Those of a cluster are the most typical ones of its sub-clusters, in the order of how many jobs there are.
    """

    careers: list[Career]
    total: int
    list_url: str  # the list of all of them, where they can be sorted and narrowed down
    has_official: bool  # whether the official list has any of them all here
    has_ours: bool
    is_listed: bool  # whether there is an official list for the framework
    is_part: bool  # whether they are of a sub-cluster

    @property
    def source_years(self):
        return SourceYears.of(self.careers)

    @property
    def official_list(self) -> Source | None:
        return official_list()


def careers_here(place: Cluster | SubCluster) -> CareersHere:
    """Return the CareersHere of a place, given with its framework."""
    is_part = isinstance(place, SubCluster)
    order = ["part"] if is_part else [F("jobs").desc(nulls_last=True), "part"]
    in_order = careers_in(place).order_by("place", *order, Alphabetical("name"), "pk")
    careers = list(with_origin(in_order.for_rows(), place))
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
        is_part=is_part,
    )


@cached_for_version(maxsize=256)
def typical_careers(cluster: Cluster, parts: tuple[int, ...] = ()) -> list[Career]:
    """Three careers of a cluster, best first: of its sub-clusters `parts` (keys) in turn, then the most typical of all.

    A single part gives two of them, so that the cluster shows what else there is. Those whose pay is not published, or
    goes by rank, come only where there are no others: pay is what the result says of a career.
    """
    of_parts = [_paid_first(Career.objects.in_sub_cluster(part)) for part in parts]
    turns = [career for turn in zip_longest(*of_parts) for career in turn if career]
    if len(parts) == 1:
        turns = turns[: FIRST_OF_CLUSTER - 1]
    everywhere = _paid_first(Career.objects.in_cluster(cluster))
    found = {career.pk: career for career in [*turns, *everywhere]}.values()
    return sorted(found, key=_is_unpaid)[:FIRST_OF_CLUSTER]


def _paid_first(careers: QuerySet) -> list[Career]:
    """Those with published pay first, and of these the most typical."""
    rows = careers.order_by("place", "part", Alphabetical("name"), "pk").for_rows()
    return sorted(rows, key=_is_unpaid)


def _is_unpaid(career: Career) -> bool:
    return career.median_pay is None and career.hourly_pay is None


def _field_key(place: Cluster | SubCluster) -> str:
    """'agriculture', or 'agriculture:animal-systems'."""
    return f"{place.cluster.slug}:{place.slug}" if isinstance(place, SubCluster) else place.slug
