from django.core.management.base import BaseCommand, CommandError

from explorer.editing.content import Content
from explorer.editing.health.checks import CHECKS, find_all
from explorer.editing.health.findings import Severity


class Command(BaseCommand):
    help = "Say what is wrong with the content. Exits with 1 if there are errors; warnings alone are no failure."

    def add_arguments(self, parser):
        parser.add_argument("--level", choices=Severity.values, default=Severity.WARNING, help="error: no warnings")
        parser.add_argument("--kind", choices=list(CHECKS), action="append", help="only this check; may be repeated")
        parser.add_argument("--quiet", action="store_true", help="say nothing unless there are errors")

    def handle(self, *, level, kind, quiet, **options):
        found = {name: many for name, many in find_all(Content()).items() if name in (kind or CHECKS)}
        for name, many in found.items():
            for one in many:
                if not quiet and (level == Severity.WARNING or one.severity == Severity.ERROR):
                    entry = f" {one.name}" if one.entry else ""
                    self.stdout.write(f"{one.severity} [{name}] {one.kind_of_entry}{entry}: {one.what}")
        everything = [one.severity for many in found.values() for one in many]
        errors, warnings = everything.count(Severity.ERROR), everything.count(Severity.WARNING)
        if errors:
            raise CommandError(f"The content has {errors} errors and {warnings} warnings.")
        if not quiet:
            self.stdout.write(f"The content has no errors; warnings: {warnings}.")
