"""The variables of the environment: what they may be, what is said of the others, and deploy/env.example."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from clusterexplorer.environment import BadSetting, Environment

from ..server import ROOT, environment

EXAMPLE = ROOT / "deploy" / "env.example"


def reader(**variables):
    class OfATest(Environment):
        ENVIRON = variables

    return OfATest()


class TestLists:
    def test_blanks_after_commas_do_not_matter(self):
        env = reader(
            ALLOWED_HOSTS=" a.example , b.example,", CSRF_TRUSTED_ORIGINS="https://a.example/, https://*.b.example:8443"
        )
        assert env.hosts("ALLOWED_HOSTS", []) == ["a.example", "b.example"]
        assert env.origins("CSRF_TRUSTED_ORIGINS") == ["https://a.example", "https://*.b.example:8443"]

    @pytest.mark.parametrize("name", ["a.example", ".example.org", "*", "[::1]", "127.0.0.1", "localhost"])
    def test_what_django_knows_as_a_host_is_one(self, name):
        assert reader(ALLOWED_HOSTS=name).hosts("ALLOWED_HOSTS", []) == [name]

    def test_none_is_the_default(self):
        assert reader(ALLOWED_HOSTS=" , ").hosts("ALLOWED_HOSTS", ["localhost"]) == ["localhost"]


class TestOneValue:
    @pytest.mark.parametrize("text", ["", "   "])
    def test_blanks_are_the_default(self, text):
        env = reader(X=text)
        found = env.int("X", 7), env.bool("X", True), env.str("X", "y"), env.choice("X", ("a", "b"), "b")
        assert found == (7, True, "y", "b")

    @pytest.mark.parametrize(
        ("text", "value"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("off", False)]
    )
    def test_yes_and_no(self, text, value):
        assert reader(X=text).bool("X") is value

    def test_a_value_that_begins_with_a_dollar_is_itself(self):
        assert reader(X="$y").str("X") == "$y"


BAD = [
    ("SECRET_KEY", ""), ("SECRET_KEY", "  "), ("SECRET_KEY", "short"), ("SECRET_KEY", "x\x7f" * 30),
    ("ALLOWED_HOSTS", "https://a.example"), ("ALLOWED_HOSTS", "a.example:80"), ("ALLOWED_HOSTS", "a.example b.example"),
    ("CSRF_TRUSTED_ORIGINS", "a.example"), ("PUBLIC_ADDRESS", "a.example"), ("PUBLIC_ADDRESS", "https://a.example/x"),
    ("CONTACT", "web@a.example"), ("CONTACT", "http://a.example"),
    ("DATABASE_URL", "mysql://a/b"), ("DATABASE_URL", "postgres://u:hidden#word@h/b"), ("DATABASE_URL", "here"),
    ("DATABASE_URL", "postgres://u:hidden@h:port/b"), ("DATABASE_URL", "sqlite:////no/such/folder/x"),
    ("DATABASE_POOL", "0"), ("CACHE_URL", "memcached://h"), ("CACHE_URL", "redis://h:hidden/0"), ("TIME_ZONE", "Mars"),
    ("SENTRY_DSN", "hidden"), ("LOG_LEVEL", "loud"), ("LOG_FORMAT", "xml"), ("ADMIN_PATH", "a b"),
    *((name, "ja") for name in ("DEBUG", "HTTPS", "BEHIND_PROXY", "PAGE_CACHE", "ACCESS_LOG", "HSTS_SUBDOMAINS", "HSTS_PRELOAD")),
    *((name, text) for text in ("many", "-1", "1.5", "9" * 30) for name in (
        "HSTS_SECONDS", "SESSION_HOURS", "TRUSTED_PROXIES", "PAGE_SECONDS", "STALE_PAGE_SECONDS", "MY_SCHOOL_FRAMEWORKS",
        "SEARCHES_A_MINUTE", "QUIZZES_A_MINUTE", "PAGES_A_MINUTE", "SHEETS_A_MINUTE", "LARGEST_BODY_MB",
        "DATABASE_POOL",
    )),
]  # fmt: skip
LOAD = """
import importlib, json, os, sys
import django.conf
from clusterexplorer.environment import BadSetting
said = []
for name, text in json.load(sys.stdin):
    os.environ[name] = text
    try:
        sys.modules.pop("clusterexplorer.settings", None)
        importlib.import_module("clusterexplorer.settings")
        said.append("")
    except BadSetting as error:
        said.append(str(error))
    del os.environ[name]
