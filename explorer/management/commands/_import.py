"""What the imports have in common: an option, and the last lines that say what was done."""

from django.core.management.base import BaseCommand

from explorer.careers.imports.figures import Figures, write_figures


class ImportCommand(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument(
            "--overwrite", action="store_true", help="put the publisher's figures in place of an editor's, too"
        )

    def write(self, figures: Figures, verbosity: int, *, overwrite: bool = False):
        report = write_figures(figures, overwrite=overwrite)
        if not verbosity:
            return
        if verbosity > 1:
            self._list("Changed", report.changed)
            self._list("No career here", report.unused)
        self._list("Left alone, because an editor changed it", report.left_alone)
        self._list("Left alone, because its figure is above what the BLS prints", report.above)
        self._list("Not in the file", report.unknown)
        self.stdout.write(
            f"{len(report.changed)} careers changed, {report.same} as they were, {len(report.unknown)} not in the "
            f"file; {len(report.left_alone)} times left to an editor. "
            f"{len(report.unused)} codes of the file have no career here."
        )

    def _list(self, title, lines):
        for line in lines:
            self.stdout.write(f"{title}: {line}")
