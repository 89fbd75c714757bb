"""What becomes of the Learn pages of an older database."""

from importlib import import_module

import pytest
from django.apps import apps

from explorer.models import ContentVersion, LearnPage

from ..factories import create_learn_page
from ..server import ROOT

pytestmark = pytest.mark.django_db
MIGRATION = next((ROOT / "explorer" / "migrations").glob("*_learnpage_topic.py")).stem


def upgrade():
    import_module(f"explorer.migrations.{MIGRATION}").sort_shipped_pages(apps, None)


def test_pages_of_before_explain_clusters_and_the_further_resources_are_for_adults():
    for name in ("Glossary", "An editor's own page", "Further resources"):
        create_learn_page(name=name)
    upgrade()
    assert dict(LearnPage.objects.values_list("name", "topic")) == {
        "Glossary": "clusters", "An editor's own page": "clusters", "Further resources": "adults",
    }  # fmt: skip


def test_what_is_cached_is_out_of_date_then():
    create_learn_page(name="Further resources")
    before = ContentVersion.objects.current()
    upgrade()
    assert ContentVersion.objects.current() != before
