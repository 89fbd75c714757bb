"""'My school says': which framework's names a visitor wants to see beside the official ones.

The choice is in a cookie, and nothing else is. Pages carry the names of all frameworks that can be chosen, hidden: see
pages/personal_stylesheet.py.
"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_cookie

from clusterexplorer.request_limits import limited

from ..models import Framework
from ..pages.cookies import MY_SCHOOL, is_from_another_site, remember
from ..pages.parameters import reads
from .school_names import offered_to_schools

LONGEST_WAY_BACK = 500  # characters


@reads("next", "chosen")
@limited("lists")
@csrf_exempt  # it changes nothing but what this browser shows, and a token would need a cookie of its own
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_cookie
@cache_control(private=True, no_cache=True)
def my_school(request):
    frameworks = {framework.slug: framework for framework in offered_to_schools()}
    way_back = request.POST.get("next") or request.GET.get("next", "")
    way_back = way_back if shows_school_names(way_back) else ""
    if request.method == "POST" and (answer := _choose(request, frameworks, way_back)):
        return answer
    chosen = request.COOKIES.get(MY_SCHOOL, "")
    just_chosen = request.GET.get("chosen") if request.method != "POST" else None
    if just_chosen in frameworks and just_chosen == chosen:
        return redirect(way_back or "my_school")
    context = {
        "frameworks": frameworks.values(),
        "official": Framework.objects.default(),
        "chosen": chosen if chosen in frameworks else "",
        "refused": frameworks.get(just_chosen) if not chosen else None,
        "next": way_back,
        "is_unlisted": bool(request.GET),
        "is_unknown": request.method == "POST",
        "page_title": _("My school says"),
        "description": _("Choose the names that your school uses, and see them beside the official ones."),
    }
    return render(request, "crosswalk/my_school.html", context, status=400 if context["is_unknown"] else 200)


def _choose(request, frameworks, way_back):
    """Remember the choice and lead on; None if there is no such framework."""
    if is_from_another_site(request):
        raise PermissionDenied
    wanted = request.POST.get("framework", "")
    if wanted and wanted not in frameworks:
        return None
    is_sure = not wanted or request.COOKIES  # else only the next request tells whether the browser keeps it
    goal = way_back or reverse("my_school") if is_sure else _check_address(wanted, way_back)
    return remember(redirect(goal), MY_SCHOOL, wanted)


def _check_address(chosen, way_back):
    """Where it is seen whether the browser has kept the cookie that comes with this answer."""
    query = {"chosen": chosen} | ({"next": way_back} if way_back else {})
    return f"{reverse('my_school')}?{urlencode(query)}"


def shows_school_names(path: str) -> bool:
    """Say whether that is the address of a cluster's page, or of one below it: they have the names of all schools.

    Only such a page is a way back from the choice of names, so that no way back has another one in it.
    """
    return (
        path.startswith(reverse("framework_list"))
        and path.count("/") > 3
        and len(path) <= LONGEST_WAY_BACK
        and path.isprintable()
        and not {"?", "#", "\\"} & set(path)
    )
