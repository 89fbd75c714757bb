"""The content as files for other systems, and the page that explains them."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ..careers.official_list import official_list
from ..models import Framework, RetiredAddress
from .files import CAREER, FRAMEWORK, LICENSE_URL, OFFICIAL, career_file, crosswalk_file, framework_file

MAX_AGE = 300  # seconds that a file is kept elsewhere before it is asked for again
TYPES = {"json": "application/json", "csv": "text/csv; charset=utf-8; header=present"}


@require_safe
def data(request):
    context = {
        "frameworks": Framework.objects.published().only("name", "slug"),
        "kinds": _kinds_of_files(),
        "page_title": _("Data for other systems"),
        "description": _("Every framework, the crosswalk and all careers as JSON and CSV files that anyone may use."),
    }
    return render(request, "data/data.html", context)


@require_safe
@cache_control(public=True, max_age=MAX_AGE)
def framework_data(request, framework, file_type):
    try:
        file = framework_file(framework)
    except Framework.DoesNotExist as missing:
        new_path = RetiredAddress.objects.where_now(f"/frameworks/{framework}/") or ""
        slug = new_path.removeprefix("/frameworks/").strip("/")
        if not Framework.objects.published().filter(slug=slug).exists():
            raise Http404 from missing
        return redirect("framework_data", slug, file_type)
    return _send(request, file, f"cluster-explorer-{framework}", file_type)


@require_safe
@cache_control(public=True, max_age=MAX_AGE)
def crosswalk_data(request, file_type):
    return _send(request, crosswalk_file(), "cluster-explorer-crosswalk", file_type)


@require_safe
@cache_control(public=True, max_age=MAX_AGE)
def career_data(request, file_type):
    return _send(request, career_file(), "cluster-explorer-careers", file_type)


def _kinds_of_files():
    """[(name, what one has to know of it, its levels), ...]"""
    framework = _("A framework without groupings has one grouping, of which nothing is known but its clusters.")
    crosswalk = _(
        "Official rows and our own suggestions have the same fields and are never mixed. In JSON they are two lists, "
        "“official” and “suggestions”. In CSV the official rows come first."
    )
    careers = _(
        "A place is “official” where the publisher of the framework has the career by the code of its occupation (%s). "
        "O*NET's finer occupations have the places of theirs. Where this project adds a place, it is “ours” and has a "
        "reason. The order is ours everywhere."
    )
    listed = official_list()
    edition = f"{listed.publisher}, {listed.title}: {listed.url}" if listed else _("its list of occupations")
    return [
        (_("A framework"), framework, FRAMEWORK.with_below()),
        (_("The crosswalk"), crosswalk, (OFFICIAL,)),
        (_("Careers"), careers % edition, CAREER.with_below()),
    ]


def _send(request, file, name, file_type):
    response = HttpResponse(getattr(file, file_type), content_type=TYPES[file_type])
    if file_type == "csv":
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["ETag"] = f'W/"{file.version}"'  # weak, because the bytes may be compressed on the way
    response["Access-Control-Allow-Origin"] = "*"
    response["Link"] = f'<{LICENSE_URL}>; rel="license", <{reverse("data")}>; rel="describedby"'
    return response
