"""One view, several answers: the whole page, or just its panel or a part of it for htmx.

A part has an address of its own: `?part=panel` behind the page's, which templates add with hx-vals. No answer depends
on the headers that htmx sends, so no cache between here and the visitor can take a part for its page. A part is for no
search engine (robots.txt), and it tells htmx the address to show: that of the page.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import urlencode

PANEL = "panel"
PART = "part"  # the name of the parameter


def wanted_part(request: HttpRequest) -> str | None:
    """The id of the element that is asked for, or None for the whole page."""
    has_form = request.method == "POST" and request.resolver_match  # what is posted to no page may be no form
    sent = request.POST if has_form else request.GET
    return sent.get(PART) or None


def wants_panel(request: HttpRequest) -> bool:
    return wanted_part(request) == PANEL


def page_address(request: HttpRequest) -> str:
    """The path and query of the page, without a part."""
    query = request.GET.copy()
    query.pop(PART, None)
    return f"{request.path}?{query.urlencode(safe='/:~')}" if query else request.path


def render_page(request: HttpRequest, page: str, panel: str, context: dict) -> HttpResponse:
    """Render the template `page`, which includes `panel`, or `panel` alone with the title that goes with it.

    A page without a panel has '' for it.
    """
    context = {**context, "panel_template": panel}
    if panel and wants_panel(request):
        return _as_part(request, render(request, "pages/_panel_with_title.html", {**context, "is_panel": True}))
    return render(request, page, context)


def render_part(request: HttpRequest, template: str, context: dict, *, history: str | None = "Push") -> HttpResponse:
    """Render a smaller part of a page, see wanted_part. By `is_part` the template knows that it is alone.

    `history`: whether the page's address comes after the one before ('Push'), in its place ('Replace'), or not at all.
    """
    return _as_part(request, render(request, template, {**context, "is_part": True}), history)


def redirect_to_part(request: HttpRequest, *page) -> HttpResponseRedirect:
    """Redirect to `page`, as django.shortcuts.redirect takes it: to the part of it that was asked for, if one was."""
    response = redirect(*page)
    if part := wanted_part(request):
        response["Location"] += f"?{urlencode({PART: part})}"
    return response


def open_page_instead(request: HttpRequest) -> HttpResponse:
    """Answer to a part: htmx opens the page, because what it has to say stands outside the part."""
    response = HttpResponse()
    response["HX-Redirect"] = page_address(request)
    return response


def _as_part(request, response, history="Push"):
    if history and request.method != "POST":
        response[f"HX-{history}-Url"] = page_address(request)
    return response
