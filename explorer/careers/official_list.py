"""The publisher's list of which career stands where, as pages name it."""

from ..models import PLACES_SOURCE, Source


def official_list() -> Source | None:
    return Source.objects.filter(slug=PLACES_SOURCE).first()
