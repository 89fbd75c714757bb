from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from explorer.careers.imports.figures import WrongFile
from explorer.careers.imports.places import read_places, write_places
from explorer.models import Framework


class Command(BaseCommand):
    help = (
        "Place careers where the framework's publisher has them: Advance CTE's crosswalk of SOC codes to sub-clusters."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "file", type=Path, help="the .xlsx file, with the columns SOC Code, Career Cluster, Sub-Cluster"
        )
        parser.add_argument("--framework", default="modernized", help="the slug of the framework (default: modernized)")
        parser.add_argument("--remove", action="store_true", help="remove official places that the file does not have")

    def handle(self, *, file, framework, remove, verbosity, **options):
        try:
            places = read_places(file)
            report = write_places(places, Framework.objects.get(slug=framework), remove=remove)
        except Framework.DoesNotExist as error:
            raise CommandError(f"There is no framework “{framework}”.\nNothing was changed.") from error
        except WrongFile as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        if verbosity:
            self._say(report, verbosity)

    def _say(self, report, verbosity):
        self._list("Not understood", report.odd)
        self._list("Now official, was our suggestion", report.made_official)
        self._list("Removed" if report.removed else "No longer in the file (--remove takes it out)", report.gone)
        self._list("Not in the file", report.without)
        if verbosity > 1:
            self._list("Added", report.added)
            self._list("No career here", report.unused)
        self.stdout.write(
            f"{len(report.added)} official places added, {len(report.made_official)} were our suggestions, "
            f"{report.same} as they were; {len(report.gone)} no longer in the file"
            f"{' and removed' if report.removed else ''}, {len(report.odd)} rows not understood. "
            f"{len(report.without)} careers are not in the file, {len(report.unused)} of its codes have none here.\n"
            "Say in the admin, at the source “clusters-crosswalk”, which edition this is: the pages name it."
        )

    def _list(self, title, lines):
        for line in lines:
            self.stdout.write(f"{title}: {line}")
