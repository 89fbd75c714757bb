import pytest

from . import odd


@pytest.fixture
def site(db):
    odd.create_content()
    return odd.Site()


@pytest.fixture
def addresses(site):
    return odd.addresses(odd.known_values())
