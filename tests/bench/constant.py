"""The yardstick of the bench: views that return constant bytes, without middleware, on the same server.

BENCH_PAGES is a folder; `/name` returns the bytes of its file of that name.
"""

import os
from pathlib import Path

from django.http import HttpResponse
from django.urls import path

SECRET_KEY = "bench-only"
ALLOWED_HOSTS = ["127.0.0.1"]
DEBUG = False
LARGEST_BODY = 10 * 1024 * 1024  # as the site has it
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "tests.bench.constant"
PAGES = {file.name: file.read_bytes() for file in Path(os.environ.get("BENCH_PAGES", os.devnull)).glob("*")}


def constant(content):
    return lambda request: HttpResponse(content)


urlpatterns = [path("robots.txt", constant(b"")), *(path(name, constant(content)) for name, content in PAGES.items())]
