from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from explorer.models import ImportedCareer
from explorer.publishing.fixture_files import CannotExport, export_fixtures


class Command(BaseCommand):
    help = (
        "Write the content of the database back to fixtures/: only files that change, all of them or none. Figures "
        "that import_onet and import_bls wrote are in it as values. History, accounts and retired addresses are not."
    )

    def add_arguments(self, parser):
        parser.add_argument("--output", metavar="FOLDER", type=Path, default=Path(settings.FIXTURE_DIRS[0]))

    def handle(self, *, output, verbosity, **options):
        try:
            written = export_fixtures(output)
        except CannotExport as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        if not verbosity:
            return
        for title, names in (("Written", written.changed), ("Removed", written.removed)):
            for name in names:
                self.stdout.write(f"{title}: {name}")
        if imported := ImportedCareer.objects.count():
            self.stdout.write(f"Of {imported} careers the figures were imported: they are exported as values.")
        self.stdout.write(
            f"{len(written.changed)} written, {len(written.removed)} removed, {len(written.same)} as they were."
        )
