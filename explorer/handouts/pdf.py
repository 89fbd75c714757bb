"""Handouts and the poster as PDF files, set by Typst: on the server and without a browser.

The same facts make the same bytes, because a file has no date. Typst gets all words as data, so that nothing an editor
types is read as markup, and only its own fonts, so that a file looks the same wherever it was made. It takes about
20 ms of CPU time a sheet, and is then in the page cache.
"""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from textwrap import wrap
from unicodedata import category

import typst
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from ..models import Career, Cluster, Framework, Grouping, Hue, Program, Source, Status, SubCluster
from ..pictures import plates, terrain
from ..pictures.icons import icon_shapes
from ..pictures.plates import standalone_plate
from . import sheets as handouts
from .qr_code import draw_qr_code
from .sheets import Handout

# As on paper in static/css/tokens.css.
COLORS = {
    Hue.COPPER: "#a8480b",
    Hue.ROSE: "#b4235a",
    Hue.VIOLET: "#7a2fa0",
    Hue.BLUE: "#2a4da8",
    Hue.GREEN: "#2b6e2e",
    Hue.TEAL: "#0b6a6f",
    Hue.SLATE: "#4a515e",
}
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_CHARACTER = "\U0010ffff"
MOST_CHARACTERS = 1_000  # looked at of a text: each takes a third of a millisecond
PRINTED = {
    Framework: ("name", "short_name", "cluster_term_plural", "sub_cluster_term_plural", "centre_title", "centre_text"),
    Grouping: ("name",),
    Cluster: (
        "name", "tagline", "summary", "what_people_do", "you_might_like", "to_talk_over", "source_section",
    ),
    SubCluster: ("name", "tagline"),
    Program: ("name",),
    Career: ("name",),
    Source: ("title", "publisher"),
}  # fmt: skip
_TEMPLATES = Path(settings.BASE_DIR) / "templates" / "handouts" / "pdf"
# Another program makes other files of the same content.
MADE_BY = sha256(
    b"".join(
        [
            version("typst").encode(),
            *(Path(module.__file__).read_bytes() for module in (handouts, plates, terrain)),
            *(path.read_bytes() for path in (Path(__file__), *sorted(_TEMPLATES.iterdir()))),
        ]
    )
).hexdigest()


def handouts_pdf(sheets: list[Handout], framework: Framework, title: str, address_of) -> bytes:
    """Set `sheets`, a page of Letter for each. `address_of` gives the whole address of an entry."""
    return _set("handouts.typ", title, handouts=[_sheet(one, framework, address_of(one.cluster)) for one in sheets])


def poster_pdf(framework: Framework, wheel: dict, clusters: list, title: str, address: str) -> bytes:
    """Set the wheel, as wheel_of makes it, and what `clusters` are, on one page of 11 by 17 inches."""
    lead = _("%(count)s %(terms)s: %(name)s")
    return _set(
        "poster.typ",
        title,
        heading=_("What kind of work could be yours?"),
        lead=lead % {"count": len(clusters), "terms": framework.cluster_term_plural, "name": framework.name},
        qr=draw_qr_code(address, border=0),
        qr_label=_("QR code of this site"),
        wheel=_wheel_svg(framework, wheel),
        wheel_label=_("The wheel: %(names)s") % {"names": ", ".join(cluster.name for cluster in clusters)},
        clusters=[
            {
                "color": COLORS[cluster.hue],
                "grouping": cluster.grouping.name if cluster.grouping else "",
                "plate": _plate("strip", cluster),
                "name": cluster.name,
                "tagline": cluster.tagline,
                "parts": " · ".join(part.name for part in cluster.sub_clusters.all()),
            }
            for cluster in clusters
        ],
        source=_("Names: %(title)s, %(publisher)s. The words are ours (Cluster Explorer):")
        % {"title": framework.source.title, "publisher": framework.source.publisher},
        address=address,
    )


def characters_lacking(text: str) -> str:
    """The characters of `text` that none of Typst's fonts has, each once: a PDF file has empty boxes there."""
    unusual = {one for one in text if not one.isascii() and category(one)[0] in "LNPS"}
    lacking = _lacking("".join(sorted(unusual)[:MOST_CHARACTERS])) if unusual else frozenset()
    return "".join(dict.fromkeys(one for one in text if one in lacking))


