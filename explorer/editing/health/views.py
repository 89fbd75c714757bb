"""What is wrong with the content, with links to where it is mended."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ..content import Content
from .checks import CHECKS, find_all
from .reading import HIGHEST_AVERAGE, HIGHEST_GRADE, averages, readings

PER_PAGE = 100
READING = "reading"


@require_safe
def content_health(request):
    if not request.user.has_module_perms("explorer"):
        raise PermissionDenied
    content = Content()
    found = find_all(content)
    kind = request.GET.get("kind") if request.GET.get("kind") in CHECKS else ""
    rows = _rows(found, kind)
    texts = readings(content) if kind == READING else []
    pages = Paginator(texts or rows, PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        **admin.site.each_context(request),
        "title": _("Content health"),
        "kinds": [(name, label, len(found[name])) for name, (label, _check) in CHECKS.items()],
        "kind": kind,
        "total": sum(map(len, found.values())),
        "rows": rows if texts else page.object_list,
        "texts": page.object_list if texts else [],
        "averages": averages(texts),
        "highest": {"average": HIGHEST_AVERAGE, "grade": HIGHEST_GRADE},
        "page": page,
    }
    return TemplateResponse(request, "admin/explorer/content_health.html", context)


def _rows(found, kind):
    """[(name of the check, finding), ...], errors first; of one kind of check, or of all for ''."""
    rows = [(CHECKS[name][0], one) for name, many in found.items() for one in many if kind in ("", name)]
    return sorted(rows, key=lambda row: row[1].severity)  # "error" comes before "warning"
