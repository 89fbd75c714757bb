"""The wheel of a framework, and the way down: cluster, sub-cluster, program of study."""

from itertools import groupby

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..careers.here import careers_here
from ..careers.official_list import official_list
from ..careers.source_years import SourceYears
from ..crosswalk.lookup import ClusterMatches
from ..crosswalk.matches import by_framework
from ..crosswalk.school_names import school_names
from ..models import Career, Cluster, Framework, GlossaryTerm, Program, SubCluster, SubClusterSuggestion
from ..pages.drafts import (
    may_show_drafts,
    refuse_draft,
    refuse_place_in_draft,
    sees_drafts,
    shown_placements,
    shows_draft,
)
from ..pages.htmx import render_page, wanted_part
from ..pages.parameters import reads
from ..pages.states import chosen_state, tidy_state
from ..pages.wheels import default_framework, wheel_of
from .colleges import colleges_of, render_colleges
from .ladder import ladder_of

FRAMEWORKS_A_PAGE = 5
FIRST_CAREERS = 6  # of a program, before the fold


@reads("view", "part")
@require_safe
def home(request):
    framework = default_framework()
    if framework is None:
        return render(request, "frameworks/no_frameworks.html", status=503)
    context = {
        "is_home": True,
        "page_title": _("Find a field of work, and what to study for it"),
        "description": _("All career clusters on one wheel. Choose a slice and go down to a program of study."),
    }
    return _framework_page(request, framework, "frameworks/home.html", context)


@reads("page")
@require_safe
def framework_list(request):
    frameworks = Framework.objects.for_list()
    if not sees_drafts(request):
        frameworks = frameworks.published()
    context = {
        "frameworks": Paginator(frameworks, FRAMEWORKS_A_PAGE).get_page(request.GET.get("page")),
        "terms": GlossaryTerm.objects.explaining(framework="Framework"),
        "page_title": _("Frameworks"),
        "description": _("The ways of sorting the world of work that you find here, old and new."),
    }
    return render(request, "frameworks/framework_list.html", context)


@reads("view", "part")
@require_safe
@may_show_drafts
def framework_detail(request, framework):
    framework = get_object_or_404(Framework.objects.for_page(), slug=framework)
    refuse_draft(request, framework)
    context = {"page_title": framework.name, "description": framework.summary}
    return _framework_page(request, framework, "frameworks/framework_detail.html", context)


@reads("part")
@require_safe
@may_show_drafts
def cluster_detail(request, framework, cluster):
    cluster = get_object_or_404(Cluster.objects.for_panel(), framework__slug=framework, slug=cluster)
    framework = cluster.framework
    refuse_draft(request, framework, cluster)
    context = {
        "framework": framework,
        "cluster": cluster,
        "terms": GlossaryTerm.objects.explaining(
            sub_cluster=framework.sub_cluster_term,
            cross_cutting="Cross-cutting cluster" if cluster.is_cross_cutting else "",
        ),
        "cluster_matches": ClusterMatches(cluster),
        "here": careers_here(cluster),
        "place": cluster,
        "school_names": school_names(cluster),
        "wheel": wheel_of(framework, selected={cluster.pk}, shows_draft=shows_draft(request)),
        "page_title": _("%(name)s: %(term)s") % {"name": cluster.name, "term": framework.cluster_term},
        "description": f"{cluster.tagline}. {cluster.summary}",
    }
    return render_page(request, "frameworks/cluster_detail.html", "frameworks/_cluster_panel.html", context)


