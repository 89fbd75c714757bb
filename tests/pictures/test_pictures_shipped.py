"""The pictures of the shipped content: which icons it uses, how they look, and what a page of them weighs."""

import json
import re
from collections import defaultdict

import brotli
import pytest
from django.template import Context, Template

from explorer.pictures.icons import MOST_AROUND, icon_names, icon_shapes, validate_icons
from explorer.pictures.plates import OPEN

from ..server import ROOT

MOST_BYTES = 2500  # of a scene and what it points to, compressed
KINDS = ("grouping", "cluster", "subcluster", "program", "career")

# Kinds of icons that plates avoid: brands, weapons, alcohol, drugs, religion, drawn people and faces; and four corners,
# which look like a picture that has failed.
REFUSED = set(
    [
        "scan",
        "chromium",
        "codepen",
        "codesandbox",
        "dribbble",
        "facebook",
        "figma",
        "framer",
        "github",
        "gitlab",
        "instagram",
        "linkedin",
        "pocket",
        "slack",
        "trello",
        "twitch",
        "twitter",
        "youtube",
        "bomb",
        "bow-arrow",
        "crosshair",
        "pocket-knife",
        "shield-ban",
        "skull",
        "sword",
        "swords",
        "beer",
        "beer-off",
        "bottle-wine",
        "hop",
        "hop-off",
        "martini",
        "wine",
        "wine-off",
        "cannabis",
        "cannabis-off",
        "cigarette",
        "cigarette-off",
        "church",
        "cross",
        "accessibility",
        "angry",
        "annoyed",
        "baby",
        "frown",
        "laugh",
        "meh",
        "person-standing",
        "smile",
        "smile-plus",
        "user",
        "user-round",
    ]
)

# Their lines are all open, and yet they look well when they are filled: somebody has looked at each, light and dark.
FILLS_WELL = set(
    [
        "air-vent",
        "antenna",
        "apple",
        "balloon",
        "barcode",
        "battery-charging",
        "beaker",
        "bed-double",
        "bed-single",
        "bell",
        "bell-ring",
        "bird",
        "book",
        "book-a",
        "book-copy",
        "book-open-check",
        "book-text",
        "brain",
        "broccoli",
        "building-2",
        "cake",
        "calendar-plus",
        "candy",
        "carrot",
        "castle",
        "cloud-cog",
        "cloud-lightning",
        "cloud-rain",
        "cloud-rain-wind",
        "coffee",
        "cookie",
        "cooking-pot",
        "croissant",
        "cup-soda",
        "door-closed",
        "drama",
        "drumstick",
        "ear",
        "egg",
        "ev-charger",
        "flag",
        "flame",
        "flask-conical",
        "flask-round",
        "folder-open",
        "frame",
        "fuel",
        "gauge",
        "gavel",
        "goal",
        "ham",
        "hamburger",
        "hammer",
        "hand",
        "hand-heart",
        "hand-helping",
        "hand-platter",
        "handshake",
        "heart-handshake",
        "heart-pulse",
        "heater",
        "highlighter",
        "hospital",
        "hourglass",
        "house-plus",
        "ice-cream-bowl",
        "ice-cream-cone",
        "kanban",
        "land-plot",
        "leafy-green",
        "library",
        "lightbulb",
        "link",
        "message-circle",
        "milk",
        "moon",
        "moon-star",
        "package-check",
        "paint-bucket",
        "paper-bag",
        "paperclip",
        "parasol",
        "phone",
        "phone-call",
        "piano",
        "presentation",
        "rabbit",
        "rat",
        "roller-coaster",
        "scan-barcode",
        "scan-line",
        "scroll-text",
        "server-cog",
        "shell",
        "shelving-unit",
        "ship",
        "shopping-basket",
        "shower-head",
        "shrimp",
        "sliders-horizontal",
        "sliders-vertical",
        "snowflake",
        "soap-dispenser-droplet",
        "spade",
        "spool",
        "sport-shoe",
        "squirrel",
        "store",
        "sunrise",
        "syringe",
        "tent",
        "test-tube",
        "test-tube-diagonal",
        "test-tubes",
        "theater",
        "toilet",
        "towel-rack",
        "train-track",
        "trash-2",
        "tree-palm",
        "triangle-alert",
        "utility-pole",
        "wand-sparkles",
        "waves-ladder",
    ]
)


def _entries():
    rows = [row for path in (ROOT / "fixtures").glob("*.json") for row in json.loads(path.read_text("utf-8"))]
    return [(row["model"].partition(".")[2], row["fields"]) for row in rows]


ENTRIES = [(kind, fields) for kind, fields in _entries() if kind in KINDS]
USED = {name for _kind, fields in ENTRIES for name in (fields["icon"], *fields["icons_around"].split())}


def test_there_are_entries_of_every_kind():
    assert {kind for kind, _fields in ENTRIES} == set(KINDS)
    assert len(ENTRIES) > 900


def test_every_entry_has_an_icon_of_its_own_and_icons_around():
    assert [fields["name"] for _kind, fields in ENTRIES if not (fields["icon"] and fields["icons_around"])] == []


def test_every_icon_is_in_the_installed_set():
    assert USED - icon_names() == set()


def test_there_are_at_most_six_around_all_different_and_another_one_in_the_middle():
    for _kind, fields in ENTRIES:
        validate_icons(fields["icons_around"])
    assert max(len(fields["icons_around"].split()) for _kind, fields in ENTRIES) <= MOST_AROUND
    assert [fields["name"] for _kind, fields in ENTRIES if fields["icon"] in fields["icons_around"].split()] == []


def test_sub_clusters_of_a_cluster_have_different_icons():
    found = defaultdict(list)
    for kind, fields in ENTRIES:
        if kind == "subcluster":
            found[tuple(fields["cluster"])].append(fields["icon"])
    assert len(found) > 20
    assert {cluster: icons for cluster, icons in found.items() if len(set(icons)) < len(icons)} == {}


def test_every_cluster_has_a_short_name():
    assert [fields["name"] for kind, fields in ENTRIES if kind == "cluster" and not fields.get("short_name")] == []


def test_no_icon_is_of_a_kind_that_plates_avoid():
    assert set() == USED & REFUSED


def test_icons_of_open_lines_are_not_filled_unless_somebody_has_looked_at_them():
    """A path without an end that meets its beginning is filled across: often a white blot."""
    closed = re.compile(r'<(?:rect|circle|ellipse|polygon)|[zZ][^"]*"')
    all_open = {name for name in USED if not closed.search(icon_shapes(name))}
    assert len(all_open) > 100
    assert all_open - OPEN - FILLS_WELL == set()
    assert set() == OPEN & FILLS_WELL


CLUSTERS = [fields for kind, fields in ENTRIES if kind == "cluster"]


@pytest.mark.parametrize("fields", CLUSTERS, ids=lambda fields: f"{fields['framework'][0]}-{fields['slug']}")
def test_a_scene_weighs_little(fields):
    template = """{% load pictures %}{% pictures "panel" %}{% plate "scene" hue="blue" icon=icon around=icons_around %}
        {% endpictures %}"""
    html = Template(template).render(Context(fields))
    assert len(brotli.compress(html.encode(), quality=10, lgwin=16)) < MOST_BYTES
