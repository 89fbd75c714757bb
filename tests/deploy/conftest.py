import shutil
import signal

import pytest

from ..natively import Site, running_site
from ..server import manage

MAX_AGE = 1  # seconds that nginx keeps a page; short, so that a test can wait for what it is about
# All visitors of the tests have one address. They are counted all the same: that asks Redis.
MANY_A_MINUTE = {f"{what}_A_MINUTE": "100000" for what in ("SEARCHES", "QUIZZES", "LISTS", "PAGES")}


@pytest.fixture(scope="session")
def _site(_started_once, tmp_path_factory):
    folder = shutil.copytree(_started_once, tmp_path_factory.mktemp("natively") / "site")
    with running_site(folder=folder, PAGE_SECONDS=str(MAX_AGE), **MANY_A_MINUTE) as site:
        yield site


@pytest.fixture
def site(_site):
    """Two nodes behind nginx, over PostgreSQL and Redis. What a test has taken away is brought back after it."""
    yield _site
    for service in (_site.database, _site.cache):
        if service.process is None:
            service.start()
        service.process.send_signal(signal.SIGCONT)
    for number, node in enumerate(_site.nodes):
        if node.poll() is not None:
            _site.start_node(number)


def edit(site: Site, summary: str) -> None:
    code = (
        "from explorer.models import Program; p = Program.objects.get(slug='carpentry'); "
        f"p.summary = {summary!r}; p.save()"
    )
    manage(site.folder, "shell", "--command", code, **site.variables)
