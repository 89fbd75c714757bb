import pytest

from explorer.search.words import forms_of_title, is_english, normalize, stem


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("animals", "animal"),
        ("batteries", "battery"),
        ("movies", "movie"),
        ("coaches", "coach"),
        ("buses", "bus"),
        ("business", "business"),
        ("campus", "campus"),
        ("tennis", "tennis"),
        ("gas", "gas"),
        ("news", "news"),
        ("coding", "code"),
        ("dancing", "dance"),
        ("singing", "sing"),
        ("swimming", "swim"),
        ("selling", "sell"),
        ("editing", "edit"),
        ("string", "string"),
        ("animation", "animation"),
        ("hospitality", "hospitality"),
    ],
)
def test_the_endings_of_plural_and_of_ing_are_taken_off_and_no_other(word, expected):
    assert stem(word) == expected


def test_real_words_are_known_from_a_list():
    assert all(map(is_english, ["resume", "killers", "anime", "mine"]))
    assert not any(map(is_english, ["vetinarian", "enginering", "kpop"]))


@pytest.mark.parametrize(("text", "expected"), [("K-pop", "Kpop"), ("X-ray", "Xray"), ("hip-hop", "hip-hop")])
def test_a_letter_before_a_hyphen_is_a_part_of_its_word(text, expected):
    assert normalize(text) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("RN (Registered Nurse)", ("RN", "Registered Nurse")),
        ("Operations Vice President (Operations VP)", ("Operations Vice President", "Operations VP")),
        ("Nurse", ()),
        ("(RN)", ()),
        ("RN ()", ()),
        ("RN (Registered Nurse) here", ()),
    ],
)
def test_a_title_with_its_abbreviation_has_two_forms(title, expected):
    assert forms_of_title(title) == expected
