"""Icons of the lucide package, drawn by the stylesheet's `.icon` rules."""

import logging
from functools import cache
from xml.etree import ElementTree

import lucide
from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

logger = logging.getLogger(__name__)
register = Library()


@cache
def icon_shapes(name: str) -> SafeString:
    """Return the shapes of an icon, drawn in a square of 24 units. Its name has passed validate_icon."""
    try:
        svg = lucide._load_icon(name)
    except lucide.IconDoesNotExist:  # it did when it was typed: an upgrade of the package has dropped it
        logger.error("There is no icon named %s any more; a circle stands in its place.", name)
        svg = lucide._load_icon("circle")
    # The shapes are the package's own, so they are as safe as a template.
    return mark_safe("".join(ElementTree.tostring(shape, encoding="unicode") for shape in svg))  # noqa: S308


@register.simple_tag
def icon(name, css_class="icon"):
    """A picture that says nothing to a screen reader: a name always stands with it."""
    return format_html('<svg class="{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', css_class, icon_shapes(name))


@register.simple_tag
def icon_symbol(name, symbol_id):
    """The icon once, for several `<use href="#symbol_id">`."""
    return format_html('<symbol id="{}" viewBox="0 0 24 24">{}</symbol>', symbol_id, icon_shapes(name))
