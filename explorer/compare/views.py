"""Two or three clusters side by side."""

import re
from collections import defaultdict
from urllib.parse import urlencode

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..careers.official_list import official_list
from ..models import Career, CareerPlacement, Cluster, Framework, Placement, Program, RetiredAddress, SubCluster
from ..pages.htmx import render_page
from ..pages.parameters import reads
from ..text.slugs import nearest_slugs
from .comparison import MOST, put_side_by_side, suggest

MOST_READ = 9  # of the clusters that an address asks for
KEY = re.compile(r"(?:([-\w]{1,200}):)?([-\w]{1,200})", re.ASCII)  # 'construction', 'original:finance'


@reads("c", "part")
@require_safe
def compare(request):
    home = Framework.objects.default()
    if home is None:
        return render(request, "frameworks/no_frameworks.html", status=503)
    asked = list(dict.fromkeys(filter(None, map(str.strip, request.GET.getlist("c")))))
    found, offered = _find(asked[:MOST_READ], home)
    known = list(dict.fromkeys(filter(None, found.values())))
    chosen = known[:MOST]
    unknown = _unknown(found, offered, home)
    context = {
        "comparison": _compare(chosen) if len(chosen) > 1 else None,
        "chosen": chosen,
        "heads": [(cluster, _url([one for one in chosen if one != cluster], home)) for cluster in chosen],
        "parts_term": _parts_term(chosen),
        "official_list": official_list() if len(chosen) > 1 else None,
        "sources": dict.fromkeys(cluster.source for cluster in chosen),
        "unknown": unknown,
        "is_too_much": len(known) > MOST or len(asked) > MOST_READ,
        "picks": _picks(chosen, home),
        "missing": len(chosen) if "" in request.GET.getlist("c") and len(chosen) < 2 else None,  # the pick to be made
        "groups": _groups(offered, home),
        "suggestions": _suggestions(chosen, offered, home) if len(chosen) < 2 else [],
        "page_title": _title(chosen),
        "description": _("Two or three clusters side by side: what people do, what school it takes, what it pays."),
        "is_unlisted": "c" in request.GET,
    }
    response = render_page(request, "compare/compare.html", "compare/_compare_panel.html", context)
    response.status_code = 404 if unknown and not chosen else 200
    return response


def _title(clusters):
    names = {"names": " – ".join(one.name for one in clusters)}
    return _("Side by side: %(names)s") % names if len(clusters) > 1 else _("Compare clusters")


def _compare(clusters):
    prefetch_related_objects(clusters, Prefetch("sub_clusters", SubCluster.objects.without_drafts()))
    careers, programs = Career.objects.for_comparison(clusters), Program.objects.for_comparison(clusters)
    return put_side_by_side(clusters, careers, programs)


def _parts_term(clusters):
    """The framework's word for what stands below a cluster, if it is the same for all."""
    terms = {cluster.framework.sub_cluster_term_plural for cluster in clusters}
    return terms.pop() if len(terms) == 1 and all(terms) else _("Parts")


def _find(asked, home):
    """What the address asks for, as {text: cluster or None}, and all clusters of the frameworks that it names."""
    places = {text: _place(text, home) for text in asked}
    offered = _by_place({home.slug, *(place[0] for place in places.values() if place)})
    moved = {text: _moved(place) for text, place in places.items() if place and place not in offered}
    named = {place[0] for place in moved.values() if place} - {framework for framework, _slug in offered}
    offered |= _by_place(named) if named else {}
    found = {text: offered.get(place) or offered.get(moved.get(text)) for text, place in places.items()}
    return found, list(offered.values())


def _place(text, home):
    """('original', 'finance') of 'original:finance'; None of what can be no cluster."""
    match = KEY.fullmatch(text)
    return match and (match[1] or home.slug, match[2])


def _by_place(frameworks):
    return {(cluster.framework.slug, cluster.slug): cluster for cluster in Cluster.objects.for_comparison(frameworks)}


def _moved(place):
    """Where a cluster is now whose address was changed, as _place says it; what is no cluster's place if none was."""
    new_path = RetiredAddress.objects.where_now(reverse("cluster_detail", args=place))
    try:
        return tuple(resolve(new_path or "").kwargs.values())
    except Http404:
        return None


def _unknown(found, offered, home):
    """What is unknown, with links to the same comparison with the nearest clusters: [(text, [(name, url), ...])]."""
    others = [cluster for cluster in offered if cluster not in found.values()]
    by_slug = {cluster.slug: cluster for cluster in sorted(others, key=lambda cluster: cluster.framework == home)}
    faults = []
    for text in (text for text, cluster in found.items() if cluster is None):
        near = [by_slug[slug] for slug in nearest_slugs(text[:200].rpartition(":")[2], by_slug, limit=3)]
        faults.append((text[:60], [(one.name, _url((found | {text: one}).values(), home)) for one in near]))
    return faults


def _picks(chosen, home):
    """One for each select: [(label, chosen key), ...]."""
    keys = [_key(cluster, home) for cluster in chosen] + [""] * MOST
    return list(zip([_("First cluster"), _("Second cluster"), _("Third, if you like")], keys, strict=False))


def _groups(offered, home):
    """For the selects: {grouping or framework: [(key, name), ...]}, the framework of the home page first."""
    groups = defaultdict(list)
    for cluster in sorted(offered, key=lambda cluster: (cluster.framework != home, cluster.framework.position)):
        name = cluster.grouping.name if cluster.grouping else capfirst(cluster.framework.called)
        is_elsewhere = cluster.grouping and cluster.framework != home
        label = f"{name} ({cluster.framework.called})" if is_elsewhere else name
        groups[label].append((_key(cluster, home), cluster.name_to_find))
    return dict(groups)


def _suggestions(chosen, offered, home):
    """Pairs, with how many careers and programs they share: [(one, other, careers, programs, url), ...]."""
    framework = chosen[0].framework if chosen else home
    entries = defaultdict(set)
    for kind in (CareerPlacement, Placement):
        for cluster, entry in kind.objects.entries_of_clusters(framework):
            entries[cluster].add((kind, entry))
    clusters = [cluster for cluster in offered if cluster.framework == framework]
    pairs = suggest(clusters, entries, beside=chosen[0] if chosen else None)
    return [
        (
            one,
            other,
            sum(kind is CareerPlacement for kind, _entry in shared),
            sum(kind is Placement for kind, _entry in shared),
            _url([one, other], home),
        )
        for one, other, shared in pairs
    ]


def _key(cluster, home):
    return cluster.slug if cluster.framework == home else cluster.key


def _url(clusters, home):
    keys = dict.fromkeys(_key(cluster, home) for cluster in clusters if cluster)
    return f"{reverse('compare')}?{urlencode([('c', key) for key in keys], safe=':')}"
