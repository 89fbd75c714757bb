"""The version of all content: what is made from content knows by it whether it is still true."""

import threading
import uuid
from contextlib import contextmanager
from functools import lru_cache, wraps
from typing import NamedTuple

from django.db import connection, models, transaction
from django.utils import timezone

_this_thread = threading.local()


class Version(NamedTuple):
    """What `seen_now` reads: the token, and when it came, in whole seconds since 1970."""

    token: str
    changed_at: int


class ContentVersionQuerySet(models.QuerySet):
    def current(self) -> str:
        """The version of what a reader now sees; '' in a database without any."""
        return self.values_list("token", flat=True).first() or ""

    def seen_now(self) -> Version | None:
        """The version of what a reader now sees: every request for a page asks for it."""
        row = self.values_list("token", "changed_at").first()
        return row and Version(row[0], int(row[1].timestamp()))

    def move_on(self) -> None:
        """Say that content has changed, in the transaction of the change, so that both are seen together.

        Saves and deletions do so by themselves; `QuerySet.update`, SQL and migrations have to call it.
        """
        token = uuid.uuid4().hex
        if not self.update(token=token, changed_at=timezone.now()):
            self.update_or_create(pk=1, defaults={"token": token, "changed_at": timezone.now()})


class ContentVersion(models.Model):
    """One row. Its token is a new one after every change that a save or a deletion makes, and none comes again."""

    token = models.CharField(max_length=32)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = ContentVersionQuerySet.as_manager()

    def __str__(self):
        return self.token


@contextmanager
def content_transaction():
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


def cached_for_version(maxsize):
    """Keep in this process what a function returns, for each state of the content. Nobody may change what comes back.

    The version is read first: what is kept under it may be newer than it, and then nobody asks for it any more.
    """

    def decorate(function):
        @lru_cache(maxsize=maxsize)
        def of_version(token, *args):
            return function(*args)

        @wraps(function)
        def kept(*args):
            version = ContentVersion.objects.seen_now()
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
