"""One view, two answers: the whole page, or just its panel for htmx."""

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


def render_page(request: HttpRequest, page: str, panel: str, context: dict, **parts: str) -> HttpResponse:
    """Render the template `page`, which includes `panel`, or `panel` alone with the title that goes with it.

    `parts` names the templates of smaller elements that htmx may ask for, by their ids.
    """
    part = wanted_part(request)
    template = parts.get(part) or ("explorer/_panel_with_title.html" if part == PANEL_ID else page)
    response = render(request, template, {**context, "panel_template": panel, "is_part": part in parts})
    patch_vary_headers(response, HEADERS)
    return response
