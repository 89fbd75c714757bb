"""What a site has besides its pages: the answer to a wrong address, and the files that machines ask for."""

import re

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from clusterexplorer.public_address import public_address

from ..models import Career, Cluster, Framework, LearnPage, Program, RetiredAddress, SubCluster
from ..text.slugs import nearest_slugs, tidy_path
from .htmx import render_page
from .meant_pages import meant_page
from .redirects import redirect_within_site
from .states import STATE


@require_safe
def accessibility(request):
    """What has been tried, what does not work yet, which keys work, and whom to write to."""
    context = {
        "contact": settings.CONTACT,
        "contact_words": settings.CONTACT.removeprefix("mailto:"),
        "page_title": _("Accessibility"),
        "description": _("How everyone can use this site, what does not work yet, and whom to tell about it."),
    }
    return render(request, "pages/accessibility.html", context)


@require_safe
def robots_txt(request, list_parameters):
    """Search engines leave alone parts of pages, pages for single states, and lists in orders of `list_parameters`."""
    sitemap = public_address(request, reverse("sitemap"))
    chosen = "".join(f"Disallow: /*?*{name}=\n" for name in (*list_parameters, STATE))
    asked = "".join(f"Disallow: {reverse(page)}?\n" for page in ("search", "compare", "my_school", "my_state"))
    text = f"User-agent: *\nAllow: /\nDisallow: /*?*part=\n{chosen}{asked}Sitemap: {sitemap}\n"
    return HttpResponse(text, content_type="text/plain")


@require_safe
@cache_control(public=True, max_age=86400)
def favicon(request):
    return redirect(staticfiles_storage.url("img/favicon.ico"))


def page_not_found(request, exception):
    """Send visitors of a retired address on; offer the others the pages with the nearest names."""
    new_path = RetiredAddress.objects.where_now(request.path) or _moved_handout(request.path)
    if new_path:
        return redirect_within_site(request, new_path, permanent=True)
    if meant := meant_page(request.path) if request.method in ("GET", "HEAD") else None:
        return redirect_within_site(request, meant.path, permanent=meant.is_spelling)
    context = {
        "page_title": _("Page not found"),
        "nearest": _nearest_pages(request.path),
        "is_missing": True,
    }
    response = render_page(request, "404.html", "pages/_not_found_panel.html", context)
    response.status_code = 404
    if request.path.startswith(reverse("quiz")):  # a mistyped address of a result still holds answers
        response["Referrer-Policy"] = "no-referrer"
    return response


def _moved_handout(path):
    """Where the handout is now of a cluster or a framework that has moved; None of any other address."""
    there, here = reverse("framework_list"), reverse("handout_list")
    stem, ending, _rest = path.removeprefix(here).partition(".pdf")
    new_path = RetiredAddress.objects.where_now(f"{there}{stem.rstrip('/')}/") if path.startswith(here) else None
    return new_path and here + new_path.removeprefix(there).rstrip("/") + (ending or "/")


def _nearest_pages(path):
    """Pages that a wrong address could have meant: of its framework if it names one, else of the default one."""
    steps = (tidy_path(path) or "/").strip("/").split("/")
    frameworks = {framework.slug: framework for framework in Framework.objects.published()}
    framework = frameworks.get(steps[1] if len(steps) > 1 else "") or Framework.objects.default()
    candidates = (
        *(Career.objects.published().for_rows() if steps[0] == "careers" else ()),
        *LearnPage.objects.without_drafts(),
        *Program.objects.published(),
        *SubCluster.objects.for_links_in(framework),
        *Cluster.objects.for_links_in(framework),
        *frameworks.values(),
    )
    pages = {page.slug: page for page in candidates}
    return [pages[slug] for slug in nearest_slugs(_without_code(steps[-1]), pages)]


def _without_code(step):
    """'29-1141.00-registered-nurse' means the same page as 'registered-nurse'."""
    return re.sub(r"^[\d.-]+(?=[a-z])", "", step)
