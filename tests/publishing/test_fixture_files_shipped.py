"""The shipped content, loaded and exported: the same bytes, and the edit alone after an edit."""

import difflib
import json
from pathlib import Path

import pytest

from explorer.models import CONTENT_MODELS, Career, Cluster, Framework, Placement, Source, SubCluster
from explorer.publishing.fixture_files import export_fixtures, fixture_texts
from explorer.publishing.loading import load_fixtures

from ..factories import create_cluster, create_framework, create_program, create_sub_cluster

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
SHIPPED = {file.name: file.read_text(encoding="utf-8") for file in FIXTURES.glob("*.json")}

pytestmark = pytest.mark.sampled(4)


def change_of(name):
    """The lines that an export takes from a shipped file, and those that it adds."""
    lines = difflib.unified_diff(SHIPPED[name].splitlines(), fixture_texts()[name].splitlines(), n=0, lineterm="")
    changed = [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]
    return [line[1:] for line in changed if line[0] == "-"], [line[1:] for line in changed if line[0] == "+"]


def unchanged():
    return {name for name, text in fixture_texts().items() if SHIPPED.get(name) == text}


def test_right_after_loading_it_changes_not_one_byte(shipped):
    assert fixture_texts() == SHIPPED


def test_it_takes_one_query_for_each_kind(shipped, django_assert_num_queries):
    version_and_transaction, retired = 4, 1
    with django_assert_num_queries(len(CONTENT_MODELS) + retired + version_and_transaction):
        fixture_texts()


def test_a_changed_sentence_is_one_changed_line(shipped):
    cluster = Cluster.objects.get(framework__slug="modernized", slug="construction")
    cluster.tagline = "Put up “homes” & bridges – über all"
    cluster.save()
    removed, added = change_of("modernized.json")
    assert [line.split('"')[1] for line in removed] == ["tagline"]
    assert added == ['   "tagline": "Put up “homes” & bridges – über all",']
    assert unchanged() == SHIPPED.keys() - {"modernized.json"}


def test_a_new_program_is_its_lines_only_at_its_place(shipped):
    place = SubCluster.objects.get(slug="skilled-trades", cluster__framework__slug="modernized")
    create_program(name="Brick Laying", sub_clusters=[place], source=Source.objects.get(slug="guidebook-2024"))
    Placement.objects.filter(program__name="Brick Laying").update(position=99)
    removed, added = change_of("modernized.json")
    assert removed == []
    assert len(added) == 12 + 14
    slugs = [e["fields"]["slug"] for e in json.loads(fixture_texts()["modernized.json"]) if "program" in e["model"]]
    assert slugs == sorted(slugs)


def test_a_deleted_entry_takes_its_lines_along_and_no_other(shipped):
    Career.objects.get(code="11-1011.00").delete()
    entries = json.loads(SHIPPED["careers.json"])
    left = [
        entry
        for entry in entries
        if "11-1011.00" not in (entry["fields"].get("code"), *entry["fields"].get("career", ()))
    ]
    assert len(left) < len(entries) - 1
    assert fixture_texts()["careers.json"] == json.dumps(left, ensure_ascii=False, indent=1) + "\n"
    assert unchanged() == SHIPPED.keys() - {"careers.json", "study.json"}  # programs of study lead to it


def test_a_field_that_gets_a_value_is_one_new_line(shipped):
    Framework.objects.filter(slug="connecticut").update(is_draft=True)
    assert change_of("connecticut.json") == ([], ['   "is_draft": true,'])


def test_a_new_framework_gets_a_file_of_its_own(shipped):
    framework = create_framework(name="Ours", slug="ours", source=Source.objects.first(), position=9)
    create_sub_cluster(
        cluster=create_cluster(framework=framework, source=Source.objects.first()), source=Source.objects.first()
    )
    entries = json.loads(fixture_texts()["ours.json"])
    assert [entry["model"] for entry in entries] == [
        "explorer.framework",
        "explorer.cluster",
        "explorer.subcluster",
    ]


def test_what_was_exported_is_loaded_into_the_same_database_without_a_change(shipped, tmp_path):
    Cluster.objects.filter(slug="construction").update(tagline="Mended")
    Career.objects.get(code="11-1011.00").delete()
    export_fixtures(tmp_path)
    report = load_fixtures(sorted(tmp_path.glob("*.json")))
    assert (report.added, report.changed, report.left_alone, report.replaced) == ([], [], [], [])
    assert fixture_texts() == {file.name: file.read_text(encoding="utf-8") for file in tmp_path.glob("*.json")}
