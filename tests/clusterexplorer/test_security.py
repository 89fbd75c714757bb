import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from clusterexplorer.admin_path import check_admin_path, read_admin_path
from clusterexplorer.environment import BadSetting
from clusterexplorer.secret_key import read_or_make_secret_key, secret_key

from ..factories import create_small_framework

ROOT = Path(__file__).parent.parent.parent
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


@pytest.mark.parametrize("path", [*PAGES, "/admin/login/", "/mine.css"])
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
@pytest.mark.parametrize("path", ["/", "/mine.css"])
def test_the_other_security_headers_are_set(client, framework, header, value, path):
    assert client.get(path)[header] == value


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

    @pytest.mark.parametrize("content", [b"", b" \n", b"short", b"x" * 49, b"\0" * 50, b"\xff\xfe" * 30, b"a\n" * 50])
    def test_a_damaged_one_stops_the_start_and_stays_as_it_is(self, tmp_path, content):
        path = tmp_path / "secret_key"
        path.write_bytes(content)
        with pytest.raises(BadSetting, match="put the file back from a backup, or delete it"):
            read_or_make_secret_key(path)
        assert path.read_bytes() == content

    def test_what_can_not_be_read_stops_the_start(self, tmp_path):
        (tmp_path / "secret_key").symlink_to("nowhere")
        with pytest.raises(BadSetting, match="secret key can't be read"):
            read_or_make_secret_key(tmp_path / "secret_key")

    def test_what_stands_in_the_environment_is_never_replaced_by_a_new_one(self, tmp_path):
        for given in ("", " ", "short"):
            with pytest.raises(BadSetting, match="SECRET_KEY"):
                secret_key(given, tmp_path / "secret_key")
        assert secret_key(f" {'k' * 32}\n", tmp_path / "secret_key") == "k" * 32
        assert list(tmp_path.iterdir()) == []

    def test_twenty_that_start_at_once_have_one_key(self, tmp_path):
        """In containers that share a folder, each process may have the same number."""
        with ThreadPoolExecutor(20) as pool:
            keys = set(pool.map(read_or_make_secret_key, [tmp_path / "secret_key"] * 20))
        assert len(keys) == 1
        assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]

    def test_it_leaves_nothing_else_behind(self, tmp_path):
        read_or_make_secret_key(tmp_path / "secret_key")
        assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]

    def test_git_ignores_it(self):
        result = subprocess.run(["git", "check-ignore", "var/secret_key"], cwd=ROOT, check=False, capture_output=True)
        assert result.returncode == 0


class TestAdminPath:
    @pytest.mark.parametrize("text", ["staff", "/staff", "staff/", " /staff/ "])
    def test_slashes_do_not_matter(self, text):
        assert read_admin_path(text) == "staff/"

    @pytest.mark.parametrize("text", ["", "/", "a b", "<x>/", "a//b", "../x", "ä", "a\\b", "x?y", "a\nb", "(?P<a>x)"])
    def test_what_can_be_no_address_is_refused(self, text):
        with pytest.raises(ImproperlyConfigured, match="ADMIN_PATH"):
            read_admin_path(text)

    @pytest.mark.parametrize("path", ["frameworks/", "search/", "careers/x/", "static/", "robots.txt/", "quiz/admin/"])
    def test_a_public_address_is_refused(self, settings, path):
        settings.ADMIN_PATH = path
        assert [error.id for error in check_admin_path(None)] == ["admin_path.E1"]

    def test_it_stands_where_it_is_configured_and_nowhere_else(self, tmp_path):
        code = (
            "import django; django.setup()\n"
            "from django.urls import reverse, resolve\n"
            "print(reverse('admin:login'), resolve('/back/door/login/').url_name, reverse('admin:explorer_cluster_add'))\n"
            "try: resolve('/admin/')\n"
            "except Exception as error: print(type(error).__name__)\n"
        )
        result = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False,
            env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "ADMIN_PATH": "/back/door",
                 "DJANGO_SETTINGS_MODULE": "clusterexplorer.settings"},
        )  # fmt: skip
        words = result.stdout.split()
        assert words == ["/back/door/login/", "login", "/back/door/explorer/cluster/add/", "Resolver404"], result.stderr

    @pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml", "/", "/no-such-page/"])
    def test_no_public_page_says_where_it_is(self, client, framework, path):
        assert "admin" not in client.get(path).content.decode()

    def test_no_code_of_ours_knows_it_by_heart(self):
        files = [
            *(ROOT / "explorer").rglob("*.py"),
            *(ROOT / "templates").rglob("*.html"),
            *(ROOT / "static/js").glob("*"),
        ]
        assert len(files) > 100
        assert [
            path.name
            for path in files
            if re.search(r"""["'(]/?admin/(?![\w/-]+\.(?:html|css|js)\b)""", path.read_text("utf-8"))
        ] == []


