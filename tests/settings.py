"""The settings of the tests: the real ones, with plain static files and a quick password hasher."""

import os

os.environ.setdefault("SECRET_KEY", "for-tests-only-" * 3)  # so that the tests make no var/

from clusterexplorer.settings import *  # noqa: F403
from clusterexplorer.settings import A_MINUTE, BASE_DIR

STATIC_ROOT = BASE_DIR / "static"  # not what an earlier `make run` collected
STATICFILES_DIRS = []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # live_server finds files by their plain names; the hashed ones are tested on the production server.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PAGE_CACHE = (
    False  # what a view does is tested by itself; tests/publishing/test_page_cache.py and the browser tests keep pages
)
for alias in ("default", "limits", "pages"):  # a database of Redis for each process of the tests
    if CACHES[alias]["BACKEND"] == "django_redis.cache.RedisCache":  # noqa: F405
        worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
        CACHES[alias]["LOCATION"] = CACHES[alias]["LOCATION"].removesuffix("/0") + f"/{worker}"  # noqa: F405
SHIPPED_COLLEGES = None  # seconds for 150,000 rows: tests make their own, or load them as test_colleges_shipped.py does
A_MINUTE = dict.fromkeys(A_MINUTE, 0)  # thousands of tests come from one address; test_request_limits.py sets its own
WHITENOISE_AUTOREFRESH = True  # a file is looked for when it is asked for, not all of them by every client
