"""The shipped content as CSV and XLSX: what comes back is what went out."""

import pytest

from explorer.editing.tables.resources import ContentResource
from explorer.editing.tables.spreadsheets import read, write
from explorer.models import CONTENT_MODELS


@pytest.mark.parametrize("model", CONTENT_MODELS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.sampled(8)
def test_what_was_exported_changes_nothing_when_it_comes_back(shipped, model, kind):
    resource = ContentResource.of(model)
    columns, cells = resource.columns(), resource().export_rows(model._default_manager.all())
    result = resource().import_rows(*read(write(kind, columns, cells)), dry_run=True, file_name="same")
    assert len(result.rows) == model._default_manager.count() > 0
    assert {row.import_type for row in result.rows} == {"skip"}
