"""Pages that are the same for everyone are built once for each state of the content, and may be kept by others, too.

This stands outside of all that only building a page needs: a kept page costs one short query and a look into the cache.
It is compressed already. Whoever has a session gets pages of their own; so does whoever sends a form.
"""

import re
from functools import lru_cache
from hashlib import blake2b
from http import HTTPStatus
from pathlib import Path
from time import time

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control
from django.utils.http import http_date, parse_etags, parse_http_date_safe

from clusterexplorer.compression import encoding_for
from clusterexplorer.faults import is_passing

from .htmx import HEADERS
from .models import ContentVersion
from .models.version import Version, under

FRESH = f"public, max-age={settings.PAGE_SECONDS}, stale-while-revalidate={settings.STALE_PAGE_SECONDS}"
VARY = ", ".join(("Accept-Encoding", *HEADERS))
A_DAY = 24 * 60 * 60  # by then nobody asks for the pages of an older state
_HTMX = tuple(f"HTTP_{name.upper().replace('-', '_')}" for name in HEADERS if name != "HX-Request")
_FOR_ONE = re.compile("private|no-store|no-cache")
_VARYING = re.compile(r"\b(?:cookie|\*)", re.IGNORECASE)


class KeptPagesMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response
        self.last_seen: Version | None = None
        self.program, self.program_changed_at = _program()

    def __call__(self, request):
        if not settings.PAGES_KEPT or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        if "HTTP_COOKIE" in request.META and settings.SESSION_COOKIE_NAME in request.COOKIES:
            return _for_one(self.get_response(request))
        try:
            self.last_seen = version = ContentVersion.objects.seen_now()
        except DatabaseError as error:
            return self._without_database(request, error)
        if version is None:
            return self.get_response(request)
        etag = self._etag(request, version)
        changed_at = self._changed_at(version)
        if _has_it(request, etag, changed_at):
            return _with_headers(HttpResponseNotModified(), etag, changed_at)
        kept = caches["pages"].get(etag)
        if kept is not None:
            return _with_headers(_page(kept), etag, changed_at)
        with under(version):
            response = self.get_response(request)
        if not _is_for_all(response):
            return response
        if request.method == "GET":
            caches["pages"].set(etag, (response.content, dict(response.items())), A_DAY)
        return _with_headers(response, etag, changed_at)

    def _without_database(self, request, error):
        """A page of the state that was seen last, if it is kept; else what can be built without, or 503."""
        if not is_passing(error):
            raise error
        if self.last_seen is not None:
            etag, changed_at = self._etag(request, self.last_seen), self._changed_at(self.last_seen)
            kept = caches["pages"].get(etag)
            if kept is not None:
                return _with_headers(_page(kept), etag, changed_at)
        return self.get_response(request)

    def _etag(self, request, version):
        """What makes this page another one than all others, as a weak ETag, which is its key in the cache as well.

        Nothing can be read from it: an address may hold what somebody searches for.
        """
        meta = request.META
        is_htmx = meta.get("HTTP_HX_REQUEST") == "true"
        parts = (
            version.token,
            self.program,
            request.scheme,
            meta.get("HTTP_HOST"),
            request.path,
            meta.get("QUERY_STRING"),
            encoding_for(meta.get("HTTP_ACCEPT_ENCODING", "")),
            [meta.get(name) for name in _HTMX] if is_htmx else None,
        )
        return f'W/"{blake2b(repr(parts).encode(errors="surrogateescape"), digest_size=12).hexdigest()}"'

    def _changed_at(self, version):
        """Seconds since 1970 of the last change that a page can show, or None while that second lasts.

        Within it, there may be another change that a date could not tell from this one.
        """
        seconds = max(version.changed_at, self.program_changed_at)
        return seconds if seconds < int(time()) else None


def _for_one(response):
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_cache=True)
    return response


def _has_it(request: HttpRequest, etag: str, changed_at: int | None) -> bool:
    asked = request.META.get("HTTP_IF_NONE_MATCH")
    if asked is not None:
        return etag in parse_etags(asked) or etag.removeprefix("W/") in parse_etags(asked)
    since = request.META.get("HTTP_IF_MODIFIED_SINCE")
    since = since and parse_http_date_safe(since)
    return bool(since and changed_at) and changed_at <= since


def _is_for_all(response: HttpResponse) -> bool:
    return (
        response.status_code == HTTPStatus.OK
        and not response.streaming
        and not response.cookies
        and not response.has_header("ETag")  # it has an answer of its own to who has it
        and not _FOR_ONE.search(response.get("Cache-Control", ""))
        and not _VARYING.search(response.get("Vary", ""))
    )


def _page(kept) -> HttpResponse:
    content, headers = kept
    return HttpResponse(content, headers=headers)


def _with_headers(response, etag, changed_at):
    response.headers["ETag"] = etag
    response.headers["Vary"] = VARY
    response.headers.setdefault("Cache-Control", FRESH)
    if changed_at is not None:
        response.headers.setdefault("Last-Modified", _http_date(changed_at))
    return response


_http_date = lru_cache(maxsize=8)(http_date)


def _program() -> tuple[str, int]:
    """What makes the pages: a hash of the files of the program and of the settings that pages depend on; their time."""
    digest, changed_at = blake2b(digest_size=12), 0
    for folder in ("clusterexplorer", "explorer", "templates", "static", "locale"):
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*.*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
                changed_at = max(changed_at, int(path.stat().st_mtime))
    digest.update(repr((settings.MY_SCHOOL_FRAMEWORKS, settings.CONTENT_SECURITY_POLICY, settings.STATIC_URL)).encode())
    return digest.hexdigest(), changed_at
