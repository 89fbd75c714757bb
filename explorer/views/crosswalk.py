"""From the clusters of one framework to those of another."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..htmx import render_page
from ..models import Crossing, Framework, frameworks_leading_to


@require_safe
def crosswalk(request):
    new = Framework.objects.default()
    olds = list(frameworks_leading_to(new)) if new else []
    if not olds:
        return render(request, "explorer/no_crosswalk.html", {"page_title": _("Crosswalk")})
    wanted = request.GET.get("of", "")
    old = _old_framework(olds, wanted, request.GET.get("from", ""))
    crossing = Crossing(old or olds[0], new)
    if request.GET.get("view") == "pathways" and crossing.pathways:
        return _pathways(request, crossing)
    chosen = crossing.entries.get(wanted)
    context = {
        "olds": olds,
        "crossing": crossing,
        "wanted": wanted,
        "chosen": chosen,
        "answer": crossing.answer(chosen) if chosen else None,
        "is_unknown": old is None or bool(wanted and not chosen),
        "page_title": _("%(name)s, old and new") % {"name": chosen.name} if chosen else _("Old clusters and new ones"),
        "description": _("Pick an old career cluster or pathway and see where its work is found now, or the way back."),
    }
    response = render_page(request, "explorer/crosswalk.html", "explorer/_crosswalk_panel.html", context)
    response.status_code = 404 if context["is_unknown"] else 200
    return response


def _pathways(request, crossing):
    """All suggestions in one long table, to print."""
    terms = {"terms": crossing.old.sub_cluster_term_plural, "framework": crossing.old.called}
    context = {
        "crossing": crossing,
        "page_title": _("All %(terms)s of %(framework)s") % terms,
        "description": _("Where the work of each is found now: this project's own suggestions, with their reasons."),
    }
    return render(request, "explorer/crosswalk_pathways.html", context)


def _old_framework(olds, wanted, named):
    """The framework to lead from: that of the wanted entry, or the one named, or the first. None if it is unknown."""
    by_slug = {framework.slug: framework for framework in olds}
    named = named or (wanted.split("/")[0] if wanted.split("/")[0] in by_slug else olds[0].slug)
    return by_slug.get(named)
