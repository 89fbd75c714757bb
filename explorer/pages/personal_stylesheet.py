"""What a visitor's cookies change on pages that are the same for everyone and that anybody may cache.

Pages carry what every choice would show, hidden. This stylesheet, the one thing that depends on the cookies, shows what
was chosen: the names that the visitor's school uses, what is on the visitor's list, and the way to the visitor's state.
"""

from django.core.validators import slug_re
from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from clusterexplorer.request_limits import limited

from ..text.keys import is_key, read_parts, split_keys
from .cookies import MY_LIST, MY_SCHOOL, MY_STATE
from .states import as_state


@limited(None)  # every visitor asks for it with every page
@require_safe
@vary_on_cookie
@cache_control(private=True, no_store=True)  # no_cache is not enough: on the way back a browser does not ask
def personal_stylesheet(request):
    rules = (
        _school_rule(request.COOKIES.get(MY_SCHOOL, "")),
        _list_rule(request.COOKIES.get(MY_LIST, "")),
        _state_rule(request.COOKIES.get(MY_STATE, "")),
    )
    return HttpResponse("".join(rules), content_type="text/css; charset=utf-8")


def _school_rule(slug):
    return f".school-name--{slug} {{ display: block; }}\n" if slug_re.match(slug) else ""


def _list_rule(text):
    keys = [key for key in read_parts(split_keys(text)) if is_key(key)]
    if not keys:
        return ""
    kept = ",\n".join(f'[data-key="{key}"]' for key in keys)
    count = f'.my-list__count::after {{ content: "{len(keys)}"; }}\n'
    return f"{kept} {{ --add: hidden; --take-off: inline-flex; }}\n{count}"


def _state_rule(code):
    """The way to the state that is kept has its name, and its own page offers to forget it instead of to keep it."""
    state = as_state(code)
    if not state:
        return ""
    link = f'.my-state {{ display: inline-flex; }}\n.my-state b::after {{ content: "{state.label}"; }}\n'
    return f'{link}[data-state="{state}"] {{ --keep: none; --forget: inline-flex; }}\n'
