"""What `make run` does, for real: `manage.py serve` in a folder of its own."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import psutil
import pytest

from clusterexplorer.serving import STOP_SECONDS

from ..server import ROOT, environment, free_port, manage, serve

pytestmark = pytest.mark.sampled(3)


def get(url, **headers):
    """Return (status, headers, body), whatever the status."""
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


@pytest.fixture(scope="module")
def folder(_started_once, tmp_path_factory):
    return shutil.copytree(_started_once, tmp_path_factory.mktemp("serve") / "site")


@pytest.fixture(scope="module")
def served_twice(folder):
    """The address of a site that was started, stopped, edited and started again."""
    code = "from explorer.models import Program; Program.objects.filter(slug='carpentry').update(summary='An edit.')"
    manage(folder, "shell", "--command", code)
    key = (folder / "secret_key").read_text()
    with serve(folder) as (url, _process):
        assert (folder / "secret_key").read_text() == key
        yield url


def test_starting_again_loses_nothing(served_twice):
    _status, _headers, page = get(f"{served_twice}/programs/carpentry/")
    assert b"An edit." in page


def test_it_says_where_it_serves(folder, served_twice):
    log = (folder / f"server-{served_twice.rpartition(':')[2]}.log").read_text()
    assert f"Cluster Explorer is at {served_twice}/" in log


def test_html_is_compressed(served_twice):
    _status, headers, _page = get(f"{served_twice}/", **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"


def test_a_broken_address_shows_the_sites_own_page_and_no_trace(served_twice):
    status, _headers, page = get(f"{served_twice}/no-such-page/")
    assert status == 404
    assert b"There is no page at this address" in page
    assert b"Traceback" not in page


def test_a_fault_shows_the_sites_own_page_and_no_trace(site_copy):
    with serve(site_copy) as (url, _process):
        manage(
            site_copy,
            "shell",
            "--command",
            "from django.db import connection; connection.cursor().execute('DROP TABLE explorer_placement')",
        )
        status, _headers, page = get(f"{url}/programs/carpentry/")
        assert status == 500
        assert b"Something went wrong on our side" in page
        assert b"Traceback" not in page


def test_a_host_that_is_not_ours_is_refused(served_twice):
    status, _headers, _page = get(f"{served_twice}/", Host="evil.example")
    assert status == 400


@pytest.mark.long
def test_it_starts_from_any_folder_and_twice_at_once(tmp_path):
    with contextlib.ExitStack() as stack:
        ports = [free_port(), free_port()]
        for port in ports:
            command = [sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(port)]
            log = stack.enter_context((tmp_path / f"{port}.log").open("w"))
            process = subprocess.Popen(command, cwd=tmp_path, env=environment(tmp_path), stdout=log, stderr=log)
            stack.callback(process.wait)
            stack.callback(process.terminate)
        for port in ports:
            assert answers(f"http://127.0.0.1:{port}/"), (tmp_path / f"{port}.log").read_text()


COLLECT = ("shell", "--command", "from clusterexplorer.static_files import collect_static; collect_static()")


def test_a_second_start_touches_no_static_file_that_a_first_one_may_be_reading(site_copy):
    def files():
        return {path: path.stat().st_mtime_ns for path in (site_copy / "static").rglob("*")}

    before = files()
    manage(site_copy, *COLLECT)
    assert before == files() != {}


def test_static_files_that_have_changed_are_collected_again(site_copy):
    mark = site_copy / "static.version"
    assert mark.exists()
    mark.write_text("of other files")
    (site_copy / "static" / "staticfiles.json").unlink()
    manage(site_copy, *COLLECT)
    assert (site_copy / "static" / "staticfiles.json").exists()


def answers(url):
    for _ in range(1200):  # a busy machine takes a minute
        try:
            return get(url)[0] == 200
        except OSError:
            time.sleep(0.1)
    return False


def test_a_group_that_an_administrator_has_changed_stays_so(site_copy):
    manage(
        site_copy,
        "shell",
        "--command",
        "from django.contrib.auth.models import Group; Group.objects.get().permissions.clear()",
    )
    with serve(site_copy):
        count = manage(
            site_copy,
            "shell",
            "--verbosity",
            "0",
            "--command",
            "from django.contrib.auth.models import Group; print(Group.objects.get().permissions.count())",
        )
    assert count.strip() == "0"


def test_any_folder_name_will_do(site_copy):
    folder = site_copy.rename(site_copy.with_name("a+b #1 100%"))
    count = "from explorer.models import Framework; print(Framework.objects.filter(slug='modernized').count())"
    assert manage(folder, "shell", "--verbosity", "0", "--command", count).strip() == "1"


@pytest.mark.parametrize("how", ["environment", "option"])
def test_a_port_in_use_gets_one_clear_line(tmp_path, how):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        options, variables = (["--port", port], {}) if how == "option" else ([], {"PORT": port})
        result = subprocess.run(
            [sys.executable, "manage.py", "serve", *options],
            cwd=ROOT, env=environment(tmp_path, **variables), capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert f"Port {port} can't be used" in result.stderr


@pytest.mark.parametrize("port", ["99999", "-1", "eight"])
def test_a_port_that_is_none_is_a_clear_error(tmp_path, port):
    result = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT, env=environment(tmp_path, PORT=port), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode != 0
    assert "Traceback" not in result.stderr
    assert port in result.stderr


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("::1", "[::1]"),
        pytest.param("[::1]", "[::1]", marks=pytest.mark.long),
        ("0.0.0.0", "127.0.0.1"),
        pytest.param("::", "[::1]", marks=pytest.mark.long),
    ],
)
def test_the_address_that_it_says_can_be_opened(site_copy, host, said):
    port = free_port()
    log = (site_copy / "server.log").open("w+")
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment(site_copy, HOST=host), stdout=log, stderr=log)
    try:
        assert answers(f"http://{said}:{port}/")
        assert f"Cluster Explorer is at http://{said}:{port}/ " in (site_copy / "server.log").read_text()
    finally:
        process.terminate()
        process.wait()
        log.close()


@pytest.mark.long
def test_killing_a_load_leaves_all_or_nothing(tmp_path):
    manage(tmp_path, "migrate", "--verbosity", "0")
    code = "from explorer.models import *; print([m.objects.count() for m in (Framework, Cluster, Program, Placement)])"
    for seconds in ("0.9", "1.2", "1.5"):
        command = ["timeout", "--signal=KILL", seconds, sys.executable, "manage.py", "load_frameworks"]
        subprocess.run(command, cwd=ROOT, env=environment(tmp_path), capture_output=True, check=False)
        counts = json.loads(manage(tmp_path, "shell", "--verbosity", "0", "--command", code))
        assert counts in ([0, 0, 0, 0], [1, 14, 169, 172])


def test_git_ignores_all_that_running_makes():
    result = subprocess.run(
        ["git", "check-ignore", "var/", ".venv"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ),
    )
    assert result.stdout.split() == ["var/", ".venv"]


@pytest.fixture(scope="module")
def served_by_process(folder):
    """The address and the process of a site, for faults; the last test stops it."""
    with serve(folder) as site:
        yield site


def children(process):
    """Its workers."""
    return [child.pid for child in psutil.Process(process.pid).children() if child.status() != psutil.STATUS_ZOMBIE]


def test_a_worker_that_is_killed_is_replaced_while_the_others_answer(served_by_process):
    url, process = served_by_process
    before = set(children(process))
    os.kill(min(before), signal.SIGKILL)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and len(set(children(process)) - before) < 1:
        assert answers(f"{url}/healthz")
    assert len(children(process)) == len(before) == 2
    assert process.poll() is None


def wait_until_busy(process):
    """Until its workers have used 50 ms of CPU time more."""

    def seconds():
        return sum(sum(psutil.Process(pid).cpu_times()[:2]) for pid in children(process))

    start, deadline = seconds(), time.monotonic() + 10
    while seconds() < start + 0.05:
        assert time.monotonic() < deadline


def test_asked_to_stop_it_finishes_what_it_is_at(served_by_process):
    """The sheets of all clusters as one PDF take long enough to be asked for when the server is told to stop."""
    url, process = served_by_process
    port = int(url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(b"GET /handouts/modernized.pdf HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        wait_until_busy(process)
        process.terminate()
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert b"%%EOF" in answer[-10:]
    assert process.wait(timeout=STOP_SECONDS - 10) == 0  # nor is it held up by the worker that has just begun
