"""Who sees entries that are drafts, and how: staff, on the page as it will be, marked, and kept by nobody."""

from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.cache import patch_cache_control

from ..models import Career, CareerPlacement, Placement, Program, SubCluster
from ..models.base import Draftable


def may_show_drafts(view):
    """Let nobody keep an answer of `view` for which refuse_draft has found a draft."""

    @wraps(view)
    def marking(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if shows_draft(request):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return marking


def refuse_draft(request: HttpRequest, *entries: Draftable) -> None:
    """Raise Http404 if one of `entries` is a draft and the visitor is not staff; if they are, have the page say so."""
    if any(entry.is_draft for entry in entries):
        if not request.user.is_staff:
            raise Http404
        request.shows_draft = True  # base.html and _panel_with_title.html look at it


def refuse_place_in_draft(request: HttpRequest, sub_cluster: SubCluster) -> None:
    """Do the same for what stands in no other place than this."""
    refuse_draft(request, sub_cluster, sub_cluster.cluster, sub_cluster.cluster.framework)


def shown_placements(request: HttpRequest, entry: Career | Program) -> list[CareerPlacement] | list[Placement]:
    """Where a career or a program stands in public; staff see the places in drafts if there are no others."""
    everywhere = list(entry.placements.all())
    public = [placement for placement in everywhere if placement.sub_cluster.is_public]
    if everywhere and not public:
        refuse_place_in_draft(request, everywhere[0].sub_cluster)
    return public or everywhere


def shows_draft(request: HttpRequest) -> bool:
    return getattr(request, "shows_draft", False)


def sees_drafts(request: HttpRequest) -> bool:
    """Say whether the visitor is staff, without a look at the session of those who have none.

    Only who has a session gets an answer that depends on it: the public page stays the same for everyone.
    """
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_staff
