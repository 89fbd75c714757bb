"""Addresses that come from visitors or editors and are led to: none leads off the site."""

from django.utils.http import escape_leading_slashes, url_has_allowed_host_and_scheme


def on_this_site(path: str) -> str:
    """`path` as an address that no browser takes for another site's: '//evil.example' is '/%2Fevil.example'."""
    path = escape_leading_slashes("/" + path.removeprefix("/"))
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else "/"
