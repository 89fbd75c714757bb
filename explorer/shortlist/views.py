"""The list that a visitor keeps: its page, and the buttons on the pages of entries.

It is kept in a cookie on the visitor's device and in the links that the visitor passes on, with the visitor's own line
about each entry; nothing is stored here, and no log has it (clusterexplorer/quiet_logs.py).
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
from ..text.keys import (
    LONGEST_NOTE,
    is_key,
    join_kept,
    join_keys,
    path_of,
    read_parts,
    split_keys,
    split_sent,
    tidy_note,
)
from .entries import MOST, Shortlist, fits
from .ring import draw_ring
from .suggestions import suggest

WHY = "why"  # the part of the page that is a line about an entry
# What is answered where only the button that was pressed is asked for; the last of its forms is about several entries.
BUTTONS = {
    "my-list-button": "shortlist/_my_list_button.html",
    "heart": "shortlist/_heart.html",
    "save-button": "shortlist/_save_button.html",
}
LONGEST_QR = 1200  # characters of a link: a code of 117 squares a side, each 0.4 mm on paper


@reads("list", "removed", "added", "stay", "part")
@limited("lists")
@csrf_exempt  # it changes nothing but what this browser keeps, and a token would need a cookie of its own
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_cookie
@cache_control(private=True, no_store=True)
def shortlist(request):
    own = _read(request.COOKIES.get(MY_LIST, ""))
    if request.method == "POST":
        return _change(request, own)
    if added := [key for key in split_keys(request.GET.get("added", "")) if is_key(key)]:
        return _check(request, own, added)
    sent = request.GET.get("list")
    removed = {key: note for key, note in _read(request.GET.get("removed", "")).items() if key not in own}
    return _show(request, own, sent=None if sent is None else read_parts(split_sent(sent)), removed=removed)


def _read(text):
    return read_parts(split_keys(text))


def _change(request, own):
    if is_from_another_site(request):
        raise PermissionDenied
    add, take_off, notes = _asked(request, own)
    if not (add or take_off or notes):
        return HttpResponseBadRequest(_("Say what to add to the list, or what to take off."), content_type="text/plain")
    own = Shortlist(own).kept  # under their addresses of today
    added = _found({key: note for key, note in add.items() if is_key(key)})
    removed = {key: own[key] for key in take_off if key in own}
    noted = {key: note for key, note in notes.items() if key in own or key in added}
    both = own | {key: own.get(key) or note for key, note in added.items()}  # a line of one's own stays
    kept = {key: note for key, note in both.items() if key not in removed}
    kept |= {key: note for key, note in noted.items() if key in kept}
    too_long = {key for key, note in noted.items() if len(note) > LONGEST_NOTE}
    is_full = bool(added or noted) and not fits(kept)
    stays = "stay" in request.POST
    if too_long or is_full:
        kept, faulty = own, {key: noted[key] for key in too_long or noted}
    else:
        faulty = {}
    part = wanted_part(request)
    if added and not (faulty or is_full or request.COOKIES):
        response = redirect(_check_address(request, added, stays))  # the next request tells if it was kept
    elif part in BUTTONS:
        new = [key for key in added if key not in own]
        response = _button(request, [*added, *add, *take_off], kept, new, is_full=is_full)
    elif part == WHY and noted:
        response = _why(request, next(iter(noted)), own | kept, faulty)
    elif faulty or is_full:
        sent = added if stays and len(added) > 1 else None  # a list that was passed on stays in sight
        response = _show(request, own, sent=sent, is_full=is_full and not faulty, faulty=faulty, status=422)
    elif stays and wants_panel(request):
        response = _show(request, kept, removed=removed)
    else:
        response = redirect(_way_back(request, stays, list(added), removed, next(iter(noted), "")))
    return response if faulty or is_full else remember(response, MY_LIST, join_kept(kept))


def _asked(request, own):
    """What the form says: what to add and what to take off, with the lines that stand with it, and lines to keep."""
    add, take_off = (_read(request.POST.get(name, "")) for name in ("add", "take_off"))
    keys, lines = (request.POST.getlist(name)[: MOST + 1] for name in ("note_for", "note"))
    notes = {key: tidy_note(line[: 20 * LONGEST_NOTE]) for key, line in zip(keys, lines, strict=False) if is_key(key)}
    # Whoever has taken it off in another tab meanwhile gets it back together with the line, which would be lost.
    gone = {key: "" for key, note in notes.items() if note and key not in own and key not in take_off}
    return add | gone, take_off, notes


def _found(asked):
    """Those that are there, under their addresses of today: none that somebody made up."""
    found = Shortlist(dict(list(asked.items())[: MOST + 1]))
    return {key: found.kept[key] for key in found.entries}


def _check_address(request, added, stays):
    """Where it is seen whether the browser has kept the cookie that comes with this answer."""
    query = {"added": join_keys(added)} | ({"stay": ""} if stays else {})
    if part := wanted_part(request):
        query["part"] = part
    return f"{reverse('shortlist')}?{urlencode(query, safe=':~')}"


def _check(request, own, added):
    """Go on after the first entries have been added; or say what is needed, if the browser has not kept them."""
    is_listed = all(key in own for key in added)
    if wanted_part(request) in BUTTONS:
        return _button(request, added, own, added, is_refused=not is_listed)
    if is_listed:
        return redirect(_way_back(request, "stay" in request.GET, added, {}))
    return _show(request, own, refused=join_keys(added))


def _show(request, own, *, sent=None, removed=None, refused=None, is_full=False, faulty=None, status=200):
    shown = Shortlist(own if sent is None else sent)
    _mark_faulty(shown, faulty)
    taken_off = Shortlist({key: note for key, note in (removed or {}).items() if is_key(key)}).entries
    fields = shown.fields if shown.entries else []
    context = _passed_on(request, shown) | {
        "source_years": SourceYears.of(entry for entry in shown.entries.values() if isinstance(entry, Career)),
        "is_sent": sent is not None,
        "new_keys": join_kept({key: shown.kept[key] for key in shown.entries if _is_new(key, shown.kept[key], own)}),
        "all_keys": join_kept(dict.fromkeys(shown.kept, "")),
        "removed": join_kept(removed or {}),
        "removed_names": list(taken_off.values()),
        "refused": refused,
        "is_full": is_full,
        "most": MOST,
        "compare_query": urlencode([("c", cluster.key) for cluster in shown.clusters[:SIDE_BY_SIDE]], safe=":"),
        "can_compare": len(shown.clusters) > 1,
        "fields": fields,
        "explored": sum(is_explored for _field, is_explored in fields),
        "ring": draw_ring(fields),
        "suggestions": suggest(shown) if sent is None else [],
        "is_private": True,
        "page_title": _("My list") if sent is None else _("A list that was sent to you"),
        "description": _("The fields, programs and careers that you want to keep in mind."),
    }
    response = render_page(request, "shortlist/shortlist.html", "shortlist/_shortlist_panel.html", context)
    response.status_code = status
    return remember(response, MY_LIST, join_kept(shown.kept)) if sent is None and shown.kept != own else response


def _passed_on(request, shown):
    """The link that carries the list; and what the QR code says: that, or if it is too long, it without the lines."""
    link, short = (_link(request, kept) for kept in (shown.kept, dict.fromkeys(shown.kept, "")))
    return {
        "shortlist": shown,
        "link": link,
        "qr_link": next((one for one in (link, short) if len(one) <= LONGEST_QR), ""),
        "longest_note": LONGEST_NOTE,
    }


def _link(request, kept):
    return public_address(request, f"{reverse('shortlist')}?{urlencode({'list': join_kept(kept)}, safe=':~')}")


def _is_new(key, note, own):
    """Whether what was sent has something that the visitor's own list has not: the entry, or a line about it."""
    return key not in own or bool(note and not own[key])


