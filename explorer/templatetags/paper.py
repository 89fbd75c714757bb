"""What only paper needs."""

from django.template import Library
from django.urls import reverse
from django.utils.safestring import mark_safe

from ..qr_code import draw_qr_code

register = Library()


@register.simple_tag
def qr_code(address, error="m"):
    return mark_safe(draw_qr_code(address, error=error))  # noqa: S308  see there


@register.simple_tag(takes_context=True)
def page_address(context, entry):
    """The whole address of an entry's page: on paper there are no links."""
    return context["request"].build_absolute_uri(entry.get_absolute_url())


@register.simple_tag(takes_context=True)
def home_address(context):
    return context["request"].build_absolute_uri(reverse("home"))
