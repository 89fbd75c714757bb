import pytest

from explorer.text.reading import grade, sentences, syllables


@pytest.mark.parametrize(("word", "count"), [
    ("build", 1), ("homes", 1), ("area", 2), ("people", 2), ("machines", 2), ("houses", 2), ("worked", 1), ("planted", 2),
    ("table", 2), ("tree", 1), ("information", 4), ("the", 1),
])  # fmt: skip
def test_syllables_are_counted(word, count):
    assert syllables(word) == count


def test_sentences_end_at_full_stops():
    assert len(sentences("You build. You fix it! Why?")) == 3


def test_the_grade_is_flesch_kincaids():
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 - 15.59)


def test_names_are_left_out():
    assert grade("You like Telecommunications.", ["Telecommunications"]) == grade("You like .")