@reads("part")
@require_safe
@may_show_drafts
def sub_cluster_detail(request, framework, cluster, sub_cluster):
    sub_cluster = get_object_or_404(
        SubCluster.objects.for_panel(), cluster__framework__slug=framework, cluster__slug=cluster, slug=sub_cluster
    )
    cluster = sub_cluster.cluster
    refuse_place_in_draft(request, sub_cluster)
    suggestions = list(SubClusterSuggestion.objects.for_sub_cluster(sub_cluster))
    context = {
        "framework": cluster.framework,
        "cluster": cluster,
        "sub_cluster": sub_cluster,
        "terms": GlossaryTerm.objects.explaining(program=cluster.framework.program_term),
        "became": by_framework((s for s in suggestions if s.old == sub_cluster), lambda s: s.new.cluster.framework),
        "was": by_framework((s for s in suggestions if s.new == sub_cluster), lambda s: s.old.cluster.framework),
        "here": careers_here(sub_cluster),
        "place": sub_cluster,
        "wheel": wheel_of(cluster.framework, selected={cluster.pk}, shows_draft=shows_draft(request)),
        "page_title": f"{sub_cluster.name} – {cluster.name}",
        "description": f"{sub_cluster.tagline} {sub_cluster.summary}",
    }
    return render_page(request, "frameworks/sub_cluster_detail.html", "frameworks/_sub_cluster_panel.html", context)


@reads("part", state=tidy_state, all=lambda _any: "1")
@require_safe
@may_show_drafts
def program_detail(request, program):
    program = get_object_or_404(Program.objects.for_panel(), slug=program)
    refuse_draft(request, program)
    placements = shown_placements(request, program)
    framework = placements[0].sub_cluster.cluster.framework if placements else Framework.objects.default()
    if framework is None:
        raise Http404
    colleges = colleges_of(program, chosen_state(request), is_all="all" in request.GET)
    if wanted_part(request) == "colleges":
        return render_colleges(request, program, colleges)
    leads, courses = program.program_careers.for_program_page(), program.program_courses.for_program_page()
    careers = [lead.career for lead in leads] or _careers_around(placements)
    context = {
        "framework": framework,
        "program": program,
        "placements": placements,
        "only_place": placements[0].sub_cluster if len(placements) == 1 else None,
        "colleges": colleges,
        "is_unlisted": colleges.is_asked_for,
        "skills": program.skills.all(),
        "courses": courses,
        "ladder": ladder_of((lead.career for lead in leads), awards=colleges.awards, has_courses=bool(courses)),
        "leads": leads[:FIRST_CAREERS],
        "more_leads": leads[FIRST_CAREERS:],
        "careers": careers,
        "official_list": official_list(),
        "source_years": SourceYears.of(careers),
        "terms": GlossaryTerm.objects.explaining(
            program=framework.program_term, dual_credit="Dual credit", work_based="Work-based learning"
        ),
        "wheel": wheel_of(framework, selected=frozenset(), shows_draft=shows_draft(request)),
        "page_title": _("%(name)s: %(term)s") % {"name": program.name, "term": framework.program_term or _("Program")},
        "description": program.summary,
    }
    response = render_page(request, "frameworks/program_detail.html", "frameworks/_program_panel.html", context)
    response.status_code = colleges.status
    return response


def _careers_around(placements):
    """Careers for a program that has none of its own yet: the most typical ones of the parts where it stands."""
    parts = [placement.sub_cluster for placement in placements]
    return list(Career.objects.in_sub_clusters(parts).for_rows()[:FIRST_CAREERS])


def _framework_page(request, framework, page, context):
    """The wheel of a framework with the panel to start from, or its grid."""
    if request.GET.get("view") == "grid":
        context |= {
            "framework": framework,
            "groups": _grid(framework),
            "terms": GlossaryTerm.objects.explaining(cluster=framework.cluster_term, grouping=framework.grouping_term),
            "page_title": _("All %(terms)s: %(name)s")
            % {"terms": framework.cluster_term_plural, "name": framework.name},
        }
        return render(request, "frameworks/framework_grid.html", context)
    context |= {
        "framework": framework,
        "is_start": True,
        "wheel": wheel_of(framework, selected=frozenset()),
    }
    return render_page(request, page, "frameworks/_start_panel.html", context)


def _grid(framework):
    """The clusters by grouping: [(grouping or None, [cluster, ...]), ...]."""
    clusters = framework.clusters.for_grid()
    return [(grouping, list(members)) for grouping, members in groupby(clusters, key=lambda cluster: cluster.grouping)]
