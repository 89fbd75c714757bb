"""A quiz's answers as a code that a person can read aloud. Pure: digits in, letters out, and back.

A code has the version of the questions (VERSION_LENGTH characters), the answers as one number in base 31, and a check
character. With 42 questions that is 30 characters. It holds nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.utils.translation import gettext as _

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # 31 characters, a prime number; without 0 and O, 1, I and L
VERSION_LENGTH = 5
GROUP = 5  # characters between two hyphens
STATES = 7  # of a question: 0 (unknown), 1 to 5, 6 (not answered)
UNANSWERED = 6
LONGEST = 200  # characters that are looked at: a code of any quiz is shorter


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


def read(text: str) -> tuple[str, str]:
    """Return the version and the answers' letters of a code as somebody typed it; raise BadCode if it is none.

    Case, spaces, hyphens and punctuation don't matter, and a link to a result is as good. The check character finds
    every single wrong character, and every two neighbors that have changed places.
    """
    last_part = text[:LONGEST].strip().rstrip("/").rpartition("/")[2]
    letters = "".join(character for character in last_part.upper() if character.isalnum())
    if not letters:
        raise BadCode(_("There is no code."))
    wrong = sorted({character for character in letters if character not in ALPHABET})
    if wrong:
        raise BadCode(
            _("Codes don't have the character “%s”. They have no 0, O, 1, I or L, because these look alike.") % wrong[0]
        )
    if len(letters) < VERSION_LENGTH + 2 or _check(letters[:-1]) != letters[-1]:
        raise BadCode(_("A character is missing, too many or wrong, or two have changed places."))
    return letters[:VERSION_LENGTH], letters[VERSION_LENGTH:-1]


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


def _check(letters: str) -> str:
    """The sum of the letters' values, each times its place, modulo the prime.

    No letter has the weight -1, which is the check character's own: the last two would change places unnoticed.
    """
    weights = (1 + place % (len(ALPHABET) - 2) for place in range(len(letters)))
    total = sum(weight * ALPHABET.index(letter) for weight, letter in zip(weights, letters, strict=True))
    return ALPHABET[total % len(ALPHABET)]
