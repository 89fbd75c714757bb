"""What only paper needs."""

import segno
from django.template import Library
from django.urls import reverse
from django.utils.safestring import mark_safe

register = Library()


@register.simple_tag
def qr_code(address, error="m"):
    """A QR code of an address, dark on light in every theme: cameras want it so. `error`: what may be lost of it."""
    code = segno.make_qr(address, error=error)
    svg = code.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None, light="#fff")
    return mark_safe(svg)  # noqa: S308  the library draws squares; nothing of the address is in it


@register.simple_tag(takes_context=True)
def page_address(context, entry):
    """The whole address of an entry's page: on paper there are no links."""
    return context["request"].build_absolute_uri(entry.get_absolute_url())


@register.simple_tag(takes_context=True)
def home_address(context):
    return context["request"].build_absolute_uri(reverse("home"))
