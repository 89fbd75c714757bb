"""The entries that a visitor keeps, as the page shows them: by cluster."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.functional import cached_property

from ..models import Career, CareerPlacement, Cluster, Placement, Program, RetiredAddress, SubCluster
from ..models.base import public_sub_cluster
from ..text.keys import is_career_key, is_key, join_keys, key_at, path_of

MOST = 60  # entries
LONGEST = 3500  # characters: a cookie has room for 4,096 bytes with its name and its attributes
RETIRED_TRIED = 20  # keys of a list that may have moved


def fits(keys: list[str]) -> bool:
    return len(keys) <= MOST and len(join_keys(keys)) <= LONGEST


@dataclass
class Group:
    """What is kept of a cluster; None: what stands in no cluster."""

    cluster: Cluster | None
    is_listed: bool = False  # the cluster itself
    sub_clusters: list[SubCluster] = field(default_factory=list)
    programs: list[Program] = field(default_factory=list)
    careers: list[Career] = field(default_factory=list)


class Shortlist:
    """The entries that `keys` name. Drafts are not among them."""

    def __init__(self, keys: list[str]):
        found = _find([key for key in keys if is_key(key)])
        moved = _moved([key for key in keys if is_key(key) and key not in found][:RETIRED_TRIED])
        found |= _find([key for key in moved.values() if key not in found])
        current = {key: moved.get(key, key) for key in keys}
        self.missing = [key for key, now in current.items() if now not in found]
        self.entries = {now: found[now] for now in current.values() if now in found}
        self.keys = list(dict.fromkeys(now if now in found else key for key, now in current.items()))

    @cached_property
    def groups(self) -> list[Group]:
        """In the order of the wheel. What stands in several clusters stands with its kind, or where it is first."""
        places = _places([entry for entry in self.entries.values() if isinstance(entry, Program | Career)])
        listed = {entry.pk for entry in self.entries.values() if isinstance(entry, Cluster)}
        listed_about = listed | {entry.cluster_id for entry in self.entries.values() if isinstance(entry, SubCluster)}
        groups = {None: Group(None)}
        for cluster in _clusters(listed_about | {pk for pks in places.values() for pk in pks}):
            groups[cluster.pk] = Group(cluster, is_listed=cluster.pk in listed)
        for entry in self.entries.values():
            match entry:
                case SubCluster():
                    entry.cluster = groups[entry.cluster_id].cluster
                    groups[entry.cluster_id].sub_clusters.append(entry)
                case Program() | Career():
                    pks = places[entry]
                    home = next((pk for pk in pks if pk in listed_about), pks[0] if pks else None)
                    members = groups[home].programs if isinstance(entry, Program) else groups[home].careers
                    members.append(entry)
        nowhere = groups.pop(None)
        return [
            group
            for group in (*groups.values(), nowhere)
            if group.is_listed or group.sub_clusters or group.programs or group.careers
        ]

    @property
    def clusters(self) -> list[Cluster]:
        """Those in which something is kept."""
        return [group.cluster for group in self.groups if group.cluster]


def _find(keys):
    """The published entries of `keys`: {key: entry}."""
    if not keys:
        return {}
    steps = [key.split(":") for key in keys if not is_career_key(key)]
    framework_slugs, cluster_slugs, slugs = ({step[n] for step in steps if len(step) > n} for n in range(3))
    clusters = Cluster.objects.filter(framework__slug__in=framework_slugs, slug__in=cluster_slugs)
    sub_clusters = SubCluster.objects.filter(
        cluster__framework__slug__in=framework_slugs, cluster__slug__in=cluster_slugs, slug__in=slugs
    )
    programs = Program.objects.published().filter(slug__in=[step[0] for step in steps if len(step) == 1])
    careers = Career.objects.published().filter(code__in=[key for key in keys if is_career_key(key)])
    entries = (
        *clusters.published().select_related("framework"),
        *sub_clusters.published().select_related("cluster__framework"),
        *programs,
        *careers.for_rows(),
    )
    found = {entry.key: entry for entry in entries}
    return {key: found[key] for key in keys if key in found}


def _moved(keys):
    """Where editors have moved what once had these keys: {old key: new key}."""
    moved = {}
    for key in keys:
        path = RetiredAddress.objects.where_now(path_of(key))
        new_key = path and key_at(path)
        if new_key:
            moved[key] = new_key
    return moved


def _clusters(pks):
    clusters = Cluster.objects.filter(pk__in=pks).select_related("framework", "grouping").in_order()
    return sorted(clusters, key=lambda cluster: cluster.framework.position)


def _places(entries):
    """The published clusters in which programs and careers stand, the first one first: {entry: [key, ...]}."""
    places = defaultdict(list)
    for model, placement in ((Program, Placement.objects.for_panel()), (Career, CareerPlacement.objects.for_page())):
        some = [entry for entry in entries if isinstance(entry, model)]
        published = placement.filter(public_sub_cluster("sub_cluster__"))
        name = model.__name__.lower()
        by_pk = {entry.pk: entry for entry in some}
        pairs = published.filter(**{f"{name}__in": some}).values_list(f"{name}_id", "sub_cluster__cluster_id")
        for pk, cluster in pairs if some else ():
            places[by_pk[pk]].append(cluster)
    return places
