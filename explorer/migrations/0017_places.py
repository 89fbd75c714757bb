from django.db import migrations, models

ORIGIN = {
    'choices': [('official', 'official list'), ('ours', 'our suggestion')],
    'default': 'ours',
    'help_text': "Whether the publisher's list of occupations has it here, or this site suggests it.",
    'max_length': 8,
    'verbose_name': 'whose place',
}
REASON = {
    'blank': True,
    'help_text': 'Why we suggest it, in one short sentence: “They work on film sets too.” Students read it.',
    'max_length': 200,
    'verbose_name': 'reason',
}


def say_something_in_old_records(apps, schema_editor):
    """A place of ours needs a reason now: with one, what was deleted before can still be brought back."""
    records = apps.get_model('explorer', 'HistoricalCareerPlacement').objects.using(schema_editor.connection.alias)
    records.update(reason='An editor of this site placed it here.')


class Migration(migrations.Migration):
    dependencies = [
        ('explorer', '0016_career_day'),
    ]

    operations = [
        migrations.AddField('careerplacement', 'origin', models.CharField(**ORIGIN)),
        migrations.AddField('careerplacement', 'reason', models.CharField(**REASON)),
        migrations.AddField('historicalcareerplacement', 'origin', models.CharField(**ORIGIN)),
        migrations.AddField('historicalcareerplacement', 'reason', models.CharField(**REASON)),
        migrations.RunPython(say_something_in_old_records, migrations.RunPython.noop, elidable=True),
    ]
