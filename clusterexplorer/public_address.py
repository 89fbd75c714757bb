"""The address that the site has for everyone: in QR codes, on paper, in other sites' pages and in search engines."""

from django.conf import settings
from django.http import HttpRequest

from explorer.pages.htmx import page_address


def public_address(request: HttpRequest, path: str | None = None) -> str:
    """The whole address of `path`, or of the page that is asked for, as it is written out.

    A site that has a PUBLIC_ADDRESS never calls itself otherwise, whatever name or port it was asked by.
    """
    path = page_address(request) if path is None else path
    if not settings.PUBLIC_ADDRESS:
        return request.build_absolute_uri(path)
    return settings.PUBLIC_ADDRESS + path
