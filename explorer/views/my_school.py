"""'My school says': which framework's names a visitor wants to see beside the official ones.

The choice is in a cookie, and nothing else is. Pages do not depend on it: they carry the names of all frameworks that
can be chosen, hidden, and `my_school_css` shows the chosen ones. So every page is the same for everyone and can be
cached by anybody.
"""

from urllib.parse import quote

from django.conf import settings
from django.core.validators import slug_re
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import etag, require_http_methods, require_safe
from django.views.decorators.vary import vary_on_cookie

from ..models import Framework, offered_to_schools

COOKIE = "my_school"
A_YEAR = 365 * 24 * 60 * 60


@csrf_exempt  # it changes nothing but what this browser shows, and a token would need a cookie of its own
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_cookie
@cache_control(private=True, no_cache=True)
def my_school(request):
    frameworks = {framework.slug: framework for framework in offered_to_schools()}
    if request.method == "POST":
        wanted = request.POST.get("framework", "")
        if not wanted or wanted in frameworks:
            return _remember(wanted, redirect(_way_back(request.POST.get("next", ""))))
    chosen = request.COOKIES.get(COOKIE, "")
    context = {
        "frameworks": frameworks.values(),
        "official": Framework.objects.default(),
        "chosen": chosen if chosen in frameworks else "",
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "is_unknown": request.method == "POST",
        "page_title": _("My school says"),
        "description": _("Choose the names that your school uses, and see them beside the official ones."),
    }
    return render(request, "explorer/my_school.html", context, status=400 if context["is_unknown"] else 200)


def _css_etag(request):
    return f'"{quote(request.COOKIES.get(COOKIE, ""))}"'


@require_safe
@vary_on_cookie
@cache_control(private=True, no_cache=True)
@etag(_css_etag)
def my_school_css(request):
    """The one thing that depends on the cookie: the rule that shows the chosen framework's names."""
    slug = request.COOKIES.get(COOKIE, "")
    rule = f".school-name--{slug} {{ display: block; }}\n" if slug_re.match(slug) else ""
    return HttpResponse(rule, content_type="text/css; charset=utf-8")


def _remember(framework, response):
    if framework:
        response.set_cookie(
            COOKIE, framework, max_age=A_YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response


def _way_back(path):
    """Where the visitor came from, if that is a page of this site that shows names; else the page with the choice."""
    shows_names = path.startswith(reverse("framework_list")) and path.count("/") > 3
    return path if shows_names else reverse("my_school")
