"""Icons, drawn by the stylesheet's `.icon` rules."""

from django.template import Library
from django.utils.html import format_html

from ..pictures.icons import icon_shapes

register = Library()


@register.simple_tag
def icon(name, css_class="icon"):
    """A picture that says nothing to a screen reader: a name always stands with it."""
    return format_html('<svg class="{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', css_class, icon_shapes(name))


@register.simple_tag
def icon_symbol(name, symbol_id):
    """The icon once, for several `<use href="#symbol_id">`."""
    return format_html('<symbol id="{}" viewBox="0 0 24 24">{}</symbol>', symbol_id, icon_shapes(name))
