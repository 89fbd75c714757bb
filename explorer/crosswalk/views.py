"""From the clusters of one framework to those of another."""

from urllib.parse import urlencode

from django.core.validators import slug_re
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..models import Framework, GlossaryTerm, RetiredAddress
from ..pages.htmx import open_page_instead, render_page, wants_panel
from ..pages.parameters import reads
from .lookup import FrameworkCrosswalk, frameworks_leading_to


@reads("of", "from", "view", "part")
@require_safe
def crosswalk(request):
    new = Framework.objects.default()
    olds = list(frameworks_leading_to(new)) if new else []
    if not olds:
        return render(request, "crosswalk/no_crosswalk.html", {"page_title": _("Crosswalk")})
    wanted, named = request.GET.get("of", "").replace("/", ":"), request.GET.get("from", "")  # old links have slashes
    old = _old_framework(olds, new, wanted, named)
    crosswalk = FrameworkCrosswalk(old or olds[0], new)
    chosen = crosswalk.entries.get(wanted)
    unpicked = _list_without_a_choice(request, wanted, old, new)
    is_unknown = old is None or bool(wanted and not chosen and not unpicked)
    if is_unknown and (moved := _moved(wanted, named)):
        return redirect(moved)
    if request.GET.get("view") == "pathways" and crosswalk.pathways and not is_unknown:
        return _pathways(request, crosswalk)
    if unpicked and wants_panel(request):  # the lists stand outside the panel
        return open_page_instead(request)
    context = {
        "olds": olds,
        "crosswalk": crosswalk,
        "wanted": wanted,
        "chosen": chosen,
        "answer": crosswalk.answer(chosen) if chosen else None,
        "is_unknown": is_unknown,
        "is_unpicked": {unpicked: True},
        "terms": GlossaryTerm.objects.explaining(crosswalk="Crosswalk"),
        "page_title": _title(chosen, unpicked),
        "description": _("Pick an old career cluster or pathway and see where its work is found now, or the way back."),
    }
    response = render_page(request, "crosswalk/crosswalk.html", "crosswalk/_crosswalk_panel.html", context)
    response.status_code = 404 if is_unknown else 200
    return response


def _title(chosen, unpicked):
    if unpicked:
        return _("No name is chosen: old clusters and new ones")
    return _("%(name)s, old and new") % {"name": chosen.name} if chosen else _("Old clusters and new ones")


def _list_without_a_choice(request, wanted, old, new):
    """Which of the two lists was sent with nothing chosen: 'old', 'new', or None. Then it sends its framework alone."""
    lists = {"": "old", old.slug: "old", new.slug: "new"} if old and "of" in request.GET else {}
    return lists.get(wanted)


def _pathways(request, crosswalk):
    """All suggestions in one long table, to print."""
    terms = {"terms": crosswalk.old.sub_cluster_term_plural or _("parts"), "framework": crosswalk.old.called}
    context = {
        "crosswalk": crosswalk,
        "page_title": _("All %(terms)s of %(framework)s") % terms,
        "description": _("Where the work of each is found now: this project's own suggestions, with their reasons."),
    }
    return render(request, "crosswalk/crosswalk_pathways.html", context)


def _old_framework(olds, new, wanted, named):
    """The framework to lead from: the wanted entry's own, or else the one named, or the first. None if unknown.

    One from which nothing leads is no mistake: its page says so.
    """
    slug = wanted.split(":")[0]
    slug = slug if slug and slug != new.slug else named
    if not slug:
        return olds[0]
    if not slug_re.match(slug):  # PostgreSQL refuses even to look for some characters
        return None
    by_slug = {framework.slug: framework for framework in olds}
    return by_slug.get(slug) or Framework.objects.published().for_page().exclude(pk=new.pk).filter(slug=slug).first()


def _moved(wanted, named):
    """The address of this page for an entry or a framework whose own address was changed; None if none was."""
    asked = {name: key for name, key in (("of", wanted), ("from", named)) if key}
    query = {name: _key_now(key) for name, key in asked.items()}
    return f"{reverse('crosswalk')}?{urlencode(query, safe=':')}" if query != asked else None


def _key_now(key):
    """The key that an entry has now; `key` itself if its address was not changed."""
    new_path = RetiredAddress.objects.where_now(f"/frameworks/{key.replace(':', '/')}/")
    return new_path.removeprefix("/frameworks/").strip("/").replace("/", ":") if new_path else key
