"""The icon set: the shapes of the lucide package, by their names at lucide.dev/icons."""

import logging
from functools import cache
from importlib.resources import files
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)
MOST_AROUND = 6
_NAMESPACE = "{http://www.w3.org/2000/svg}"


@cache
def _package() -> ZipFile:
    return ZipFile(BytesIO(files("lucide").joinpath("lucide.zip").read_bytes()))


@cache
def icon_names() -> frozenset[str]:
    return frozenset(name.removesuffix(".svg") for name in _package().namelist() if name.endswith(".svg"))


@cache
def icon_shapes(name: str) -> SafeString:
    """Return the shapes of an icon, drawn in a square of 24 units. Its name has passed validate_icon."""
    if name not in icon_names():  # it was when it was typed: an upgrade of the package has dropped it
        logger.error("There is no icon named %s any more; a circle stands in its place.", name)
        name = "circle"
    svg = ElementTree.fromstring(_package().read(f"{name}.svg"))  # noqa: S314  the package's own
    for node in svg.iter():
        node.tag = node.tag.removeprefix(_NAMESPACE)
    shapes = (ElementTree.tostring(shape, encoding="unicode") for shape in svg)
    return mark_safe("".join(shape.strip().replace(" />", "/>") for shape in shapes))  # noqa: S308  the package's own


def validate_icon(name: str) -> None:
    """Refuse a name that is no icon of the installed package."""
    if name not in icon_names():
        raise ValidationError(
            _("There is no icon named “%(name)s”. The names stand at lucide.dev/icons."),
            code="no_such_icon",
            params={"name": name},
        )


def validate_icons(names: str) -> None:
    """Refuse what is no list of up to MOST_AROUND different icons, separated by spaces."""
    listed = names.split()
    for name in listed:
        validate_icon(name)
    if len(listed) > MOST_AROUND:
        raise ValidationError(
            _("There is room for %(most)s icons, and these are %(number)s."),
            code="too_many_icons",
            params={"most": MOST_AROUND, "number": len(listed)},
        )
    if len(set(listed)) < len(listed):
        raise ValidationError(_("An icon stands here twice."), code="same_icon_twice")
