import pytest

from . import odd


@pytest.fixture
def site(db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.CACHES = settings.CACHES | {"files": settings.CACHES["files"] | {"LOCATION": tmp_path / "files"}}
    odd.create_content()
    return odd.Site()


@pytest.fixture
def addresses(site):
    return odd.addresses(odd.known_values())
