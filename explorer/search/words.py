"""Words as the search compares them: letters as one form of each, and no ending of plural or of -ing."""

import re
import unicodedata
from functools import cache, lru_cache

from spellchecker import SpellChecker
from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

# What people type around what they mean. Without them "i want to work with animals" asks for animals.
_AROUND = (
    "a about an and are as at be become becoming being can career careers could do does doing field for get good "
    "have how i id if im in into is it job jobs kind kinds like likes liking lot love make me my near need needs of on "
    "much or person really related salary should so some someone something stuff that the their them things to type "
    "types useful wanna want what when where which who with work worker workers working works would you your"
)
STOP_WORDS = frozenset(_AROUND.split())
RARE = 50  # what the list of English words counts for those that it has only from a dictionary
PLAIN = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.ascii_fold()).build()

# Names that are words by their punctuation: what they look like, the one word that they are here, other spellings.
_PUNCTUATED = tuple(
    (re.compile(pattern, re.IGNORECASE), word, others)
    for pattern, word, others in (
        (r"(?<!\w)([a-z])\+\+(?!\w)", r"\1plusplus", (r"\1 plus plus", r"\1pp")),  # C++
        (r"(?<!\w)([a-z])\+(?!\w|\+)", r"\1plus", (r"\1 plus",)),  # A+
        (r"(?<!\w)([a-z])#(?!\w)", r"\1sharp", (r"\1 sharp",)),  # C#
        (r"\.net(?!\w)", r" dotnet", (r" dot net", r" net")),  # .NET, ASP.NET
        (
            r"(?<!\w)([a-z]{1,3})&([a-z]{1,3})(?!\w)",
            r"\1and\2",
            (r"\1 and \2", r"\1\2", r"\1n\2", r"\1 \2"),
        ),  # R&D, AT&T
        (r"(?<!\w)([a-z]) (?:&|and) ([a-z])(?!\w)", r"\1and\2", (r"\1\2", r"\1n\2", r"\1 \2")),  # R & D
        (r"(?<!\w)(k) ?[-‐-―] ?(\d{1,2})(?!\w)", r"\1\2", (r"\1 \2",)),  # K–12
        (r"(?<!\w)([a-z])[-‐-―]([a-z]{2,})", r"\1\2", (r"\1 \2",)),  # X-ray, K-pop: no fragment of it counts
        (r"(?<!\w)([a-z])['’]([a-z]{3,})", r"\1\2", (r"\1 \2",)),  # O'Brien
    )
)
# Nearly no text has one of them: one look for all is quicker than one for each.
_MAY_BE_PUNCTUATED = re.compile(
    r"(?<!\w)[a-z](?:[+#'’]| & | and [a-z](?!\w)| ?[-‐-―] ?\d|[-‐-―][a-z])|[a-z]&[a-z]|\.net(?!\w)", re.IGNORECASE
)


def normalize(text: str) -> str:
    """Letters as one form of each, apostrophes gone: 'I’m' and 'im' are the same word, 'C++' and 'R&D' one each."""
    text = unicodedata.normalize("NFKC", text)
    if _MAY_BE_PUNCTUATED.search(text):
        for pattern, word, _others in _PUNCTUATED:
            text = pattern.sub(word, text)
    return re.sub(r"['’‘`´]", "", text)


def other_spellings(line: str) -> list[str]:
    """'R&D manager' -> ['R and D manager', 'RD manager', ...]: as people write it who leave the signs out."""
    line = unicodedata.normalize("NFKC", line)
    if not _MAY_BE_PUNCTUATED.search(line):
        return []
    return [
        pattern.sub(other, line) for pattern, _word, others in _PUNCTUATED if pattern.search(line) for other in others
    ]


def forms_of_title(title: str) -> tuple[str, ...]:
    """'RN (Registered Nurse)' -> ('RN', 'Registered Nurse'): O*NET writes a title and its abbreviation so."""
    written, separator, short = title.partition(" (")
    short, end, after = short.rpartition(")")
    return (written, short) if written and separator and short and end and not after else ()


def words_of(text: str) -> list[str]:
    """The words of a text that is normalized."""
    return PLAIN.analyze(text)


def content_of(words: list[str]) -> list[str]:
    """The words that say what is meant; all of them if none does."""
    return [word for word in words if word not in STOP_WORDS] or words


@cache
def _english() -> dict[str, bool]:
    """{every English word: whether it is a common one}"""
    words = SpellChecker(language="en").word_frequency.items()
    return {word.replace("'", ""): number > RARE for word, number in words}


def is_english(word: str) -> bool:
    """Say whether a word is a real one: then it is meant as it stands, whether the index has it or not."""
    return word in _english()


def is_common(word: str) -> bool:
    """Say whether a word is one that people use: then it is hardly the beginning of a longer one."""
    return _english().get(word, False)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """'animals' -> 'animal', 'batteries' -> 'battery', 'coding' -> 'code', 'swimming' -> 'swim'; 'animation' stays."""
    word = singular(word)
    return _without_ing(word) if len(word) > 5 and word.endswith("ing") else word


@lru_cache(maxsize=100_000)
def singular(word: str) -> str:
    """'animals' -> 'animal', 'batteries' -> 'battery'; 'business' stays."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")) or word == "news":
        return word
    ways = [word[:-1], word[:-2]] if word.endswith("es") else []  # movies, boxes
    if len(word) > 4 and word.endswith("ies"):
        ways[1:] = [f"{word[:-3]}y"]  # batteries
    return next((way for way in ways if is_english(way)), word[:-1])


def _without_ing(word: str) -> str:
    base = word[:-3]
    ways = [base, f"{base}e"]  # weld, dance
    if base[-1] == base[-2]:
        ways = [base, base[:-1]]  # sell, swim
    elif re.search(r"[^aeiou][aeiou][^aeiouwxy]$", base):
        ways.reverse()  # code: the verb of 'cod' would be 'codding'
    return next((way for way in ways if is_english(way)), word)


def family_of(word: str) -> set[str]:
    """Stems of those who do it: 'paint' is what painters do, 'plan' what planners do, 'history' what historians do."""
    word = stem(word)
    base = word[:-1] if word.endswith(("e", "y")) else word
    if len(base) < (6 if word.endswith("y") else 3):  # 'county' is nothing that is counted
        return set()
    endings = ["er", f"{base[-1]}er"] + ["or"] * base.endswith("t") + ["ist", "ian", "ic"] * (len(base) > 3)
    return {f"{base}{ending}" for ending in endings}
