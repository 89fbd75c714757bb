from urllib.parse import quote

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ..crosswalk.my_school import shows_school_names

register = template.Library()


@register.simple_tag(takes_context=True)
def way_to_my_school(context):
    """Where the names of one's school are chosen, and from there back to this page if it shows any."""
    request, address = context.get("request"), reverse("my_school")
    is_way_back = request and not context.get("is_missing") and shows_school_names(request.path)
    return f"{address}?next={quote(request.path, safe='')}" if is_way_back else address


@register.simple_tag
def school_names(names, frameworks_url, here):
    """All frameworks' names for a cluster, a hidden line each, with where else the work of each is found.

    Put together by hand, every name escaped: a page carries the names of all frameworks, and there may be sixty.
    """
    says, ours = _("My school says (%s):"), _("%s (our suggestion)")
    split, split_by_us = (
        _("%(name)s, a name that is split: also %(others)s"),
        _("%(name)s, a name that is split: also %(others)s (our suggestion)"),
    )

    def link(base, slug, name):
        return f'<a href="{base}{slug}/">{escape(name)}</a>'

    def old_name(old, base):
        name = link(base, old.slug, old.name)
        name = name if old.is_official else ours % name
        if not old.elsewhere:
            return name
        others = ", ".join([link(here, slug, other) for slug, other in old.elsewhere])
        return (split if old.is_split_officially else split_by_us) % {"name": name, "others": others}

    lines = [
        f'<p class="school-name school-name--{name.framework_slug}"><b>{escape(says % name.framework_called)}</b> '
        f"{'; '.join([old_name(old, f'{frameworks_url}{name.path}') for old in name.olds])}.</p>\n"
        for name in names
    ]
    return mark_safe("".join(lines))  # noqa: S308  every name is escaped above, slugs can hold nothing that has to be
