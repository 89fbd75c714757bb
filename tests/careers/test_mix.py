from collections import Counter

from explorer.careers.mix import in_turn, shuffled

FIELDS = [(f"{field}{number}", field) for field, count in (("a", 40), ("b", 20), ("c", 4)) for number in range(count)]


def test_the_first_of_every_field_comes_before_the_second_of_any():
    assert in_turn([("a1", "a"), ("a2", "a"), ("b1", "b"), ("a3", "a"), ("b2", "b"), ("c1", "c")]) == [
        "a1", "b1", "c1", "a2", "b2", "a3",
    ]  # fmt: skip


def test_a_shuffle_has_each_once_and_is_the_same_each_time_however_they_are_given():
    assert sorted(shuffled(FIELDS)) == sorted(key for key, _field in FIELDS)
    assert shuffled(FIELDS) == shuffled(reversed(FIELDS))


def test_a_shuffle_is_no_order_by_name():
    of_a = [key for key in shuffled(FIELDS) if key.startswith("a")]
    assert of_a != sorted(of_a)


def test_a_shuffle_spreads_every_field_over_the_whole():
    order = shuffled(FIELDS)
    for quarter in range(4):
        part = Counter(key[0] for key in order[quarter * 16 : quarter * 16 + 16])
        assert (9 <= part["a"] <= 11, 4 <= part["b"] <= 6, part["c"] in (0, 1, 2)) == (True, True, True)


def test_nothing_has_no_order():
    assert in_turn([]) == shuffled([]) == []
