"""The wheel that stands beside a panel."""

from itertools import groupby

from django.utils.functional import SimpleLazyObject

from ..wheel import draw_wheel, spoke


def wheel_of(framework, *, selected):
    """The wheel as its template draws it; computed only if it does, because a panel has none."""

    def build():
        clusters = list(framework.clusters.for_wheel())
        drawing = draw_wheel(tuple(spoke(cluster) for cluster in clusters))
        arcs = {arc.grouping: arc for arc in drawing.rim}
        entries = zip(clusters, drawing.slices, strict=True)
        return {
            "drawing": drawing,
            "selected": selected,
            "groups": [
                {"grouping": grouping, "arc": arcs.get(grouping.slug) if grouping else None, "entries": list(members)}
                for grouping, members in groupby(entries, key=lambda entry: entry[0].grouping)
            ],
        }

    return SimpleLazyObject(build)
