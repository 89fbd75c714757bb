from dataclasses import dataclass

import pytest

from explorer.shortlist.ring import INNER, OUTER, ROUND, draw_ring


@dataclass
class Field:
    hue: str = "green"
    is_cross_cutting: bool = False


@pytest.mark.parametrize("count", [1, 2, 11, 40])
def test_arcs_of_a_ring_are_equally_long_and_do_not_touch(count):
    arcs = draw_ring([(Field(), False)] * count)
    assert len(arcs) == count
    assert len({arc.length for arc in arcs}) == 1
    assert 0 < arcs[0].length <= ROUND / count
    assert (sum(arc.length for arc in arcs) < ROUND) is (count > 1)
    assert {round(arc.length + arc.rest) for arc in arcs} == {ROUND}


def test_cross_cutting_fields_stand_inside():
    arcs = draw_ring([(Field(), True), (Field("blue", is_cross_cutting=True), False), (Field("teal"), False)])
    assert [(arc.hue, arc.radius, arc.is_explored) for arc in arcs] == [
        ("green", OUTER, True),
        ("teal", OUTER, False),
        ("blue", INNER, False),
    ]


def test_they_go_round_in_their_order():
    offsets = [arc.offset for arc in draw_ring([(Field(), False)] * 5)]
    assert offsets == sorted(offsets, reverse=True)


def test_of_nothing_there_is_no_picture():
    assert draw_ring([]) == []
