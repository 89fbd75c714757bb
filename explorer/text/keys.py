"""Keys: how a cookie and a link name entries. The address of an entry, without the words that all addresses share.

A cluster is 'modernized:construction', a sub-cluster 'modernized:construction:skilled-trades', a program of study its
slug, a career its code. Several are joined by '~'. All of it can stand in a cookie and in an address as it is.
"""

import re
from typing import cast

from django.urls import Resolver404, resolve, reverse

from .pasted import unwrap
from .validators import ONET_CODE

JOINT = "~"
LONGEST_TEXT = 8000  # characters that are read of a list; servers take no longer addresses anyway
_SLUG = r"[-a-zA-Z0-9_]+"
_CAREER = re.compile(ONET_CODE, re.ASCII)
_SENT = re.compile(r"[?&]list=", re.IGNORECASE)
_IN_SENT = re.compile(r"[^\w]*([-\w.:]*)(.*)", re.ASCII | re.DOTALL)  # a key, and what stands around it
_KEY = re.compile(rf"{_SLUG}(:{_SLUG}){{0,2}}|{ONET_CODE}", re.ASCII)


def split_keys(text: str) -> list[str]:
    """The parts of a list, each once, in its order; those that can be no key too, so that a page can say so."""
    parts = (part.strip() for part in text[:LONGEST_TEXT].split(JOINT))
    return list(dict.fromkeys(part for part in parts if part))


def is_list_link(text: str) -> bool:
    """Say whether there is a link to somebody's list in a text."""
    text = unwrap(text).lower()
    return "/shortlist/" in text and bool(_SENT.search(text))


def split_sent(text: str) -> list[str]:
    """The parts of a list that was passed on, however its link was pasted: with brackets, in a sentence, wrapped."""
    pieces = _SENT.split(unwrap(text, LONGEST_TEXT))
    keys = []
    for piece in pieces[1:] or pieces:
        for part in piece.split(JOINT):
            part = re.sub(r"([:-])\s+", r"\1", part.strip())  # a line that was broken
            key, after = cast(re.Match[str], _IN_SENT.match(part)).groups()  # it matches any text
            keys.append(key.rstrip(".:") or (part if any(map(str.isalnum, part)) else ""))
            if key and after:
                break  # what follows the link
    return list(dict.fromkeys(filter(None, keys)))


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
