"""What a visitor may like next: parts of fields and careers close to what is on the list, and why, in one line."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import Career, CareerPlacement, Cluster, SubCluster
from .entries import Shortlist

MOST = 3
OF_SUB_CLUSTERS = 1  # at most so many of them; the others are careers
LOOKED_THROUGH = 6  # sub-clusters whose careers are read


@dataclass(frozen=True)
class Suggestion:
    entry: SubCluster | Career
    sub_cluster: SubCluster  # itself, or the one of the career
    because: str

    @property
    def is_career(self) -> bool:
        return isinstance(self.entry, Career)

    @property
    def icon(self) -> str:
        return self.entry.icon or self.sub_cluster.cluster.icon


def suggest(shortlist: Shortlist) -> list[Suggestion]:
    """Return up to MOST, the nearest first, in two queries; the same for the same list."""
    kept = shortlist.entries.values()
    clusters = [entry for entry in kept if isinstance(entry, Cluster)]
    neighbors = defaultdict(list)  # what is kept of each sub-cluster, by its key
    for entry, places in shortlist.places.items():
        for _cluster, sub_cluster in places:
            neighbors[sub_cluster].append(entry)
    own = {entry.pk for entry in kept if isinstance(entry, SubCluster)}
    if not (clusters or neighbors or own):
        return []
    found = list(SubCluster.objects.for_suggestions({*neighbors, *own}, clusters))
    near = sorted(found, key=lambda one: -(2 * (one.pk in own) + len(neighbors[one.pk])))  # equals stay in order
    parts = [Suggestion(one, one, _why_sub_cluster(one, neighbors[one.pk])) for one in near if one.pk not in own][
        :OF_SUB_CLUSTERS
    ]
    careers = [
        Suggestion(career, one, _why_career(one, one.pk in own, neighbors[one.pk]))
        for career, one in _careers(near[:LOOKED_THROUGH], [entry for entry in kept if isinstance(entry, Career)])
    ]
    return (parts + careers)[:MOST]


def _careers(sub_clusters, but):
    """[(career, its sub-cluster), ...]: the most typical one of each of `sub_clusters`, then the second of each."""
    by_pk = {one.pk: one for one in sub_clusters}
    turns, ranked, seen = Counter(), [], set()
    for place in CareerPlacement.objects.for_suggestions(by_pk, but) if by_pk else ():
        if place.career_id not in seen:
            seen.add(place.career_id)
            ranked.append((turns[place.sub_cluster_id], place.career, by_pk[place.sub_cluster_id]))
            turns[place.sub_cluster_id] += 1
    order = {one.pk: number for number, one in enumerate(sub_clusters)}
    ranked.sort(key=lambda one: (one[0], order[one[2].pk]))
    return [(career, sub_cluster) for _turn, career, sub_cluster in ranked]


def _why_sub_cluster(sub_cluster, neighbors):
    if not neighbors:
        return _("Part of %(place)s, which you kept.") % {"place": sub_cluster.cluster.name}
    if len(neighbors) == 1:
        return _("You kept %(name)s, which is part of it.") % {"name": neighbors[0].name}
    return _("You kept %(name)s and %(number)d more of it.") % {
        "name": neighbors[0].name,
        "number": len(neighbors) - 1,
    }


def _why_career(sub_cluster, is_own, neighbors):
    if neighbors and not is_own:
        return _("Near %(name)s: both are part of %(place)s.") % {"name": neighbors[0].name, "place": sub_cluster.name}
    place = sub_cluster if is_own else sub_cluster.cluster
    return _("Part of %(place)s, which you kept.") % {"place": place.name}
