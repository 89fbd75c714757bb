"""Addresses made from names, and the nearest ones to an address that is wrong."""

import difflib
import re
from collections.abc import Iterable
from urllib.parse import unquote

from django.utils.text import slugify


def make_slug(name: str) -> str:
    """Django's slugify with '/' turned into '-' first: 'Arts, A/V Technology' -> 'arts-a-v-technology'."""
    return slugify(name.replace("/", "-"))


LONGEST_PATH = 500
_CODE = re.compile(r"\d\d-?\d{4}(?:\.?\d\d)?(?!\d)", re.ASCII)
_FILE = re.compile(r"\.(?:pdf|csv|json|svg|xml|txt)\Z")
_PAGE_FILE = re.compile(r"(?:\bindex)?\.(?:html?|php|aspx?)\Z")
_PASTED = " \t\r\n/\\.,;:!?*|<>()[]{}\"'`“”‘’«»…"


def tidy_path(path: str) -> str:
    """An address of ours as it would be written, from one that somebody has typed or pasted; '' if it can't be one.

    '/Frameworks//Modernized/Arts, Entertainment & Design).' -> '/frameworks/modernized/arts-entertainment-design/'
    """
    if len(path) > LONGEST_PATH:
        return ""
    path = unquote(path).strip(_PASTED).lower()
    steps = re.split(r"[/\\]+", _PAGE_FILE.sub("", path))
    if ".." in steps:
        return ""
    if path and steps == [""]:  # index.html
        return "/"
    ending = _FILE.search(steps[-1])
    if ending:
        steps[-1] = steps[-1][: ending.start()]
    tidy = "/".join(filter(None, map(_tidy_step, steps)))
    return f"/{tidy}{ending[0] if ending else '/'}" if tidy else ""


def _tidy_step(step: str) -> str:
    """A slug, or the code of a career, whose dot stays, with one."""
    step = re.sub("[_+‐-―−]", "-", step.strip(_PASTED))
    code = _CODE.match(step)
    rest = make_slug(step[code.end() :] if code else step)
    return "-".join(filter(None, (code and code[0], rest)))


def nearest_slugs(wanted: str, slugs: Iterable[str], limit: int = 5) -> list[str]:
    """Return up to `limit` of `slugs`, nearest first, that `wanted` could have meant; none if nothing is near.

    A slug that holds the wanted one, or one of its longer words, counts as near too:
    'nurse' finds nothing by letters alone, 'building-construction' should find 'construction'.
    """
    wanted = make_slug(wanted)
    slugs = list(dict.fromkeys(slugs))
    by_letters = difflib.get_close_matches(wanted, slugs, n=limit, cutoff=0.7)
    words = {word for word in wanted.split("-") if len(word) > 3}
    by_word = [slug for slug in slugs if words & set(slug.split("-"))]
    return list(dict.fromkeys(by_letters + by_word))[:limit]
