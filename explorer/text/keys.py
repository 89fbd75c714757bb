"""Keys: how a cookie and a link name entries. The address of an entry, without the words that all addresses share.

A cluster is 'modernized:construction', a sub-cluster 'modernized:construction:skilled-trades', a program of study its
slug, a career its code. Several are joined by '~'. All of it can stand in a cookie and in an address as it is.

A visitor's own line about an entry stands behind its key, after a dot: 'carpentry.SSBsaWtlIHdvb2Q'. It is written in
the letters of base64, so that it comes through mail programs and chats like a key does. A key with a dot in it is a
career's code, which no line can be taken for. A program that knows of no lines takes such a part for an unknown key,
and keeps it.
"""

import re
import unicodedata
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from typing import cast

from django.urls import Resolver404, resolve, reverse

from .pasted import unwrap
from .tidy import is_blank
from .validators import ONET_CODE

JOINT = "~"
NOTE_MARK = "."
LONGEST_NOTE = 80  # characters
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


def join_keys(keys: Iterable[str]) -> str:
    return JOINT.join(keys)


def read_parts(parts: Iterable[str]) -> dict[str, str | None]:
    """Return {key: line} of the parts of a list: '' where no line stands with it, None where one can't be read.

    Of an entry that comes twice the first line counts. What can be no key stands there as it is, without a line.
    """
    kept: dict[str, str | None] = {}
    for part in parts:
        key, note = _read_part(part)
        kept[key] = kept.get(key) or note
    return kept


def join_kept(kept: Mapping[str, str | None]) -> str:
    """Return the entries and their lines as `read_parts` finds them in `split_keys` of it."""
    return join_keys(f"{key}{NOTE_MARK}{_encode(note)}" if note else key for key, note in kept.items())


def tidy_note(text: str) -> str:
    """Return what a visitor has typed as one line, without signs that nobody can see or that turn the others round."""
    seen = (" " if one.isspace() else one for one in text if one.isspace() or not _is_unseen(one))
    line = unicodedata.normalize("NFC", " ".join("".join(seen).split()))
    return "" if is_blank(line) else line


def _is_unseen(character: str) -> bool:
    """Say whether it is a sign that steers a screen; not those that put letters or emoji together."""
    return unicodedata.category(character)[0] == "C" and character not in "\u200c\u200d"


def _read_part(part: str) -> tuple[str, str | None]:
    key, mark, letters = part.rpartition(NOTE_MARK)
    return (key, _decode(letters)) if mark and is_key(key) and not is_key(part) else (part, "")


def _encode(note: str) -> str:
    return urlsafe_b64encode(note.encode()).decode().rstrip("=")


def _decode(letters: str) -> str | None:
    """Return the line; None if these letters are none that `_encode` has written."""
    try:
        note = b64decode(letters + "=" * (-len(letters) % 4), altchars=b"-_", validate=True).decode()
    except ValueError:  # cut off, or made up
        return None
    return note if note and len(note) <= LONGEST_NOTE and tidy_note(note) == note else None


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
    if match.url_name == "career_detail":
        return str(match.kwargs["code"])
    named = ("program_detail", "cluster_detail", "sub_cluster_detail")
    return ":".join(match.kwargs.values()) if match.url_name in named else None
