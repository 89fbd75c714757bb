import os
import subprocess
import sys
from pathlib import Path

import pytest

from clusterexplorer.secret_key import read_or_make_secret_key

from .factories import create_small_framework

ROOT = Path(__file__).parent.parent
PAGES = [
    "/",
    "/?view=grid",
    "/frameworks/modernized/",
    "/frameworks/modernized/cluster-1/",
    "/frameworks/modernized/cluster-1/part-1/",
    "/programs/program-modernized-1-1-1/",
    "/robots.txt",
    "/sitemap.xml",
    "/no-such-page/",
]


@pytest.fixture
def framework(db):
    return create_small_framework()


@pytest.mark.parametrize("path", PAGES)
def test_no_public_page_sets_a_cookie(client, framework, path):
    assert client.get(path).cookies == {}


@pytest.mark.parametrize("path", PAGES)
def test_no_public_page_varies_by_cookie(client, framework, path):
    assert "cookie" not in client.get(path).get("Vary", "").lower()


@pytest.mark.parametrize("path", [*PAGES, "/admin/login/"])
def test_every_page_has_a_strict_content_security_policy(client, framework, path):
    policy = client.get(path)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(("header", "value"), [
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
])  # fmt: skip
def test_the_other_security_headers_are_set(client, framework, header, value):
    assert client.get("/")[header] == value


def test_the_permissions_policy_allows_nothing(client, framework):
    assert "camera=()" in client.get("/")["Permissions-Policy"]


def run_check(**environment):
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_check_deploy_is_clean_in_production_settings(tmp_path):
    result = run_check(HTTPS="1", ALLOWED_HOSTS="clusters.example.org", VAR_DIR=str(tmp_path))
    assert (result.returncode, "no issues" in result.stdout) == (0, True), result.stderr


def test_the_production_check_can_fail(tmp_path):
    assert run_check(HTTPS="0", VAR_DIR=str(tmp_path)).returncode == 1


def test_debug_is_off_unless_asked_for(settings):
    assert settings.DEBUG is False


class TestSecretKey:
    def test_it_is_made_once_and_kept(self, tmp_path):
        path = tmp_path / "var" / "secret_key"
        assert read_or_make_secret_key(path) == read_or_make_secret_key(path)

    def test_only_its_owner_can_read_it(self, tmp_path):
        read_or_make_secret_key(tmp_path / "secret_key")
        assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0

    def test_it_is_long_enough(self, tmp_path):
        assert len(read_or_make_secret_key(tmp_path / "secret_key")) >= 50

    def test_two_installations_have_two_keys(self, tmp_path):
        assert read_or_make_secret_key(tmp_path / "one") != read_or_make_secret_key(tmp_path / "two")

    def test_it_leaves_nothing_else_behind(self, tmp_path):
        read_or_make_secret_key(tmp_path / "secret_key")
        assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]

    def test_git_ignores_it(self):
        result = subprocess.run(["git", "check-ignore", "var/secret_key"], cwd=ROOT, check=False, capture_output=True)
        assert result.returncode == 0
