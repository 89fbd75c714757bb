"""The three cookies that a visitor can ask for. No page depends on them: see personal_stylesheet.py."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

MY_SCHOOL, MY_LIST, MY_STATE = "my_school", "my_list", "my_state"
A_YEAR = 365 * 24 * 60 * 60


def remember(response: HttpResponse, name: str, value: str) -> HttpResponse:
    """Keep `value` on the visitor's device; '' deletes what was kept."""
    if value:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(name, value, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(name, samesite="Lax")
    return response


def is_from_another_site(request: HttpRequest) -> bool:
    """Say whether a form was sent from a page that is not ours.

    A token against that would need a cookie of its own. Browsers say where a form stands; what says neither is none.
    """
    said = request.headers.get("Sec-Fetch-Site")
    if said:
        return said not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return bool(origin) and origin.partition("://")[2] != request.get_host()
