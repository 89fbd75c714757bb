"""The page cache: Django's own cache of whole pages, with a prefix that is a new one after every change of content.

A public page depends on its address and on the encoding that the browser takes, and on nothing else of a request: a
part of a page has an address of its own (see pages/htmx.py). What is in the cache is compressed already. Pages with a
cookie or `private`, `no-cache` or `no-store` are not in it, and whoever is logged in gets all pages made anew.
"""

import re
from functools import cache, partial
from hashlib import md5
from importlib import import_module
from pathlib import Path
from time import time

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.middleware.cache import CacheMiddleware
from django.utils.cache import get_conditional_response, has_vary_header, patch_cache_control
from django.utils.http import http_date, parse_http_date_safe

from clusterexplorer.compression import encoding_for
from clusterexplorer.faults import is_passing

from ..models import ContentVersion
from ..models.version import Version

FRESH = f"public, max-age={settings.PAGE_SECONDS}, stale-while-revalidate={settings.STALE_PAGE_SECONDS}"
A_DAY = 24 * 60 * 60  # by then nobody asks for the pages of an older version
_FOR_ONE = re.compile("private|no-store|no-cache")
_sessions = import_module(settings.SESSION_ENGINE)


class PageCacheMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response
        self.program, self.program_changed_at = _program()
        self.version: Version | None = None  # seen last: its pages are there while the database is away

    def __call__(self, request):
        if not settings.PAGE_CACHE or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        request.META["HTTP_ACCEPT_ENCODING"] = encoding_for(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        try:
            if _is_logged_in(request):
                return _for_one(self.get_response(request))
            self.version = ContentVersion.objects.seen_now()
        except DatabaseError as error:
            if not is_passing(error):
                raise
        if self.version is None:
            return self.get_response(request)
        return self._answer(request, self.version)

    def _answer(self, request, version):
        prefix = f"{version.token}.{self.program}"
        build = partial(self._build, version, prefix)
        response = CacheMiddleware(build, page_timeout=A_DAY, cache_alias="pages", key_prefix=prefix)(request)
        for header in ("Expires", "Age"):  # of our cache, which is renewed by version: for others a page is new
            response.headers.pop(header, None)
        if "ETag" not in response.headers:
            return response
        changed_at = parse_http_date_safe(response.get("Last-Modified", ""))
        answer = get_conditional_response(request, response["ETag"], changed_at, response)
        if origin := response.get("Access-Control-Allow-Origin"):
            answer.headers["Access-Control-Allow-Origin"] = origin  # Django leaves it out of a 304
        return answer

    def _build(self, version, prefix, request):
        """The page, with the headers that let others keep it for a while and ask whether it is still the same."""
        response = self.get_response(request)
        if response.cookies or has_vary_header(response, "Cookie"):
            patch_cache_control(response, private=True)
        if response.status_code == 200 and not _FOR_ONE.search(response.get("Cache-Control", "")):
            response.headers.setdefault("Cache-Control", FRESH)
            parts = (prefix, request.build_absolute_uri(), request.META["HTTP_ACCEPT_ENCODING"])
            digest = md5(repr(parts).encode(errors="surrogateescape"), usedforsecurity=False).hexdigest()[:12]
            response.headers.setdefault("ETag", f'W/"{digest}"')  # a data file has its version
            changed_at = max(version.changed_at, self.program_changed_at)
            if changed_at < int(time()):  # within a second another change may follow, which no date could tell
                response.headers["Last-Modified"] = http_date(changed_at)
        return response


def _is_logged_in(request: HttpRequest) -> bool:
    """Say whether the visitor has a session. The cookie of one that does not exist is as good as none."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    if key.isascii() and key.isalnum() and _sessions.SessionStore().exists(key):
        return True
    request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
    return False


def _for_one(response: HttpResponse) -> HttpResponse:
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_cache=True)
    return response


def _program() -> tuple[str, int]:
    """A hash of all that makes the pages beside the content (files, settings), and the time of the newest file."""
    files, changed_at = _files()
    pages_depend_on = (
        settings.MY_SCHOOL_FRAMEWORKS,
        settings.CONTENT_SECURITY_POLICY,
        settings.STATIC_URL,
        settings.PUBLIC_ADDRESS,
        settings.CONTACT,
    )
    return md5(files + repr(pages_depend_on).encode(), usedforsecurity=False).hexdigest(), changed_at


@cache
def _files() -> tuple[bytes, int]:
    """A hash of the program's files, and the time of the newest. This process keeps running what it has read."""
    digest, changed_at = md5(usedforsecurity=False), 0
    for folder in ("clusterexplorer", "explorer", "templates", "static", "locale"):
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*.*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
                changed_at = max(changed_at, int(path.stat().st_mtime))
    digest.update(Path(settings.BASE_DIR, "requirements.txt").read_bytes())
    return digest.digest(), changed_at
