import random
from itertools import pairwise

import pytest

from explorer.answer_code import ALPHABET, BadCode, encode, read, read_states, version_of

VERSION = version_of("questions")
CHANCE = random.Random(3)
SHEETS = [[CHANCE.randint(0, 6) for _ in range(42)] for _sheet in range(20)]
EXTREMES = [[0] * 42, [6] * 42, [5] * 42]


def decode(code, count=42):
    version, letters = read(code)
    assert version == VERSION
    return read_states(letters, count)


@pytest.mark.parametrize("states", SHEETS + EXTREMES)
def test_what_is_written_is_read_again(states):
    assert decode(encode(VERSION, states)) == states


@pytest.mark.parametrize("states", SHEETS + EXTREMES)
def test_a_code_of_42_questions_has_at_most_30_characters_that_can_be_read_aloud(states):
    code = encode(VERSION, states).replace("-", "")
    assert len(code) <= 30
    assert not set(code) & set("0O1IL")


def test_other_answers_have_another_code():
    assert len({encode(VERSION, states) for states in SHEETS}) == len(SHEETS)


def test_case_spaces_and_hyphens_do_not_matter():
    code = encode(VERSION, SHEETS[0])
    assert decode(f" {code.lower().replace('-', ' ')}\t") == decode(code.replace("-", "")) == SHEETS[0]


def test_so_do_signs_around_it_and_a_whole_link():
    code = encode(VERSION, SHEETS[0])
    for text in (f"\u00a0{code}.", f"“{code}”", f"https://example.org/quiz/results/{code}/", f"{code}\u200b"):
        assert decode(text) == SHEETS[0]


def test_every_single_wrong_character_is_found():
    code = encode(VERSION, SHEETS[1]).replace("-", "")
    for place, right in enumerate(code):
        for wrong in set(ALPHABET) - {right}:
            with pytest.raises(BadCode):
                read(code[:place] + wrong + code[place + 1 :])


@pytest.mark.parametrize("count", [42, 43, 44, 60, 90])
def test_two_neighbors_that_have_changed_places_are_found(count):
    code = encode(VERSION, (SHEETS[2] * 3)[:count]).replace("-", "")
    for place, (one, other) in enumerate(pairwise(code)):
        if one != other:
            with pytest.raises(BadCode):
                read(code[:place] + other + one + code[place + 2 :])


@pytest.mark.parametrize("place", range(0, 30, 3))
def test_a_missing_character_is_found(place):
    code = encode(VERSION, SHEETS[3]).replace("-", "")
    with pytest.raises(BadCode):
        decode(code[:place] + code[place + 1 :])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no code"),
        (" - ", "no code"),
        ("ABC0", "character “0”"),
        ("AB", "missing"),
        ("é" * 300, "É"),
        ("A" * 5000, "A character"),
    ],
)
def test_what_is_no_code_is_refused_in_words(text, says):
    with pytest.raises(BadCode, match=says):
        read(text)


def test_a_code_of_another_number_of_questions_does_not_fit():
    with pytest.raises(BadCode, match="doesn't fit"):
        decode(encode(VERSION, [1] * 30))


def test_letters_beyond_the_last_sheet_do_not_fit():
    _version, letters = read(encode(VERSION, [6] * 42))
    with pytest.raises(BadCode, match="doesn't fit"):
        read_states("Z" * len(letters), 42)


def test_more_questions_make_a_longer_code_that_works():
    states = [number % 7 for number in range(80)]
    assert decode(encode(VERSION, states), 80) == states


def test_other_questions_have_another_version():
    assert version_of("a") != version_of("b")
    assert version_of("a") == version_of("a")
