"""Faults under load: what breaks, who notices, and that it mends itself. `pytest -m services -s` shows the figures."""

import csv
import io
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode

import psutil
import psycopg
import pytest
import redis
from django.apps import apps

from ..server import ROOT, environment, manage, serve
from ..services import postgres
from .an_editor import MAKE, Editor
from .conftest import MANY_A_MINUTE, edit
from .visitors import tell, visiting

pytestmark = pytest.mark.services
CACHED = ("/", "/frameworks/modernized/construction/", "/frameworks/modernized/construction/?part=panel", "/careers/")
NEW = ("/careers/?sort=NEW", "/frameworks/modernized/agriculture/?sort=NEW&part=panel", "/search/?q=welding+NEW")
SAFE = (*CACHED, *NEW)
ALL = (*SAFE, "POST /quiz/")
RIGHT = {200, 302}
# Seconds that nobody waits, however busy the machine is (15 at a load of 7 on two cores, else 2).
# What a request may wait for is in tests/clusterexplorer/test_backends.py.
TOO_LONG = 45


def workers(process) -> set[int]:
    return {child.pid for child in psutil.Process(process.pid).children() if _is_alive(child)}


def _is_alive(process):
    try:
        return process.status() != psutil.STATUS_ZOMBIE and bool(process.cmdline())
    except psutil.NoSuchProcess:
        return False


def all_right(count):
    return lambda visits: len(visits) >= count and all(visit.status in RIGHT for visit in visits[-count:])


def lost(visits):
    return [(visit.path, visit.error) for visit in visits if visit.error]


def wrong(visits):
    return [(visit.path, visit.status, visit.error) for visit in visits if visit.status not in RIGHT]


def wait_until(condition, seconds=60):
    start = time.monotonic()
    while not condition():
        assert time.monotonic() < start + seconds
        time.sleep(0.02)
    return time.monotonic() - start


class TestWorker:
    def test_a_killed_worker_takes_with_it_only_what_it_was_at(self, site_copy):
        with serve(site_copy, **MANY_A_MINUTE) as (url, process):
            before = workers(process)
            assert len(before) == 2
            with visiting(url, ALL, visitors := 8) as group:
                group.wait_for_answers(100)
                moment = time.monotonic()
                os.kill(min(before), signal.SIGKILL)
                wait_until(lambda: min(before) not in workers(process))
                gone = time.monotonic()
                wait_until(lambda: len(workers(process) - before) == 1 and len(workers(process)) == 2)
                replaced = time.monotonic() - moment
                group.wait_for_answers(100)
        visits = group.visits
        cut = [visit for visit in visits if visit.error]
        assert len(cut) <= visitors
        assert all(visit.end >= moment for visit in cut), lost(visits)
        # A connection to it that was open is closed, and is found to be so at most once; a new one goes to another.
        assert all(visit.start <= gone or not visit.on_new_connection for visit in cut), lost(visits)
        assert [visit for visit in wrong(visits) if not visit[2]] == []
        assert process.returncode == 0
        tell("kill -9 of a worker", visits, seconds_to_a_new_one=replaced)


class TestDatabase:
    def test_while_postgresql_is_away_there_are_cached_pages_and_clear_answers(self, site):
        with visiting(site.url, ALL) as group:
            group.wait_for(all_right(100), time.monotonic())
            moment = time.monotonic()
            site.database.stop()
            away = time.monotonic()
            group.wait_for(lambda visits: sum(visit.status == 503 for visit in visits) >= 100, away)
            back = time.monotonic()
            site.database.start()
            recovery = group.wait_for(all_right(100), time.monotonic())
        visits = group.visits
        assert lost(visits) == []
        assert {visit.status for visit in visits} <= {*RIGHT, 503}
        refused = [visit for visit in visits if visit.status == 503]
        assert all(visit.retry_after == "5" and b"We will be back in a moment" in visit.page for visit in refused)
        during = [visit for visit in visits if away <= visit.end <= back]
        assert sum(visit.status == 200 for visit in during) > 0
        longest = max(visit.seconds for visit in group.after(moment))
        assert longest < TOO_LONG
        tell("PostgreSQL restarted", visits, seconds_away=back - moment, seconds_to_recovery=recovery)


PAGE = "/programs/carpentry/"


