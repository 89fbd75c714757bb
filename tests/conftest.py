import os

import pytest

# Playwright runs an event loop in the thread that the tests use; Django would refuse to touch the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def panel_headers():
    """What htmx sends when it asks for the panel."""
    return {"HX-Request": "true", "HX-Target": "panel"}


@pytest.fixture
def other_target_headers():
    """What htmx sends when it asks for some other part of a page."""
    return {"HX-Request": "true", "HX-Target": "somewhere-else"}
