from explorer.careers.pay_picture import HEIGHT, WIDTH, draw_pay


def test_it_counts_what_is_lower_and_higher():
    picture = draw_pay([(3, 5, 5, 0), (6, 4, 1, 2), (12, 4, 0, 4)], 65_000)
    assert (picture.lower, picture.higher, picture.total) == (6, 6, 13)


def test_the_bar_with_most_careers_is_the_highest():
    picture = draw_pay([(3, 10, 10, 0), (6, 5, 0, 0)], 65_000)
    assert f"v-{HEIGHT}h" in picture.bars
    assert f"v-{HEIGHT // 2}h" in picture.own


def test_very_low_and_very_high_pay_stand_in_the_outer_bars():
    counts = [(0, 1, 0, 0), (55, 1, 0, 1)]
    lowest, highest = draw_pay(counts, 1_000), draw_pay(counts, 559_030)
    assert 0 < lowest.marker < highest.marker < WIDTH


def test_a_bar_with_few_careers_can_still_be_seen():
    assert "v-2h" in draw_pay([(3, 1, 1, 0), (6, 500, 0, 0)], 65_000).bars


def test_without_a_pay_there_is_nothing_to_mark():
    assert draw_pay([(3, 1, 0, 1)], None) is None
    assert draw_pay([], 50_000) is None
