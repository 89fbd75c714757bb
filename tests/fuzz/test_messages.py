"""Odd methods and bodies, with all else that can be odd, to every address; and logins."""

from hypothesis import given

from . import odd
from .test_pages import DRAWN as PAGES_DRAWN
from .test_pages import ROLLED as PAGES_ROLLED

AT_LEAST = 20_000  # in both files together
DRAWN, ROLLED = 700, 17_300
KINDS = (*["method"] * 12, *["body"] * 7, "all")
TAKING = ("quiz", "quiz_result", "quiz_codes", "my_school", "shortlist")  # what is posted


def test_there_are_enough():
    assert PAGES_DRAWN + PAGES_ROLLED + DRAWN + ROLLED >= AT_LEAST


def test_no_message_that_is_drawn_breaks_a_page(site, addresses):
    @odd.examples(DRAWN)
    @given(odd.drawn(addresses, KINDS))
    def ask(request):
        site.ask(request)

    ask()
    assert site.asked >= DRAWN


def test_no_message_that_is_rolled_breaks_a_page(site, addresses):
    for request in odd.rolled(ROLLED - 1200, addresses, KINDS):
        site.ask(request)
    for request in odd.rolled(1000, {name: addresses[name] for name in TAKING}, ("body", "body", "all")):
        site.ask(request)
    login = {"login": ["/admin/login/"]}
    for request in odd.rolled(200, login, ("body", "headers", "query", "method")):
        site.ask(request)
    print(f"{site.asked:,} requests, the slowest took {site.slowest[0]:.2f} s of CPU: {site.slowest[1]}")
