"""What is made for paper: a cluster on one sheet, all of them in one print, the poster; and the same as PDF files."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from clusterexplorer.public_address import public_address
from clusterexplorer.request_limits import count, too_many

from ..models import Cluster, Framework
from ..pages.drafts import may_show_drafts, refuse_draft, shows_draft
from ..pages.wheels import wheel_of
from .pdf import handouts_pdf, poster_pdf
from .qr_code import draw_qr_code
from .sheets import handouts_of


@require_safe
def handout_list(request):
    """All handouts of the framework on the home page."""
    framework = Framework.objects.default()
    if framework is None:
        return render(request, "frameworks/no_frameworks.html", status=503)
    return _render_set(request, framework)


@require_safe
@may_show_drafts
def handout_set(request, framework):
    framework = get_object_or_404(Framework.objects.for_page(), slug=framework)
    refuse_draft(request, framework)
    return _render_set(request, framework)


@require_safe
@may_show_drafts
def handout_detail(request, framework, cluster):
    framework, handouts = _one(request, framework, cluster)
    context = {
        "framework": framework,
        "handouts": handouts,
        "page_title": _("%(name)s: handout") % {"name": handouts[0].cluster.name},
        "description": _("One sheet to print and hand out: %(tagline)s") % {"tagline": handouts[0].cluster.tagline},
    }
    return render(request, "handouts/handout_detail.html", context)


@require_safe
@may_show_drafts
def handout_set_pdf(request, framework):
    framework = get_object_or_404(Framework.objects.for_page(), slug=framework)
    refuse_draft(request, framework)
    title = _("Handouts: %(name)s") % {"name": framework.name}
    cost = len(framework.clusters.without_drafts())
    if not cost:
        return redirect("handout_set", framework.slug)  # which says that there is none yet
    return _file(request, cost, lambda: _handouts_pdf(request, handouts_of(framework), framework, title))


@require_safe
@may_show_drafts
def handout_pdf(request, framework, cluster):
    cluster = get_object_or_404(
        Cluster.objects.select_related("framework__source"), framework__slug=framework, slug=cluster
    )
    framework = cluster.framework
    refuse_draft(request, framework, cluster)
    title = _("%(name)s: handout") % {"name": cluster.name}

    def make():
        return _handouts_pdf(request, handouts_of(framework, cluster.slug), framework, title)

    return _file(request, 1, make)


@require_safe
def poster_file(request):
    framework = Framework.objects.default()
    if framework is None:
        raise Http404
    if not framework.clusters.without_drafts().exists():
        return redirect("poster")

    def make():
        clusters, wheel = list(framework.clusters.for_grid()), wheel_of(framework, selected=frozenset())
        address = public_address(request, reverse("home"))
        return poster_pdf(framework, wheel, clusters, _("Poster of the wheel"), address)

    return _file(request, 1, make)


def _file(request, cost, make):
    """The PDF file of this address, as `make` sets it on `cost` sheets. Once made it is in the page cache."""
    if not shows_draft(request) and (wait := count(request, "sheets", cost)):
        return too_many(request, wait)
    headers = {"Content-Disposition": f'inline; filename="{request.path.rpartition("/")[2]}"'}
    return HttpResponse(make(), content_type="application/pdf", headers=headers)


@require_safe
@may_show_drafts
@cache_control(public=True, max_age=86400)
def cluster_qr(request, framework, cluster):
    """The QR code of a cluster's page, for that page on paper."""
    cluster = get_object_or_404(Cluster.objects.select_related("framework"), framework__slug=framework, slug=cluster)
    refuse_draft(request, cluster.framework, cluster)
    svg = draw_qr_code(public_address(request, cluster.get_absolute_url()))
    return HttpResponse(svg, content_type="image/svg+xml")


def _handouts_pdf(request, handouts, framework, title):
    def address_of(entry):
        return public_address(request, entry.get_absolute_url())

    return handouts_pdf(handouts, framework, title, address_of)


def _one(request, framework, cluster):
    framework = get_object_or_404(Framework.objects.for_page(), slug=framework)
    refuse_draft(request, framework)
    handouts = handouts_of(framework, cluster)
    if not handouts:
        raise Http404
    refuse_draft(request, handouts[0].cluster)
    return framework, handouts


@require_safe
def poster(request):
    framework = Framework.objects.default()
    if framework is None:
        return render(request, "frameworks/no_frameworks.html", status=503)
    context = {
        "framework": framework,
        "wheel": wheel_of(framework, selected=frozenset()),
        "clusters": framework.clusters.for_grid(),
        "page_title": _("Poster of the wheel"),
        "description": _("All career clusters on one sheet of 11 by 17 inches, to print and put up."),
    }
    return render(request, "handouts/poster.html", context)


def _render_set(request, framework):
    context = {
        "framework": framework,
        "handouts": handouts_of(framework),
        "page_title": _("Handouts: %(name)s") % {"name": framework.name},
        "description": _("Every cluster on a sheet of its own: one to print, or all in one print."),
    }
    return render(request, "handouts/handout_list.html", context)
