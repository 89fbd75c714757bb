"""A Redis that can't be reached is not tried anew by every look into a cache: a page takes several."""

from time import monotonic

from redis import Connection, SSLConnection
from redis.exceptions import ConnectionError, TimeoutError

AWAY_SECONDS = 2  # after that, one look tries again


class _Patient:
    away_until = 0.0

    def connect(self):
        if self._sock is None and monotonic() < _Patient.away_until:
            raise ConnectionError("Redis was away a moment ago")
        try:
            super().connect()
        except (ConnectionError, TimeoutError):
            _Patient.away_until = monotonic() + AWAY_SECONDS
            raise


class PatientConnection(_Patient, Connection):
    """redis://"""


class PatientTlsConnection(_Patient, SSLConnection):
    """rediss://"""
