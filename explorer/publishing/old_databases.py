"""Databases of the hours before a landed migration was edited: they lack what the edit added.

0002 and 0004 got columns, an index and a row after they had been committed, and Django takes them for applied. 0007
reads every column, so a migration after it comes too late, and one before it would make all other databases
inconsistent. So `migrate` looks first at what is really there. Landed migrations are never edited any more:
tests/test_conventions.py holds that.
"""

import uuid

from django.db import connections
from django.db.migrations import AddField
from django.db.migrations.loader import MigrationLoader

FIRST_THAT_READS = ("explorer", "0007_editors")


def add_what_is_lacking(sender, using, plan, **kwargs):
    """Before migrations run: give the tables what the applied ones say today, with what editors wrote left alone."""
    if FIRST_THAT_READS not in {(one.app_label, one.name) for one, is_backwards in plan if not is_backwards}:
        return
    connection = connections[using]
    loader = MigrationLoader(connection)
    state = loader.project_state([key for key in loader.applied_migrations if key in loader.graph.nodes])
    fields, indexes = _lacking(connection, state)
    for model, field in fields:
        state.remove_field("explorer", model, field.name)
    with connection.schema_editor() as editor:
        for model, field in fields:
            before, operation = state.clone(), AddField(model, field.name, field.clone())
            operation.state_forwards("explorer", state)
            operation.database_forwards("explorer", editor, before, state)
        for model, index in indexes:
            editor.add_index(state.apps.get_model("explorer", model), index)
    if ("explorer", "contentversion") in state.models:
        versions = state.apps.get_model("explorer", "ContentVersion").objects.using(using)
        versions.get_or_create(pk=1, defaults={"token": uuid.uuid4().hex})


def _lacking(connection, state):
    """What the tables should have and have not: ([(model, field), ...], [(model, index), ...])."""
    fields, indexes = [], []
    with connection.cursor() as cursor:
        for label, name in state.models:
            if label == "explorer":
                options = state.apps.get_model(label, name)._meta
                columns = {one.name for one in connection.introspection.get_table_description(cursor, options.db_table)}
                there = connection.introspection.get_constraints(cursor, options.db_table)
                fields += [(name, one) for one in options.local_concrete_fields if one.column not in columns]
                indexes += [(name, one) for one in options.indexes if one.name not in there]
    return fields, indexes
