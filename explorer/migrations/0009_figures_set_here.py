from django.db import migrations, models

FIGURES = (
    "name",
    "job_zone",
    "job_zone_release",
    "interest_code",
    "onet_release",
    "bright_outlook",
    "median_pay",
    "pay_year",
    "typical_entry_education",
    "growth_percent",
    "annual_openings",
    "projected_from",
    "projected_to",
    "counted_as",
)


def note_what_was_overtyped(apps, schema_editor):
    """A figure that is neither as shipped nor as imported last is an editor's."""
    Career = apps.get_model("explorer", "Career")
    loaded = apps.get_model("explorer", "LoadedEntry").objects.filter(model="explorer.career")
    shipped = dict(loaded.values_list("object_id", "values"))
    imported = dict(apps.get_model("explorer", "ImportedCareer").objects.values_list("career", "values"))
    for career in Career.objects.all():
        published = shipped.get(career.pk, {}) | imported.get(career.pk, {})
        career.overtyped = {
            name: published.get(name)
            for name in FIGURES
            if (getattr(career, name), published.get(name)) not in (("", None), (None, ""))
            and getattr(career, name) != published.get(name)
        }
        if career.overtyped:
            career.save(update_fields=["overtyped"])


class Migration(migrations.Migration):
    dependencies = [("explorer", "0008_orders")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="overtyped",
            field=models.JSONField(
                blank=True, default=dict, editable=False, verbose_name="the publisher's figures"
            ),
        )
        for model in ("career", "historicalcareer")
    ] + [
        migrations.RunPython(note_what_was_overtyped, migrations.RunPython.noop, elidable=True),
    ]
