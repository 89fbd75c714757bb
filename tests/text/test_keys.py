import random
import re

import pytest

from explorer.text.keys import (
    LONGEST_NOTE,
    is_key,
    join_kept,
    join_keys,
    key_at,
    path_of,
    read_parts,
    split_keys,
    tidy_note,
)

KEYS = {
    "modernized:construction": "/frameworks/modernized/construction/",
    "modernized:construction:skilled-trades": "/frameworks/modernized/construction/skilled-trades/",
    "carpentry": "/programs/carpentry/",
    "47-2111.00": "/careers/47-2111.00/",
}


@pytest.mark.parametrize(("key", "path"), KEYS.items())
def test_a_key_names_a_page(key, path):
    assert is_key(key)
    assert path_of(key) == path


@pytest.mark.parametrize("key", [key for key in KEYS if "." not in key])
def test_a_pages_address_has_its_key(key):
    assert key_at(path_of(key)) == key


def test_a_careers_address_has_its_code():
    assert key_at("/careers/47-2111.00-electricians/") == "47-2111.00"


@pytest.mark.parametrize("path", ["/", "/frameworks/modernized/", "/learn/glossary/", "/no/such/page/", "elsewhere"])
def test_other_addresses_have_none(path):
    assert key_at(path) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a:b:c:d",
        ":a",
        "a:",
        "a b",
        'a"]',
        "a\n",
        "é",
        "a\x00",
        "47-2111.0",
        "a;b",
        "a,b",
        "a.b",
        "{}",
        "٢٩-١١٤١.٠٠",
    ],
)
def test_nothing_else_is_a_key(text):
    assert not is_key(text)


def test_a_list_is_split_into_its_parts_each_once_in_order():
    assert split_keys("b~a~b~~ c ~") == ["b", "a", "c"]


def test_keys_come_back_from_a_list_as_they_went_in():
    assert split_keys(join_keys(list(KEYS))) == list(KEYS)


def test_any_text_can_be_split_and_what_is_a_key_has_a_path():
    dice = random.Random(6)
    for _ in range(2000):
        text = "".join(dice.choices('ab:~-_.9 \x00\n"é/', k=dice.randrange(30)))
        for part in split_keys(text):
            assert not is_key(part) or path_of(part).startswith("/")


def test_of_an_endless_text_only_the_beginning_is_read():
    assert len(join_keys(split_keys("~".join(f"a{number}" for number in range(100_000))))) <= 8000


LINES = ["I like wood", "100% ~ fun. & <b>", "¿Sí? Me gusta", "木が好き 👩🏽‍🔧", "x" * LONGEST_NOTE, "."]


@pytest.mark.parametrize("note", LINES)
@pytest.mark.parametrize("key", KEYS)
def test_a_line_stands_behind_its_key_and_comes_back_as_it_was(key, note):
    text = join_kept({"before": "", key: note, "after": ""})
    assert re.fullmatch(r"[-\w.:~]+", text, re.ASCII)  # it needs no quoting in a cookie or an address
    assert read_parts(split_keys(text)) == {"before": "", key: note, "after": ""}


def test_a_list_without_lines_is_what_it_was_before_there_were_lines():
    assert join_kept(dict.fromkeys(KEYS, "")) == "~".join(KEYS)
    assert read_parts(split_keys("~".join(KEYS))) == dict.fromkeys(KEYS, "")


def test_a_part_with_a_line_is_no_key_for_a_program_that_knows_of_none():
    assert not any(is_key(join_kept({key: note})) for key in KEYS for note in LINES)


def test_of_two_lines_about_one_entry_the_first_counts():
    twice = [join_kept({"carpentry": note}) for note in ("", "first", "second")]
    assert read_parts(twice) == {"carpentry": "first"}


@pytest.mark.parametrize("letters", ["a", "!", "_w", "IA", "AAAA", "Cg", "eA~", "4oCu", "eHh4" * 30, "é"])
def test_what_is_no_line_is_said_to_be_unreadable_or_left_as_it_is(letters):
    (note,) = read_parts([f"carpentry.{letters}"]).values()
    assert note is None


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("  I  like\twood \r\n", "I like wood"),
        ("one\u2028two\x00\x1b[2K", "one two[2K"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a \u200b b", "a b"),
        ("e\u0301", "é"),
        ("\u200d \u00ad\n", ""),
        ("👩🏽‍🔧", "👩🏽‍🔧"),
    ],
)
def test_a_line_is_one_line_of_what_can_be_seen(typed, line):
    assert tidy_note(typed) == line


def test_any_line_that_is_tidy_comes_back():
    dice = random.Random(16)
    for _ in range(2000):
        note = tidy_note(
            "".join(dice.choices("ab ~.-_%&\n\u200b\u200d\u202e\u2028é\u0301木😀\x00\ud800", k=dice.randrange(20)))
        )
        assert read_parts(split_keys(join_kept({"carpentry": note}))) == {"carpentry": note}
