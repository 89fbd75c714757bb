"""Addresses that come from visitors or editors and are led to: none leads off the site."""

from django.urls import reverse
from django.utils.http import escape_leading_slashes, url_has_allowed_host_and_scheme

LONGEST = 500  # characters of a way back


def on_this_site(path: str) -> str:
    """`path` as an address that no browser takes for another site's: '//evil.example' is '/%2Fevil.example'."""
    path = escape_leading_slashes("/" + path.removeprefix("/"))
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else "/"


def shows_school_names(path: str) -> bool:
    """Say whether that is the address of a cluster's page, or of one below it: they have the names of all schools.

    Only such a page is a way back from the choice of names, so that no way back has another one in it.
    """
    return (
        path.startswith(reverse("framework_list"))
        and path.count("/") > 3
        and len(path) <= LONGEST
        and path.isprintable()
        and not {"?", "#", "\\"} & set(path)
    )
