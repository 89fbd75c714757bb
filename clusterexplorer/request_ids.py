"""A name for each request: in its answer, in every line that is logged meanwhile, and in a report of an error."""

import logging
import os
import re
from contextvars import ContextVar
from time import perf_counter

from django.conf import settings

_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)
_current: ContextVar[str] = ContextVar("request_id", default="-")
logger = logging.getLogger("clusterexplorer.requests")


def current_request_id() -> str:
    """The request that is being answered, or '-'. It stays until the next: Django logs a 404 after all middleware."""
    return _current.get()


class RequestIdMiddleware:
    def __init__(self, get_response):
        self.get_response = self._logging(get_response) if settings.ACCESS_LOG else get_response
        self.trusts_proxy = settings.BEHIND_PROXY

    def __call__(self, request):
        name = self.trusts_proxy and request.META.get("HTTP_X_REQUEST_ID")
        if not (name and _WELL_FORMED.fullmatch(name)):
            name = os.urandom(4).hex()
        _current.set(name)
        response = self.get_response(request)
        response.headers["X-Request-ID"] = name
        return response

    @staticmethod
    def _logging(get_response):
        def answer(request):
            start = perf_counter()
            response = get_response(request)
            facts = {
                "method": request.method,
                "path": request.path,  # without what was asked after '?'; quiet_logs hides the rest
                "status": response.status_code,
                "ms": round((perf_counter() - start) * 1000, 1),
                "bytes": 0 if response.streaming else len(response.content),
            }
            logger.info("%(status)s %(ms)s ms %(bytes)s bytes %(method)s %(path)s", facts)
            return response

        return answer
