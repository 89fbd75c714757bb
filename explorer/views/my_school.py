"""'My school says': which framework's names a visitor wants to see beside the official ones.

The choice is in a cookie, and nothing else is. Pages carry the names of all frameworks that can be chosen, hidden: see
mine.py.
"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_cookie

from clusterexplorer.request_limits import limited

from ..addresses import shows_school_names
from ..cookies import MY_SCHOOL, is_from_another_site, remember
from ..models import Framework, offered_to_schools
from ..parameters import reads


@reads("next")
@limited("lists")
@csrf_exempt  # it changes nothing but what this browser shows, and a token would need a cookie of its own
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_cookie
@cache_control(private=True, no_cache=True)
def my_school(request):
    frameworks = {framework.slug: framework for framework in offered_to_schools()}
    way_back = request.POST.get("next") or request.GET.get("next", "")
    way_back = way_back if shows_school_names(way_back) else ""
    if request.method == "POST":
        if is_from_another_site(request):
            raise PermissionDenied
        wanted = request.POST.get("framework", "")
        if not wanted or wanted in frameworks:
            return remember(redirect(way_back or "my_school"), MY_SCHOOL, wanted)
    chosen = request.COOKIES.get(MY_SCHOOL, "")
    context = {
        "frameworks": frameworks.values(),
        "official": Framework.objects.default(),
        "chosen": chosen if chosen in frameworks else "",
        "next": way_back,
        "is_unlisted": "next" in request.GET,
        "is_unknown": request.method == "POST",
        "page_title": _("My school says"),
        "description": _("Choose the names that your school uses, and see them beside the official ones."),
    }
    return render(request, "explorer/my_school.html", context, status=400 if context["is_unknown"] else 200)
