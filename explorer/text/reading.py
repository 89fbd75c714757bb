"""How hard a text is to read, offline: the Flesch-Kincaid grade over pyphen's syllables.

pyphen finds where a word may be hyphenated, which misses some syllables ("area", "over"). A count of vowel groups
misses others. The larger of the two is taken, so that no text looks easier than it is.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import pyphen

_HYPHENS = pyphen.Pyphen(lang="en_US")
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_SILENT = re.compile(r"(?:[^l]e|[^cgsxz]es|[^td]ed)$")


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.!?])\s+", text.strip()) if words(sentence)]


@lru_cache(maxsize=32768)
def syllables(word: str) -> int:
    word = word.lower()
    groups = len(re.findall(r"[aeiouy]+", word))
    if groups > 1 and _SILENT.search(word) and not word.endswith("ee"):
        groups -= 1
    return max(1, groups, len(_HYPHENS.positions(word)) + 1)


def grade(text: str, names: Iterable[str] = ()) -> float:
    """Return the US school grade that a text needs, names left out; 0 if nothing else is in it."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    found = words(text)
    if not found:
        return 0.0
    return 0.39 * len(found) / len(sentences(text)) + 11.8 * sum(map(syllables, found)) / len(found) - 15.59


def prose(markdown: str) -> str:
    """The words of a Markdown text. Headings, list entries and table cells count as sentences of their own."""
    text = re.sub(r"\[\[(?:([^\[\]|]*)\|)?([\w-]+)\]\]", lambda match: match[1] or match[2].replace("-", " "), markdown)
    text = re.sub(r"\[([^\[\]]*)\]\([^)\[]*\)", r"\1", text)
    text = re.sub(r"(?m)^\|?[-:| ]+\|?$", "", text)
    text = re.sub(r"[|\n]+", "\n", re.sub(r"[#*>]", "", text))
    return " ".join(
        line if line.endswith((".", "?", "!", ":")) else f"{line}." for line in map(str.strip, text.split("\n")) if line
    )
