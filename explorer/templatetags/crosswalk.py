from urllib.parse import quote

from django import template
from django.urls import reverse

from ..crosswalk.my_school import shows_school_names

register = template.Library()


@register.simple_tag(takes_context=True)
def way_to_my_school(context):
    """Where the names of one's school are chosen, and from there back to this page if it shows any."""
    request, address = context.get("request"), reverse("my_school")
    is_way_back = request and not context.get("is_missing") and shows_school_names(request.path)
    return f"{address}?next={quote(request.path, safe='')}" if is_way_back else address