def settings_of(tmp_path, **environment):
    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
             "CSRF_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "SESSION_COOKIE_AGE", "SECURE_HSTS_SECONDS",
             "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD", "SECURE_SSL_REDIRECT")  # fmt: skip
    code = (
        f"import json; from clusterexplorer import settings; print(json.dumps([getattr(settings, n) for n in {names}]))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), **environment},
    )  # fmt: skip
    return dict(zip(names, json.loads(result.stdout), strict=True))


def test_with_https_no_neighboring_subdomain_can_plant_a_cookie_and_only_this_host_is_promised(tmp_path):
    found = settings_of(tmp_path, HTTPS="1")
    assert found == {
        "SESSION_COOKIE_NAME": "__Host-sessionid", "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "SESSION_COOKIE_SECURE": True, "SESSION_COOKIE_HTTPONLY": True, "CSRF_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax", "SESSION_COOKIE_AGE": 43200, "SECURE_HSTS_SECONDS": 31536000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": False, "SECURE_HSTS_PRELOAD": False, "SECURE_SSL_REDIRECT": True,
    }  # fmt: skip


def test_subdomains_are_promised_to_use_https_only_by_who_says_so(tmp_path):
    found = settings_of(
        tmp_path, HTTPS="1", HSTS_SUBDOMAINS="1", HSTS_PRELOAD="1", HSTS_SECONDS="60", SESSION_HOURS="1"
    )
    wanted = {"SECURE_HSTS_INCLUDE_SUBDOMAINS": True, "SECURE_HSTS_PRELOAD": True, "SECURE_HSTS_SECONDS": 60,
              "SESSION_COOKIE_AGE": 3600}  # fmt: skip
    assert {name: found[name] for name in wanted} == wanted


@pytest.mark.parametrize("path", ["healthz", "readyz", "/healthz/", "x/healthz"])
def test_only_the_two_addresses_of_machines_are_answered_without_https(settings, path):
    is_exempt = any(re.search(pattern, path) for pattern in settings.SECURE_REDIRECT_EXEMPT)
    assert is_exempt == (path in ("healthz", "readyz"))


PUBLIC = [
    "/", "/data/", "/data/careers.json", "/data/frameworks/modernized.csv", "/embed/", "/embed/wheel/", "/careers/",
    "/frameworks/modernized/cluster-1/", "/search/", "/compare/", "/robots.txt", "/sitemap.xml", "/mine.css", "/poster.pdf",
]  # fmt: skip


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.sampled(20)
def test_a_method_that_an_address_does_not_have_is_said_to_be_so(framework, method, path):
    response = getattr(Client(enforce_csrf_checks=True), method)(path)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_a_form_of_the_admin_without_its_token_is_refused_in_plain_words(db):
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert "This form has grown too old" in response.content.decode()


@pytest.mark.parametrize("path", ["/", "/admin/", "/search/?q=x", "/quiz/"])
@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "", "local host", "[::1", "a\\b", "x" * 300]
)
@pytest.mark.sampled(8)
def test_another_host_name_is_a_plain_page_and_never_repeated(client, framework, path, host):
    response = client.get(path, headers={"Host": host})
    assert response.status_code == 400
    assert "evil" not in response.content.decode()


@pytest.mark.parametrize("way", ["https://evil.example/", "//evil.example/x/y/", "/\\evil.example", "/\t/evil.example/a/b",
                                 "/frameworks/..//evil.example/", "/frameworks/\r\nSet-Cookie: a=b/x/", "javascript:x",
                                 "/frameworks//evil.example/x"])  # fmt: skip
def test_no_form_leads_to_another_site(client, framework, way):
    for response in (
        client.post("/my-school/", {"framework": "", "next": way}),
        client.post("/shortlist/", {"add": "modernized:cluster-1"}, headers={"Referer": way.replace("\r\n", "")}),
        client.post("/shortlist/", {"add": "x"}, headers={"Referer": f"http://testserver{way}".replace("\r\n", "")}),
    ):
        location = urljoin("http://testserver/here/", response["Location"].replace("\\", "/"))
        assert response.status_code == 302
        assert location.startswith("http://testserver/")
        assert not re.search(r"[\s\\]|^//", response["Location"])


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "//evil.example/frameworks",
        "/\\evil.example",
        "///evil.example/x",
        "/%09/evil.example",
        "/%5cevil.example",
    ],
)
def test_no_wrong_address_leads_to_another_site(client, framework, path):
    response = client.generic("GET", "/", PATH_INFO=path)
    location = response.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
