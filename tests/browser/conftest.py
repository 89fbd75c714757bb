"""A real Chromium against the production server with the shipped content."""

import shutil

import pytest

from ..install import find_browser
from ..server import manage, serve
from .visit import log_in

EDITOR, PASSWORD = "edith", "long enough for a test"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]
    path = {"executable_path": find_browser()} if find_browser() else {}
    return {**browser_type_launch_args, **path, "args": arguments}


@pytest.fixture(scope="session")
def site_folder(_started_once, tmp_path_factory):
    return shutil.copytree(_started_once, tmp_path_factory.mktemp("browser") / "site")


@pytest.fixture(scope="session")
def site(site_folder):
    """The address of the running site. Tests that change its content put it back."""
    with serve(site_folder) as (url, _process):
        yield url


@pytest.fixture(scope="session")
def base_url(site):
    """Playwright opens paths on the running site."""
    return site


@pytest.fixture(scope="session")
def editor(site, site_folder):
    """The name and password of a member of the group Editors on the running site."""
    manage(
        site_folder,
        "createsuperuser",
        "--noinput",
        "--username",
        "root",
        "--email",
        "",
        DJANGO_SUPERUSER_PASSWORD=PASSWORD,
    )
    code = (
        "from django.contrib.auth.models import Group, User;"
        f"user = User.objects.create_user('{EDITOR}', password='{PASSWORD}', is_staff=True);"
        "user.groups.add(Group.objects.get(name='Editors'))"
    )
    manage(site_folder, "shell", "--command", code)
    return EDITOR, PASSWORD


@pytest.fixture
def no_js(browser, base_url):
    """A page in a browser without JavaScript."""
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    yield context.new_page()
    context.close()


# Chromium says it where a test types before the page has given its focus to the field itself.
TYPED_EARLY = "Autofocus processing was blocked"


@pytest.fixture(autouse=True)
def _calm(page, request):
    """Fail on anything that a page writes to the console, a Content-Security-Policy violation among it."""
    messages = []
    page.on("console", lambda message: messages.append(f"{message.type}: {message.text} ({page.url})"))
    page.on("pageerror", lambda error: messages.append(f"error: {error} ({page.url})"))
    yield
    marker = request.node.get_closest_marker("console_allowed")
    allowed = (TYPED_EARLY, *(marker.args if marker else ()))
    assert [message for message in messages if not any(text in message for text in allowed)] == []


@pytest.fixture
def requested_hosts(context):
    """The hosts of all requests that the browser makes."""
    hosts = set()
    context.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    return hosts


@pytest.fixture
def logged_in(page, editor):
    return log_in(page, *editor)
