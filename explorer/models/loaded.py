"""What the loader and the imports remember."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .history import ContentHistory


class LoadedEntryQuerySet(models.QuerySet):
    def of_official_places(self):
        """What was shipped as an official place of a career: {"career_id": ..., "sub_cluster_id": ...}."""
        return self.filter(model="explorer.careerplacement", values__origin="official").values_list("values", flat=True)


class LoadedEntry(models.Model):
    """What `load_frameworks` last wrote into an entry: the base against which an editor's change shows."""

    model = models.CharField(max_length=60)
    key = models.JSONField()
    object_id = models.BigIntegerField()
    values = models.JSONField()

    objects = LoadedEntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="loadedentry_key_unique")]

    def __str__(self):
        return f"{self.model} {self.key}"


class ImportedCareer(models.Model):
    """What the imports last wrote into a career. A value that is neither this nor what was shipped is an editor's."""

    career = models.OneToOneField("explorer.Career", on_delete=models.CASCADE, related_name="imported")
    values = models.JSONField(default=dict)
    tasks = models.TextField(
        _("tasks"), blank=True, help_text=_("What O*NET says that people do, one on each line: for editors to read.")
    )

    history = ContentHistory()
    skip_history_when_saving = True  # an import changes it with the career, which has a history of its own

    class Meta:
        verbose_name = _("memory of what imports wrote into a career")
        verbose_name_plural = _("memories of what imports wrote into careers")

    def __str__(self):
        return str(self.career)
