from pathlib import Path

from django.core.management.base import CommandError

from explorer.careers.imports.bls import read_bls
from explorer.careers.imports.figures import WrongFile
from explorer.management.commands._import import ImportCommand


class Command(ImportCommand):
    help = "Bring careers up to date with a table of the BLS: national wages (OEWS) or projections (Table 1.2)."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, help="the .xlsx file: national_M2025_dl.xlsx or occupation.xlsx")
        parser.add_argument("--year", type=int, help="of which May the wages are, if the file's name does not say")

    def handle(self, *, file, year, verbosity, overwrite, **options):
        try:
            self.write(read_bls(file, year), verbosity, overwrite=overwrite)
        except WrongFile as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
