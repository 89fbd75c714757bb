"""manage.py backup, and what docs/running.md says of restoring: tried on a database of its own."""

import shutil
import subprocess

import pytest

from ..server import manage

NAMES = "from explorer.models import Source; print(sorted(Source.objects.values_list('slug', flat=True)))"
ADD = "from explorer.models import Source; Source.objects.create(slug={0!r}, title={0!r})"


def names(folder):
    return manage(folder, "shell", "--verbosity", "0", "--command", NAMES).strip()


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("migrated")
    manage(folder, "migrate", "--verbosity", "0")
    return folder


def test_a_copy_brings_back_what_was_there(migrated):
    manage(migrated, "shell", "--command", ADD.format("kept"))
    manage(migrated, "backup", str(migrated / "copy.sqlite3"))
    manage(migrated, "shell", "--command", ADD.format("later"))
    assert names(migrated) == "['kept', 'later']"
    for end in ("-wal", "-shm"):
        (migrated / f"db.sqlite3{end}").unlink(missing_ok=True)
    shutil.copy(migrated / "copy.sqlite3", migrated / "db.sqlite3")
    assert names(migrated) == "['kept']"
    assert (migrated / "copy.sqlite3").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("where", ["db.sqlite3", "no/such/folder/copy.sqlite3"])
def test_what_can_not_be_written_is_one_clear_line_and_nothing_is_left(migrated, where):
    before = (migrated / "db.sqlite3").read_bytes()
    with pytest.raises(subprocess.CalledProcessError) as failed:
        manage(migrated, "backup", str(migrated / where))
    assert len(failed.value.stderr.splitlines()) == 1
    assert (migrated / "db.sqlite3").read_bytes() == before
    assert list(migrated.glob("*.part")) == []