def pages_of_nodes(site):
    """What each node itself has for PAGE: nginx would show for some seconds what it has kept."""
    pages = []
    for port in site.ports:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{PAGE}", timeout=60) as response:
            pages.append(response.read().decode())
    return pages


class TestRedis:
    @pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
    def test_without_redis_pages_are_right_and_it_is_used_again(self, site, how):
        """Killed, it refuses connections; stopped, it swallows what it is sent, as a host without power does."""
        after = f"Without Redis, {how.name}."
        assert [after in page for page in pages_of_nodes(site)] == [False, False]  # and now it is kept
        with visiting(site.url, ALL) as group:
            group.wait_for_answers(100)
            moment = time.monotonic()
            (site.cache.stop if how == signal.SIGKILL else site.cache.process.send_signal)(how)
            group.wait_for_answers(100)
            edit(site, after)
            assert [after in page for page in pages_of_nodes(site)] == [True, True]
            group.wait_for_answers(100)
            (site.cache.process.send_signal(signal.SIGCONT) if how == signal.SIGSTOP else site.cache.start())
            with redis.Redis.from_url(site.cache.url) as store:
                hits = store.info("stats")["keyspace_hits"]
                used_again = wait_until(lambda: store.info("stats")["keyspace_hits"] > hits)
            group.wait_for_answers(100)
            assert [after in page for page in pages_of_nodes(site)] == [True, True]
        assert wrong(group.visits) == []
        longest = max(visit.seconds for visit in group.after(moment))
        assert longest < TOO_LONG
        tell(f"Redis gone ({how.name})", group.visits, seconds_until_used_again=used_again)


def times_asked(site, node):
    """As nginx's log says; of two nodes that were tried for one request, it names both."""
    return (site.folder / "access.log").read_text().count(f"127.0.0.1:{site.ports[node]}")


class TestNode:
    def test_a_node_that_goes_is_noticed_by_nobody_and_used_again_when_it_is_back(self, site):
        with visiting(site.url, SAFE) as group:
            group.wait_for_answers(100)
            site.kill_node(0)
            group.wait_for_answers(200)
            site.start_node(0)
            asked = times_asked(site, 0)
            back = wait_until(lambda: times_asked(site, 0) >= asked + 20)
            site.nodes[0].terminate()  # the orderly way, as an update does
            site.nodes[0].wait(60)
            group.wait_for_answers(100)
        assert wrong(group.visits) == []
        tell("kill -9, then SIGTERM, of one of two nodes", group.visits, seconds_until_used_again=back)


