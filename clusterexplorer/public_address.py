"""The address that the site has for everyone: in QR codes, on paper, in other sites' pages and in search engines."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http.request import HttpRequest, split_domain_port


def read_public_address(text: str) -> str:
    """PUBLIC_ADDRESS without a slash at its end, or ''; raises ImproperlyConfigured if it is no address of a site."""
    address = text.strip().rstrip("/")
    scheme, _separator, host = address.partition("://")
    name, port = split_domain_port(host)  # nothing of what can be no host
    if address and not (scheme in ("http", "https") and name.strip(".") and int(port or 0) < 2**16):
        raise ImproperlyConfigured(
            f"PUBLIC_ADDRESS: {text!r} is no address of a site. Write it from https:// to the end of the name, with "
            "its port if it has one, and without a page: https://clusters.example.org"
        )
    return address


def public_address(request: HttpRequest, path: str | None = None) -> str:
    """The whole address of `path`, or of the page that is asked for, as it is written out.

    A site that has a PUBLIC_ADDRESS never calls itself otherwise, whatever name or port it was asked by.
    """
    if not settings.PUBLIC_ADDRESS:
        return request.build_absolute_uri(path)
    return settings.PUBLIC_ADDRESS + (request.get_full_path() if path is None else path)
