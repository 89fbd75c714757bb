"""Who sees a framework that is a draft."""

from django.conf import settings
from django.http import Http404, HttpRequest

from ..models import Framework


def refuse_draft(request: HttpRequest, framework: Framework) -> None:
    """Raise Http404 if `framework` is a draft and the visitor is not staff."""
    if framework.is_draft and not request.user.is_staff:
        raise Http404


def sees_drafts(request: HttpRequest) -> bool:
    """Say whether the visitor is staff, without a look at the session of those who have none.

    Only who has a session gets an answer that depends on it: the public page stays the same for everyone.
    """
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_staff
