"""The list that a visitor keeps: its page, and the buttons on the pages of entries.

It is kept in a cookie on the visitor's device and in the links that the visitor passes on; nothing is stored here.
"""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_cookie

from clusterexplorer.public_address import public_address
from clusterexplorer.request_limits import limited

from ..careers.source_years import SourceYears
from ..compare.comparison import MOST as SIDE_BY_SIDE
from ..models import Career
from ..pages.cookies import MY_LIST, is_from_another_site, remember
from ..pages.htmx import render_page, render_part, wanted_part, wants_panel
from ..pages.parameters import reads
from ..text.addresses import on_this_site
from ..text.keys import is_key, join_keys, path_of, split_keys, split_sent
from .entries import MOST, Shortlist, fits

# What is answered where only the button that was pressed is asked for; both forms of it.
BUTTONS = {"my-list-button": "shortlist/_my_list_button.html", "heart": "shortlist/_heart.html"}
LONGEST_QR = 1200  # characters of a link: a code of 117 squares a side, each 0.4 mm on paper


@reads("list", "removed", "added", "stay", "part")
@limited("lists")
@csrf_exempt  # it changes nothing but what this browser keeps, and a token would need a cookie of its own
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_cookie
@cache_control(private=True, no_store=True)
def shortlist(request):
    own = split_keys(request.COOKIES.get(MY_LIST, ""))
    if request.method == "POST":
        return _change(request, own)
    if is_key(request.GET.get("added", "")):
        return _check(request, own, request.GET["added"])
    sent = request.GET.get("list")
    removed = [key for key in split_keys(request.GET.get("removed", "")) if key not in own]
    return _show(request, own, sent=None if sent is None else split_sent(sent), removed=removed)


def _change(request, own):
    if is_from_another_site(request):
        raise PermissionDenied
    own = Shortlist(own).keys  # under their addresses of today
    asked = [key for key in split_keys(request.POST.get("add", "")) if is_key(key)]
    added = list(Shortlist(asked[: MOST + 1]).entries) if asked else []  # none that somebody made up
    removed = [key for key in split_keys(request.POST.get("take_off", "")) if key in own]
    if not (request.POST.get("add") or request.POST.get("take_off")):
        return HttpResponseBadRequest(_("Say what to add to the list, or what to take off."), content_type="text/plain")
    keys = list(dict.fromkeys(key for key in (*own, *added) if key not in removed))
    is_full = bool(added) and not fits(keys)
    if is_full:
        keys = own
    stays = "stay" in request.POST
    if added and not is_full and not request.COOKIES:
        response = redirect(_check_address(request, added[0], stays))  # only the next request tells whether it was kept
    elif wanted_part(request) in BUTTONS:
        response = _button(
            request, added or asked or split_keys(request.POST.get("take_off", "")), keys, is_full=is_full
        )
    elif is_full:
        sent = added if stays and len(added) > 1 else None  # a list that was passed on stays in sight
        response = _show(request, own, sent=sent, is_full=True, status=422)
    elif stays and wants_panel(request):
        response = _show(request, keys, removed=removed)
    else:
        response = redirect(_way_back(request, stays, added, removed))
    return response if is_full else remember(response, MY_LIST, join_keys(keys))


def _check_address(request, key, stays):
    """Where it is seen whether the browser has kept the cookie that comes with this answer."""
    query = {"added": key} | ({"stay": ""} if stays else {})
    if part := wanted_part(request):
        query["part"] = part
    return f"{reverse('shortlist')}?{urlencode(query, safe=':')}"


def _check(request, own, key):
    """Go on after the first entry has been added; or say what is needed, if the browser has not kept it."""
    is_listed = key in own
    if wanted_part(request) in BUTTONS:
        return _button(request, [key], own, is_refused=not is_listed)
    if is_listed:
        return redirect(_way_back(request, "stay" in request.GET, [key], []))
    return _show(request, own, refused=key)


def _show(request, own, *, sent=None, removed=(), refused=None, is_full=False, status=200):
    shown = Shortlist(own if sent is None else sent)
    link = public_address(request, f"{reverse('shortlist')}?{urlencode({'list': join_keys(shown.keys)}, safe=':~')}")
    context = {
        "shortlist": shown,
        "source_years": SourceYears.of(entry for entry in shown.entries.values() if isinstance(entry, Career)),
        "is_sent": sent is not None,
        "new_keys": join_keys([key for key in shown.entries if key not in own]),
        "all_keys": join_keys(shown.keys),
        "removed": join_keys(list(removed)),
        "removed_names": list(Shortlist([key for key in removed if is_key(key)]).entries.values()) if removed else [],
        "refused": refused,
        "is_full": is_full,
        "most": MOST,
        "compare_query": urlencode([("c", cluster.key) for cluster in shown.clusters[:SIDE_BY_SIDE]], safe=":"),
        "can_compare": len(shown.clusters) > 1,
        "link": link,
        "has_qr_code": len(link) <= LONGEST_QR,
        "is_private": True,
        "page_title": _("My list") if sent is None else _("A list that was sent to you"),
        "description": _("The fields, programs and careers that you want to keep in mind."),
    }
    response = render_page(request, "shortlist/shortlist.html", "shortlist/_shortlist_panel.html", context)
    response.status_code = status
    return remember(response, MY_LIST, join_keys(shown.keys)) if sent is None and shown.keys != own else response


def _button(request, changed, keys, *, is_full=False, is_refused=False):
    """The button that was pressed, as it stands now: it knows better than a stylesheet that is on its way."""
    key = changed[0] if changed else ""
    context = {
        "key": key,
        "entry": next(iter(Shortlist([key]).entries.values()), None) if is_key(key) else None,
        "state": "on" if key in keys else "off",
        "is_full": is_full,
        "is_refused": is_refused,
        "most": MOST,
    }
    response = render_part(request, BUTTONS[wanted_part(request)], context, history=None)
    response.status_code = 422 if is_full or is_refused else 200
    return response


def _way_back(request, stays, added, removed):
    """Where the visitor came from: the list, or the page of an entry."""
    if stays:
        query = f"?{urlencode({'removed': join_keys(removed)}, safe=':~')}" if removed else ""
        return reverse("shortlist") + query
    _scheme, _separator, address = request.headers.get("Referer", "").partition("://")
    host, _separator, path = address.partition("#")[0].partition("/")
    if host == request.get_host() and path[:1] not in ("/", "\\") and not f"/{path}".startswith(reverse("shortlist")):
        return on_this_site(path)
    changed = [key for key in (*added, *removed) if is_key(key)]
    return path_of(changed[0]) if changed else reverse("shortlist")
