"""The version of all content: what is made from content knows by it whether it is still true."""

import uuid

from django.db import models


class ContentVersionQuerySet(models.QuerySet):
    def current(self) -> str:
        """The version of what a reader now sees; '' in a database in which nothing has ever been written."""
        return self.values_list("token", flat=True).first() or ""

    def move_on(self) -> None:
        """Say that content has changed: in the transaction of the change, so that both are seen together."""
        token = uuid.uuid4().hex
        if not self.update(token=token):
            self.create(pk=1, token=token)


class ContentVersion(models.Model):
    """One row. Its token is a new one after every change, and none comes again, not even in a restored copy."""

    token = models.CharField(max_length=32)

    objects = ContentVersionQuerySet.as_manager()

    def __str__(self):
        return self.token


def follow_changes(sender, **kwargs):
    """After an entry was saved or deleted."""
    ContentVersion.objects.move_on()
