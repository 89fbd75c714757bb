"""Where the admin stands: anywhere that is no public address."""

import re

from django.conf import settings
from django.core.checks import Error, register

from .environment import BadSetting


def read_admin_path(text: str) -> str:
    """'staff', '/staff' and 'staff/' are all 'staff/'."""
    path = text.strip().strip("/")
    if not re.fullmatch(r"[-\w]+(/[-\w]+)*", path, re.ASCII):
        raise BadSetting(
            f"ADMIN_PATH={text!r} can't be an address: write letters, digits and hyphens, such as ADMIN_PATH=staff/"
        )
    return f"{path}/"


@register
def check_admin_path(app_configs, **kwargs):
    """The first step of the admin's address must not be a public one: it would hide pages, or be hidden."""
    from explorer.urls import urlpatterns

    first = settings.ADMIN_PATH.split("/")[0]
    taken = {str(pattern.pattern).split("/")[0] for pattern in urlpatterns} | {settings.STATIC_URL.strip("/")}
    if first not in taken:
        return []
    return [Error(f"ADMIN_PATH={settings.ADMIN_PATH} can't be used: /{first} is a public address.", id="admin_path.E1")]
