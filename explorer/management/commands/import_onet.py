from pathlib import Path

from django.core.management.base import CommandError

from explorer.careers.imports.figures import WrongFile, write_figures
from explorer.careers.imports.onet import read_onet
from explorer.management.commands._import import ImportCommand


class Command(ImportCommand):
    help = (
        "Bring careers up to date with the O*NET database (release 25 or newer): titles, job zones, interests, "
        "education, technology, related careers, tasks. It is at https://www.onetcenter.org/database.html, as “Text”."
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("folder", type=Path, help="where O*NET's text files are, unpacked: db_30_2_text")
        parser.add_argument("--release", default="", help="which release it is, if Read Me.txt does not say: 30.2")
        parser.add_argument("--add", action="store_true", help="add the occupations that are new there, as drafts")

    def handle(self, *, folder, release, verbosity, overwrite, older, add, **options):
        try:
            figures = read_onet(folder, release)
            report = write_figures(figures, overwrite=overwrite, older=older, add=add)
        except WrongFile as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        self.say(report, verbosity)
