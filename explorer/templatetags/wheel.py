"""The parts of the wheel that look the same at every request: rendered once for each geometry and kept."""

from functools import lru_cache

from django.template import Library
from django.template.loader import render_to_string
from django.utils.translation import get_language

register = Library()


@register.simple_tag(takes_context=True)
def whole_wheel(context):
    """The wheel of the page's framework. It is the same on many pages: rendered once for each state of the content."""
    wheel = context["wheel"]
    return _whole_wheel(wheel["whole"], wheel["selected"], bool(context.get("is_embedded")), get_language())


@lru_cache(maxsize=128)
def _whole_wheel(whole, selected, is_embedded, language):
    wheel = {"drawing": whole.drawing, "groups": whole.groups, "selected": selected}
    context = {"framework": whole.framework, "wheel": wheel, "is_embedded": is_embedded}
    return render_to_string("wheel/_wheel.html", context)


@register.simple_tag(takes_context=True)
def starters(context):
    """Ways into the wheel for who has none yet: what each grouping's people like to do."""
    return _starters(context["wheel"]["whole"], get_language())


@lru_cache(maxsize=32)
def _starters(whole, language):
    return render_to_string("wheel/_starters.html", {"framework": whole.framework, "groupings": whole.groupings})


@register.simple_tag
@lru_cache(maxsize=2048)
def slice_picture(slice_, slug, icon):
    """The picture of one slice: shape, icon and label."""
    return render_to_string("wheel/_slice.html", {"slice": slice_, "slug": slug, "icon": icon})


@register.simple_tag
@lru_cache(maxsize=512)
def rim_picture(arc, slug, hue, icon):
    """The arc on the rim that spans one grouping's slices, with its name."""
    return render_to_string("wheel/_rim_arc.html", {"arc": arc, "slug": slug, "hue": hue, "icon": icon})
