"""What a person has pasted, as it was before mail programs, chats and phones dressed it up. Pure.

Used where a link or a code is looked for in a text. Every step is linear, and no more than `longest` is looked at.
"""

import html
import re
import unicodedata
from base64 import urlsafe_b64decode
from urllib.parse import unquote

LONGEST = 4000  # characters: a link in two mail wrappers, or a short message around it
WRAPPERS = 3  # one in the other, each of which encodes the link once more

_SOFT_BREAK = re.compile(r"=\r?\n")  # of a mail's source, in the middle of a link
_PROOFPOINT_2 = re.compile(r"urldefense(?:\.proofpoint)?\.com/v2/url\?u=([^&\s]*)", re.IGNORECASE)
_PROOFPOINT_3 = re.compile(r"urldefense\.com/v3/__((?:(?!urldefense)\S)*?)__;([-\w]*)", re.IGNORECASE | re.ASCII)


def unwrap(text: str, longest: int = LONGEST) -> str:
    """Return the text with wrapped links in plain letters, and without characters that nobody can see."""
    text = _SOFT_BREAK.sub("", text[:longest])
    text = _PROOFPOINT_2.sub(lambda found: _from_hyphens(found[1]), text)
    text = _PROOFPOINT_3.sub(lambda found: _from_stars(*found.groups()), text)
    for _wrapper in range(WRAPPERS):
        text = unquote(html.unescape(text))
    text = unicodedata.normalize("NFKC", text)[:longest]
    return "".join(character for character in text if unicodedata.category(character) != "Cf")


def _from_hyphens(link: str) -> str:
    """Undo Proofpoint's second way to write an address: '_' is a slash, and '-' what others write as a percent sign."""
    return re.sub(r"-([0-9A-Fa-f]{2})", r"%\1", link.replace("_", "/"))


def _from_stars(link: str, letters: str) -> str:
    """Undo its third way: each star is a character, and all of them follow the address in base 64."""
    try:
        characters = iter(urlsafe_b64decode(letters + "=" * (-len(letters) % 4)).decode())
    except ValueError:  # cut off
        characters = iter(())
    return re.sub(r"\*", lambda star: next(characters, star[0]), link) + " "
