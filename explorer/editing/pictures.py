"""Pictures in the admin: how icons are chosen, and how the picture of an entry will look."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.shortcuts import render
from django.template.loader import get_template, render_to_string
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ..models import Career, Hue, Program, SubCluster
from ..pictures.icons import MOST_AROUND, icon_names, validate_icon, validate_icons
from ..pictures.terrain import TERRAIN
from .tables.cells import as_icon, as_icons

YEAR = 365 * 24 * 60 * 60
ALL_ICONS = "admin/explorer/_all_icons.html"
# What stands before all others where icons are chosen: of every grouping some that are good to look at.
FIRST = (
    *("hammer", "hard-hat", "drill", "house", "factory", "truck", "plane", "ship", "cog", "paint-roller", "ruler"),
    *("heart-pulse", "stethoscope", "ambulance", "microscope", "apple", "paw-print", "scale", "siren", "shield-check"),
    *("palette", "camera", "clapperboard", "music", "drama", "guitar", "chef-hat", "hotel", "ticket", "volleyball"),
    *("sprout", "tractor", "wheat", "tree-pine", "fish", "sun", "leaf", "droplet", "zap", "recycle", "mountain"),
    *("piggy-bank", "coins", "store", "shopping-cart", "calculator", "landmark", "briefcase-business", "handshake"),
    *("cpu", "laptop", "database", "bot", "globe", "lightbulb", "megaphone", "rocket", "graduation-cap", "book-open"),
)


class IconsInput(AdminTextInputWidget):
    """Names of icons: a text, with the icons beside it and, where scripts run, all icons to choose from."""

    class Media:
        css = {"all": ["css/tokens.css", "css/pictures.css", "css/icon_picker.css"]}
        js = [forms.Script("js/icon_picker.js", defer=True)]

    def __init__(self, most: int, attrs=None):
        super().__init__({"spellcheck": "false", "autocapitalize": "none", **(attrs or {})})
        self.most = most

    def render(self, name, value, attrs=None, renderer=None):
        context = {
            "input": super().render(name, value, attrs, renderer),
            "icons": looked_at(value or ""),
            "most": self.most,
            "version": version_of_icons(),
        }
        return render_to_string("admin/explorer/_icon_picker.html", context)


class IconField(forms.CharField):
    def to_python(self, value):
        return as_icon(super().to_python(value))


class IconsField(forms.CharField):
    def to_python(self, value):
        return as_icons(super().to_python(value))


class PicksIcons:
    """Icons are chosen from pictures, in a form and in the rows below it."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        rules = getattr(db_field, "_validators", ())
        if validate_icon in rules:
            kwargs |= {"widget": IconsInput(1), "form_class": IconField}
        elif validate_icons in rules:
            kwargs |= {"widget": IconsInput(MOST_AROUND), "form_class": IconsField}
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class ShowsPicture:
    """The picture of an entry stands in its form. A script draws it anew when something else is chosen."""

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "picture"]

    @admin.display(description=_("picture"))
    def picture(self, entry):
        above = list(_places(entry))
        hue = next((one.hue for one in [entry, *above] if getattr(one, "hue", "")), Hue.SLATE)
        inherited = next((one.icon for one in above if one.icon), "circle")
        plate = _plate(hue, entry.icon or inherited, entry.icons_around)
        return render_to_string("admin/explorer/_picture.html", {**plate, "inherited": inherited})


def _places(entry):
    """What an entry stands in, and what that stands in, if they are saved."""
    if isinstance(entry, Program | Career) and entry.pk:
        place = entry.placements.select_related("sub_cluster__cluster__grouping").first()
        place = place and place.sub_cluster
    elif isinstance(entry, SubCluster) and entry.cluster_id:
        place = entry.cluster
    else:
        place = None
    if place:
        yield place
        yield from _places(place)


def looked_at(names: str) -> list[tuple[str, bool]]:
    """[(name, whether it is an icon), ...]"""
    return [(name, name in icon_names()) for name in as_icons(names[:500]).split()]


@cache
def version_of_icons() -> str:
    """Part of the address of all icons: another one if anything in the answer would be another."""
    source = get_template(ALL_ICONS).template.source
    return sha256(repr([version("lucide"), source, FIRST]).encode()).hexdigest()[:12]


@require_safe
def all_icons(request, version):
    """All icons to choose from. A browser asks for them once."""
    response = render(request, ALL_ICONS, {"first": FIRST, "names": sorted(icon_names())})
    patch_cache_control(response, private=True, max_age=YEAR, immutable=True)
    return response


@require_safe
def chosen_icons(request):
    """The icons that stand in a field, and what in it is none."""
    return render(request, "admin/explorer/_chosen_icons.html", {"icons": looked_at(request.GET.get("names", ""))})


@require_safe
def plate(request):
    """The picture that an entry would have."""
    chosen = {name: request.GET.get(name, "") for name in ("hue", "icon", "around")}
    return render(request, "admin/explorer/_plate.html", _plate(**chosen))


def _plate(hue, icon, around):
    known = [name for name, is_icon in looked_at(around) if is_icon]
    icon = next((name for name, is_icon in looked_at(icon) if is_icon), "circle")
    return {"hue": hue if hue in TERRAIN else Hue.SLATE, "icon": icon, "around": " ".join(known)}
