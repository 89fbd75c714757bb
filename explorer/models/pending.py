"""A file that an editor has looked at in the admin, and has not imported yet."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

STORED_FOR = timedelta(hours=12)


class PendingImport(models.Model):
    """In the database, so that any server process can go on with it. Gone once it is imported, or half a day old."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    model = models.CharField(max_length=60)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    content_version = models.CharField(max_length=32)  # that of what the editor was shown
    uploaded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.file_name

    @classmethod
    def tidy_up(cls, user) -> None:
        """Forget what `user` has looked at before, and what anybody has left behind."""
        cls.objects.filter(models.Q(user=user) | models.Q(uploaded_at__lt=timezone.now() - STORED_FOR)).delete()
