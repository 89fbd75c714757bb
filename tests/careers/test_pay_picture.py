import pytest

from explorer.careers.pay_picture import picture_pay


def among(pay=60_000, *, total=10, lower=0, higher=0):
    return picture_pay(pay, total=total, lower=lower, higher=higher)


@pytest.mark.parametrize(("pay", "hourly", "monthly"), [(47_380, 23, 3_950), (60_000, 29, 5_000), (0, 0, 0)])
def test_pay_by_the_hour_is_that_of_full_time_work_and_by_the_month_in_tens(pay, hourly, monthly):
    assert (among(pay).hourly, among(pay).monthly) == (hourly, monthly)


@pytest.mark.parametrize(
    ("total", "lower", "tenths"), [(549, 115, 2), (549, 0, 0), (549, 548, 10), (20, 10, 5), (0, 0, 0)]
)
def test_of_ten_dots_as_many_are_filled_as_pay_less(total, lower, tenths):
    picture = among(total=total, lower=lower)
    assert picture.tenths == tenths
    assert picture.dots == (True,) * tenths + (False,) * (10 - tenths)


def test_without_a_pay_there_is_nothing_to_draw():
    assert among(None) is None
