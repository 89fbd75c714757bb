import random
import re
import time
from itertools import pairwise

import pytest

from explorer.quiz.code import ALPHABET, BadCode, encode, explain, find, read_states, version_of, versions_in

VERSION = version_of("questions")
CHANCE = random.Random(3)
SHEETS = [[CHANCE.randint(0, 6) for _ in range(42)] for _sheet in range(20)]
EXTREMES = [[0] * 42, [6] * 42, [5] * 42]


def decode(text, count=42):
    """The answers of the one code in a text; None if there is none."""
    found = find(text, {VERSION: count})
    assert len(found) < 2
    return read_states(found[0][1], count) if found else None


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
    for text in (f"\u00a0{code}.", f"“{code}”", f"https://example.org/quiz/results/{code}/", f"{code}, see you"):
        assert decode(text) == SHEETS[0]


def test_several_are_found_in_their_order_each_once():
    codes = [encode(VERSION, states) for states in SHEETS[:3]]
    found = find(f"{codes[1]} and {codes[0]}, or {codes[1]} ({codes[2]})", {VERSION: 42})
    assert [read_states(letters, 42) for _version, letters in found] == [SHEETS[1], SHEETS[0], SHEETS[2]]


def test_every_single_wrong_character_is_found():
    code = encode(VERSION, SHEETS[1]).replace("-", "")
    for place, right in enumerate(code):
        for wrong in set(ALPHABET) - {right}:
            assert decode(code[:place] + wrong + code[place + 1 :]) is None


@pytest.mark.parametrize("count", [42, 43, 44, 60, 90])
def test_two_neighbors_that_have_changed_places_are_found(count):
    code = encode(VERSION, (SHEETS[2] * 3)[:count]).replace("-", "")
    for place, (one, other) in enumerate(pairwise(code)):
        if one != other:
            assert decode(code[:place] + other + one + code[place + 2 :], count) is None


@pytest.mark.parametrize("place", range(0, 30, 3))
def test_a_missing_character_is_found(place):
    code = encode(VERSION, SHEETS[3]).replace("-", "")
    assert decode(code[:place] + code[place + 1 :]) is None


def test_a_group_too_many_is_found():
    assert decode(encode(VERSION, SHEETS[3]) + "-ABCDE") is None


def test_what_may_be_a_version_stands_where_a_word_begins():
    assert versions_in("code: k7qf9-m2x4t") == {"K7QF9", "M2X4T"}  # “CODEK” has a letter that no code has


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "^There is no code.$"),
        (" - ", "^There is no code.$"),
        ("I lost it, sorry", "^There is no code.$"),
        ("ABC0", "character “0”"),
        ("AB", "missing"),
        ("é" * 300, "É"),
        ("A" * 5000, "4970 characters are too many: there are 5000 and not 30."),
    ],
)
def test_what_is_no_code_is_refused_in_words(text, says):
    assert re.search(says, str(explain(text, {VERSION: 42}, 42)))


def changed(group, letters):
    """A right code with other letters in a group; in place of '+', what stands there."""
    groups = encode(VERSION, SHEETS[4]).split("-")
    groups[group - 1] = letters.replace("+", groups[group - 1])
    return "-".join(filter(None, groups))


@pytest.mark.parametrize("join", ["{}", "https://example.org/quiz/results/{}/", "My code: {} (from May)", "spaces"])
@pytest.mark.parametrize(
    ("group", "letters", "says"),
    [
        (1, "ABCD", "Group 1, “ABCD”, is too short: it has 4 characters and not 5."),
        (3, "ABCD", "Group 3, “ABCD”, is too short: it has 4 characters and not 5."),
        (3, "ABCDEF", "Group 3, “ABCDEF”, is too long: it has 6 characters and not 5."),
        (6, "ABC", "Group 6, “ABC”, is too short: it has 3 characters and not 5."),
        (6, "ABCDEF", "Group 6, “ABCDEF”, is too long: it has 6 characters and not 5."),
        (4, "ABC0E", "Group 4, “ABC0E”, is wrong. Codes don't have the character “0”."),
        (2, "ABCDÉ", "Group 2, “ABCDÉ”, is wrong. Codes don't have the character “É”."),
    ],
)
def test_it_says_which_group_is_wrong(join, group, letters, says):
    code = changed(group, letters)
    text = code.replace("-", " ") if join == "spaces" else join.format(code)
    assert says in str(explain(text, {VERSION: 42}, 42))


@pytest.mark.parametrize(
    ("group", "letters", "says"),
    [
        (4, "", "It has 5 groups and not 6: some are missing."),
        (4, "+-ABCDE", "It has 7 groups and not 6: some are too many."),
        (1, "ABCDE", "This site doesn't know the first group, “ABCDE”"),
        (5, "ABCDE", "Each group is as long as it should be, but a character is wrong"),
    ],
)
def test_it_says_what_else_can_be_told(group, letters, says):
    assert says in str(explain(changed(group, letters), {VERSION: 42}, 42))


def test_without_hyphens_it_says_how_many_characters_are_missing():
    code = encode(VERSION, SHEETS[4]).replace("-", "")
    assert "2 characters are missing: there are 28 and not 30." in str(explain(code[:-2], {VERSION: 42}, 42))


def test_a_right_code_of_questions_that_nobody_knows_is_not_called_wrong():
    assert "other questions" in str(explain(encode("ABCDE", SHEETS[4]), {VERSION: 42}, 42))


def test_a_message_of_nothing_but_codes_is_read_in_no_time():
    code = encode(VERSION, SHEETS[5])
    for text in (f"{VERSION} " * 800, f"{code[:-1]}-" * 130, "A-" * 2000, "QUIZ/RESULTS/" * 300):
        before = time.process_time()
        find(text, {VERSION: 42})
        explain(text, {VERSION: 42}, 42)
        assert time.process_time() - before < 0.5


def test_a_code_of_another_number_of_questions_does_not_fit():
    with pytest.raises(BadCode, match="doesn't fit"):
        read_states(encode(VERSION, [1] * 30).replace("-", "")[5:-1], 42)


def test_letters_beyond_the_last_sheet_do_not_fit():
    letters = encode(VERSION, [6] * 42).replace("-", "")[5:-1]
    with pytest.raises(BadCode, match="doesn't fit"):
        read_states("Z" * len(letters), 42)


def test_more_questions_make_a_longer_code_that_works():
    states = [number % 7 for number in range(80)]
    assert decode(encode(VERSION, states), 80) == states


def test_other_questions_have_another_version():
    assert version_of("a") != version_of("b")
    assert version_of("a") == version_of("a")
