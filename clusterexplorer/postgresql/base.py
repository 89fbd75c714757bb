"""Django's PostgreSQL, with a short memory: while the server is away, not every request waits for it anew.

A worker has one thread. If each of its requests waited for a connection, the last of many would get its 503 after all
the others' waiting, and so would those whose page is kept.
"""

from time import monotonic

from django.db.backends.postgresql import base
from psycopg_pool import PoolTimeout

AWAY_SECONDS = 2  # after that, one request tries again


class DatabaseWrapper(base.DatabaseWrapper):
    away_until = 0.0

    def get_new_connection(self, conn_params):
        if monotonic() < DatabaseWrapper.away_until:
            raise PoolTimeout("the database was away a moment ago")
        try:
            return super().get_new_connection(conn_params)
        except PoolTimeout:
            DatabaseWrapper.away_until = monotonic() + AWAY_SECONDS
            raise
