"""What the imports have in common: options, and the last lines that say what was done."""

from django.core.management.base import BaseCommand

from explorer.careers.imports.figures import Report


class ImportCommand(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument(
            "--overwrite", action="store_true", help="put the publisher's figures in place of an editor's, too"
        )
        parser.add_argument("--older", action="store_true", help="write them though there are newer figures here")

    def say(self, report: Report, verbosity: int):
        if not verbosity:
            return
        if verbosity > 1:
            self.list("Changed", report.changed)
            self.list("No career here", report.unused)
        self.list("Note", report.notes)
        self.list("Left alone, because it was changed here", report.left_alone)
        self.list("Left alone, because its figure is above what the BLS prints", report.above)
        self.list("Not in the file", report.unknown)
        self.list("Added as a draft", report.added)
        self.list("New there, and no career here (--add adds it as a draft)", report.new)
        self.stdout.write(
            f"{len(report.changed)} careers changed, {report.same} as they were, {len(report.unknown)} not in the "
            f"file; {len(report.left_alone)} times left to an editor. "
            f"{len(report.unused)} codes of the file have no career here."
        )
        if report.added:
            self.stdout.write(
                f"{len(report.added)} careers were added as drafts. Each waits for its sentence and its places: the "
                "admin's content health names them."
            )

    def list(self, title, lines):
        for line in lines:
            self.stdout.write(f"{title}: {line}")
