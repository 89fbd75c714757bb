from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def school_name(name, frameworks_url, here):
    """One framework's names for a cluster, each with where else its work is found.

    Put together here because a page carries those of every framework, hidden: a template takes four times as long.
    """
    names = ((_old_name(old, f"{frameworks_url}{name.path}"), _split(old, here)) for old in name.olds)
    olds = format_html_join("; ", "{}{}", names)
    says = _("My school says (%(framework)s):") % {"framework": name.framework_called}
    return format_html('<p class="school-name school-name--{}"><b>{}</b> {}.</p>\n', name.framework_slug, says, olds)


def _old_name(old, framework_url):
    link = format_html('<a href="{}{}/">{}</a>', framework_url, old.slug, old.name)
    return link if old.is_official else format_html(_("{} (our suggestion)"), link)


def _split(old, here):
    """Where a name is split: the other places of its work."""
    if not old.elsewhere:
        return ""
    links = format_html_join(", ", '<a href="{}{}/">{}</a>', ((here, slug, name) for slug, name in old.elsewhere))
    if old.is_split_officially:
        return format_html(_(", a name that is split: also {}"), links)
    return format_html(_(", a name that is split: also {} (our suggestion)"), links)
