import random

import pytest

from explorer.text.keys import is_key, join_keys, key_at, path_of, split_keys

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
