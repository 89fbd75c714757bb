"""The parts of the wheel that look the same at every request: rendered once for each geometry and kept."""

from functools import lru_cache

from django.template import Library
from django.template.loader import render_to_string

register = Library()


@register.simple_tag
@lru_cache(maxsize=2048)
def slice_picture(slice_, slug, icon):
    """The picture of one slice: shape, icon and label."""
    return render_to_string("explorer/_slice.html", {"slice": slice_, "slug": slug, "icon": icon})


@register.simple_tag
@lru_cache(maxsize=512)
def rim_picture(arc, slug, hue, icon):
    """The arc on the rim that spans one grouping's slices, with its name."""
    return render_to_string("explorer/_rim_arc.html", {"arc": arc, "slug": slug, "hue": hue, "icon": icon})
