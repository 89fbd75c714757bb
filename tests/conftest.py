import contextlib
import fcntl
import os
import pickle
import shutil
import sqlite3

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from simple_history.models import HistoricalChanges

from .sample import SEED, drawn
from .server import serve

# Playwright runs an event loop in the thread that the tests use; Django would refuse to touch the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.hookimpl(tryfirst=True)  # before pytest reads -m
def pytest_collection_modifyitems(config, items):
    """Of what is marked `sampled(number)` so many tests stay, others at each run; the rest becomes `long`.

    Of a function its cases are meant, of a file what stays of its tests. Functions of one file with the same cases keep
    the same ones. Tests that are asked for by their names stay.
    """
    if config.option.keyword or any("::" in argument for argument in config.args):
        return
    groups = {}
    for item in items:
        for node, mark in item.iter_markers_with_node("sampled"):
            groups.setdefault((node.nodeid.partition("[")[0], mark.args[0]), []).append(item)
    for (name, number), some in sorted(groups.items(), key=lambda group: "::" not in group[0][0]):  # functions first
        some = [item for item in some if not item.get_closest_marker("long")]
        kept = drawn(some, number, name.partition("::")[0])
        for item in some:
            if item not in kept:
                item.add_marker(pytest.mark.long)


def pytest_terminal_summary(terminalreporter):
    terminalreporter.write_line(f"Samples were drawn with TESTS_SEED={SEED}")


@pytest.fixture
def panel_part():
    """What the address of a page's panel has behind the page's own."""
    return {"part": "panel"}


@contextlib.contextmanager
def only_one(tmp_path_factory, name):
    """Whether this process of the tests is the first here, and a path for what it makes. The others wait for it."""
    base = tmp_path_factory.getbasetemp()
    path = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield not path.exists(), path


@pytest.fixture(scope="session")
def _shipped_rows(tmp_path_factory, django_db_setup, django_db_blocker):
    """What load_frameworks makes, as unsaved rows: loading takes seconds, writing rows does not."""
    with django_db_blocker.unblock(), only_one(tmp_path_factory, "shipped.pickle") as (is_first, file):
        if is_first:
            call_command("load_frameworks", verbosity=0)
            models = apps.get_app_config("explorer").get_models()
            models = [model for model in models if not issubclass(model, HistoricalChanges)]  # as many rows again
            rows = {model: list(model._base_manager.all()) for model in models}
            file.write_bytes(pickle.dumps(rows))
        call_command("flush", verbosity=0, interactive=False)  # what was loaded, and what migrations made
        return pickle.loads(file.read_bytes())


@pytest.fixture(scope="session")
def _fill(_shipped_rows, django_db_blocker):
    """Call it to write the shipped content into the empty database: SQLite's as a copy, in a fortieth of the time."""

    def write():
        with transaction.atomic():
            for model, rows in _shipped_rows.items():
                model._base_manager.bulk_create(rows, batch_size=500)
            with connection.cursor() as cursor:  # PostgreSQL counts only the keys that it has given out itself
                for statement in connection.ops.sequence_reset_sql(no_style(), list(_shipped_rows)):
                    cursor.execute(statement)

    if connection.vendor != "sqlite":
        return write
    copy = sqlite3.connect(":memory:")
    with django_db_blocker.unblock():
        write()
        connection.connection.backup(copy)
        call_command("flush", verbosity=0, interactive=False)
    return lambda: copy.backup(connection.connection)


@pytest.fixture(scope="module")
def _loaded(_fill, django_db_blocker):
    with django_db_blocker.unblock():
        _fill()
        yield
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def shipped(_loaded, db):
    """The shipped content, loaded once for all tests of a file; what a test changes is undone."""


@pytest.fixture(scope="session")
def _started_once(tmp_path_factory):
    """A VAR_DIR as a first start leaves it. One process of the tests makes it, the others wait for it."""
    with only_one(tmp_path_factory, "started") as (is_first, folder):
        if is_first:
            making = tmp_path_factory.mktemp("making")
            with serve(making):
                pass
            making.rename(folder)
    return folder


@pytest.fixture
def site_copy(_started_once, tmp_path):
    """A VAR_DIR of one's own, as a first start leaves it: the shipped content, the group Editors, static files."""
    return shutil.copytree(_started_once, tmp_path / "site")


@pytest.fixture
def editor(client, db):
    call_command("create_editors_group", verbosity=0)
    user = User.objects.create_user("edith", password="long enough for a test", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    client.force_login(user)
    return user
