"""Faults under load: what breaks, who notices, and that it mends itself. `pytest -m services -s` shows the figures."""

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from http.client import RemoteDisconnected
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode

import psutil
import pytest
import redis

from ..natively import running_site
from ..server import ROOT, environment, free_port, manage, serve
from ..services import postgres
from .an_editor import MAKE, Editor
from .visitors import tell, visiting

pytestmark = pytest.mark.services
KEPT = ("/", "/frameworks/modernized/construction/", "PANEL /frameworks/modernized/construction/", "/careers/")
NEW = ("/learn/?x=NEW", "PANEL /frameworks/modernized/agriculture/?x=NEW", "/search/?q=welding&x=NEW")
SAFE = (*KEPT, *NEW)
ALL = (*SAFE, "POST /quiz/")
NO_LIMITS = {"SEARCHES_A_MINUTE": "100000", "QUIZZES_A_MINUTE": "100000"}
RIGHT = {200, 302}


def workers(process):
    children = psutil.Process(process.pid).children()
    return {child.pid for child in children if child.status() != psutil.STATUS_ZOMBIE and child.cmdline()}


def all_right(count):
    return lambda visits: len(visits) >= count and all(visit.status in RIGHT for visit in visits[-count:])


def lost(visits):
    return [(visit.path, visit.error) for visit in visits if visit.error]


def wrong(visits):
    return [(visit.path, visit.status, visit.error) for visit in visits if visit.status not in RIGHT]


class TestWorker:
    def test_a_killed_worker_takes_with_it_only_what_it_was_at(self, site_copy):
        with serve(site_copy, **NO_LIMITS) as (url, process):
            before = workers(process)
            assert len(before) == 2
            with visiting(url, ALL, visitors := 8) as group:
                group.wait_for_answers(100)
                moment = time.monotonic()
                os.kill(min(before), signal.SIGKILL)
                wait_until(lambda: min(before) not in workers(process))
                gone = time.monotonic()
                replaced = wait_until(lambda: len(workers(process) - before) == 1 and len(workers(process)) == 2)
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


def wait_until(condition, seconds=60):
    start = time.monotonic()
    while not condition():
        assert time.monotonic() < start + seconds
        time.sleep(0.02)
    return time.monotonic() - start


@pytest.fixture(scope="module")
def site():
    with running_site(**NO_LIMITS) as site:
        yield site


class TestDatabase:
    def test_while_postgresql_is_away_there_are_kept_pages_and_clear_answers(self, site):
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
        assert longest < 8
        tell("PostgreSQL restarted", visits, seconds_away=back - moment, seconds_to_recovery=recovery)


class TestRedis:
    @pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
    def test_without_redis_pages_are_right_and_it_is_used_again(self, site, how):
        """Killed, it refuses connections; stopped, it swallows what it is sent, as a host without power does."""
        with visiting(site.url, ALL) as group:
            group.wait_for_answers(100)
            moment = time.monotonic()
            (site.cache.stop if how == signal.SIGKILL else site.cache.process.send_signal)(how)
            group.wait_for_answers(200)
            (site.cache.process.send_signal(signal.SIGCONT) if how == signal.SIGSTOP else site.cache.start())
            store = redis.Redis.from_url(site.cache.url)
            store.flushall()
            used_again = wait_until(store.dbsize)
            group.wait_for_answers(50)
        assert wrong(group.visits) == []
        longest = max(visit.seconds for visit in group.after(moment))
        assert longest < 8
        tell(f"Redis gone ({how.name})", group.visits, seconds_until_used_again=used_again)


def nodes_asked(site):
    """How often each node has been asked, as nginx's log says; of two that were tried for one request, both."""
    lines = (site.folder / "access.log").read_text().splitlines()
    return [sum(f"127.0.0.1:{port}" in json.loads(line)["node"] for line in lines) for port in site.ports]


class TestNode:
    """The last of `site`: one node stays stopped."""

    def test_a_node_that_is_killed_is_noticed_by_nobody_and_used_again_when_it_is_back(self, site):
        node_1 = psutil.Process(site.nodes[0].pid)
        site.ports = [int(psutil.Process(node.pid).cmdline()[psutil.Process(node.pid).cmdline().index("--port") + 1]) for node in site.nodes]  # fmt: skip
        with visiting(site.url, SAFE) as group:
            group.wait_for_answers(100)
            site.kill_node(0)
            node_1.wait(30)
            group.wait_for_answers(200)
            with serve(site.folder, port=site.ports[0], **site.variables) as (_url, process):
                asked = nodes_asked(site)[0]
                back = wait_until(lambda: nodes_asked(site)[0] >= asked + 20)
                process.terminate()  # the orderly way, as an update does
                process.wait(30)
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


PROGRAM = "from explorer.models import Program; p = Program.objects.get(slug='carpentry'); print(p.pk, p.summary)"


