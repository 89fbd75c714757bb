"""The yardstick of the bench: a view that returns constant bytes, without middleware, on the same server."""

import os
from pathlib import Path

from django.http import HttpResponse
from django.urls import path

SECRET_KEY = "bench-only"
ALLOWED_HOSTS = ["127.0.0.1"]
DEBUG = False
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "tests.bench.constant"
PAGE = Path(os.environ.get("BENCH_PAGE", os.devnull)).read_bytes()


def constant(request):
    return HttpResponse(PAGE)


urlpatterns = [path("", constant), path("robots.txt", constant)]