@lru_cache(maxsize=256)
def _lacking(characters):
    """Those that are drawn like one that no font can have."""
    path = _TEMPLATES / "characters.typ"
    data = {"data": _NO_CHARACTER + characters}
    pages = typst.compile(path, root=_TEMPLATES, ignore_system_fonts=True, sys_inputs=data, format="svg")
    box, *drawn = [re.findall(rb'href="#([^"]+)', page) for page in pages]
    return frozenset(one for one, glyphs in zip(characters, drawn, strict=True) if glyphs == box)


def lacking_in(entry) -> Iterator[tuple[str, str]]:
    """(field, characters) of each text of an entry that stands on a handout or the poster and can't be shown there."""
    for name in PRINTED.get(type(entry), ()):
        if lacking := characters_lacking(getattr(entry, name)):
            yield name, lacking


def say_lacking(characters: str) -> str:
    shown = " ".join(characters[:20]) + (" …" if len(characters) > 20 else "")
    return _("The PDF handout can't show these characters: %s. It has empty boxes for them.") % shown


def _set(template, title, **data):
    facts = json.dumps({"lang": (get_language() or "en")[:2], "title": title, "author": "Cluster Explorer", **data})
    path = _TEMPLATES / template
    return typst.compile(path, root=_TEMPLATES, ignore_system_fonts=True, sys_inputs={"data": facts})


def _sheet(handout, framework, address):
    cluster, color = handout.cluster, COLORS[handout.cluster.hue]
    careers_title = _("Careers: %(count)s of %(total)s, the shortest school first")
    return {
        "color": color,
        "kind": _kind(cluster, framework),
        "grouping_icon": _icon(cluster.grouping.icon, color) if cluster.grouping else "",
        "plate": _plate("scene", cluster),
        "name": cluster.name,
        "tagline": cluster.tagline,
        "summary": cluster.summary,
        "qr": draw_qr_code(address, border=0),
        "qr_label": _("QR code of the page of this cluster"),
        "scan": _("Scan to see more"),
        "do_title": _("What people here do"),
        "do": cluster.what_people_do.splitlines(),
        "like_title": _("You might like this if"),
        "like": cluster.you_might_like.splitlines(),
        "parts_title": handout.parts_title,
        "parts": [_part(part) for part in handout.sub_clusters],
        "careers_title": careers_title % {"count": len(handout.careers), "total": handout.career_count},
        "careers_head": [_("Career"), _("School to start"), handout.growth_title, _("Pay")],
        "careers": [[career.name, _school(career), growth, pay] for career, growth, pay in handout.rows],
        "questions_title": _("Talk it over"),
        "questions": handout.questions,
        "address": address,
        "note": handout.note,
        "source": " ".join(handout.sources),
    }


def _kind(cluster, framework):
    kind = cluster.grouping.name if cluster.grouping else framework.called[:1].upper() + framework.called[1:]
    return kind if framework.status == Status.CURRENT else f"{kind} · {framework.get_status_display()}"


def _part(sub_cluster):
    programs = " · ".join(place.program.name for place in sub_cluster.placements.all())
    return {"name": sub_cluster.name, "words": programs or sub_cluster.tagline}


def _school(career):
    set_here = f" ({pgettext('a figure, by an editor of this site', 'set here')})" if career.school_is_ours else ""
    return (str(career.education.plain) if career.education else _("Not published")) + set_here


def _plate(crop, cluster):
    icons = tuple(dict.fromkeys([cluster.icon, *cluster.icons_around.split()]))
    return standalone_plate(crop, str(cluster.hue), icons, COLORS[cluster.hue])


def _icon(name, color):
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="{color}" stroke-width="2" '
        f'stroke-linecap="round" stroke-linejoin="round">{icon_shapes(name)}</svg>'
    )


def _wheel_svg(framework, wheel):
    groups = [
        {
            "grouping": group["grouping"],
            "arc": group.get("arc"),
            "color": COLORS[group["grouping"].hue if group["grouping"] else Hue.SLATE],
            "entries": [(icon_shapes(cluster.icon), slice_) for cluster, slice_, _narrow in group["entries"]],
        }
        for group in wheel["groups"]
    ]
    lines = [(line, 21) for line in wrap(framework.centre_title, 14)]
    lines += [(line, 19) for line in wrap(framework.centre_text, 14)]
    top = 500 - 25 * (len(lines) - 1) / 2 + 7
    centre = [(line, round(top + 25 * number), size) for number, (line, size) in enumerate(lines)]
    context = {"groups": groups, "disc": wheel["drawing"].disc, "centre": centre}
    return _NOT_IN_XML.sub("", render_to_string("handouts/pdf/wheel.svg", context))
