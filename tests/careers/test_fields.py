"""Every field of a career shows where its readers look: who adds one is told what was forgotten."""

import pytest
from django.db import models

from explorer.models import Career

from ..factories import create_career, create_cluster, create_framework, create_source, create_sub_cluster

pytestmark = pytest.mark.django_db

NOT_ON_PAGE = {
    "id": "the database's own",
    "slug": "stands in the address",
    "search_words": "for the search",
    "alternate_titles": "for the search",
    "interest_code": "for the careers that are like it",
    "source": "the page names the sources of all names and figures",
    "source_section": "for editors",
    "is_draft": "no visitor sees a draft",
    "updated_at": "for editors",
    "overtyped": "read through `set_here`",
}
FIELDS = [field for field in Career._meta.concrete_fields if field.name not in NOT_ON_PAGE]


def another(field, value):
    """A value that the field does not have yet."""
    if field.choices:
        return next(key for key, _label in reversed(field.flatchoices) if key not in ("", value))
    if field.is_relation:
        return create_source(title="Quite another source").pk
    if isinstance(field, (models.IntegerField, models.FloatField)):
        return (value or 0) + 1
    return {
        "code": "15-1251.00",
        "counted_as": "15-1250",
        "bright_outlook": "Rapid Growth",
        "interest_code": "IRC",
        "schooling": "bachelor 57",
        "related": "11-1011.00",
    }.get(field.name, "Another")


def page_of(client, career):
    """What stands in the page itself: its head has a description."""
    html = client.get(Career.objects.get(pk=career.pk).get_absolute_url()).content.decode()
    return html.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
@pytest.mark.sampled(9)
def test_every_field_shows_on_the_page_of_a_career(client, field):
    career = create_career(sub_clusters=[create_sub_cluster(cluster=create_cluster(framework=create_framework()))])
    create_career(code="11-1011.00", name="Chief Executives")
    before = page_of(client, career)
    Career.objects.filter(pk=career.pk).update(**{field.attname: another(field, getattr(career, field.attname))})
    assert page_of(client, career) != before
