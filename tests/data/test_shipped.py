"""The shipped content in the data files: all of it, and the same bytes from another database."""

import csv
import io
import re

import pytest
from django.core import serializers

from explorer.data.files import career_file, crosswalk_file, framework_file
from explorer.data.writing import ABOUT
from explorer.models import (
    CONTENT_MODELS,
    Career,
    CareerPlacement,
    Cluster,
    ClusterSuggestion,
    CrosswalkRow,
    Framework,
    Placement,
    SubCluster,
    SubClusterSuggestion,
)
from explorer.models.version import content_transaction

from ..data_files import all_files, read, rows

pytestmark = pytest.mark.django_db


def test_every_shipped_entry_is_in_the_files_of_its_framework(shipped):
    for framework in Framework.objects.all():
        content = read(framework_file(framework.slug))["framework"]
        clusters = [cluster for grouping in content["groupings"] for cluster in grouping["clusters"]]
        sub_clusters = [(cluster["slug"], one) for cluster in clusters for one in cluster["sub_clusters"]]
        programs = [
            (*where, one["slug"], program["slug"]) for *where, one in sub_clusters for program in one["programs"]
        ]
        of = {"sub_cluster__cluster__framework": framework}
        assert {one["slug"] for one in clusters} == set(framework.clusters.values_list("slug", flat=True))
        assert {(cluster, one["slug"]) for cluster, one in sub_clusters} == set(
            SubCluster.objects.filter(cluster__framework=framework).values_list("cluster__slug", "slug")
        )
        path = ("sub_cluster__cluster__slug", "sub_cluster__slug", "program__slug")
        assert sorted(programs) == sorted(Placement.objects.filter(**of).values_list(*path))


def test_every_shipped_crossing_and_career_is_in_its_file(shipped):
    crosswalk, careers = read(crosswalk_file()), read(career_file())["careers"]
    assert len(crosswalk["official"]) == CrosswalkRow.objects.count() > 16
    ours = ClusterSuggestion.objects.count() + SubClusterSuggestion.objects.count()
    assert len(crosswalk["suggestions"]) == ours > 100
    assert [one["code"] for one in careers] == sorted(Career.objects.values_list("code", flat=True))
    assert sum(len(one["places"]) for one in careers) == CareerPlacement.objects.count() > 1100


@pytest.mark.long
def test_the_same_content_in_another_database_gives_the_same_bytes(shipped):
    before = all_files()
    keys = set(Cluster.objects.values_list("pk", flat=True))
    dumps = [
        serializers.serialize(
            "json", model._base_manager.order_by("-pk"), use_natural_foreign_keys=True, use_natural_primary_keys=True
        )
        for model in CONTENT_MODELS
    ]
    with content_transaction():
        for model in reversed(CONTENT_MODELS):
            model._base_manager.all().delete()
    with content_transaction():
        for dump in dumps:
            for entry in serializers.deserialize("json", dump):
                entry.save()
    assert keys.isdisjoint(Cluster.objects.values_list("pk", flat=True))
    after = all_files()
    assert len(after) == len(before) == 5
    assert after == before
    assert all(one is not other for one, other in zip(before, after, strict=True))  # read again, not remembered


def test_json_and_csv_say_the_same_of_every_shipped_entry(shipped):
    for file in all_files():
        content = read(file)
        flat = rows(file)
        texts = {cell for row in flat for cell in row.values()}
        assert len(flat) > 5
        assert strings_of(content, {"license", "rights", "sources", "format", "title", "version"}) - texts == set()


def strings_of(value, left_out=()):
    """All plain texts in JSON but for those in lists, which share a cell."""
    if isinstance(value, dict):
        return {text for key, one in value.items() if key not in left_out for text in strings_of(one)}
    if isinstance(value, list):
        return {
            text for one in value if isinstance(one, dict) and "slug" in one | {"code": 1} for text in strings_of(one)
        }
    return {value} if isinstance(value, str) else set()


def test_each_file_says_its_version_license_rights_and_sources(shipped):
    for file in all_files():
        content = read(file)
        assert content["format"] == 1
        assert content["version"] == file.version
        assert re.fullmatch(r"[0-9a-f]{12}", file.version)
        assert content["license"]["url"] == "https://creativecommons.org/licenses/by/4.0/"
        assert "Cluster Explorer" in content["license"]["attribution"]
        assert "trademark and work of Advance CTE" in " ".join(content["rights"])
        assert all(source["rights"] for source in content["sources"])
        assert content["sources"] == sorted(content["sources"], key=lambda source: source["slug"])
        about = {tuple(row[name] for name in ABOUT) for row in rows(file)}
        assert len(about) == 1
        (_format, version, license, source) = about.pop()
        assert version == file.version
        assert all(right in license for right in content["rights"])
        assert all(one["rights"] in license and one["title"] in source for one in content["sources"])


def test_careers_name_onet_and_the_bls(shipped):
    content = read(career_file())
    assert {source["slug"] for source in content["sources"]} >= {"onet", "bls-oews", "bls-projections"}
    assert "USDOL/ETA), CC BY 4.0" in " ".join(content["rights"])
    assert "public domain" in " ".join(content["rights"])


def test_json_is_utf_8_with_line_feeds_and_one_at_the_end(shipped):
    for file in all_files():
        assert b"\r" not in file.json
        assert file.json.endswith(b"}\n")
    assert "pp. 2–18" in framework_file("modernized").json.decode()


def test_every_line_of_csv_ends_as_rfc_4180_says_and_has_all_columns(shipped):
    for file in all_files():
        text = file.csv.decode("utf-8-sig")
        assert text.endswith("\r\n")
        assert re.sub(r'"[^"]*"', "", text).replace("\r\n", "").count("\n") == 0
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert {len(line) for line in lines} == {len(lines[0])}
        assert len(set(lines[0])) == len(lines[0])


def test_nothing_of_this_database_or_host_is_in_the_bytes(shipped):
    for file in all_files():
        for bad in (b"localhost", b"testserver", b"updated_at", b'"pk"', b'"id"', b'"position": null'):
            assert bad not in file.json
