"""The wheel, which is the same on many pages: rendered once for each state of the content."""

from functools import lru_cache

from django.template import Library
from django.template.loader import render_to_string
from django.utils.translation import get_language

register = Library()


@register.simple_tag(takes_context=True)
def whole_wheel(context, small=False):
    """The wheel of the page's framework; `small`: only with short names, where it is never wide."""
    wheel = context["wheel"]
    return _whole_wheel(wheel["whole"], wheel["selected"], bool(context.get("is_embedded")), small, get_language())


@lru_cache(maxsize=128)
def _whole_wheel(whole, selected, is_embedded, is_small, language):
    wheel = {
        "drawing": whole.drawing,
        "narrow": whole.narrow,
        "groups": whole.groups,
        "selected": selected,
    }
    context = {"framework": whole.framework, "wheel": wheel, "is_embedded": is_embedded, "is_small": is_small}
    return render_to_string("wheel/_wheel.html", context)
