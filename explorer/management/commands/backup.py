import sqlite3
from contextlib import closing
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection


class Command(BaseCommand):
    help = "Copy the SQLite database into a new file, whole and checked, while the site runs."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        if connection.vendor != "sqlite":
            raise CommandError(f"This is {connection.display_name}: use pg_dump, as docs/running.md says.")
        if file.exists():
            raise CommandError(f"{file} is there already, and is left as it is.")
        part = file.with_name(f"{file.name}.part")
        try:
            part.unlink(missing_ok=True)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(part)])
            with closing(sqlite3.connect(part)) as copy:
                (state,) = copy.execute("PRAGMA integrity_check").fetchone()
            if state != "ok":
                raise CommandError(f"The copy is damaged, and so may be the database: {state}")
            part.rename(file)
        except (OSError, DatabaseError, sqlite3.Error) as error:
            raise CommandError(f"Nothing was kept: {error}") from error
        finally:
            part.unlink(missing_ok=True)
        self.stdout.write(f"{file}: {file.stat().st_size:,} bytes.")
