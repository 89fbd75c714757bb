"""Whatever one request says, the next visitor gets the page as it is: no answer depends on what others have sent."""

import random

import pytest
from django.core.cache import caches

from . import odd

CLEAN = {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br"}
PERSONAL = {"quiz_result", "quiz_compare", "shortlist", "my_school", "my_state", "personal_stylesheet"}


@pytest.fixture
def visitor(site, settings):
    """Ask as a clean visitor, and get status and bytes."""
    settings.PAGE_CACHE = True
    caches["pages"].clear()

    def ask(name, path, query=""):
        return site.answer(odd.Odd(name, path, query=query, headers=dict(CLEAN)))

    return ask


@pytest.mark.parametrize("number", [40, pytest.param(400, marks=pytest.mark.long)])
def test_no_request_changes_what_the_next_visitor_gets(site, addresses, visitor, number):
    die = random.Random(2026)
    wholes = {
        name: "".join(part if isinstance(part, str) else part[0] for part in parts).encode()
        for name, parts in addresses.items()
        if name not in PERSONAL
    }
    asked = [(name, path, query) for name, path in wholes.items() for query in ("", "part=panel")]
    expected = {one: visitor(*one) for one in asked}
    for _nth in range(number):
        one = die.choice(asked)
        headers = {name: die.choice(odd.HEADERS[name]) for name in die.sample(sorted(odd.HEADERS), die.randint(1, 4))}
        caches["pages"].clear()  # the odd request is the first to ask for the page
        site.ask(odd.Odd(one[0], one[1], die.choice(("GET", "GET", "GET", "HEAD")), one[2], headers))
        assert visitor(*one) == expected[one], headers
