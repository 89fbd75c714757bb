"""The entries that a visitor keeps, as the page shows them: by cluster."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ..models import Career, CareerPlacement, Cluster, Hue, Placement, Program, RetiredAddress, SubCluster
from ..models.base import public_sub_cluster
from ..text.keys import is_career_key, is_key, join_kept, key_at, path_of

MOST = 60  # entries
LONGEST = 3500  # characters: a cookie has room for 4,096 bytes with its name and its attributes
RETIRED_TRIED = 20  # keys of a list that may have moved

Entry = Cluster | SubCluster | Program | Career
_KINDS = [Cluster, SubCluster, Program, Career]  # in the order in which they stand in a group


def fits(kept: Mapping[str, str | None]) -> bool:
    return len(kept) <= MOST and len(join_kept(kept)) <= LONGEST


@dataclass
class Item:
    """An entry on the list, and the visitor's own line about it: None if the line that stood there can't be read."""

    entry: Entry
    note: str | None
    cluster: Cluster | None  # the one that it is shown with
    typed: str = ""  # what could not be kept
    is_too_long: bool = False

    @property
    def kind(self) -> str:
        if isinstance(self.entry, Career):
            return _("Career")
        if isinstance(self.entry, Program):
            return (self.cluster and self.cluster.framework.program_term) or _("Program")
        return self.entry.term

    @property
    def words(self) -> str:
        return self.entry.summary if isinstance(self.entry, Program | Career) else self.entry.tagline

    @property
    def is_career(self) -> bool:
        return isinstance(self.entry, Career)

    @property
    def hue(self) -> str:
        return self.cluster.hue if self.cluster else Hue.SLATE

    @property
    def icon(self) -> str:
        of_its_kind = {Program: "book-open", Career: "briefcase"}
        return self.entry.icon or of_its_kind.get(type(self.entry)) or (self.cluster and self.cluster.icon) or "circle"


@dataclass
class Group:
    """What is kept of a cluster; None: what stands in no cluster."""

    cluster: Cluster | None
    items: list[Item] = field(default_factory=list)


class Shortlist:
    """The entries that a list names, {key: the visitor's line about it}. Drafts are not among them."""

    def __init__(self, kept: Mapping[str, str | None]):
        found = _find([key for key in kept if is_key(key)])
        moved = _moved([key for key in kept if is_key(key) and key not in found][:RETIRED_TRIED])
        found |= _find([key for key in moved.values() if key not in found])
        current = {key: moved.get(key, key) for key in kept}
        self.missing = [key for key, now in current.items() if now not in found]
        self.entries = {now: found[now] for now in current.values() if now in found}
        self.kept: dict[str, str | None] = {}
        for key, note in kept.items():
            now = current[key] if current[key] in found else key
            self.kept[now] = self.kept.get(now) or note

    @cached_property
    def groups(self) -> list[Group]:
        """In the order of the wheel. What stands in several clusters stands with its kind, or where it is first."""
        if not self.entries:
            return []
        listed = {entry.pk for entry in self.entries.values() if isinstance(entry, Cluster)}
        listed |= {entry.cluster_id for entry in self.entries.values() if isinstance(entry, SubCluster)}
        groups = {cluster.pk: Group(cluster) for cluster in self._clusters}
        nowhere = Group(None)
        for key, entry in self.entries.items():
            match entry:
                case Cluster():
                    home = entry.pk
                case SubCluster():
                    home = entry.cluster_id
                    entry.cluster = groups[home].cluster
                case _:
                    pks = [cluster for cluster, _sub_cluster in self.places[entry]]
                    home = next((pk for pk in pks if pk in listed), pks[0] if pks else None)
            group = groups.get(home, nowhere)
            group.items.append(Item(entry, self.kept[key], group.cluster))
        for group in groups.values():
            group.items.sort(key=lambda item: _KINDS.index(type(item.entry)))
        return [group for group in (*groups.values(), nowhere) if group.items]

    @property
    def clusters(self) -> list[Cluster]:
        """Those in which something is kept."""
        return [group.cluster for group in self.groups if group.cluster]

    @property
    def unread(self) -> list[Entry]:
        """Those whose line can't be read."""
        return [entry for key, entry in self.entries.items() if self.kept[key] is None]

    @property
    def fields(self) -> list[tuple[Cluster, bool]]:
        """The clusters of the framework on the home page, and whether something of each is kept."""
        explored = {cluster.pk for cluster in self.clusters}
        return [(cluster, cluster.pk in explored) for cluster in self._clusters if cluster.is_on_home]

    @cached_property
    def places(self) -> dict[Program | Career, list[tuple[int, int]]]:
        """Where programs and careers stand in public, the first place first: (cluster, sub-cluster), by their keys."""
        return _places([entry for entry in self.entries.values() if isinstance(entry, Program | Career)])

    @cached_property
    def _clusters(self) -> list[Cluster]:
        """Those of the home page's framework and where something of the list stands, in the order of the wheel."""
        pks = {entry.pk for entry in self.entries.values() if isinstance(entry, Cluster)}
        pks |= {entry.cluster_id for entry in self.entries.values() if isinstance(entry, SubCluster)}
        pks |= {cluster for places in self.places.values() for cluster, _sub_cluster in places}
        return sorted(Cluster.objects.for_shortlist(pks), key=lambda cluster: cluster.framework.position)


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


def _places(entries):
    places = defaultdict(list)
    for model, placement in ((Program, Placement.objects.for_panel()), (Career, CareerPlacement.objects.for_page())):
        some = [entry for entry in entries if isinstance(entry, model)]
        published = placement.filter(public_sub_cluster("sub_cluster__"))
        name = model.__name__.lower()
        by_pk = {entry.pk: entry for entry in some}
        pairs = published.filter(**{f"{name}__in": some})
        pairs = pairs.values_list(f"{name}_id", "sub_cluster__cluster_id", "sub_cluster_id")
        for pk, *place in pairs if some else ():
            places[by_pk[pk]].append(tuple(place))
    return places
