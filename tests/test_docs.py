"""What README.md says is so."""

import json
import re
from pathlib import Path

import pytest

from explorer.publishing.loading import load_fixtures

from .factories import create_cluster, create_framework, create_source

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.django_db
def test_the_example_of_a_framework_can_be_loaded_and_has_its_wheel(client, tmp_path):
    create_source(slug="guidebook-2024")
    create_cluster(framework=create_framework(is_default=True))
    example = tmp_path / "ours.json"
    example.write_text(re.search(r"^ {4}\[\n.*?^ {4}\]", README, flags=re.DOTALL | re.MULTILINE)[0], encoding="utf-8")
    assert len(load_fixtures([example]).added) == len(json.loads(example.read_text(encoding="utf-8"))) == 3
    assert b'data-cluster="building"' in client.get("/frameworks/ours/").content
    assert b"Building homes and roads is found there." in client.get("/crosswalk/?from=ours").content
    assert b"All Career Fields" in client.get("/frameworks/ours/?view=grid").content


def test_every_variable_of_the_environment_is_in_the_table():
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in [*ROOT.glob("clusterexplorer/*.py"), *ROOT.glob("explorer/**/*.py")]
    )
    variables = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"|environ\.get\("([A-Z_]+)"', code))
    names = {one or other for one, other in variables}
    assert len(names) >= 10
    assert [name for name in sorted(names) if f"| `{name}` |" not in README and f"`{name}`" not in README] == []


def test_every_top_level_entry_has_its_reason():
    tracked = {path.name for path in ROOT.iterdir()} - {
        ".git",
        ".venv",
        "var",
        ".pytest_cache",
        ".ruff_cache",
        ".hypothesis",
        "test-results",
    }
    usual = {".ci", ".gitignore", "CHANGELOG.md", "Makefile", "README.md", "manage.py", "pyproject.toml"}
    lock = {"requirements.txt", "requirements-test.txt"}
    assert [
        name for name in sorted(tracked - usual - lock) if f"{name}/" not in README and f"({name})" not in README
    ] == []


def test_every_picture_is_there():
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    assert [picture for picture in pictures if not (ROOT / picture).is_file()] == []


def test_every_make_target_it_names_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"make ([a-z]+)\b", README)) - {"sure"}
    assert {"run", "test", "bench", "admin"} <= named
    assert [target for target in sorted(named) if f"\n{target}:" not in makefile] == []
