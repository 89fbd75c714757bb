"""What only its owner may read, however the program is started."""

import os
import shutil
import stat
import subprocess
import sys
import urllib.request

import pytest

from clusterexplorer.private_files import keep_private

from ..server import ROOT, environment, free_port, manage, running

pytestmark = pytest.mark.sampled(4)


@pytest.fixture(autouse=True)
def usual_umask():
    """As most systems have it."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def open_to_others(folder):
    """Name and mode of what others may use, `folder` itself included; but for what is collected for all."""
    paths = [folder, *(path for path in folder.rglob("*") if path.relative_to(folder).parts[0] != "static")]
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in paths}
    return {name: oct(mode) for name, mode in modes.items() if mode & 0o077}


def serve(folder, logs, **variables):
    """`manage.py serve`, whose log is not in its VAR_DIR."""
    port = free_port()
    given = [f"VAR_DIR={folder}", *(f"{name}={value}" for name, value in variables.items())]
    return running(["env", *given, sys.executable, "manage.py", "serve", "--port", str(port)], port, logs)


@pytest.mark.long
def test_all_that_a_start_makes_is_its_owners(tmp_path):
    folder, logs = tmp_path / "var", tmp_path / "logs"
    logs.mkdir()
    with serve(folder, logs) as (url, _process):
        urllib.request.urlopen(f"{url}/handouts/modernized/construction.pdf", timeout=60).close()
        names = {path.name for path in folder.iterdir()}
        assert {
            "db.sqlite3",
            "db.sqlite3-wal",
            "db.sqlite3-shm",
            "secret_key",
            "serve.lock",
            "static",
        } <= names
        assert open_to_others(folder) == {}


def test_what_an_older_version_left_open_is_closed_and_nginx_still_reads_the_static_files(site_copy, tmp_path_factory):
    for log in site_copy.glob("*.log"):
        log.unlink()  # of the tests
    for path in [site_copy, *site_copy.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    (site_copy / "before-update.sqlite3").touch()
    (site_copy / "cache").mkdir(exist_ok=True)
    (site_copy / "cache" / "making.json").touch()
    with serve(site_copy, tmp_path_factory.mktemp("logs"), BEHIND_PROXY="1"):
        assert open_to_others(site_copy) == {site_copy.name: "0o711"}  # to go through, not to list
        modes = {stat.S_IMODE(path.stat().st_mode) for path in (site_copy / "static").rglob("*")}
        assert modes == {0o755, 0o644}


@pytest.mark.parametrize("start", [
    ["manage.py", "check"],
    ["-c", "import clusterexplorer.wsgi"],
    ["-c", "import clusterexplorer.settings"],
], ids=["a command", "another server", "settings alone"])  # fmt: skip
def test_every_way_to_start_closes_the_folder_first(tmp_path, start):
    folder = tmp_path / "var"
    (folder / "cache" / "files").mkdir(parents=True)
    for name in ("db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm", "cache/files/x.djcache"):
        (folder / name).touch()
    assert len(open_to_others(folder)) == 7
    subprocess.run([sys.executable, *start], cwd=ROOT, env=environment(folder), check=True, capture_output=True)
    assert open_to_others(folder) == {}


@pytest.mark.long
def test_a_database_that_stands_elsewhere_is_closed_too(tmp_path):
    database = tmp_path / "elsewhere.sqlite3"
    database.touch()
    manage(tmp_path / "var", "migrate", "--verbosity", "0", DATABASE_URL=f"sqlite:///{database}")
    assert stat.S_IMODE(database.stat().st_mode) == 0o600


def test_static_files_are_for_nginx_to_read(tmp_path):
    manage(tmp_path, "collectstatic", "--no-input", "--verbosity", "0")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in [tmp_path / "static", *(tmp_path / "static").rglob("*")]}
    assert modes == {0o755, 0o644}
    assert list((tmp_path / "static").rglob("*.gz"))


def test_a_backup_is_its_owners(site_copy, tmp_path_factory):
    copy = tmp_path_factory.mktemp("backups") / "copy.sqlite3"
    manage(site_copy, "backup", str(copy))
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_folder_that_all_may_write_to_is_left_as_it_is(tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    manage(shared, "check")
    assert stat.S_IMODE(shared.stat().st_mode) == 0o1777
    shutil.rmtree(shared)


def test_a_device_is_left_as_it_is(tmp_path):
    """VAR_DIR=/dev/null, started by root, would close it for everybody on the machine."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    pipe.chmod(0o666)
    keep_private(pipe, proxy_reads_static=False)
    assert stat.S_IMODE(pipe.stat().st_mode) == 0o666
