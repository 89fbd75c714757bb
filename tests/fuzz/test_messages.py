"""Odd methods and bodies, with all else that can be odd, to every address; and logins."""

import pytest
from hypothesis import given

from . import odd

AT_LEAST = {"short": 2_000, "long": 26_000}  # in both files together
KINDS = (*["method"] * 12, *["body"] * 7, "all")
TAKING = ("quiz", "quiz_result", "quiz_codes", "my_school", "my_state", "shortlist")  # what is posted


@pytest.mark.parametrize("length", AT_LEAST)
def test_there_are_enough(length):
    assert sum(odd.COUNTS[length].values()) >= AT_LEAST[length]


def test_no_message_that_is_drawn_breaks_a_page(site, addresses, counts):
    @odd.examples(counts["messages drawn"])
    @given(odd.drawn(addresses, KINDS))
    def ask(request):
        site.ask(request)

    ask()
    assert site.asked >= counts["messages drawn"]


def test_no_message_that_is_rolled_breaks_a_page(site, addresses, counts):
    number = counts["messages rolled"]
    taking = {name: addresses[name] for name in TAKING}
    login = {"login": ["/admin/login/"]}
    for request in (
        *odd.rolled(number * 92 // 100, addresses, KINDS),
        *odd.rolled(number * 6 // 100, taking, ("body", "body", "all")),
        *odd.rolled(number * 2 // 100, login, ("body", "headers", "query", "method")),
    ):
        site.ask(request)
    print(f"{site.asked:,} requests, the slowest took {site.slowest[0]:.2f} s of CPU: {site.slowest[1]}")
