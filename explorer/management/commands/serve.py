import contextlib
import fcntl
import os

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from clusterexplorer.serving import host_and_port, server_command, why_port_is_closed
from clusterexplorer.static_files import collect_static
from explorer.models import Framework

from .create_editors_group import GROUP_NAME


class Command(BaseCommand):
    help = "Make everything ready and serve the site with the production server: what `make run` does."

    def add_arguments(self, parser):
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000)
        parser.add_argument("--workers", type=int, default=os.environ.get("WORKERS") or 2)

    def handle(self, *, host, port, workers, **options):
        if why := why_port_is_closed(host, port):
            raise CommandError(f"Port {port} can't be used ({why}). Choose another: PORT=9000 make run")
        with one_at_a_time(settings.VAR_DIR / "serve.lock"):
            self.prepare()
        self.stdout.write(f"Cluster Explorer is at http://{host_and_port(host, port)}/ (Ctrl-C stops it)")
        self.stdout.flush()
        command = server_command(host, port, workers)
        os.chdir(settings.BASE_DIR)
        os.execv(command[0], command)  # noqa: S606, the command is our own

    def prepare(self):
        call_command("migrate", verbosity=0)
        if not Group.objects.filter(name=GROUP_NAME).exists():
            call_command("create_editors_group", stdout=self.stdout)
        if not Framework.objects.exists():
            call_command("load_frameworks", stdout=self.stdout)
        collect_static()


@contextlib.contextmanager
def one_at_a_time(path):
    """Wait until no other start is between its first migration and its last static file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
