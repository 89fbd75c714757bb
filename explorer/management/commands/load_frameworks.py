from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from explorer.careers.imports.figures import WrongFile
from explorer.models.version import content_transaction
from explorer.publishing.colleges import load_shipped_colleges
from explorer.publishing.loading import BrokenFixture, load_fixtures


class Command(BaseCommand):
    help = "Load the shipped frameworks, or update them. What an editor has changed stays as it is."

    def add_arguments(self, parser):
        parser.add_argument("--overwrite", action="store_true", help="replace what editors have changed, and list it")

    def handle(self, *, overwrite, verbosity, **options):
        files = sorted(file for folder in settings.FIXTURE_DIRS for file in Path(folder).glob("*.json"))
        try:
            with content_transaction():
                report = load_fixtures(files, overwrite=overwrite)
                has_loaded = settings.SHIPPED_COLLEGES and load_shipped_colleges(settings.SHIPPED_COLLEGES)
        except (BrokenFixture, WrongFile) as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        if not verbosity:
            return
        self._list("Added", report.added, quiet=verbosity < 2)
        self._list("Changed", report.changed)
        self._list("Replaced an editor's", report.replaced)
        self._list("Left alone, because it was changed here", report.left_alone)
        self._list("Left alone, because it was imported", report.imported, quiet=verbosity < 2)
        self._list("Removed, because it is no longer shipped", report.removed)
        self._list("Left alone, because it is no longer shipped", report.no_longer_shipped)
        if has_loaded:
            self.stdout.write(f"Loaded: {settings.SHIPPED_COLLEGES.name}")
        self.stdout.write(
            f"{len(report.added)} added, {len(report.removed)} removed, {len(report.same)} as they were; "
            f"fields: {len(report.changed)} changed, {len(report.replaced)} replaced, "
            f"{len(report.left_alone)} left to editors."
        )

    def _list(self, title, lines, *, quiet=False):
        for line in () if quiet else lines:
            self.stdout.write(f"{title}: {line}")
