"""What is not answered as asked: one short page that says why, and what to do."""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

MOST_FIELDS = 200  # fields of a form that can be sent again


def refuse(
    request: HttpRequest,
    status: int,
    title: str,
    text: str,
    *,
    retry_after: int = 0,
    offers_again: bool = False,
    fields: Collection[str] | None = None,
) -> HttpResponse:
    """That page. `fields` of what was posted are sent again, or all of it if they are not named."""
    context = {
        "page_title": title,
        "text": text,
        "is_private": True,
        "again": request.get_full_path() if offers_again else "",
        "posted": _posted(request, fields) if offers_again and request.method == "POST" else None,
    }
    response = render(request, "pages/refused.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin" if status == 403 else "no-referrer"  # what was asked is in the address
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response


def _posted(request, fields):
    """What was filled in, so that nobody does so twice."""
    lists = [(name, values) for name, values in request.POST.lists() if fields is None or name in fields]
    return [(name, value) for name, values in lists for value in values][:MOST_FIELDS]


def no_permission(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("You may not do that here. If you should be able to, ask whoever runs this site.")
    return refuse(request, 403, _("Not allowed"), text)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("The site can't read what was sent. Go back, and try it another way. What you wrote is still there.")
    return refuse(request, 400, _("That can't be read"), text)
