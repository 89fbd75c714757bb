"""Two addresses for machines: /healthz (this process is up) and /readyz (what it needs answers).

A middleware, and the first one: load balancers ask by IP address and plain http, which ALLOWED_HOSTS and the
redirect to https would refuse. It reads nothing of a request but method and path, and says nothing that is secret.
"""

from django.core.cache import caches
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, HttpResponseNotAllowed


class HealthMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response
        self.answers = {"/healthz": _is_up, "/readyz": self._is_ready}
        self.is_migrated = False

    def __call__(self, request):
        answer = self.answers.get(request.path_info)
        if answer is None:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        status, text = answer()
        headers = {"Cache-Control": "no-store", "Content-Length": str(len(text))}  # else its connection is closed
        response = HttpResponse(text, status=status, content_type="text/plain", headers=headers)
        response._has_been_logged = True  # who asks every second knows; Django would log every 503
        return response

    def _is_ready(self):
        """One line for each part. Only the class of a fault is told: its message may name hosts and users."""
        parts = {"database": _ask_database, "migrations": self._look_for_migrations, "cache": _ask_cache}
        lines, faults = [], 0
        for name, ask in parts.items():
            try:
                fault = ask()
            except Exception as error:
                fault = type(error).__name__
            lines.append(f"{name}: {fault or 'ok'}\n")
            faults += bool(fault)
        return (503 if faults else 200), "".join(lines)

    def _look_for_migrations(self):
        """Until there is nothing to apply: a process of another version would not be this one."""
        if not self.is_migrated:
            executor = MigrationExecutor(connection)
            plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
            if plan:
                return f"{len(plan)} not applied"
            self.is_migrated = True
        return None


def _is_up():
    return 200, "ok\n"


def _ask_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_cache():
    caches["default"].set("readyz", "ok", timeout=5)
    return None if caches["default"].get("readyz") == "ok" else "no answer"
