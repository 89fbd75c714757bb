"""All that deletions touch."""

from explorer.models import ImportedCareer, LoadedEntry, QuestionSet, RetiredAddress
from explorer.publishing.fixture_files import fixture_texts


def all_rows():
    """All that deletions touch, as bytes for the files of fixtures/, and as rows for the rest."""
    rows = [list(model._base_manager.order_by("pk").values()) for model in (QuestionSet, ImportedCareer, LoadedEntry)]
    return fixture_texts(), rows, list(RetiredAddress.objects.order_by("pk").values())
