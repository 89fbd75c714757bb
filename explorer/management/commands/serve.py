import contextlib
import errno
import fcntl
import os

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from clusterexplorer.environment import Environment
from clusterexplorer.serving import host_and_port, server_command, why_closed
from clusterexplorer.static_files import collect_static
from explorer.management.commands.create_editors_group import GROUP_NAME
from explorer.models import Framework

SEEN_FROM_HERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104, all addresses is none that a browser can open


class Command(BaseCommand):
    help = "Make everything ready and serve the site with the production server: what `make run` does."

    def add_arguments(self, parser):
        env = Environment()
        parser.add_argument("--host", default=env.str("HOST", default="127.0.0.1"))
        parser.add_argument("--port", type=int, default=env.int("PORT", default=8000, least=1, most=65535))
        parser.add_argument("--workers", type=int, default=env.int("WORKERS", default=2, least=1, most=1000))

    def handle(self, *, host, port, workers, **options):
        host = host.removeprefix("[").removesuffix("]")
        if workers < 1:
            raise CommandError(f"{workers} workers can't be: there has to be one or more.")
        if error := why_closed(host, port):
            if isinstance(error, OverflowError) or error.errno in (errno.EADDRINUSE, errno.EACCES):
                raise CommandError(f"Port {port} can't be used ({error}). Choose another: PORT=9000 make run")
            raise CommandError(
                f"HOST={host} can't be used ({error}). Write an address of this machine, or 0.0.0.0 for all it has."
            )
        with one_at_a_time(settings.VAR_DIR / "serve.lock"):
            self.prepare()
        self.stdout.write(
            f"Cluster Explorer is at http://{host_and_port(SEEN_FROM_HERE.get(host, host), port)}/ (Ctrl-C stops it)"
        )
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
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w")
    except OSError as error:
        raise CommandError(f"VAR_DIR={path.parent} can't be used: {error}") from error
    with file as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
