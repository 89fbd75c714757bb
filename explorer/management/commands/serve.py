import os
import socket
import sys
from io import StringIO

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from explorer.models import Framework


class Command(BaseCommand):
    help = "Make everything ready and serve the site with the production server: what `make run` does."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
        parser.add_argument("--workers", type=int, default=2)

    def handle(self, *, host, port, workers, **options):
        refuse_taken_port(host, port)
        call_command("migrate", verbosity=0)
        call_command("create_editors_group", stdout=StringIO())
        if not Framework.objects.exists():
            call_command("load_frameworks", stdout=self.stdout)
        call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(f"Cluster Explorer is at http://{host}:{port}/ (Ctrl-C stops it)")
        self.stdout.flush()
        os.execv(  # noqa: S606, the arguments are our own
            sys.executable, [sys.executable, "-m", "granian", *granian_arguments(host, port, workers)]
        )


def refuse_taken_port(host, port):
    """Raise CommandError, in one line, if the port can't be had."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise CommandError(f"Port {port} can't be used ({error}). Choose another: PORT=9000 make run") from error


def granian_arguments(host, port, workers):
    """One blocking thread a worker: nothing is gained by sharing the GIL (measured in tests/bench)."""
    return [
        "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers),
        "--blocking-threads", "1", "--log-level", "warning", "clusterexplorer.wsgi:application",
    ]  # fmt: skip
