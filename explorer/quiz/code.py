"""A quiz's answers as a code that a person can read aloud. Pure: digits in, letters out, and back.

A code has the version of the questions (VERSION_LENGTH characters), the answers as one number in base 31, and a check
character. With 42 questions that is 30 characters. It holds nothing else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # 31 characters, a prime number; without 0 and O, 1, I and L
VERSION_LENGTH = 5
GROUP = 5  # characters between two hyphens
STATES = 7  # of a question: 0 (unknown), 1 to 5, 6 (not answered)
UNANSWERED = 6
MOST_FAULTS = 4  # that are told at a time
LONGEST_GROUP = 20  # characters of a group that are shown
OTHER_QUESTIONS = gettext_lazy(
    "It was made with other questions than this site asks now, and it can't be read any more."
)
_WORD = re.compile(r"([^\W_]+)(-(?=[^\W_]))?")  # and whether it goes on after a hyphen


class BadCode(ValueError):
    """What was typed is no code; says in plain words why."""


def version_of(text: str) -> str:
    """The version that a text has: another one for another text."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest())
    return _to_letters(number % len(ALPHABET) ** VERSION_LENGTH, VERSION_LENGTH)


def encode(version: str, states: Sequence[int]) -> str:
    """Return the code, in groups: 'K7QF9-M2X4T-…'."""
    number = 0
    for state in states:
        number = number * STATES + state
    letters = version + _to_letters(number, _letters_for(len(states)))
    letters += _check(letters)
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def versions_in(text: str) -> set[str]:
    """What may be the version of a code in a text: the letters with which a code could begin at one of its words."""
    starts, _ends, letters = _letters_of(text)
    found = {letters[start : start + VERSION_LENGTH] for start in starts}
    return {version for version in found if len(version) == VERSION_LENGTH and set(version) <= set(ALPHABET)}


