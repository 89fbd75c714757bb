"""One view, several answers: the whole page, or just its panel or a part of it for htmx."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

PANEL_ID = "panel"
HEADERS = ("HX-Request", "HX-Target", "HX-Boosted", "HX-History-Restore-Request")


def wants_panel(request: HttpRequest) -> bool:
    """Say whether htmx asks for the panel."""
    return wanted_part(request) == PANEL_ID


def wanted_part(request: HttpRequest) -> str | None:
    """The id of the element that htmx asks for, or None: boosted and history-restore requests get the whole page."""
    htmx = request.htmx
    return htmx.target if htmx and not htmx.boosted and not htmx.history_restore_request else None


def render_page(request: HttpRequest, page: str, panel: str, context: dict) -> HttpResponse:
    """Render the template `page`, which includes `panel`, or `panel` alone with the title that goes with it.

    A page without a panel has '' for it.
    """
    template = "explorer/_panel_with_title.html" if panel and wants_panel(request) else page
    return _render(request, template, {**context, "panel_template": panel})


def render_part(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    """Render a smaller part of a page for htmx, see wanted_part. By `is_part` the template knows that it is alone."""
    return _render(request, template, {**context, "is_part": True})


def _render(request, template, context):
    response = render(request, template, context)
    patch_vary_headers(response, HEADERS)
    return response
