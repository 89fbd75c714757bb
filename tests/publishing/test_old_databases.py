"""Upgrades of databases from the hours before a landed migration was edited: see explorer/old_databases.py.

What they lacked was taken from the history of explorer/migrations/; it is made here by taking it out of a database
that the migrations of today have made.
"""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from explorer.models import Career, Cluster, ContentVersion
from explorer.publishing.old_databases import _lacking

COLUMNS_OF_0002 = [("explorer_cluster", "abbreviation")]
COLUMNS_OF_0004 = [("explorer_career", "counted_as"), ("explorer_contentversion", "changed_at")]
INDEX_OF_0002 = ["subclustersuggestion_closest"]

# {the commits that made them: (their last migration, the columns and the indexes that they lack)}
HOURS = {
    "1979a8c, baa9def, 0ab55d8": ("0002_crosswalk_and_learn", COLUMNS_OF_0002, INDEX_OF_0002),
    "cf4cd73": ("0002_crosswalk_and_learn", [], INDEX_OF_0002),
    "7ea506f after 0ab55d8": ("0003_quiz", COLUMNS_OF_0002, INDEX_OF_0002),
    "7aebb9e": ("0004_careers_and_search", COLUMNS_OF_0004, []),
    "7aebb9e after cf4cd73": ("0004_careers_and_search", COLUMNS_OF_0004, INDEX_OF_0002),
    "643faa5 after 7aebb9e after 0ab55d8": ("0006_drafts", COLUMNS_OF_0002 + COLUMNS_OF_0004, INDEX_OF_0002),
}
CASES = [pytest.param(*hour, id=name) for name, hour in HOURS.items()]


@pytest.fixture
def own_database(tmp_path, django_db_setup, django_db_blocker):
    """An empty database in the place of the tests' one."""
    with django_db_blocker.unblock():
        usual = connections["default"]
        is_sqlite = usual.vendor == "sqlite"
        name = str(tmp_path / "db.sqlite3") if is_sqlite else f"{usual.settings_dict['NAME']}_old"
        if not is_sqlite:
            with usual.cursor() as cursor:
                cursor.execute(f"CREATE DATABASE {usual.ops.quote_name(name)}")
        options = {
            key: value for key, value in usual.settings_dict["OPTIONS"].items() if key != "pool"
        }  # it has its own
        own = type(usual)({**usual.settings_dict, "NAME": name, "OPTIONS": options}, "default")
        connections["default"] = own
        ContentType.objects.clear_cache()
        try:
            yield
        finally:
            own.close()
            connections["default"] = usual
            ContentType.objects.clear_cache()
            if not is_sqlite:
                with usual.cursor() as cursor:
                    cursor.execute(f"DROP DATABASE {usual.ops.quote_name(name)}")


def state_of(migration):
    return MigrationLoader(connection).project_state(("explorer", migration)).apps


def write_entries(apps):
    def create(model, **fields):
        return apps.get_model("explorer", model).objects.create(**fields)

    source = create("Source", slug="s", title="S", publisher="P")
    cited = {"source": source, "source_section": "p. 1"}
    framework = create("Framework", name="F", slug="f", summary="S.", publisher="P", **cited)
    texts = {"icon": "hard-hat", "summary": "S.", "what_people_do": "A.", "you_might_like": "You."}
    create("Cluster", framework=framework, name="C", slug="c", tagline="An editor's words", **texts, **cited)
    if "career" in apps.all_models["explorer"]:
        create("Career", code="47-2031.00", name="Carpenters", slug="carpenters", summary="An editor's words", **cited)


@pytest.mark.long
@pytest.mark.parametrize(("migration", "columns", "indexes"), CASES)
def test_a_database_of_every_hour_is_upgraded_with_what_editors_wrote(own_database, migration, columns, indexes):
    call_command("migrate", "explorer", migration, verbosity=0)
    write_entries(state_of(migration))
    with connection.cursor() as cursor:
        for table, column in columns:
            cursor.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        for index in indexes:
            cursor.execute(f"DROP INDEX {index}")
        if ("explorer_contentversion", "changed_at") in columns:
            cursor.execute("DELETE FROM explorer_contentversion")

    call_command("migrate", verbosity=0)

    assert _lacking(connection, MigrationLoader(connection).project_state()) == ([], [])
    cluster = Cluster.objects.get()
    assert (cluster.tagline, cluster.abbreviation) == ("An editor's words", "")
    assert cluster.history.get().tagline == "An editor's words"
    assert [career.summary for career in Career.objects.filter(counted_as="")] == ["An editor's words"] * (
        migration >= "0004"
    )
    assert ContentVersion.objects.seen_now().changed_at > 0
    call_command("migrate", verbosity=0)  # once more: nothing is left to do
