"""One view, two answers: the whole page, or just its panel for htmx."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

PANEL_ID = "panel"
HEADERS = ("HX-Request", "HX-Target", "HX-Boosted", "HX-History-Restore-Request")


def wants_panel(request: HttpRequest) -> bool:
    """Say whether htmx asks for the panel. Boosted and history-restore requests replace the body: they get the page."""
    htmx = request.htmx
    return bool(htmx) and htmx.target == PANEL_ID and not htmx.boosted and not htmx.history_restore_request


def render_page(request: HttpRequest, page: str, panel: str, context: dict) -> HttpResponse:
    """Render the template `page`, which includes `panel`, or `panel` alone with the title that goes with it."""
    template = "explorer/_panel_with_title.html" if wants_panel(request) else page
    response = render(request, template, {**context, "panel_template": panel})
    patch_vary_headers(response, HEADERS)
    return response
