"""The order of names, the same wherever a list is by name, and on every database: without regard to case and accents.

Databases have orders of their own: SQLite puts 'apple' after 'Zoo', and PostgreSQL whatever its server was set up with.
So both sort by a key that says the same in Python, and compare keys by their characters' numbers. Names with one key
need something unique after it, or they may change places.
"""

import re
from unicodedata import normalize

from django.db.backends.signals import connection_created
from django.db.models import Func, TextField
from django.dispatch import receiver
from django.utils.deconstruct import deconstructible

_MARKS = re.compile("[\u0300-\u036f]+")
_POSTGRESQL = (
    r"lower(regexp_replace(normalize(%(expressions)s, NFKD), '[\u0300-\u036f]+', '', 'g') "
    'COLLATE "und-x-icu") COLLATE "C"'
)


def alphabetical_key(name: str) -> str:
    """'Éclair' -> 'eclair', for lists that are sorted in Python."""
    return name.lower() if name.isascii() else _MARKS.sub("", normalize("NFKD", name)).lower()


@deconstructible(path="explorer.models.alphabetical.Alphabetical")
class Alphabetical(Func):
    """The same in the database: `order_by(Alphabetical("name"), "pk")`."""

    function = "alphabetical_key"
    output_field = TextField()

    def __init__(self, field):
        super().__init__(field)

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template=_POSTGRESQL, **context)


@receiver(connection_created)
def _teach_sqlite(connection, **kwargs):
    if connection.vendor == "sqlite":
        connection.connection.create_function("alphabetical_key", 1, _key_or_null, deterministic=True)


def _key_or_null(name):
    return None if name is None else alphabetical_key(name)
