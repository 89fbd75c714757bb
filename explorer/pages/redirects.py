"""From an address that is an old or a mistyped one to the page that it means."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.cache import patch_cache_control
from django.utils.encoding import iri_to_uri

from ..text.addresses import on_this_site

LONGEST_QUERY = 8000  # Django sends nobody to an address of over 16,384 characters


def redirect_within_site(request: HttpRequest, path: str, *, permanent: bool) -> HttpResponse:
    """To another page of this site, with what the address asks for, unless that is longer than any page would ask."""
    query = iri_to_uri(request.META.get("QUERY_STRING", ""))
    query = query if len(query) <= LONGEST_QUERY else ""
    path = on_this_site(path)
    kind = HttpResponsePermanentRedirect if permanent else HttpResponseRedirect
    response = kind(f"{path}?{query}" if query else path)
    patch_cache_control(response, no_cache=True)  # an editor may undo it
    return response
