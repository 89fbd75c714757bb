"""How much one visitor may ask for: requests that cost CPU time by the minute, and the size of any request.

Counts are kept for a minute under a hash of the address. Generous, because a whole school may have one address.
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django_ratelimit.core import get_usage

from explorer.pages.refusals import refuse

from .client_address import client_address

logger = logging.getLogger(__name__)


def limited(what: str | None) -> Callable:
    """Mark a view as one of those that `settings.A_MINUTE[what]` is the limit of; with None it has no limit.

    A view without a mark counts as one of the "pages".
    """

    def decorate(view):
        view.limit = what
        return view

    return decorate


class RequestLimitsMiddleware:
    """Refuses who asks too often, before any work. What the page cache answers does not come here."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        what = getattr(view, "limit", "pages")
        if what is None or request.resolver_match.namespaces:  # the admin's pages are for those who may be there
            return None
        wait = count(request, what)
        return too_many(request, wait) if wait else None


def count(request: HttpRequest, what: str, cost: int = 1) -> int:
    """Count a request, as many times as it costs; return the seconds to wait if that was too much, else 0."""
    limit = settings.A_MINUTE[what]
    if not (limit and cost):
        return 0
    try:
        for _nth in range(cost):
            usage = get_usage(request, group=what, key=_visitor, rate=(limit, 60), increment=True)
    except Exception:  # the cache is gone, in any of many ways: the site goes on without limits
        logger.warning("Requests can't be counted: the cache does not answer.")
        return 0
    return max(1, usage["time_left"]) if usage and usage["should_limit"] else 0


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    title = _("Too much at once")
    text = _(
        "This site gets more requests from your network right now than it can answer for everyone. Nothing is lost: "
        "wait a minute and try again."
    )
    return refuse(request, 429, title, text, retry_after=seconds, offers_again=True)


def _visitor(group, request):
    return salted_hmac("clusterexplorer.request_limits", client_address(request)).hexdigest()


class BodyLimitMiddleware:
    """Refuses a request body that is too large before anything reads it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = 0  # Django reads nothing then
        if length <= settings.LARGEST_BODY:
            return self.get_response(request)
        text = _("This is more than the site takes in one go. Send less, or in parts.")
        return refuse(request, 413, _("Too large"), text)
