"""The search."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from clusterexplorer.request_limits import limited

from ..pages.htmx import render_page, render_part, wanted_part
from ..pages.parameters import reads
from .engine import current_index, find
from .form import SearchForm

EXAMPLES = (
    gettext_lazy("nurse"),
    gettext_lazy("coding"),
    gettext_lazy("fix cars"),
    gettext_lazy("work with animals"),
    gettext_lazy("video games"),
    gettext_lazy("STEM"),
    gettext_lazy("not sure"),
)


@reads("q", "kind", "part")
@limited("searches")
@require_safe
def search(request):
    form = SearchForm(request.GET if "q" in request.GET else None)
    query = form.cleaned_data["q"] if form.is_valid() and form.cleaned_data["q"].strip() else ""
    results = find(current_index(), query, request.path, form.cleaned_data["kind"]) if query else None
    context = {
        "form": form,
        "results": results,
        "examples": EXAMPLES,
        "page_title": _("“%s”: search") % query if query else _("Search"),
        "description": _("Find a career, a cluster or a program of study by the words that you use."),
        "is_unlisted": bool(query),  # what somebody has typed is no page for other search engines
    }
    if wanted_part(request) == "results":
        response = render_part(request, "search/_search_results.html", context, history="Replace")
    else:
        response = render_page(request, "search/search.html", "", context)
    response.status_code = 422 if form.errors else 200
    return response
