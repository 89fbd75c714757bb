"""The wheel and the clusters inside pages of other sites, where an editor allows it; and how a site gets them."""

from itertools import groupby
from operator import itemgetter

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clusterexplorer.public_address import public_address

from ..models import Cluster, Framework, RetiredAddress
from ..pages.meant_pages import meant_page
from ..pages.parameters import reads
from ..pages.redirects import redirect_within_site
from ..pages.wheels import wheel_of

WHEEL = "wheel"
WHEEL_HEIGHT, CLUSTER_HEIGHT = 900, 880  # in pixels; on a phone one scrolls inside the frame
MOST_SITES = 50  # in a header
SNIPPET = '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" style="border:0"></iframe>'


@require_safe
def embed_wheel(request):
    framework = Framework.objects.default()
    if framework is None or not framework.embedding_sites:
        raise Http404
    context = {
        "framework": framework,
        "wheel": wheel_of(framework, selected=frozenset()),
        "is_embedded": True,
        "full_path": reverse("home"),
        "page_title": framework.name,
    }
    return _frame(request, "embed/embed_wheel.html", context)


@require_safe
def embed_cluster(request, framework, cluster):
    clusters = Cluster.objects.embeddable().for_embedding()
    cluster = get_object_or_404(clusters, framework__slug=framework, slug=cluster)
    context = {
        "framework": cluster.framework,
        "cluster": cluster,
        "full_path": cluster.get_absolute_url(),
        "page_title": _("%(name)s: %(term)s") % {"name": cluster.name, "term": cluster.term},
    }
    return _frame(request, "embed/embed_cluster.html", context)


@reads("show")
@require_safe
@csp_replace({"frame-src": [SELF]})
def embedding(request):
    pages = _embeddable_pages()
    wanted = request.GET.get("show", "")
    shown = pages.get(wanted) or next(iter(pages.values()), None)
    is_unknown = bool(wanted) and wanted not in pages
    context = {
        "groups": [(group, list(members)) for group, members in groupby(pages.values(), itemgetter("group"))],
        "shown": shown,
        "is_unknown": is_unknown,
        "snippet": shown and _snippet(request, shown),
        "page_title": _("Put it on your school's site"),
        "description": _("Show the wheel or a career cluster inside a page of your school's own site."),
    }
    return render(request, "embed/embedding.html", context, status=404 if is_unknown else 200)


def embed_not_found(request):
    """In a frame: a small page. A cluster that has moved is found where it is now.

    It holds nothing that is about a framework, so every site that may show one may show it.
    """
    there, here = reverse("framework_list"), reverse("embedding")
    new_path = RetiredAddress.objects.where_now(there + request.path.removeprefix(here))
    if new_path and new_path.startswith(there):
        return redirect_within_site(request, here + new_path.removeprefix(there), permanent=True)
    meant = meant_page(request.path)
    if meant and meant.path.startswith(here):
        return redirect_within_site(request, meant.path, permanent=meant.is_spelling)
    context = {"page_title": _("Page not found"), "full_path": reverse("home"), "is_missing": True}
    response = render(request, "embed/embed_not_found.html", context, status=404)
    return _in_frames_of(response, _sites_of_a_missing_page(request.path.removeprefix(here).partition("/")[0]))


def _sites_of_a_missing_page(slug):
    """Those of the framework that the address names, or of all, as many as one header can hold."""
    allowed = Framework.objects.published().exclude(embedding_sites="")
    frameworks = [one for one in allowed if one.slug == slug] or allowed
    sites = list(dict.fromkeys(site for framework in frameworks for site in framework.embedding_list))
    return ["*"] if "*" in sites else sites[:MOST_SITES]


def _frame(request, template, context):
    """A page that the framework's sites may show in a frame, and this one, for its example. No other page is."""
    context["full_address"] = public_address(request, context["full_path"])
    return _in_frames_of(render(request, template, context), context["framework"].embedding_list)


def _in_frames_of(response, sites):
    response._csp_replace = {"frame-ancestors": [SELF, *sites]}
    response.xframe_options_exempt = True
    return response


def _embeddable_pages():
    """{key: page}, as the picker offers them."""
    pages = {}
    framework = Framework.objects.default()
    if framework and framework.embedding_sites:
        pages[WHEEL] = {
            "key": WHEEL,
            "group": "",
            "name": _("The wheel"),
            "title": framework.name,
            "path": reverse("embed_wheel"),
            "height": WHEEL_HEIGHT,
            "framework": framework,
        }
    for cluster in Cluster.objects.for_embedding_picker():
        key = f"{cluster.framework.slug}:{cluster.slug}"
        pages[key] = {
            "key": key,
            "group": cluster.framework.name,
            "name": cluster.name,
            "title": cluster.name,
            "path": reverse("embed_cluster", args=[cluster.framework.slug, cluster.slug]),
            "height": CLUSTER_HEIGHT,
            "framework": cluster.framework,
        }
    return pages


def _snippet(request, page):
    """The code as its readers copy it: the page that shows it escapes it once more."""
    return SNIPPET.format(escape(public_address(request, page["path"])), escape(page["title"]), page["height"])
