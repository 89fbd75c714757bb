from itertools import groupby

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .htmx import render_page
from .models import Cluster, Framework, Program, RetiredAddress, SubCluster
from .slugs import nearest_slugs
from .wheel import Spoke, draw_wheel


@require_safe
def home(request):
    framework = Framework.objects.default()
    if framework is None:
        return render(request, "explorer/no_frameworks.html", status=503)
    context = {
        "page_title": _("Find a field of work, and what to study for it"),
        "description": _("All career clusters on one wheel. Choose a slice and go down to a program of study."),
    }
    return _framework_page(request, framework, "explorer/home.html", context)


@require_safe
def framework_detail(request, framework):
    framework = get_object_or_404(Framework.objects.for_page(), slug=framework)
    context = {"page_title": framework.name, "description": framework.summary}
    return _framework_page(request, framework, "explorer/framework_detail.html", context)


@require_safe
def cluster_detail(request, framework, cluster):
    cluster = get_object_or_404(Cluster.objects.for_panel(), framework__slug=framework, slug=cluster)
    context = {
        "framework": cluster.framework,
        "cluster": cluster,
        "wheel": _wheel(cluster.framework, selected={cluster.pk}),
        "page_title": _("%(name)s: %(term)s") % {"name": cluster.name, "term": cluster.framework.cluster_term},
        "description": f"{cluster.tagline}. {cluster.summary}",
    }
    return render_page(request, "explorer/cluster_detail.html", "explorer/_cluster_panel.html", context)


@require_safe
def sub_cluster_detail(request, framework, cluster, sub_cluster):
    sub_cluster = get_object_or_404(
        SubCluster.objects.for_panel(), cluster__framework__slug=framework, cluster__slug=cluster, slug=sub_cluster
    )
    cluster = sub_cluster.cluster
    context = {
        "framework": cluster.framework,
        "cluster": cluster,
        "sub_cluster": sub_cluster,
        "wheel": _wheel(cluster.framework, selected={cluster.pk}),
        "page_title": f"{sub_cluster.name} – {cluster.name}",
        "description": f"{sub_cluster.tagline} {sub_cluster.summary}",
    }
    return render_page(request, "explorer/sub_cluster_detail.html", "explorer/_sub_cluster_panel.html", context)


@require_safe
def program_detail(request, program):
    program = get_object_or_404(Program.objects.for_panel(), slug=program)
    placements = list(program.placements.all())
    framework = placements[0].sub_cluster.cluster.framework if placements else Framework.objects.default()
    if framework is None:
        raise Http404
    context = {
        "framework": framework,
        "program": program,
        "placements": placements,
        "only_place": placements[0].sub_cluster if len(placements) == 1 else None,
        "wheel": _wheel(framework, selected={placement.sub_cluster.cluster_id for placement in placements}),
        "page_title": _("%(name)s: %(term)s") % {"name": program.name, "term": framework.program_term or _("Program")},
        "description": program.summary,
    }
    return render_page(request, "explorer/program_detail.html", "explorer/_program_panel.html", context)


@require_safe
def robots_txt(request):
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(f"User-agent: *\nAllow: /\nSitemap: {sitemap}\n", content_type="text/plain")


@require_safe
@cache_control(public=True, max_age=86400)
def favicon(request):
    return redirect(staticfiles_storage.url("img/favicon.ico"))


def page_not_found(request, exception):
    """Send visitors of a retired address on; offer the others the pages with the nearest names."""
    new_path = RetiredAddress.objects.new_path_for(request.path)
    if new_path:
        query = request.META.get("QUERY_STRING")
        response = redirect(f"{new_path}?{query}" if query else new_path, permanent=True)
        patch_cache_control(response, no_cache=True)  # an editor may undo it
        return response
    context = {
        "page_title": _("Page not found"),
        "nearest": _nearest_pages(request.path),
        "is_missing": True,
    }
    response = render_page(request, "404.html", "explorer/_not_found_panel.html", context)
    response.status_code = 404
    return response


def _framework_page(request, framework, page, context):
    """The wheel of a framework with the panel to start from, or its grid."""
    if request.GET.get("view") == "grid":
        context |= {
            "framework": framework,
            "groups": _grid(framework),
            "page_title": _("All %(terms)s: %(name)s")
            % {"terms": framework.cluster_term_plural, "name": framework.name},
        }
        return render(request, "explorer/framework_grid.html", context)
    context |= {
        "framework": framework,
        "groupings": framework.groupings.for_start(),
        "wheel": _wheel(framework, selected=frozenset()),
    }
    return render_page(request, page, "explorer/_start_panel.html", context)


def _grid(framework):
    """The clusters by grouping: [(grouping or None, [cluster, ...]), ...]."""
    clusters = framework.clusters.for_grid()
    return [(grouping, list(members)) for grouping, members in groupby(clusters, key=lambda cluster: cluster.grouping)]


def _wheel(framework, *, selected):
    """The wheel as its template draws it; computed only if it does, because a panel has none."""

    def build():
        clusters = list(framework.clusters.for_wheel())
        drawing = draw_wheel(tuple(_spoke(cluster) for cluster in clusters))
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


def _spoke(cluster):
    grouping = cluster.grouping
    return Spoke(
        key=cluster.slug,
        name=cluster.name,
        grouping=grouping.slug if grouping else "",
        grouping_name=grouping.name if grouping else "",
        inner=cluster.is_cross_cutting,
    )


def _nearest_pages(path):
    """Pages that a wrong address could have meant: of its framework if it names one, else of the default one."""
    steps = path.strip("/").split("/")
    frameworks = {framework.slug: framework for framework in Framework.objects.all()}
    framework = frameworks.get(steps[1] if len(steps) > 1 else "") or Framework.objects.default()
    candidates = (
        *Program.objects.all(),
        *SubCluster.objects.for_links_in(framework),
        *Cluster.objects.for_links_in(framework),
        *frameworks.values(),
    )
    pages = {page.slug: page for page in candidates}
    return [pages[slug] for slug in nearest_slugs(steps[-1][:200], pages)]
