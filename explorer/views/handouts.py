"""What is made for paper: a cluster on one sheet, all of them in one print, the poster; and the same as PDF files."""

from functools import wraps
from hashlib import sha256

from django.core.cache import caches
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from ..handouts import handouts_of
from ..models import ContentVersion, Framework
from ..pdf import Busy, handouts_pdf, poster_pdf
from ..qr_code import draw_qr_code
from .drafts import refuse_draft
from .wheels import wheel_of


@require_safe
def handout_list(request):
    """All handouts of the framework on the home page."""
    framework = Framework.objects.default()
    if framework is None:
        return render(request, "explorer/no_frameworks.html", status=503)
    return _render_set(request, framework)


@require_safe
def handout_set(request, framework):
    framework = get_object_or_404(Framework.objects.for_page(), slug=framework)
    refuse_draft(request, framework)
    return _render_set(request, framework)


@require_safe
def handout_detail(request, framework, cluster):
    framework, handouts = _one(request, framework, cluster)
    context = {
        "framework": framework,
        "handouts": handouts,
        "page_title": _("%(name)s: handout") % {"name": handouts[0].cluster.name},
        "description": _("One sheet to print and hand out: %(tagline)s") % {"tagline": handouts[0].cluster.tagline},
    }
    return render(request, "explorer/handout_detail.html", context)


def _file_key(request, **names):
    """What a file depends on: the content, the address that is printed on it, the language."""
    parts = (ContentVersion.objects.current(), request.scheme, request.get_host(), get_language(), request.path)
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


def _file_etag(request, **names):
    return quote_etag(_file_key(request))


def pdf_file(make):
    """A view that answers with the PDF file that `make` returns with its name: made once for each state of the content.

    If too many are being made, it says so and when to come back.
    """

    @require_safe
    @cache_control(public=True, no_cache=True)
    @condition(etag_func=_file_etag)
    @wraps(make)
    def view(request, **names):
        key = _file_key(request)
        kept = caches["files"].get(key)
        if kept is None:
            try:
                kept = make(request, **names)
            except Busy:
                words = _("Many files are being made right now. Try again in a moment.")
                return HttpResponse(words, status=503, content_type="text/plain", headers={"Retry-After": "10"})
            caches["files"].set(key, kept)
        name, content = kept
        headers = {"Content-Disposition": f'inline; filename="{name}"'}
        return HttpResponse(content, content_type="application/pdf", headers=headers)

    return view


@pdf_file
def handout_set_pdf(request, framework):
    framework = get_object_or_404(Framework.objects.for_page(), slug=framework)
    refuse_draft(request, framework)
    title = _("Handouts: %(name)s") % {"name": framework.name}
    return f"{framework.slug}.pdf", _handouts_pdf(request, framework, handouts_of(framework), title)


@pdf_file
def handout_pdf(request, framework, cluster):
    framework, handouts = _one(request, framework, cluster)
    title = _("%(name)s: handout") % {"name": handouts[0].cluster.name}
    return f"{framework.slug}-{cluster}.pdf", _handouts_pdf(request, framework, handouts, title)


@pdf_file
def poster_file(request):
    framework = Framework.objects.default()
    if framework is None:
        raise Http404
    clusters, wheel = list(framework.clusters.for_grid()), wheel_of(framework, selected=frozenset())
    address = request.build_absolute_uri(reverse("home"))
    return "poster.pdf", poster_pdf(framework, wheel, clusters, _("Poster of the wheel"), address)


@require_safe
@cache_control(public=True, max_age=86400)
def cluster_qr(request, framework, cluster):
    """The QR code of a cluster's page, for that page on paper. Whether the page is there is not asked: cameras will."""
    svg = draw_qr_code(request.build_absolute_uri(reverse("cluster_detail", args=[framework, cluster])))
    return HttpResponse(svg, content_type="image/svg+xml")


def _handouts_pdf(request, framework, handouts, title):
    def address_of(entry):
        return request.build_absolute_uri(entry.get_absolute_url())

    return handouts_pdf(handouts, framework, title, address_of)


def _one(request, framework, cluster):
    framework = get_object_or_404(Framework.objects.for_page(), slug=framework)
    refuse_draft(request, framework)
    handouts = handouts_of(framework, cluster)
    if not handouts:
        raise Http404
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
