"""Texts as people mean them: without the blanks, marks and line ends that spreadsheets and web pages leave in them."""

import re
import unicodedata

_WITHOUT_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + _WITHOUT_WIDTH
_LINE_END = re.compile(r"(?:_x000D_)?(?:\r\n|\n)|_x000D_|[\r\v\f\x85\u2028\u2029]", re.IGNORECASE)  # _x000D_: Excel's
_LOOKS_BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs that nobody can see
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_QUOTES = dict.fromkeys(map(ord, "‘’‚‛′`´"), "'") | dict.fromkeys(map(ord, "“”„‟″«»"), '"')


def is_blank(text: str) -> bool:
    """Whether a reader would see nothing: blanks of all kinds, and characters without width."""
    return not text.strip() or all(unicodedata.category(sign)[0] in "ZC" or sign in _LOOKS_BLANK for sign in text)


def one_kind_of_line_end(text: str) -> str:
    return _LINE_END.sub("\n", text)


def tidy_text(text: str) -> str:
    """A text of several lines."""
    text = one_kind_of_line_end(text).replace("\u200b", "").replace("\ufeff", "")
    return "" if is_blank(text) else text.strip(_BLANKS)


def tidy_line(text: str) -> str:
    return " ".join(tidy_text(text).split())


def plain_signs(text: str) -> str:
    """With the dashes and quotation marks of a keyboard: for codes, never for what is read."""
    return text.translate(_DASHES | _QUOTES)


def fold(text: str) -> str:
    """What a code or name is found by: letters of any case, any dash."""
    return plain_signs(tidy_line(text)).casefold()
