"""Which parts of a text are what was looked for."""

from collections.abc import Iterable

from .words import PLAIN, stem


def mark(text: str, terms: Iterable[str], start: str = "") -> list[tuple[str, bool]]:
    """Cut `text` into [(part, is_match), ...]: words with one of the stems `terms`, and words that begin so."""
    terms, parts, end = set(terms), [], 0
    for token in PLAIN.pre_tokenize(text).tokens:
        if stem(token.text) not in terms and not (start and token.text.startswith(start)):
            continue
        if token.char_offset_from > end:
            parts.append((text[end : token.char_offset_from], False))
        parts.append((text[token.char_offset_from : token.char_offset_to], True))
        end = token.char_offset_to
    if end < len(text):
        parts.append((text[end:], False))
    return parts


def has_match(text: str, terms: set[str], start: str = "") -> bool:
    """Say whether `mark` would find something, for half of its price."""
    words = PLAIN.analyze(text)
    return not terms.isdisjoint(map(stem, words)) or bool(start and any(word.startswith(start) for word in words))
