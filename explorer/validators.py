import lucide
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _


def validate_icon(name: str) -> None:
    """Refuse a name that is no icon of the installed lucide package."""
    try:
        lucide._load_icon(name)
    except lucide.IconDoesNotExist as error:
        raise ValidationError(
            _("There is no icon named “%(name)s”. The names stand at lucide.dev/icons."),
            code="no_such_icon",
            params={"name": name},
        ) from error


validate_site_path = RegexValidator(
    r"^/(?![/\\])[^\s\\?#]*$",
    _("Write an address of this site, from its first slash and without the host: /frameworks/modernized/construction/"),
    code="not_a_site_path",
)
