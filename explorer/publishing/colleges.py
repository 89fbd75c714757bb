"""Colleges into the database: those that the site ships, and those that somebody imports.

They come as a whole, in a few seconds: 6,000 colleges with 150,000 rows of awards would take minutes one by one.
"""

import gzip
import io
import zlib
from collections.abc import Iterable
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from ..careers.imports.colleges import Colleges, digest_of, from_text
from ..careers.imports.figures import WrongFile
from ..models import AWARD_KINDS, Awards, College, CollegeEdition, ContentVersion
from ..models.version import content_transaction
from .fixture_files import write_beside

MOST_MB = 50  # unpacked; it has 3
OF_THE_PUBLISHER = ("name", "town", "state", "control", "website")


def load_shipped_colleges(file: Path) -> bool:
    """Load the file that the site ships, unless it was loaded last or the database has newer ones or imported ones.

    Say whether it was loaded. Raises WrongFile.
    """
    text = _unpacked(file)
    edition, digest = CollegeEdition.objects.first(), digest_of(text)
    if edition and edition.digest == digest:
        return False
    found = from_text(text, file.name)
    if edition and (edition.year, edition.is_imported) >= (found.year, True):
        return False
    write_colleges(found, digest)
    return True


@content_transaction()
def write_colleges(found: Colleges, digest: str, *, is_imported: bool = False) -> None:
    """Let the database hold these colleges and awards, and no others. An editor's web address stays."""
    rows = [College(**college._asdict()) for college in found.colleges.values()]
    College.objects.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=["unitid"], update_fields=OF_THE_PUBLISHER
    )
    Awards.objects.all().delete()
    keys = dict(College.objects.order_by().values_list("unitid", "pk"))
    gone = keys.keys() - found.colleges.keys()
    College.objects.filter(unitid__in=gone, own_website="").delete()  # what an editor wrote may be needed once more
    _insert_awards(
        (keys[unitid], code, *counts) for unitid, majors in found.awards.items() for code, counts in majors.items()
    )
    edition = {"year": found.year, "digest": digest, "is_imported": is_imported}
    CollegeEdition.objects.update_or_create(pk=1, defaults=edition)
    ContentVersion.objects.move_on()


def _insert_awards(rows: Iterable[tuple]) -> None:
    """By SQL, as bulk_create takes four times as long: 6.6 seconds for 148,000 rows."""
    columns = [Awards._meta.get_field(name).column for name in ("college", "cip", *AWARD_KINDS)]
    names = ", ".join(map(connection.ops.quote_name, columns))
    table = connection.ops.quote_name(Awards._meta.db_table)
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608, all names are ours


def write_file(text: str, file: Path) -> None:
    """Write what the site ships. The same text makes the same bytes."""
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=packed, mtime=0) as stream:
        stream.write(text.encode())
    write_beside(file.parent, file.name, packed.getvalue()).replace(file)


def _unpacked(file: Path) -> str:
    try:
        with gzip.open(file) as stream:
            data = stream.read(MOST_MB * 1024 * 1024 + 1)
        if len(data) > MOST_MB * 1024 * 1024:
            raise WrongFile(_("%(file)s is too large: it may have %(mb)d MB.") % {"file": file.name, "mb": MOST_MB})
        return data.decode()
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise WrongFile(_("%(file)s can't be read: %(why)s") % {"file": file.name, "why": error}) from error
