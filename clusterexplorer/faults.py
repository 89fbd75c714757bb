"""When the database is away for a while, or the disk is full: a page that says so, and when to come back."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.defaults import server_error as page_of_a_fault

logger = logging.getLogger(__name__)
RETRY_AFTER = 5  # seconds; a restart of PostgreSQL takes about that
_SQLITE = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")


def is_passing(error: Exception) -> bool:
    """Say whether `error` lies with the database's server or disk, and not with what was asked of it.

    SQLite has one exception for both; a missing table is no passing fault.
    """
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    name = getattr(error.__cause__, "sqlite_errorname", None)
    return name is None or name.startswith(_SQLITE)


def unavailable(request: HttpRequest, error: Exception) -> HttpResponse:
    """503. Nothing was saved; the page needs no database itself."""
    logger.error("The database is away: %s", error)
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html", {"words": _words(request, error)}), status=503, headers=headers)


def _words(request, error):
    if request.method in ("GET", "HEAD"):
        return _("This page can't be made right now. It is not your fault. Try again in a few seconds.")
    if _is_disk_full(error):
        return _(
            "Nothing was saved: the disk of this site is full. Tell whoever runs it. Go back: what you typed is there."
        )
    return _("Nothing was saved. Go back: what you typed is still there. Try again in a few seconds.")


def _is_disk_full(error):
    cause = error.__cause__
    return getattr(cause, "sqlite_errorname", None) == "SQLITE_FULL" or getattr(cause, "sqlstate", None) == "53100"


class DatabaseFaultsMiddleware:
    """Turns what a view meets into that page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        return unavailable(request, error) if is_passing(error) else None


def server_error(request: HttpRequest) -> HttpResponse:
    """Django asks this for its page; what a middleware met (the session can't be saved) comes here only."""
    error = sys.exc_info()[1]
    return unavailable(request, error) if is_passing(error) else page_of_a_fault(request)
