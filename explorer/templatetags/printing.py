"""What paper needs, where there are no links: whole addresses and QR codes."""

from django.template import Library
from django.urls import reverse
from django.utils.safestring import mark_safe

from clusterexplorer.public_address import public_address

from ..handouts.qr_code import draw_qr_code

register = Library()


@register.simple_tag
def qr_code(address, error="m"):
    return mark_safe(draw_qr_code(address, error=error))  # noqa: S308  see there


@register.simple_tag(takes_context=True)
def page_address(context, entry):
    return public_address(context["request"], entry.get_absolute_url())


@register.simple_tag(takes_context=True)
def home_address(context):
    return public_address(context["request"], reverse("home"))


@register.simple_tag(takes_context=True)
def whole_address(context, path=None):
    """The whole address of `path`, or of the page that this is."""
    return public_address(context["request"], path)