def _mark_faulty(shown, faulty):
    """Show what was typed again where it can't be kept, and why."""
    for item in (item for group in shown.groups for item in group.items) if faulty else ():
        if item.entry.key in faulty:
            item.typed = faulty[item.entry.key]
            item.is_too_long = len(item.typed) > LONGEST_NOTE


def _why(request, key, kept, faulty):
    """The line about an entry as it is kept now, or as it was typed; and the link, which has it too."""
    shown = Shortlist(kept)
    _mark_faulty(shown, faulty)
    items = {item.entry.key: item for group in shown.groups for item in group.items}
    response = render_part(
        request, "shortlist/_why_saved.html", _passed_on(request, shown) | {"item": items.get(key)}, history=None
    )
    response.status_code = 422 if faulty else 200
    return response


def _button(request, changed, keys, new, *, is_full=False, is_refused=False):
    """The button that was pressed, as it stands now: it knows better than a stylesheet that is on its way.

    One for several entries says which these are, and takes off again only those that it has added: `new`.
    """
    several = [key for key in split_keys(request.POST.get("of", "")) if is_key(key)]
    key = join_keys(several) or (join_keys(dict.fromkeys(new)) if len(new) > 1 else changed[0] if changed else "")
    context = {
        "key": key,
        "added": join_keys(new),
        "entry": Shortlist({key: ""}).entries.get(key) if is_key(key) else None,
        "state": "on" if changed and all(one in keys for one in changed) else "off",
        "is_full": is_full,
        "is_refused": is_refused,
        "most": MOST,
    }
    response = render_part(request, BUTTONS[wanted_part(request)], context, history=None)
    response.status_code = 422 if is_full or is_refused else 200
    return response


def _way_back(request, stays, added, removed, noted=""):
    """Where the visitor came from: the list, or the page of an entry."""
    if stays:
        query = f"?{urlencode({'removed': join_kept(removed)}, safe=':~')}" if removed else ""
        return reverse("shortlist") + query + (f"#why-{noted}" if noted else "")
    _scheme, _separator, address = request.headers.get("Referer", "").partition("://")
    host, _separator, path = address.partition("#")[0].partition("/")
    if host == request.get_host() and path[:1] not in ("/", "\\") and not f"/{path}".startswith(reverse("shortlist")):
        return on_this_site(path)
    changed = [key for key in (*added, *removed) if is_key(key)]
    return path_of(changed[0]) if changed else reverse("shortlist")
