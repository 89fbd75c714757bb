"""What the loader remembers."""

from django.db import models


class LoadedEntry(models.Model):
    """What `load_frameworks` last wrote into an entry: the base against which an editor's change shows."""

    model = models.CharField(max_length=60)
    key = models.JSONField()
    object_id = models.BigIntegerField()
    values = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="loadedentry_key_unique")]

    def __str__(self):
        return f"{self.model} {self.key}"
