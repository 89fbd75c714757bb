"""The careers that stand in a cluster or a sub-cluster."""

from django.db.models import QuerySet

from ..models import Career, Cluster, SubCluster


def careers_in(place: Cluster | SubCluster) -> QuerySet:
    is_part = isinstance(place, SubCluster)
    return Career.objects.in_sub_cluster(place) if is_part else Career.objects.in_cluster(place)


def with_origin(careers: QuerySet, place: Cluster | SubCluster | None) -> QuerySet:
    if place is None:
        return careers
    if isinstance(place, SubCluster):
        return careers.with_origin(sub_cluster=place)
    return careers.with_origin(sub_cluster__cluster=place, sub_cluster__is_draft=False)
