"""The database back as files: whole, atomic, and readable again."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from explorer.models import CONTENT_MODELS, Career, Framework, ImportedCareer, Program, Source
from explorer.publishing.fixture_files import CannotExport, export_fixtures, fixture_texts
from explorer.publishing.loading import load_fixtures

from ..factories import create_program, create_small_framework


@pytest.fixture
def small(db):
    framework = create_small_framework(slug="small")
    create_program(name="Stands nowhere")
    return framework


def test_an_empty_database_gets_the_same_content_from_the_files(small, tmp_path):
    export_fixtures(tmp_path)
    before = fixture_texts()
    for model in reversed(CONTENT_MODELS):
        model.objects.all().delete()
    assert fixture_texts() == {}
    load_fixtures(sorted(tmp_path.glob("*.json")))
    assert fixture_texts() == before


def test_a_program_that_stands_nowhere_is_exported_too(small):
    assert [entry["fields"]["slug"] for entry in json.loads(fixture_texts()["programs.json"])] == ["stands-nowhere"]


def test_a_draft_is_exported_as_a_draft(small):
    Framework.objects.update(is_draft=True, is_default=False)
    assert json.loads(fixture_texts()["small.json"])[0]["fields"]["is_draft"] is True


def test_no_number_no_time_and_no_memory_is_in_the_files(small):
    career = Career.objects.create(code="11-1011.00", name="One", summary="You work.", source=Source.objects.first())
    ImportedCareer.objects.create(career=career, values={"median_pay": 1})
    text = "".join(fixture_texts().values())
    assert not any(word in text for word in ('"pk"', '"id"', "updated_at", "imported", "loadedentry"))


def test_only_files_that_change_are_written_and_named(small, tmp_path):
    first = export_fixtures(tmp_path)
    assert (first.changed, first.removed, first.same) == (["programs.json", "small.json", "sources.json"], [], [])
    times = {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    Program.objects.filter(slug="stands-nowhere").update(summary="You learn more.")
    second = export_fixtures(tmp_path)
    assert (second.changed, second.same) == (["programs.json"], ["small.json", "sources.json"])
    assert {file.name for file in tmp_path.iterdir() if file.stat().st_mtime_ns == times[file.name]} == {
        "small.json",
        "sources.json",
    }


def test_the_file_of_a_framework_with_another_slug_goes_and_other_files_stay(small, tmp_path):
    export_fixtures(tmp_path)
    (tmp_path / "notes.json").write_text('{"ours": 1}')
    Framework.objects.update(slug="renamed")
    assert export_fixtures(tmp_path).removed == ["small.json"]
    assert {file.name for file in tmp_path.iterdir()} == {"notes.json", "programs.json", "renamed.json", "sources.json"}


def test_if_a_file_cant_be_put_in_its_place_none_is_changed(small, tmp_path, monkeypatch):
    export_fixtures(tmp_path)
    before = {file.name: file.read_text() for file in tmp_path.iterdir()}
    Source.objects.update(title="Changed")
    Program.objects.update(summary="Changed.")
    replace = Path.replace

    def refuse_one(self, target):
        if target.name == "sources.json":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse_one)
    with pytest.raises(CannotExport, match="No space left"):
        export_fixtures(tmp_path)
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == before


def test_if_a_file_cant_be_written_none_is_changed(small, tmp_path, monkeypatch):
    export_fixtures(tmp_path)
    before = {file.name: file.read_text() for file in tmp_path.iterdir()}
    Program.objects.update(summary="Changed.")

    def refuse(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("explorer.publishing.fixture_files.os.fsync", refuse)
    with pytest.raises(CannotExport):
        export_fixtures(tmp_path)
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == before


def test_a_folder_that_is_not_there_is_refused_with_its_name(small, tmp_path):
    with pytest.raises(CommandError, match="nowhere is not a folder"):
        call_command("export_fixtures", output=tmp_path / "nowhere")


def test_a_folder_that_cant_be_written_is_refused_with_its_name(small, tmp_path, monkeypatch):
    def refuse(**options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("explorer.publishing.fixture_files.tempfile.mkstemp", refuse)
    with pytest.raises(CommandError, match=r"can't be written: Permission denied.\nNothing was changed"):
        call_command("export_fixtures", output=tmp_path)


def test_the_command_says_what_it_wrote(small, tmp_path, capsys):
    call_command("export_fixtures", output=tmp_path)
    out = capsys.readouterr().out
    assert "Written: small.json" in out
    assert out.splitlines()[-1] == "3 written, 0 removed, 0 as they were."


def test_the_command_says_that_imported_figures_are_exported_as_values(small, tmp_path, capsys):
    career = Career.objects.create(code="11-1011.00", name="One", summary="You work.", source=Source.objects.first())
    ImportedCareer.objects.create(career=career, values={"median_pay": 1})
    call_command("export_fixtures", output=tmp_path)
    assert "Of 1 careers the figures were imported: they are exported as values." in capsys.readouterr().out
