"""Whose request it is, for the lock-out and the limits. Nothing else asks, and no page depends on it."""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104, no address to listen on: a server on a Unix socket names none
NETWORK = ~((1 << 64) - 1)  # who has an IPv6 line has all the addresses of a /64


def client_address(request: HttpRequest) -> str:
    """The visitor's IPv4 address, or the /64 network of an IPv6 address.

    Behind proxies it is the entry of X-Forwarded-For that the outermost of ours has written. Anybody can write what
    stands before that, and all of it where no proxy of ours is.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        address = _read(hops[-min(settings.TRUSTED_PROXIES, len(hops))]) or address
    return _read(address) or UNKNOWN


def _read(text):
    """An address as one text, whichever way it was written; None of what is none."""
    text = text.strip()
    if text.startswith("["):  # [2001:db8::1]:4711
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:  # 192.0.2.1:4711
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Address(int(address) & NETWORK))
