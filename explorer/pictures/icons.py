"""The icon set: the shapes of the lucide package, by their names at lucide.dev/icons."""

import logging
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

logger = logging.getLogger(__name__)
MOST_AROUND = 6
_NAMESPACE = "{http://www.w3.org/2000/svg}"


@cache
def _package() -> ZipFile:
    return ZipFile(BytesIO(files("lucide").joinpath("lucide.zip").read_bytes()))


@cache
def icon_names() -> frozenset[str]:
    return frozenset(name.removesuffix(".svg") for name in _package().namelist() if name.endswith(".svg"))


@lru_cache(maxsize=4096)
def drawn_icon(name: str) -> str:
    """Return the name of what is drawn for an icon: its own, or the circle's for what the package does not have.

    It had the name when that was typed: an upgrade has dropped it, or something wrote past the form.
    """
    if name in icon_names():
        return name
    logger.error("There is no icon named %s; a circle stands in its place.", name)
    return "circle"


def icon_shapes(name: str) -> SafeString:
    """Return the shapes of an icon, drawn in a square of 24 units."""
    return _shapes(drawn_icon(name))


@cache
def _shapes(name: str) -> SafeString:
    svg = ElementTree.fromstring(_package().read(f"{name}.svg"))  # noqa: S314  the package's own
    for node in svg.iter():
        node.tag = node.tag.removeprefix(_NAMESPACE)
    shapes = (ElementTree.tostring(shape, encoding="unicode") for shape in svg)
    return mark_safe("".join(shape.strip().replace(" />", "/>") for shape in shapes))  # noqa: S308  the package's own


def validate_icon(name: str) -> None:
    """Refuse a name that is no icon of the installed package."""
    if name in icon_names():
        return
    close = process.extractOne(name, sorted(icon_names()), scorer=fuzz.ratio, score_cutoff=60)
    raise ValidationError(
        _("There is no icon named “%(name)s”. Did you mean “%(close)s”?")
        if close
        else _("There is no icon named “%(name)s”. The names stand at lucide.dev/icons."),
        code="no_such_icon",
        params={"name": name, "close": close and close[0]},
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