def find(text: str, counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return the codes in a text, as (version, letters of the answers), each once, in their order.

    `counts` has how many questions each version asks, and so how long its codes are. Case, spaces, hyphens and
    punctuation don't matter. The check character finds every single wrong character, and every two neighbors that have
    changed places.
    """
    starts, ends, letters = _letters_of(text)
    found, passed = [], 0
    for start in starts:
        version = letters[start : start + VERSION_LENGTH]
        if version not in counts or start < passed:
            continue
        end = start + length(counts[version])
        code = letters[start:end]
        if end in ends and set(code) <= set(ALPHABET) and _is_checked(code):
            found.append((version, code[VERSION_LENGTH:-1]))
            passed = end
    return list(dict.fromkeys(found))


def length(count: int) -> int:
    """How many characters the code of `count` questions has, without its hyphens."""
    return VERSION_LENGTH + _letters_for(count) + 1


def explain(text: str, counts: Mapping[str, int], usual: int) -> BadCode:
    """Say what is wrong with the code that a text seems to hold. `usual` is how many questions today's quiz asks."""
    groups = _groups_of(text, counts, -(-length(usual) // GROUP))
    if not groups:
        return BadCode(_("There is no code."))
    given = "".join(groups)
    version = given[:VERSION_LENGTH]
    expected = length(counts.get(version, usual))
    if len(groups) == 1:  # written without hyphens
        faults = _total_fault(given, expected)
        groups = [given[start : start + GROUP] for start in range(0, len(given), GROUP)]
    else:
        faults = _length_faults(groups, expected)
    faults = [*_character_faults(groups), *faults]
    if version not in counts and set(given) <= set(ALPHABET) and _is_checked(given):
        return BadCode(OTHER_QUESTIONS)
    if faults:
        return BadCode(" ".join(faults))
    if version not in counts:
        said = _("This site doesn't know the first group, “%s”: a character is wrong, or the code is of another site.")
        return BadCode(said % version)
    return BadCode(_("Each group is as long as it should be, but a character is wrong, or two have changed places."))


def _letters_of(text: str) -> tuple[list[int], set[int], str]:
    """Return where words start and end in a text's letters, and these letters without anything between them.

    What goes on after a hyphen is at no end: it would be one group too many.
    """
    starts, ends, letters, place = [], set(), [], 0
    for word in _WORD.finditer(text.upper()):
        starts.append(place)
        place += len(word[1])
        letters.append(word[1])
        if not word[2]:
            ends.add(place)
    return starts, ends, "".join(letters)


def _groups_of(text: str, counts: Mapping[str, int], most: int) -> list[str]:
    """The groups of what is most like a code: what stands in a link to a result, begins with a version, has hyphens."""
    text = text.upper()
    link = re.search(r"QUIZ/(?:RESULTS|COMPARE)/+([^\s/?#&<>\"]+)", text)
    words = [word[1] for word in _WORD.finditer(link[1] if link else text)]
    runs = [run[0].split("-") for run in re.finditer(r"(?<![^\W_])[^\W_]+(?:-[^\W_]+)+", text)]
    if link or len(words) == 1:
        return words
    if run := next((run for run in runs if run[0] in counts), None):
        return run
    if begin := next((place for place, word in enumerate(words) if word in counts), None):
        return words[begin : begin + most]
    if runs:
        return max(runs, key=len)
    likely = [word for word in words if set(word) <= set(ALPHABET) and len(word) == GROUP]
    return words[-most:] if likely else []


def _character_faults(groups: list[str]) -> list[str]:
    wrong = [character for group in groups for character in group if character not in ALPHABET]
    if not wrong:
        return []
    numbered = [(number, group) for number, group in enumerate(groups, start=1) if not set(group) <= set(ALPHABET)]
    return [
        *(
            _("Group %(number)s, “%(group)s”, is wrong.") % {"number": number, "group": group[:LONGEST_GROUP]}
            for number, group in numbered[:MOST_FAULTS]
        ),
        _("Codes don't have the character “%s”. They have no 0, O, 1, I or L, because these look alike.") % wrong[0],
    ]


def _total_fault(given: str, expected: int) -> list[str]:
    numbers = {"given": len(given), "expected": expected, "off": abs(len(given) - expected)}
    if len(given) < expected:
        return [
            ngettext(
                "A character is missing: there are %(given)s and not %(expected)s.",
                "%(off)s characters are missing: there are %(given)s and not %(expected)s.",
                numbers["off"],
            )
            % numbers
        ]
    if len(given) > expected:
        return [
            ngettext(
                "A character is too many: there are %(given)s and not %(expected)s.",
                "%(off)s characters are too many: there are %(given)s and not %(expected)s.",
                numbers["off"],
            )
            % numbers
        ]
    return []


def _length_faults(groups: list[str], expected: int) -> list[str]:
    sizes = [GROUP] * (expected // GROUP) + [expected % GROUP] * (expected % GROUP > 0)
    faults = []
    for number, (group, size) in enumerate(zip(groups, sizes, strict=False), start=1):
        words = {"number": number, "group": group[:LONGEST_GROUP], "given": len(group), "size": size}
        if len(group) < size:
            said = _("Group %(number)s, “%(group)s”, is too short: it has %(given)s characters and not %(size)s.")
            faults.append(said % words)
        elif len(group) > size:
            said = _("Group %(number)s, “%(group)s”, is too long: it has %(given)s characters and not %(size)s.")
            faults.append(said % words)
    numbers = {"given": len(groups), "expected": len(sizes)}
    if len(groups) < len(sizes):
        faults.append(_("It has %(given)s groups and not %(expected)s: some are missing.") % numbers)
    elif len(groups) > len(sizes):
        faults.append(_("It has %(given)s groups and not %(expected)s: some are too many.") % numbers)
    return faults[:MOST_FAULTS]


def read_states(letters: str, count: int) -> list[int]:
    """Return the states of `count` questions; raise BadCode if the letters can't be theirs."""
    number = 0
    for letter in letters:
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    if len(letters) != _letters_for(count) or number >= STATES**count:
        raise BadCode(_("This code doesn't fit the questions of the quiz."))
    found = []
    for _question in range(count):
        number, state = divmod(number, STATES)
        found.append(state)
    return found[::-1]


def _letters_for(count: int) -> int:
    """How many letters hold the states of `count` questions."""
    length = 1
    while len(ALPHABET) ** length < STATES**count:
        length += 1
    return length


def _to_letters(number: int, length: int) -> str:
    letters = ""
    for _place in range(length):
        number, letter = divmod(number, len(ALPHABET))
        letters = ALPHABET[letter] + letters
    return letters


def _is_checked(code: str) -> bool:
    return len(code) >= VERSION_LENGTH + 2 and _check(code[:-1]) == code[-1]


def _check(letters: str) -> str:
    """The sum of the letters' values, each times its place, modulo the prime.

    No letter has the weight -1, which is the check character's own: the last two would change places unnoticed.
    """
    weights = (1 + place % (len(ALPHABET) - 2) for place in range(len(letters)))
    total = sum(weight * ALPHABET.index(letter) for weight, letter in zip(weights, letters, strict=True))
    return ALPHABET[total % len(ALPHABET)]
