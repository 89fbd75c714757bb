"""What is made for paper: a cluster on one sheet, all of them in one print, the poster; and the same as PDF files."""

from hashlib import sha256

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from clusterexplorer.request_limits import count

from ..handouts import handouts_of
from ..kept_files import Busy, kept_file
from ..models import Cluster, ContentVersion, Framework
from ..pdf import MADE_BY, handouts_pdf, poster_pdf
from ..qr_code import draw_qr_code
from .drafts import may_show_drafts, refuse_draft, shows_draft
from .wheels import wheel_of


@require_safe
def handout_list(request):
    """All handouts of the framework on the home page."""
    framework = Framework.objects.default()
    if framework is None:
        return render(request, "explorer/no_frameworks.html", status=503)
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
    return render(request, "explorer/handout_detail.html", context)


@require_safe
@may_show_drafts
def handout_set_pdf(request, framework):
    framework = get_object_or_404(Framework.objects.for_page(), slug=framework)
    refuse_draft(request, framework)
    title = _("Handouts: %(name)s") % {"name": framework.name}
    cost = framework.clusters.count()
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

    def make():
        clusters, wheel = list(framework.clusters.for_grid()), wheel_of(framework, selected=frozenset())
        address = _address(request, reverse("home"))
        return poster_pdf(framework, wheel, clusters, _("Poster of the wheel"), address)

    return _file(request, 1, make)


def _file(request, cost, make):
    """The PDF file of this address as `make` sets it, or as it was kept; 304 to who has it; 503 if that is too much.

    It depends on the content, the program, the address that is printed on it, and the language. A draft's is not kept.
    """
    parts = (
        ContentVersion.objects.current(),
        MADE_BY,
        _address(request, "/"),
        get_language(),
        request.path,
    )
    key = sha256("\n".join(parts).encode()).hexdigest()[:32]
    try:
        content = make() if shows_draft(request) else kept_file(key, cost, make, lambda: count(request, "sheets", cost))
    except Busy as busy:
        words = _("Many files are being made right now. Try again in a moment.")
        return HttpResponse(words, status=503, content_type="text/plain", headers={"Retry-After": str(busy.seconds)})
    name = request.path.rpartition("/")[2]
    headers = {"Content-Disposition": f'inline; filename="{name}"', "ETag": quote_etag(key)}
    response = HttpResponse(content, content_type="application/pdf", headers=headers)
    if shows_draft(request):
        return response
    patch_cache_control(response, public=True, no_cache=True)
    return get_conditional_response(request, etag=response["ETag"], response=response)


@require_safe
@may_show_drafts
@cache_control(public=True, max_age=86400)
def cluster_qr(request, framework, cluster):
    """The QR code of a cluster's page, for that page on paper."""
    cluster = get_object_or_404(Cluster.objects.select_related("framework"), framework__slug=framework, slug=cluster)
    refuse_draft(request, cluster.framework, cluster)
    svg = draw_qr_code(_address(request, cluster.get_absolute_url()))
    return HttpResponse(svg, content_type="image/svg+xml")


def _handouts_pdf(request, handouts, framework, title):
    def address_of(entry):
        return _address(request, entry.get_absolute_url())

    return handouts_pdf(handouts, framework, title, address_of)


def _address(request, path):
    """What is printed on paper. A site that names its own address does not print whatever name or port is asked for."""
    return settings.PUBLIC_ADDRESS + path if settings.PUBLIC_ADDRESS else request.build_absolute_uri(path)


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
        return render(request, "explorer/no_frameworks.html", status=503)
    context = {
        "framework": framework,
        "wheel": wheel_of(framework, selected=frozenset()),
        "clusters": framework.clusters.for_grid(),
        "page_title": _("Poster of the wheel"),
        "description": _("All career clusters on one sheet of 11 by 17 inches, to print and put up."),
    }
    return render(request, "explorer/poster.html", context)


def _render_set(request, framework):
    context = {
        "framework": framework,
        "handouts": handouts_of(framework),
        "page_title": _("Handouts: %(name)s") % {"name": framework.name},
        "description": _("Every cluster on a sheet of its own: one to print, or all in one print."),
    }
    return render(request, "explorer/handout_list.html", context)
