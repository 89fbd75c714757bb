"""The version of all content: what is made from content knows by it whether it is still true."""

import threading
import uuid
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache, wraps
from typing import NamedTuple

from django.db import connection, connections, models, transaction
from django.utils import timezone

_this_thread = threading.local()
_SEEN_NOW = "SELECT token, changed_at FROM explorer_contentversion LIMIT 1"


class Version(NamedTuple):
    """What `seen_now` reads: the token, and when it came, in whole seconds since 1970."""

    token: str
    changed_at: int


class ContentVersionQuerySet(models.QuerySet):
    def current(self) -> str:
        """The version of what a reader now sees; '' in a database without any."""
        return self.values_list("token", flat=True).first() or ""

    def seen_now(self) -> Version | None:
        """The version of what a reader now sees, read the shortest way: every request for a page asks for it."""
        with connections[self.db].cursor() as cursor:
            cursor.execute(_SEEN_NOW)
            row = cursor.fetchone()
        return row and Version(row[0], _seconds(row[1]))

    def move_on(self) -> None:
        """Say that content has changed, in the transaction of the change, so that both are seen together.

        Saves and deletions do so by themselves; `QuerySet.update`, SQL and migrations have to call it.
        """
        token = uuid.uuid4().hex
        if not self.update(token=token, changed_at=timezone.now()):
            self.update_or_create(pk=1, defaults={"token": token, "changed_at": timezone.now()})


@lru_cache(maxsize=8)
def _seconds(changed_at: str | datetime) -> int:
    """SQLite has no times: it gives back the text, in UTC, that Django has written."""
    if isinstance(changed_at, str):
        changed_at = datetime.fromisoformat(changed_at).replace(tzinfo=UTC)
    return int(changed_at.timestamp())


class ContentVersion(models.Model):
    """One row. Its token is a new one after every change that a save or a deletion makes, and none comes again."""

    token = models.CharField(max_length=32)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = ContentVersionQuerySet.as_manager()

    def __str__(self):
        return self.token


@contextmanager
def in_one_step():
    """Make many changes in one transaction, under one new version; under the old one, if nothing changes after all.

    Inside another one it is a part of that.
    """
    if hasattr(_this_thread, "has_changes"):
        yield
        return
    with transaction.atomic():
        ContentVersion.objects.select_for_update().first()  # as before_change does, before any entry
        _this_thread.has_changes = False
        try:
            yield
            if _this_thread.has_changes:
                ContentVersion.objects.move_on()
        finally:
            del _this_thread.has_changes


@contextmanager
def under(version: Version):
    """What is kept for a version is kept for this one: a page that changes nothing has read it, and reads it once."""
    _this_thread.version = version
    try:
        yield
    finally:
        del _this_thread.version


def kept_for_version(maxsize):
    """Keep in this process what a function returns, for each state of the content. Nobody may change what comes back.

    The version is read first: what is kept under it may be newer than it, and then nobody asks for it any more.
    """

    def decorate(function):
        @lru_cache(maxsize=maxsize)
        def of_version(token, *args):
            return function(*args)

        @wraps(function)
        def kept(*args):
            version = getattr(_this_thread, "version", None) or ContentVersion.objects.seen_now()
            return of_version(version.token, *args) if version else function(*args)

        return kept

    return decorate


def before_change(sender, **kwargs):
    """Before an entry is saved or deleted inside a transaction.

    The version's row is locked before the entry's, by everybody, so that no two transactions wait for each other.
    """
    if hasattr(_this_thread, "has_changes"):
        _this_thread.has_changes = True
    elif connection.in_atomic_block:
        ContentVersion.objects.move_on()


def after_change(sender, **kwargs):
    """After an entry was saved or deleted outside a transaction: the change can be seen, and now so can its version."""
    if not connection.in_atomic_block:
        ContentVersion.objects.move_on()