@pytest.fixture
def small_disk(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only who may mount can have a small disk")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: Path) -> Path:
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(b"0" * 4096):
                pass
        except OSError:
            return ballast


SUMMARY = "SELECT summary FROM explorer_program WHERE slug = 'carpentry'"


def ask_sqlite(path: Path, sql: str):
    """The first column of the first row, or the whole row if it has several."""
    with closing(sqlite3.connect(path, timeout=60)) as connection:
        return _one(connection.execute(sql).fetchone())


def ask_postgres(url: str, sql: str):
    with psycopg.connect(url) as connection:
        return _one(connection.execute(sql).fetchone())


def _one(row):
    return row[0] if row and len(row) == 1 else row


class TestFullDisk:
    def test_the_editor_is_told_that_nothing_was_saved_and_nothing_is_damaged(self, site_copy, small_disk):
        manage(site_copy, "shell", "--command", MAKE)
        database = small_disk / "db.sqlite3"
        ask_sqlite(site_copy / "db.sqlite3", f"VACUUM INTO '{database}'")
        before = ask_sqlite(database, SUMMARY)
        number = ask_sqlite(database, "SELECT id FROM explorer_program WHERE slug = 'carpentry'")
        form = f"/admin/explorer/program/{number}/change/"
        with serve(site_copy, DATABASE_URL=f"sqlite:///{database}") as (url, _process):
            editor, other = Editor(url), Editor(url)
            assert editor.log_in()[0] == 200
            ask_sqlite(database, "PRAGMA wal_checkpoint(TRUNCATE)")
            ballast = fill(small_disk)
            with visiting(url, SAFE, 2) as group:
                status, headers, page = editor.send(form, summary="Changed on a full disk.")
                login = other.log_in()
                group.wait_for_answers(20)
            assert (status, headers["Retry-After"]) == (503, "5")
            assert b"Nothing was saved: the disk of this site is full." in page
            assert login[0] == 503, login
            assert wrong(group.visits) == []
            assert ask_sqlite(database, SUMMARY) == before
            assert ask_sqlite(database, "PRAGMA integrity_check") == "ok"
            ballast.unlink()
            assert editor.send(form, summary="Changed when there was room.")[0] == 200
            assert ask_sqlite(database, SUMMARY) == "Changed when there was room."
            assert other.log_in()[0] == 200
        tell("disk full", group.visits)


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def database(request, tmp_path):
    """The variables of a database that is empty, and a function that asks it; whole at the end."""
    kill = {"DJANGO_SETTINGS_MODULE": "tests.deploy.killed_settings", "WORKERS": "1"}
    if request.param == "SQLite":
        path = tmp_path / "of_this_test.sqlite3"
        yield {**kill, "DATABASE_URL": f"sqlite:///{path}"}, lambda sql: ask_sqlite(path, sql)
        assert ask_sqlite(path, "PRAGMA integrity_check") == "ok"
        assert ask_sqlite(path, "PRAGMA foreign_key_check") is None
    else:
        with postgres() as service:
            yield {**kill, "DATABASE_URL": service.url}, lambda sql: ask_postgres(service.url, sql)


def count_of_all():
    tables = [model._meta.db_table for model in apps.get_app_config("explorer").get_models()]
    return "SELECT " + ", ".join(f"(SELECT COUNT(*) FROM {table})" for table in tables)


CHANGED = """SELECT
    (SELECT COUNT(*) FROM explorer_program WHERE summary LIKE 'Imported: %'),
    (SELECT COUNT(*) FROM explorer_historicalprogram WHERE summary LIKE 'Imported: %'),
    (SELECT COUNT(*) FROM explorer_pendingimport)
"""
ROWS = 40  # each is two writes and more


def changed_rows(table: bytes) -> str:
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))[:ROWS]
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(row | {"summary": f"Imported: {row['summary']}"[:200]} for row in rows)
    return text.getvalue()


def test_power_lost_during_a_load_or_an_import_leaves_all_or_nothing(database, site_copy):
    variables, ask = database
    kill_at, counts = site_copy / "kill_at", count_of_all()
    manage(site_copy, "migrate", "--verbosity", "0", **variables)
    manage(site_copy, "shell", "--command", MAKE, **variables)
    nothing = ask(counts)
    load_until(site_copy, "20", variables)  # each kind is written in a few statements
    assert ask(counts) == nothing
    load_until(site_copy, "committed", variables)
    all_of_it = ask(counts)
    assert manage(site_copy, "load_frameworks", **variables).startswith("0 added, ")
    assert ask(counts) == all_of_it
    with serve(site_copy, **variables) as (url, process):
        editor, address = Editor(url), "/admin/explorer/program/import/"
        assert editor.log_in()[0] == 200
        table = changed_rows(editor.ask("/admin/explorer/program/export/csv/")[2])
        fields = urlencode(editor.look_at(address, table.encode())).encode()
        last_kill = 0
        for moment, left in (("60", (0, 0, 1)), ("committed", (ROWS, ROWS, 0))):
            time.sleep(max(0, last_kill + 6 - time.monotonic()))  # two deaths within five seconds end a node
            kill_at.write_text(moment)
            with pytest.raises((ConnectionError, URLError)):
                editor.ask(address, fields)
            last_kill = time.monotonic()
            assert not kill_at.exists()
            assert ask(CHANGED) == left
            wait_until(lambda: answers(editor, process))
    name = variables["DATABASE_URL"].partition(":")[0]
    tell(f"power lost during a load and an import, {name}", [], entries=sum(all_of_it), rows=ROWS)


def answers(editor, process):
    """A node that has no other worker refuses connections until the new one is up."""
    assert process.poll() is None
    try:
        return editor.ask("/admin/")[0] == 200
    except (ConnectionError, URLError):
        return False


def load_until(folder, moment, variables):
    (folder / "kill_at").write_text(moment)
    command = [sys.executable, "manage.py", "load_frameworks"]
    killed = subprocess.run(command, cwd=ROOT, env=environment(folder, **variables), capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
