"""A look at the real page with what stands in the form, before anything is saved."""

from io import BytesIO
from urllib.parse import urlsplit

from django.contrib.messages.storage import default_storage
from django.core.handlers.wsgi import WSGIRequest
from django.db import router, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import resolve

from ..models import ContentVersion


class PreviewMixin:
    """A button beside "Save" that shows the entry's page as it would be, and saves nothing.

    All is saved as ever, inlines included, the page is built by its own view, and then all of it is undone: so a
    preview can be no other than the page, and every rule for saving is one for a preview. For these 50 ms nobody else
    writes to a database in SQLite.
    """

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        extra_context = {**(extra_context or {}), "has_preview": hasattr(self.model, "get_absolute_url")}
        if not _is_preview(request):
            return super().changeform_view(request, object_id, form_url, extra_context)
        using = router.db_for_write(self.model)
        messages, request._messages = request._messages, default_storage(request)  # "was changed": nothing was
        try:
            with transaction.atomic(using=using):
                response = super().changeform_view(request, object_id, form_url, extra_context)
                transaction.set_rollback(True, using=using)
                return response
        finally:
            request._messages = messages

    def response_add(self, request, obj, post_url_continue=None):
        if _is_preview(request):
            return page_of(obj, request)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if _is_preview(request):
            return page_of(obj, request)
        return super().response_change(request, obj)


def page_of(entry, request: HttpRequest) -> HttpResponse:
    """The page of `entry` as its own view answers the user of `request`, marked as a preview.

    What is cached for a version of the content must not be taken from this one: it has a version of its own, which goes
    with all the rest.
    """
    ContentVersion.objects.move_on()
    address = urlsplit(entry.get_absolute_url())
    meta = {"REQUEST_METHOD": "GET", "PATH_INFO": address.path, "QUERY_STRING": address.query}
    nothing_sent = {"CONTENT_LENGTH": "0", "CONTENT_TYPE": "", "wsgi.input": BytesIO()}
    page = WSGIRequest({**request.META, **meta, **nothing_sent})
    page.user, page.session = request.user, request.session
    page.is_preview = True
    page.resolver_match = view = resolve(address.path)
    return view.func(page, *view.args, **view.kwargs)


def _is_preview(request):
    return request.method == "POST" and "_preview" in request.POST
