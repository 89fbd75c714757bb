import pytest

from . import odd


@pytest.fixture
def site(db):
    odd.create_content()
    return odd.Site()


@pytest.fixture
def addresses(site):
    return odd.addresses(odd.known_values())


@pytest.fixture(params=["short", pytest.param("long", marks=pytest.mark.long)])
def counts(request):
    """How many requests each test sends. The long ones belong to `make test-long`."""
    return odd.COUNTS[request.param]
