"""What a word that the index does not know may have been meant to be. It is asked or said, never taken silently."""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .words import STOP_WORDS, is_english, stem

# How near a misspelled word must come to a known one: 1 is the same, 0 has no letter in common.
SURE, NEAR = 0.8, 0.75
CLEARLY_NEARER = 0.04  # than the next one
SAME_FIRST_LETTER = 0.04  # counts for so much: few misspell it
LONGEST_SHORT = 6  # letters: a shorter word is near to many others
GUESSES = 3
# Letters that sound alike: 'fotographer', 'acountant'.
_SOUNDS = (
    (re.compile("ph"), "f"),
    (re.compile("ck"), "k"),
    (re.compile("^p(?=s)|^k(?=n)"), ""),
    (re.compile(r"(.)\1"), r"\1"),
)


def _sound(word: str) -> str:
    for letters, sound in _SOUNDS:
        word = letters.sub(sound, word)
    return word


class Spelling:
    """The words of an index by their sound: {length: {sound: a word}}."""

    def __init__(self, vocabulary: Iterable[str]):
        known = {form for word in vocabulary for form in (word, stem(word))} | STOP_WORDS
        self._by_length: dict[int, dict[str, str]] = defaultdict(dict)
        for word in sorted(word for word in known if len(word) > 2 and not word.isdigit()):
            sound = _sound(word)
            self._by_length[len(sound)].setdefault(sound, word)

    def guess(self, word: str) -> tuple[list[str], bool]:
        """Return what `word` may have been meant to be, nearest first, and whether the first is sure.

        A short word and a real one are meant as they stand.
        """
        if len(word) <= LONGEST_SHORT or is_english(word):
            return [], False
        sound = _sound(word)
        off = int(len(sound) * (1 - NEAR)) + 1  # a word that is longer or shorter by more can't be near enough
        like = dict(
            chain.from_iterable(self._by_length[n].items() for n in self._by_length if abs(n - len(sound)) <= off)
        )
        near = process.extract(sound, like.keys(), scorer=OSA.normalized_similarity, score_cutoff=NEAR, limit=8)
        best: list[tuple[float, str]] = []
        for score, guess in sorted(
            (-score - SAME_FIRST_LETTER * (one[0] == sound[0]), like[one]) for one, score, _key in near
        ):
            if all(
                OSA.distance(stem(guess), stem(better)) > 1 for _score, better in best
            ):  # 'archeologist' is one word
                best.append((score, guess))
        is_sure = bool(best) and -best[0][0] >= SURE and (len(best) < 2 or best[1][0] - best[0][0] > CLEARLY_NEARER)
        return [guess for _score, guess in best[:GUESSES]], is_sure
