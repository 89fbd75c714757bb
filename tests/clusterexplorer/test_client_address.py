import pytest
from django.test import RequestFactory

from clusterexplorer.client_address import UNKNOWN, client_address


def seen(forwarded=None, address="192.0.2.1"):
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return client_address(RequestFactory().get("/", REMOTE_ADDR=address, headers=headers))


def test_without_a_proxy_the_header_is_ignored():
    assert seen("203.0.113.9") == "192.0.2.1"


@pytest.mark.parametrize(("proxies", "forwarded", "expected"), [
    (1, "203.0.113.9", "203.0.113.9"),
    (1, "1.1.1.1, 203.0.113.9", "203.0.113.9"),
    (1, "1.1.1.1,2.2.2.2 ,  203.0.113.9 ", "203.0.113.9"),
    (2, "1.1.1.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
    (2, "203.0.113.9", "203.0.113.9"),
    (1, "203.0.113.9:4711", "203.0.113.9"),
    (1, "[2001:db8:1:2:3::4]:4711", "2001:db8:1:2::"),
    (1, "2001:DB8:1:2:ffff::4", "2001:db8:1:2::"),
    (1, "::ffff:203.0.113.9", "203.0.113.9"),
    (1, "fe80::1%eth0", "fe80::"),
    (1, None, "192.0.2.1"),
    (1, "", "192.0.2.1"),
    (1, "203.0.113.9,", "192.0.2.1"),
    (1, "unknown", "192.0.2.1"),
    (1, "1.1.1.1, " + "9" * 9000, "192.0.2.1"),
    (1, "203.0.113.9, [", "192.0.2.1"),
    (1, "203.0.113.9, \x00", "192.0.2.1"),
])  # fmt: skip
def test_behind_proxies_the_entry_counts_that_ours_have_written(settings, proxies, forwarded, expected):
    settings.BEHIND_PROXY, settings.TRUSTED_PROXIES = True, proxies
    assert seen(forwarded) == expected


@pytest.mark.parametrize("address", ["", "unix:"])
def test_a_server_that_names_no_address_has_one_visitor(address):
    assert seen(address=address) == UNKNOWN
