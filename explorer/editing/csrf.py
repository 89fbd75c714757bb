"""What Django's check of forms refuses. The forms that it protects are those of the admin."""

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from ..pages.refusals import refuse
from .typed_again import is_form_with_text


def form_not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Public pages have no form that is protected: who posts to one of them uses a method that it does not have."""
    if "admin" not in request.resolver_match.namespaces:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if _is_old_form_of_the_admin(request):
        return admin.site.show_again(request).render()
    text = _(
        "This form has grown too old, or cookies are off. Go back, load the page again, and send it once more. "
        "What you wrote is still there if you go back."
    )
    return refuse(request, 403, _("This could not be sent"), text)


def _is_old_form_of_the_admin(request):
    """Whether it was sent from a page of this site: who has logged in anew in another tab loses nothing typed here."""
    return (
        request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
        and settings.CSRF_COOKIE_NAME in request.COOKIES
        and request.method == "POST"
        and is_form_with_text(request)
    )
