"""Other jobs, without a page: named once in each field where the official list has it."""

from explorer.careers.all_other import other_work
from explorer.models import Cluster


def test_work_stands_in_every_field_where_it_is_and_else_at_the_end():
    groups = other_work([Cluster(slug="marketing-sales", name="Marketing"), Cluster(slug="no-such-field")])
    assert [group.cluster and group.cluster.slug for group in groups] == ["marketing-sales", None]
    assert [work.title for work in groups[0].occupations] == ["Sales and Related Workers, All Other"]
    assert groups[0].occupations[0] not in groups[1].occupations


def test_all_75_are_there():
    (rest,) = other_work([])
    assert len(rest.occupations) == 75
