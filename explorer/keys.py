"""Keys: how a cookie and a link name entries. The address of an entry, without the words that all addresses share.

A cluster is 'modernized:construction', a sub-cluster 'modernized:construction:skilled-trades', a program of study its
slug, a career its code. Several are joined by '~'. All of it can stand in a cookie and in an address as it is.
"""

import re

from django.urls import Resolver404, resolve, reverse

from .validators import ONET_CODE

JOINT = "~"
LONGEST_TEXT = 8000  # characters that are read of a list; servers take no longer addresses anyway
_SLUG = r"[-a-zA-Z0-9_]+"
_CAREER = re.compile(ONET_CODE, re.ASCII)
_KEY = re.compile(rf"{_SLUG}(:{_SLUG}){{0,2}}|{ONET_CODE}", re.ASCII)


def split_keys(text: str) -> list[str]:
    """The parts of a list, each once, in its order; those that can be no key too, so that a page can say so."""
    parts = (part.strip() for part in text[:LONGEST_TEXT].split(JOINT))
    return list(dict.fromkeys(part for part in parts if part))


def join_keys(keys: list[str]) -> str:
    return JOINT.join(keys)


def is_key(text: str) -> bool:
    return bool(_KEY.fullmatch(text))


def is_career_key(key: str) -> bool:
    return bool(_CAREER.fullmatch(key))


def path_of(key: str) -> str:
    """The address of the page that a key names, whether or not it is there."""
    steps = key.split(":")
    if is_career_key(key):
        return reverse("career_by_code", args=steps)
    return reverse({1: "program_detail", 2: "cluster_detail", 3: "sub_cluster_detail"}[len(steps)], args=steps)


def key_at(path: str) -> str | None:
    """The key of the entry whose page stands at `path`; None if that is no entry's."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    named = ("program_detail", "cluster_detail", "sub_cluster_detail")
    return ":".join(match.kwargs.values()) if match.url_name in named else None
