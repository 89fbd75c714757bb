"""What a page reads of the query in its address. All else is dropped before anything looks at it.

So a link with `?utm_source=` leads to the page that is in the cache, and made-up parameters make no new pages.
"""

from collections.abc import Callable

from django.http import Http404, QueryDict
from django.urls import resolve


def reads(*names: str, **tidied: Callable[[str], str]):
    """Mark a view with the names of the parameters that it reads. One without a mark reads none.

    tidied: those of which the last one counts, each with a function that makes one text of all that mean the same. So
    the many ways to write it are one page in the cache.
    """

    def decorate(view):
        view.parameters, view.tidied = (*names, *tidied), tidied
        return view

    return decorate


class KnownParametersMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.META.get("QUERY_STRING"):
            request.META["QUERY_STRING"] = _known(request.path_info, request.META["QUERY_STRING"])
        return self.get_response(request)


def _known(path, query):
    """The part of `query` that the view at `path` reads, in the view's order.

    Raises TooManyFieldsSent, wherever the address leads: a 400, and no error while a page says that there is nothing.
    """
    sent, known = QueryDict(query.encode("iso-8859-1")), QueryDict(mutable=True)  # as WSGI has it
    try:
        match = resolve(path)
    except Http404:
        return query  # whoever has an old address is sent on with it
    if match.namespaces:  # the admin's
        return query
    for name in getattr(match.func, "parameters", ()):
        if name in sent:
            tidy = getattr(match.func, "tidied", {}).get(name)
            known.setlist(name, [tidy(sent[name])] if tidy else dict.fromkeys(sent.getlist(name)))
    return known.urlencode(safe="/:~")
