"""Addresses made from names, and the nearest ones to an address that is wrong."""

import difflib
from collections.abc import Iterable

from django.utils.text import slugify


def make_slug(name: str) -> str:
    """Django's slugify with '/' turned into '-' first: 'Arts, A/V Technology' -> 'arts-a-v-technology'."""
    return slugify(name.replace("/", "-"))


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
