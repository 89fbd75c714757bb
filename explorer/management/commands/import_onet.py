from pathlib import Path

from django.core.management.base import CommandError

from explorer.careers.imports.figures import WrongFile
from explorer.careers.imports.onet import read_onet
from explorer.management.commands._import import ImportCommand


class Command(ImportCommand):
    help = "Bring careers up to date with the O*NET database: titles, job zones, interests, other titles."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("folder", type=Path, help="where O*NET's text files are: db_30_2_text")
        parser.add_argument(
            "--release", default="", help="which release it is, if the folder's name does not say: 30.2"
        )

    def handle(self, *, folder, release, verbosity, overwrite, **options):
        try:
            self.write(read_onet(folder, release), verbosity, overwrite=overwrite)
        except WrongFile as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
