from explorer.pay_picture import HEIGHT, WIDTH, draw_pay


def test_it_counts_what_is_lower_and_higher():
    picture = draw_pay([(3, 5), (6, 2), (12, 4)], 65_000)
    assert (picture.lower, picture.same, picture.higher, picture.total) == (5, 2, 4, 11)


def test_the_bar_with_most_careers_is_the_highest():
    picture = draw_pay([(3, 10), (6, 5)], 65_000)
    assert f"v-{HEIGHT}h" in picture.bars
    assert f"v-{HEIGHT // 2}h" in picture.own


def test_very_low_and_very_high_pay_stand_in_the_outer_bars():
    lowest, highest = draw_pay([(0, 1), (55, 1)], 1_000), draw_pay([(0, 1), (55, 1)], 559_030)
    assert lowest.marker < highest.marker
    assert 0 < lowest.marker < WIDTH
    assert 0 < highest.marker < WIDTH
    assert (lowest.higher, highest.lower) == (1, 1)


def test_a_bar_with_few_careers_can_still_be_seen():
    assert "v-2h" in draw_pay([(3, 1), (6, 500)], 65_000).bars


def test_without_a_pay_there_is_nothing_to_mark():
    assert draw_pay([(3, 1)], None) is None
    assert draw_pay([], 50_000) is None