print(json.dumps(said))
"""


def test_every_bad_value_names_its_variable_in_one_line_that_tells_no_secret(tmp_path):
    variables = environment(tmp_path)
    result = subprocess.run([sys.executable, "-c", LOAD], cwd=ROOT, env=variables, input=json.dumps(BAD), text=True, capture_output=True, check=False)  # fmt: skip
    assert result.returncode == 0, result.stderr
    said = dict(zip(BAD, json.loads(result.stdout), strict=True))
    assert [
        case for case, text in said.items() if not text.startswith(case[0]) or "\n" in text or "hidden" in text
    ] == []


def run(tmp_path, *arguments, **variables):
    command = [sys.executable, "manage.py", *arguments]
    env = environment(tmp_path, **variables)
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", ["serve", "migrate", "check", "createsuperuser"])
def test_no_command_starts_with_a_bad_value_or_shows_a_trace(tmp_path, command):
    result = run(tmp_path, command, PAGE_SECONDS="ten")
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "PAGE_SECONDS='ten' can't be used: write a whole number of 0 or more, such as PAGE_SECONDS=10"
    ]


@pytest.mark.parametrize(("name", "value"), [
    ("PORT", "70000"), ("WORKERS", "0"), ("HOST", "203.0.113.1"), ("VAR_DIR", "/dev/null"),
    *(pytest.param(*one, marks=pytest.mark.long) for one in (
        ("PORT", "eight"), ("WORKERS", "two"), ("HOST", "no.such.host.invalid"), ("HOST", "http://x"), ("VAR_DIR", "/dev/null/x"),
    )),
])  # fmt: skip
def test_where_the_server_can_not_be_is_one_sentence(tmp_path, name, value):
    result = run(tmp_path, "serve", **{name: value})
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert name in result.stderr


# What systemd.exec(5) says of EnvironmentFile: lines that begin with # or ; are comments, the rest NAME=value; quotes
# around a value go, nothing after it is a comment. Docker says of --env-file: a line that begins with # is a comment;
# all that follows the first = is the value, quotes and blanks included.
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def as_systemd_reads(text):
    found = {}
    for line in text.splitlines():
        if line.strip() and line.lstrip()[0] not in "#;":
            name, equals, value = line.partition("=")
            assert equals, line
            assert NAME.fullmatch(name), line
            assert not re.search(r"[\\'\"]", value), line  # these it would take away
            found[name] = value.strip()
    return found


def as_docker_reads(text):
    found = {}
    for line in text.splitlines():
        line = line.lstrip()
        if line and not line.startswith("#"):
            name, equals, value = line.partition("=")
            assert equals, line  # a name alone is taken from the surroundings
            assert not re.search(r"\s", name), line
            found[name] = value
    return found


def as_a_shell_reads(path):
    code = "import json, os; print(json.dumps(dict(os.environ)))"
    result = subprocess.run(
        ["sh", "-euc", 'set -a; . "$1"; set +a; exec "$2" -c "$3"', "sh", str(path), sys.executable, code],
        env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert result.stderr == ""
    return {name: value for name, value in json.loads(result.stdout).items() if name not in ("PATH", "PWD", "LC_CTYPE", "SHLVL", "_", "OLDPWD")}  # fmt: skip


def uncommented():
    return re.sub(r"^# ?(?=[A-Z_]+=)", "", EXAMPLE.read_text("utf-8"), flags=re.MULTILINE)


def variables_of_the_program():
    files = [*(ROOT / "clusterexplorer").glob("*.py"), *(ROOT / "explorer" / "management").rglob("*.py")]
    return set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', "".join(file.read_text("utf-8") for file in files)))


def test_every_line_of_the_example_can_be_uncommented_for_systemd_docker_and_a_shell(tmp_path):
    text = uncommented()
    file = tmp_path / "env"
    file.write_text(text, "utf-8")
    found = as_systemd_reads(text)
    assert found == as_docker_reads(text) == as_a_shell_reads(file)
    assert set(found) == variables_of_the_program() != set()
    assert found["HOST"] == "127.0.0.1"


def test_the_example_has_no_comment_behind_a_value():
    assert [line for line in uncommented().splitlines() if re.match(r"[A-Z_]+=.*\s", line)] == []


def test_the_program_starts_with_the_example_uncommented(tmp_path):
    values = as_docker_reads(uncommented()) | {"VAR_DIR": str(tmp_path)}
    for name, value in values.items():
        if name not in ("DATABASE_URL", "CACHE_URL"):  # nobody answers there
            result = run(tmp_path, "check", **{name: value}) if name in ("SENTRY_DSN", "ADMIN_PATH") else None
            assert result is None or result.returncode == 0, result.stderr
    del values["DATABASE_URL"], values["CACHE_URL"]
    result = run(tmp_path, "check", **values)
    assert result.returncode == 0, result.stderr


def test_a_bad_setting_is_one_of_djangos_own():
    from django.core.exceptions import ImproperlyConfigured

    assert issubclass(BadSetting, ImproperlyConfigured)
    assert Path(EXAMPLE).is_file()
