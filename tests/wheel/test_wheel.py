import re

import pytest
from django.template import Context, Template
from django.utils import translation

from explorer.wheel.geometry import NARROW, WIDE, Spoke, draw_wheel

CROSSING = ("Digital Technology", "Management & Entrepreneurship", "Marketing & Sales")


def spokes(count, *, grouping="One", crossing=0):
    return tuple(Spoke(f"c{n}", f"Cluster {n}", "", grouping, grouping) for n in range(count)) + tuple(
        Spoke(f"x{n}", CROSSING[n], "", "crossing", "Crossing", inner=True) for n in range(crossing)
    )


def radii(path):
    return {float(radius) for radius in re.findall(r"A([\d.]+) ", path)}


def test_cross_cutting_clusters_stand_in_the_inner_ring():
    wheel = draw_wheel(spokes(11, crossing=3))
    assert [radii(slice_.path) for slice_ in wheel.slices] == [{236, 432}] * 11 + [{102, 230}] * 3


def test_cross_cutting_slices_stand_at_60_180_and_300_degrees():
    wheel = draw_wheel(spokes(11, crossing=3))
    assert [slice_.turn for slice_ in wheel.slices if slice_.key.startswith("x")] == ["60", "180", "300"]


def test_the_first_grouping_stands_in_the_middle_of_the_top():
    clusters = [Spoke(f"a{n}", "A", "", "First") for n in range(3)] + [
        Spoke(f"b{n}", "B", "", "Second") for n in range(5)
    ]
    assert draw_wheel(tuple(clusters)).slices[1].turn == "0"


def test_slices_come_in_the_order_of_the_clusters():
    mixed = (Spoke("x", "Digital", "", "Crossing", inner=True), *spokes(4))
    assert [slice_.key for slice_ in draw_wheel(mixed).slices] == [spoke.key for spoke in mixed]


def test_each_grouping_has_one_arc_on_the_rim():
    clusters = (Spoke("a", "A", "", "First"), Spoke("b", "B", "", "First"), Spoke("c", "C", "", "Second"))
    assert [arc.grouping for arc in draw_wheel(clusters).rim] == ["First", "Second"]


def test_a_cross_cutting_grouping_has_no_arc_on_the_rim():
    assert [arc.grouping for arc in draw_wheel(spokes(4, crossing=3)).rim] == ["One"]


def test_without_groupings_there_is_no_rim_and_the_slices_reach_its_edge():
    wheel = draw_wheel(spokes(9, grouping=""))
    assert wheel.rim == ()
    assert max(radii(wheel.slices[0].path)) == 498


@pytest.mark.parametrize("count", [1, 2, 9, 14, 16, 30])
def test_every_cluster_gets_a_slice(count):
    assert len(draw_wheel(spokes(count)).slices) == count


def test_no_clusters_make_an_empty_wheel():
    assert draw_wheel(()).slices == ()


def test_only_cross_cutting_clusters_make_one_ring():
    assert len(draw_wheel(tuple(Spoke(f"x{n}", "X", "", "Crossing", inner=True) for n in range(3))).slices) == 3


def test_all_labels_of_a_ring_have_one_size():
    wheel = draw_wheel(spokes(11, crossing=3))
    assert len({slice_.label.size for slice_ in wheel.slices if slice_.key.startswith("c")}) == 1


def test_no_label_is_smaller_than_the_smallest_size():
    wheel = draw_wheel(tuple(Spoke(f"c{n}", "Transportation & Logistics", "", "One") for n in range(16)))
    sizes = [float(slice_.label.size) for slice_ in wheel.slices if slice_.label]
    assert sizes
    assert min(sizes) >= min(WIDE.label_sizes)


def test_a_name_too_long_for_its_slice_leaves_the_icon_and_asks_for_the_list():
    wheel = draw_wheel((*spokes(13), Spoke("long", "Antidisestablishmentarianism" * 4, "", "One")))
    assert wheel.slices[-1].label is None
    assert wheel.has_all_labels is False


def test_the_shipped_number_of_clusters_has_all_labels():
    assert draw_wheel(spokes(11, crossing=3)).has_all_labels is True


def test_sixteen_clusters_with_long_names_have_all_labels():
    names = ["Transportation, Distribution & Logistics", "Government & Public Administration"] * 8
    wheel = draw_wheel(tuple(Spoke(f"c{n}", name) for n, name in enumerate(names)))
    assert wheel.has_all_labels is True


def test_a_whole_ring_is_drawn_as_two_halves():
    assert draw_wheel(spokes(1)).slices[0].path.count("Z") == 2


def test_labels_that_mirror_each_other_stand_at_one_height():
    labels = {slice_.key: slice_.label for slice_ in draw_wheel(spokes(11, crossing=3)).slices}
    assert labels["x0"].icon.y == labels["x2"].icon.y


def test_two_groupings_of_one_name_have_an_arc_each():
    wheel = draw_wheel((Spoke("a", "A", "", "one", "Same"), Spoke("b", "B", "", "two", "Same")))
    assert [arc.grouping for arc in wheel.rim] == ["one", "two"]


def test_numbers_keep_their_decimal_point_in_every_language():
    drawing = draw_wheel(spokes(7))
    template = Template("{% for slice in wheel.slices %}{{ slice.path }} {{ slice.turn }};{% endfor %}")
    with translation.override("de"):
        text = template.render(Context({"wheel": drawing}))
    assert re.search(r"\d\.\d", text)
    assert "," not in text


def test_the_narrow_wheel_has_the_same_slices_with_short_names():
    clusters = (Spoke("a", "Healthcare & Human Services", "Health", "One"), *spokes(4))
    words = [[line.text for line in slice_.label.lines] for slice_ in draw_wheel(clusters, NARROW).slices]
    assert words[:2] == [["Health"], ["Cluster 0"]]
    assert [slice_.turn for slice_ in draw_wheel(clusters).slices] == [
        slice_.turn for slice_ in draw_wheel(clusters, NARROW).slices
    ]


def test_every_line_of_the_narrow_wheel_is_held_to_a_length():
    lines = [line for slice_ in draw_wheel(spokes(11), NARROW).slices for line in slice_.label.lines]
    assert lines
    assert all(float(line.length) > 0 for line in lines)


def test_the_rim_of_the_narrow_wheel_has_no_words():
    assert [arc.lines for arc in draw_wheel(spokes(5), NARROW).rim] == [()]
    assert [len(arc.lines) for arc in draw_wheel(spokes(5)).rim] == [1]
