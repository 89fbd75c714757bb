"""The schema.org data on the pages of the shipped content."""

import pytest

from explorer.models import Career, Cluster, Framework, Program, SubCluster

from ..microdata import HERE, PROPERTIES, SCHEMA, items, only

pytestmark = pytest.mark.django_db


def nested(item):
    """The item and all that stand inside it."""
    yield item
    for value in item["properties"].values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from nested(one)


def all_pages():
    frameworks = [framework.get_absolute_url() for framework in Framework.objects.all()]
    grids = [f"{path}?view=grid" for path in frameworks]
    clusters = Cluster.objects.select_related("framework")
    sub_clusters = SubCluster.objects.select_related("cluster__framework").order_by("pk")[::6]
    entries = [*clusters, *sub_clusters, *Program.objects.order_by("pk")[::20], *Career.objects.order_by("code")[::20]]
    return [*frameworks, *grids, *(entry.get_absolute_url() for entry in entries)]


@pytest.mark.long
def test_shipped_pages_say_one_thing_with_properties_of_its_type_and_nothing_empty(client, shipped):
    pages = all_pages()
    assert len(pages) > 100
    for path in pages:
        (item,) = items(client, path)
        assert item["properties"]["url"] == HERE + path.partition("?")[0]
        for one in nested(item):
            kind = one["type"].removeprefix(SCHEMA)
            assert one["properties"].keys() <= PROPERTIES[kind], path
            assert all(one["properties"].values()), path
            assert kind == "MonetaryAmountDistribution" or {"name", "description"} <= one["properties"].keys()


def test_shipped_clusters_say_what_the_database_says(client, shipped):
    for cluster in Cluster.objects.select_related("framework"):
        path = cluster.get_absolute_url()
        assert only(client, path) == (
            "DefinedTerm",
            {
                "name": cluster.name,
                "description": cluster.summary,
                "termCode": cluster.slug,
                "url": HERE + path,
                "inDefinedTermSet": HERE + cluster.framework.get_absolute_url(),
            },
        )
