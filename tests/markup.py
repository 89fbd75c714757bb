"""HTML as a test compares it: without the line breaks and the indentation that are there to read a template."""

import re

INLINE = r"(?:a|b|button|cite|code|em|i|img|input|label|mark|q|select|small|span|strong|svg|use)\b"
_TAG = re.compile(r"<[^<>]+>")
_BROKEN = re.compile(r"\s*\n\s*")


def html_of(response) -> str:
    return squeezed(response.content.decode())


def squeezed(html: str) -> str:
    """`html` on one line: a line break is a space where a browser shows one, and else nothing.

    It shows one inside of text, between text and a tag, and between two elements that stand in one line; none after
    the tag that opens an element or before the one that closes it, and none beside a block. Other space stays.
    """
    html = _TAG.sub(lambda tag: re.sub(r" (?=/?>$)", "", _BROKEN.sub(" ", tag[0])), html)
    html = re.sub(rf"(</{INLINE}>|<(?:img|input|use)\b[^<>]*>)\s*\n\s*(?=<{INLINE})", r"\1 ", html)
    html = re.sub(r"(<(?!/|!|img\b|input\b)[^<>]+>)\s*\n\s*", r"\1", html)  # after what opens
    html = re.sub(r"\s*\n\s*(?=</)", "", html)  # before what closes
    html = re.sub(rf"(</(?!{INLINE})[^<>]+>)\s*\n\s*|\s*\n\s*(?=<(?!/|{INLINE}))", r"\1", html)  # beside a block
    return _BROKEN.sub(" ", html)
