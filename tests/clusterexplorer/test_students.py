"""The simulation of tests/bench/students.py, with fewer students: its limits hold, and it would notice a worse scoring."""

import pytest

from ..bench.students import CARELESS, LEAST_FOUND, MOST_BELOW_SUM, MOST_LOST, shipped, simulate

STUDENTS = 800


@pytest.fixture(scope="module")
def careful():
    return simulate(*shipped(), students=STUDENTS)


def test_the_true_favorite_is_mostly_shown(careful):
    assert careful.shown >= LEAST_FOUND


def test_plain_sums_do_hardly_better(careful):
    assert careful.by_sum - careful.shown <= MOST_BELOW_SUM


def test_careless_answers_lose_little(careful):
    assert careful.shown - simulate(*shipped(), students=STUDENTS, careless=CARELESS).shown <= MOST_LOST


def test_answers_that_say_nothing_find_nobody():
    assert simulate(*shipped(), students=STUDENTS, careless=1.0).shown < 0.4
