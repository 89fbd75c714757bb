"""The wheel that stands beside a panel."""

from itertools import groupby

from django.utils.functional import SimpleLazyObject

from ..models import Framework
from ..models.version import cached_for_version
from ..wheel.geometry import NARROW, draw_wheel, spoke


class FrameworkWheel:
    """A framework's clusters by grouping, and their drawings: one with names, one with short names for a phone.

    It is kept for all requests: nobody may change it.
    """

    def __init__(self, framework, drafts=frozenset()):
        clusters = list(framework.clusters.for_wheel(drafts))
        self.framework = framework
        spokes = tuple(spoke(cluster) for cluster in clusters)
        self.drawing, self.narrow = draw_wheel(spokes), draw_wheel(spokes, NARROW)
        arcs, narrow_arcs = ({arc.grouping: arc for arc in one.rim} for one in (self.drawing, self.narrow))
        entries = zip(clusters, self.drawing.slices, self.narrow.slices, strict=True)
        self.groups = []
        for grouping, members in groupby(entries, key=lambda entry: entry[0].grouping):
            group = {"grouping": grouping, "entries": list(members)}
            if grouping:
                grouping.framework = framework  # for its address
                group |= {"arc": arcs.get(grouping.slug), "narrow_arc": narrow_arcs.get(grouping.slug)}
            self.groups.append(group)
        self.groupings = [group for group in self.groups if group["grouping"]]


def wheel_of(framework, *, selected, shows_draft=False):
    """The wheel as its template draws it; read only if it does, because a panel has none.

    With `shows_draft` it has those selected even if they are drafts, and nobody else gets it.
    """

    def read():
        wheel = FrameworkWheel(framework, selected) if shows_draft else _wheel_of(framework)
        return {"whole": wheel, "drawing": wheel.drawing, "groups": wheel.groups, "selected": frozenset(selected)}

    return SimpleLazyObject(read)


@cached_for_version(maxsize=1)
def default_framework() -> Framework | None:
    return Framework.objects.default()


@cached_for_version(maxsize=64)
def _wheel_of(framework):
    return FrameworkWheel(framework)
