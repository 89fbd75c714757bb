from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from explorer.careers.imports.colleges import EARLIEST, LATEST, digest_of
from explorer.careers.imports.figures import WrongFile
from explorer.careers.imports.ipeds import PLACE, read_ipeds
from explorer.models import CollegeEdition
from explorer.publishing.colleges import write_colleges, write_file


class Command(BaseCommand):
    help = (
        "Bring in colleges and what they award in which majors, from NCES's IPEDS: two files of one year, HD and C_A, "
        f"from {PLACE}. What editors wrote stays."
    )

    def add_arguments(self, parser):
        parser.add_argument("hd", type=Path, help="which colleges there are: hd2024.zip, or the .csv file in it")
        parser.add_argument("c_a", type=Path, help="what they award: c2024_a.zip, or the .csv file in it")
        parser.add_argument("--year", type=int, help="of which year they are, if the files' names do not say")
        parser.add_argument("--older", action="store_true", help="put an older year in place of a newer one, too")
        parser.add_argument(
            "--write", action="store_true", help="write fixtures/colleges.tsv.gz as well, which a new site loads"
        )

    def handle(self, *, hd, c_a, year, older, write, verbosity, **options):
        if year is not None and not EARLIEST <= year <= LATEST:
            raise CommandError(f"--year {year} can't be: it is from {EARLIEST} to {LATEST}.\nNothing was changed.")
        try:
            found, left_out = read_ipeds(hd, c_a, year)
        except WrongFile as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        self._refuse_older(found.year, may_be_older=older)
        text = found.text()
        if write:
            try:
                write_file(text, settings.SHIPPED_COLLEGES)
            except OSError as error:
                raise CommandError(f"{error}\nNothing was changed.") from error
        write_colleges(found, digest_of(text), is_imported=True)
        if verbosity:
            for what in left_out:
                self.stdout.write(f"Left out: {what}")
            rows = sum(map(len, found.awards.values()))
            self.stdout.write(
                f"IPEDS {found.year}: {len(found.colleges)} colleges, {rows} rows of awards. "
                f"{len(left_out)} things left out."
            )

    def _refuse_older(self, year, *, may_be_older):
        there = CollegeEdition.objects.first()
        if there and there.year > year and not may_be_older:
            raise CommandError(
                f"These files are of {year}, and the site has the colleges of {there.year}. Take newer ones from "
                f"{PLACE}, or add --older if you mean it.\nNothing was changed."
            )
