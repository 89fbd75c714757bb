from pathlib import Path

from django.core.management.base import CommandError

from explorer.careers.imports.bls import read_bls
from explorer.careers.imports.figures import WrongFile, write_figures
from explorer.careers.imports.oews import StateWages
from explorer.careers.imports.state_pay import write_state_pay
from explorer.management.commands._import import ImportCommand


class Command(ImportCommand):
    help = (
        "Bring careers up to date with a table of the BLS: wages (OEWS) of the country or of the states, from "
        "https://www.bls.gov/oes/tables.htm, or projections (Table 1.2), from https://www.bls.gov/emp/tables.htm."
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "file",
            type=Path,
            help="the .xlsx file (national_M2025_dl.xlsx, state_M2025_dl.xlsx or occupation.xlsx), or a .zip with it",
        )
        parser.add_argument("--year", type=int, help="of which May the wages are, if the file's name does not say")

    def handle(self, *, file, year, verbosity, overwrite, older, **options):
        try:
            found = read_bls(file, year)
            if isinstance(found, StateWages):
                return self.say_states(write_state_pay(found, older=older), verbosity)
            self.say(write_figures(found, overwrite=overwrite, older=older), verbosity)
        except WrongFile as error:
            raise CommandError(f"{error}\nNothing was changed.") from error

    def say_states(self, report, verbosity):
        if not verbosity:
            return
        self.list("Note", report.notes)
        done = "replaced" if report.has_changed else "as they were"
        self.stdout.write(
            f"Pay of {report.careers} careers in {report.states} states: {report.now} figures, {report.before} before, "
            f"{done}. {report.above} figures of the file are above what the BLS prints."
        )
