"""The first fields of a result as a PNG picture, set by Typst as the handouts are (explorer/handouts/pdf.py).

Typst gets all words as data and only its own fonts. A picture takes about 60 ms of CPU time; it is not kept.
"""

import json
from pathlib import Path

import typst
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..models import Hue
from ..pictures.icons import icon_shapes
from .result import Result

# As in .night of static/css/tokens.css.
NIGHT = {
    Hue.COPPER: "#f5a667",
    Hue.ROSE: "#f58fb3",
    Hue.VIOLET: "#cfa0ee",
    Hue.BLUE: "#9db8ff",
    Hue.GREEN: "#8fd491",
    Hue.TEAL: "#6fd3d6",
    Hue.SLATE: "#b9c0cc",
}
_TEMPLATES = Path(settings.BASE_DIR) / "templates" / "quiz" / "card"


def draw_card(result: Result, address: str) -> bytes:
    """Draw the wheel and the names of the favorites, 1,200 by 630 pixels. `address`: of the site."""
    facts = {
        "lang": (get_language() or "en")[:2],
        "title": result.title,
        "soft": " ".join(render_to_string("quiz/_quiz_lead.html", {"result": result}).split()),
        "ties": result.ties,
        "wheel": _wheel(result),
        "fields": [
            {
                "rank": str(entry.standing.rank) if result.leads_in_order else "",
                "color": NIGHT[Hue(entry.cluster.hue)],
                "icon": _icon(entry.cluster.icon, NIGHT[Hue(entry.cluster.hue)]),
                "name": entry.cluster.name,
            }
            for entry in result.favorites
        ],
        "site": _("Cluster Explorer"),
        "address": address.partition("://")[2].rstrip("/"),
    }
    return typst.compile(
        _TEMPLATES / "card.typ",
        root=_TEMPLATES,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(facts)},
        format="png",
        ppi=72,
    )


def _icon(name: str, color: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="{color}" stroke-width="2" '
        f'stroke-linecap="round" stroke-linejoin="round">{icon_shapes(name)}</svg>'
    )


def _wheel(result: Result) -> str:
    slices = [
        one | {"color": NIGHT[Hue(one["cluster"].hue)], "shapes": icon_shapes(one["cluster"].icon)}
        for one in result.wheel["slices"]
    ]
    return render_to_string("quiz/card/wheel.svg", {"slices": slices, "gaps": result.wheel["gaps"]})