class TestFullDisk:
    def test_the_editor_is_told_that_nothing_was_saved_and_nothing_is_damaged(self, site_copy, small_disk):
        manage(site_copy, "shell", "--command", MAKE)
        database = small_disk / "db.sqlite3"
        with sqlite3.connect(site_copy / "db.sqlite3") as whole:
            whole.execute("VACUUM INTO ?", [str(database)])
        where = {"DATABASE_URL": f"sqlite:///{database}"}
        number, _space, before = manage(site_copy, "shell", "-v", "0", "--command", PROGRAM, **where).partition(" ")
        form = f"/admin/explorer/program/{number}/change/"
        with serve(site_copy, **where) as (url, _process):
            editor, other = Editor(url), Editor(url)
            assert editor.log_in()[0] == 200
            with sqlite3.connect(database) as whole:
                whole.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            ballast = fill(small_disk)
            with visiting(url, SAFE, 2) as group:
                status, headers, page = editor.send(form, summary="Changed on a full disk.")
                login = other.log_in()
                group.wait_for_answers(20)
            assert (status, headers["Retry-After"]) == (503, "5")
            assert b"Nothing was saved: the disk of this site is full." in page
            assert login[0] == 503, login
            assert wrong(group.visits) == []
            assert summary(site_copy, where) == before.strip()
            with sqlite3.connect(database) as whole:
                assert whole.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            ballast.unlink()
            status, _headers, page = editor.send(form, summary="Changed when there was room.")
            assert status == 200
            assert summary(site_copy, where) == "Changed when there was room."
            assert other.log_in()[0] == 200
        tell("disk full", group.visits)


def summary(folder, where):
    return manage(folder, "shell", "-v", "0", "--command", PROGRAM, **where).partition(" ")[2].strip()


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def database(request, tmp_path):
    """The variables of a database of its own, which is empty, and a function that says whether it is whole."""
    kill = {"DJANGO_SETTINGS_MODULE": "tests.deploy.killed_settings"}
    if request.param == "SQLite":
        yield kill
        with sqlite3.connect(tmp_path / "db.sqlite3") as whole:
            assert whole.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert whole.execute("PRAGMA foreign_key_check").fetchall() == []
    else:
        with postgres() as service:
            yield {**kill, "DATABASE_URL": service.url}


COUNTS = (
    "from django.apps import apps; print([m.objects.count() for m in apps.get_app_config('explorer').get_models()])"
)
CHANGED = "from explorer.models import *; print([Program.objects.filter(summary__startswith='Imported: ').count(), Program.history.filter(summary__startswith='Imported: ').count(), PendingImport.objects.count()])"


def ask(folder, variables, code):
    return json.loads(manage(folder, "shell", "-v", "0", "--command", code, **variables))


def test_power_lost_during_a_load_or_an_import_leaves_all_or_nothing(database, tmp_path):
    manage(tmp_path, "migrate", "--verbosity", "0", **database)
    nothing = ask(tmp_path, database, COUNTS)
    for moment in ("300", "commit"):
        (tmp_path / "kill_at").write_text(moment)
        load = [sys.executable, "manage.py", "load_frameworks"]
        killed = subprocess.run(load, cwd=ROOT, env=environment(tmp_path, **database), capture_output=True, check=False)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert ask(tmp_path, database, COUNTS) == nothing
    manage(tmp_path, "load_frameworks", **database)
    manage(tmp_path, "shell", "--command", MAKE, **database)
    import_path, last_kill = "/admin/explorer/program/import/", 0
    with serve(tmp_path, port=free_port(), WORKERS="1", **database) as (url, process):
        editor = Editor(url)
        assert editor.log_in()[0] == 200
        rows = list(
            csv.DictReader(io.StringIO(editor.ask("/admin/explorer/program/export/csv/")[2].decode("utf-8-sig")))
        )
        for row in rows:
            row["summary"] = ("Imported: " + row["summary"])[:200]
        text = io.StringIO()
        writer = csv.DictWriter(text, rows[0])
        writer.writeheader()
        writer.writerows(rows)
        for moment in ("60", "commit"):
            fields = editor.look_at(import_path, text.getvalue().encode())
            time.sleep(max(0, last_kill + 6 - time.monotonic()))  # two deaths within five seconds end a node
            (tmp_path / "kill_at").write_text(moment)
            with pytest.raises((ConnectionError, RemoteDisconnected, URLError)):
                editor.ask(import_path, urlencode(fields).encode())
            assert not (tmp_path / "kill_at").exists()
            last_kill = time.monotonic()
            wait_until(lambda: len(workers(process)) == 1)
            assert ask(tmp_path, database, CHANGED) == [0, 0, 1]
        assert editor.ask(import_path, urlencode(fields).encode())[0] == 200
        assert ask(tmp_path, database, CHANGED) == [len(rows), len(rows), 0]
    tell(
        f"power lost during a load and an import on {database.get('DATABASE_URL', 'SQLite').split(':')[0]}",
        [],
        rows=len(rows),
    )
