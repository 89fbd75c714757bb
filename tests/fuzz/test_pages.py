"""Odd paths, query strings and headers, to addresses that are read."""

from hypothesis import given

from ..sample import drawn
from . import odd

KINDS = ("path", "query", "headers", "all")


def test_every_public_address_is_known_and_answered(site, addresses):
    for name, parts in addresses.items():
        path = "".join(part if isinstance(part, str) else part[0] for part in parts)
        assert site.ask(odd.Odd(name, path.encode())) < 400, path


def test_no_request_that_is_drawn_breaks_a_page(site, addresses, counts):
    @odd.examples(counts["pages drawn"])
    @given(odd.drawn(addresses, KINDS))
    def ask(request):
        site.ask(request)

    ask()
    assert site.asked >= counts["pages drawn"]


def test_no_request_that_is_rolled_breaks_a_page(site, addresses, counts):
    for request in odd.rolled(counts["pages rolled"], addresses, KINDS):
        site.ask(request)
    print(f"{site.asked:,} requests, the slowest took {site.slowest[0]:.2f} s of CPU: {site.slowest[1]}")
    assert set(site.statuses) == set(addresses)


def test_no_known_parameter_or_part_of_a_path_breaks_its_page_with_a_value_that_is_nearly_right(
    site, addresses, counts
):
    code = odd.known_values()["other"][0]
    requests = [*odd.known_requests(addresses, code), *odd.answer_sheets(code)]
    broken = []
    for request in drawn(requests, counts["known"], "nearly right"):
        try:
            site.ask(request)
        except AssertionError as error:
            broken.append((request.address, request.path[:80], request.query[:80], request.body[:80], str(error)[:200]))
    print(f"{site.asked:,} of {len(requests):,}, the slowest took {site.slowest[0]:.2f} s of CPU: {site.slowest[1]}")
    assert broken == []
