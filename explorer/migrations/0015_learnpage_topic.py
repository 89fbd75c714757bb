import uuid

from django.db import migrations, models
from django.utils import timezone

import explorer.pictures.icons

TOPICS = [
    ("questions", "Your questions"),
    ("clusters", "How career clusters work"),
    ("adults", "For parents and counselors"),
]


def sort_shipped_pages(apps, schema_editor):
    """All shipped pages of before explain clusters, but for this one; a page that an editor wrote stands with them."""
    pages = apps.get_model("explorer", "LearnPage").objects.filter(slug="further-resources")
    if pages.update(topic="adults"):
        version = {"token": uuid.uuid4().hex, "changed_at": timezone.now()}
        apps.get_model("explorer", "ContentVersion").objects.update(**version)


class Migration(migrations.Migration):
    dependencies = [("explorer", "0014_picked_lists")]

    operations = [
        operation
        for model in ("learnpage", "historicallearnpage")
        for operation in (
            migrations.AddField(
                model_name=model,
                name="topic",
                field=models.CharField(
                    choices=TOPICS,
                    default="clusters",
                    help_text="The heading under which it stands. “Next” leads to the next page of the same part.",
                    max_length=10,
                    verbose_name="part of Learn",
                ),
            ),
            migrations.AddField(
                model_name=model,
                name="icon",
                field=models.CharField(
                    blank=True,
                    help_text="What stands before its name in the list of all Learn pages. If it is empty, a light bulb does.",
                    max_length=60,
                    validators=[explorer.pictures.icons.validate_icon],
                    verbose_name="icon",
                ),
            ),
        )
    ] + [migrations.RunPython(sort_shipped_pages, migrations.RunPython.noop, elidable=True)]
