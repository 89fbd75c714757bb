"""'My state': the state that a visitor wants pages to show first. It is in a cookie, and nothing else is.

Pages carry the state in their address. A link that the personal stylesheet shows leads here, and from here to that
address: so pages stay the same for everyone.
"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_cookie

from clusterexplorer.request_limits import limited

from ..models import State
from .cookies import MY_STATE, is_from_another_site, remember
from .parameters import reads
from .states import STATE, as_state

LONGEST_WAY_BACK = 500  # characters
PLACES = {
    "program_detail": "colleges",
    "career_detail": "pay",
}  # the pages that show a state: {URL name: where on the page}


@reads("next", "chosen")
@limited("lists")
@csrf_exempt  # it changes nothing but what this browser shows, and a token would need a cookie of its own
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_cookie
@cache_control(private=True, no_cache=True)
def my_state(request):
    way_back = request.POST.get("next") or request.GET.get("next", "")
    way_back = way_back if place_on(way_back) else ""
    if request.method == "POST" and (answer := _choose(request, way_back)):
        return answer
    kept = as_state(request.COOKIES.get(MY_STATE, ""))
    just_chosen = as_state(request.GET.get("chosen", "")) if request.method != "POST" else None
    if kept and way_back:
        return redirect(address_with(way_back, kept))
    refused = just_chosen if just_chosen and not kept else None
    context = {
        "states": State,
        "kept": kept,
        "refused": refused,
        "goes_on": address_with(way_back, refused) if refused and way_back else "",
        "next": way_back,
        "is_unlisted": bool(request.GET),
        "is_unknown": request.method == "POST",
        "page_title": _("My state"),
        "description": _("Choose your state, and pages show its colleges first."),
    }
    return render(request, "pages/my_state.html", context, status=400 if context["is_unknown"] else 200)


def _choose(request, way_back):
    """Remember the state and lead on; None if there is no such state."""
    if is_from_another_site(request):
        raise PermissionDenied
    wanted = request.POST.get(STATE, "")
    state = as_state(wanted)
    if wanted and not state:
        return None
    is_sure = not wanted or request.COOKIES  # else only the next request tells whether the browser keeps it
    goal = way_back or reverse("my_state")
    if way_back and (shown := as_state(request.POST.get("forget", ""))):
        goal = address_with(way_back, shown)
    if state:
        goal = address_with(way_back, state) if way_back and is_sure else _check_address(state, way_back)
    return remember(redirect(goal), MY_STATE, state or "")


def _check_address(state, way_back):
    """Where it is seen whether the browser has kept the cookie that comes with this answer."""
    return f"{reverse('my_state')}?{urlencode({'chosen': state} | ({'next': way_back} if way_back else {}))}"


def place_on(path: str) -> str:
    """Where on the page at `path` a state is shown; '' if it shows none, or there is no such page."""
    if not (path.startswith("/") and len(path) <= LONGEST_WAY_BACK):
        return ""
    try:
        return PLACES.get(resolve(path).url_name, "")
    except Resolver404:
        return ""


def address_with(path: str, state: State) -> str:
    return f"{path}?{urlencode({STATE: state})}#{place_on(path)}"
