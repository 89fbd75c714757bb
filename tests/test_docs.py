"""What README.md, CONTRIBUTING.md and docs/ say is so."""

import json
import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.core.management import get_commands

from explorer.publishing.loading import load_fixtures

from .factories import create_cluster, create_framework, create_source

ROOT = Path(__file__).parent.parent
README_BYTES = 9_000
README = ROOT / "README.md"
DOCS = [README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
WITH_LINKS = sorted({*DOCS, *ROOT.glob("*.md")})
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TRACKED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
    cwd=ROOT,
    capture_output=True,
    text=True,
    check=False,
).stdout.splitlines()
NAMES = {Path(path).name for path in TRACKED}
TOP = {path.partition("/")[0] for path in TRACKED}
CODE_FILES = (".py", ".md", ".toml", ".json", ".html", ".css", ".js", ".typ", ".conf", ".yaml", ".example", ".service")
MADE_LATER = ("var/", ".venv/")  # by `make run`
EXAMPLES = {"fixtures/<slug>.json"}  # of a file that a reader adds
each_document = pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)


def text_of(path):
    return path.read_text(encoding="utf-8")


def code_in(text):
    """What stands in backticks, and the lines of code blocks without their comments."""
    lines = [re.split(r"\s#", line)[0] for line in re.findall(r"^ {4,}\S.*", text, flags=re.MULTILINE)]
    prose = re.sub(r"^ {4,}\S.*", "", text, flags=re.MULTILINE)
    return [*re.findall(r"`([^`]+)`", prose), *lines]


def words_in(text):
    """The words of all code: `pytest -m long tests/fuzz` has four."""
    return [word.strip("()[]{},;:\"'") for code in code_in(text) for word in code.split()]


def is_there(name):
    """Whether a file or a folder is here. What stands in <> is any name, as in `explorer/migrations/<name>.py`."""
    if "<" in name:
        return any(ROOT.glob(re.sub(r"<[^>]*>", "*", name)))
    return (ROOT / name).exists()


def files_missing_in(text):
    """Paths that begin with a file or folder of this one's, and bare names of files, that are not here."""
    missing = []
    for word in words_in(text):
        name = word.partition("#")[0].partition("::")[0].rstrip(".")
        if name in EXAMPLES or name.startswith(("/", *MADE_LATER)) or "://" in name or "..." in name:
            continue
        if "/" in name:
            is_path = name.split("/")[0] in TOP
            if is_path and not is_there(name):
                missing.append(name)
        elif Path(name).suffix in CODE_FILES and re.fullmatch(r"[\w.@-]+", name) and name not in NAMES:
            missing.append(name)
    return missing


def modules_missing_in(text):
    named = re.findall(r"python3? -m ((?:tests|explorer|clusterexplorer)[\w.]*)", "\n".join(code_in(text)))
    named += [word for word in words_in(text) if re.fullmatch(r"(tests|clusterexplorer)(\.\w+)+", word)]
    return [name for name in named if not name.endswith(CODE_FILES) and find_spec(name) is None]


def make_targets_in(text):
    command = re.compile(r"(?:^\s*|&& )(?:[A-Z]+=\S+ )*make (?:[A-Z]+=\S+ )*([a-z][a-z0-9-]*)")
    return {name for code in code_in(text) for name in command.findall(code)}


def management_commands_in(text):
    return {name for code in code_in(text) for name in re.findall(r"manage\.py (\w+)", code)}


def anchors_of(path):
    """The anchors that headings get, as on GitHub."""
    headings = re.findall(r"^#+ (.*)", text_of(path), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links_missing_in(path):
    missing = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text_of(path)):
        if link.startswith(("https://", "http://", "mailto:")):
            continue
        name, _hash, anchor = link.partition("#")
        goal = path.parent / name if name else path
        if not goal.exists() or (anchor and anchor not in anchors_of(goal)):
            missing.append(link)
    return missing


def environment_variables():
    code = "".join(text_of(path) for path in [*ROOT.glob("clusterexplorer/*.py"), *ROOT.glob("explorer/**/*.py")])
    found = re.findall(r'env\.\w+\(\s*"([A-Z_]+)"|environ\.get\("([A-Z_]+)"', code)
    return {one or other for one, other in found}


def test_readme_is_short():
    assert len(README.read_bytes()) <= README_BYTES


def test_readme_leads_to_every_document():
    linked = set(re.findall(r"\]\(([^)]+)\)", text_of(README)))
    others = [str(path.relative_to(ROOT)) for path in [*ROOT.glob("*.md"), *DOCS] if path != README]
    assert [name for name in others if name not in linked] == []


def test_readme_gives_every_top_level_entry_its_reason():
    text = text_of(README)
    usual = {".ci", ".gitignore", ".editorconfig", ".pre-commit-config.yaml", "Makefile", "README.md", "manage.py"}
    usual |= {"pyproject.toml", "requirements.txt", "requirements-test.txt"}
    assert len(TOP) > 10
    assert [name for name in sorted(TOP - usual) if f"{name}/" not in text and f"({name})" not in text] == []


@pytest.mark.parametrize("path", WITH_LINKS, ids=lambda path: path.name)
def test_every_relative_link_and_picture_is_there(path):
    assert links_missing_in(path) == []


def test_there_are_pictures():
    assert len(re.findall(r"!\[[^\]]+\]\(([^)]+)\)", "".join(map(text_of, DOCS)))) >= 2


@each_document
def test_every_file_that_a_document_names_is_there(path):
    assert files_missing_in(text_of(path)) == []


@each_document
def test_every_module_that_a_document_names_is_there(path):
    assert modules_missing_in(text_of(path)) == []


@each_document
def test_every_make_target_that_a_document_names_exists(path):
    assert [name for name in sorted(make_targets_in(text_of(path))) if f"\n{name}:" not in MAKEFILE] == []


def test_every_make_target_is_in_the_documents():
    named = set().union(*(make_targets_in(text_of(path)) for path in DOCS))
    targets = set(re.search(r"^\.PHONY: (.*)", MAKEFILE, flags=re.MULTILINE)[1].split())
    assert {"run", "test", "lint"} <= targets
    assert targets - named == set()


@each_document
def test_every_management_command_that_a_document_names_exists(path):
    assert management_commands_in(text_of(path)) - set(get_commands()) == set()


def test_every_variable_of_the_environment_is_in_the_table():
    table = "".join(re.findall(r"^\|.*", text_of(ROOT / "docs" / "configuration.md"), flags=re.MULTILINE))
    variables = environment_variables()
    assert len(variables) >= 10
    assert [name for name in sorted(variables) if f"`{name}`" not in table] == []


def test_every_variable_in_the_table_is_read():
    rows = re.findall(r"^\| (`[A-Z].*?) \|", text_of(ROOT / "docs" / "configuration.md"), flags=re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    assert len(named) >= 10
    assert named - environment_variables() == set()


@pytest.mark.django_db
def test_the_example_of_a_framework_can_be_loaded_and_has_its_wheel(client, tmp_path):
    create_source(slug="guidebook-2024")
    create_cluster(framework=create_framework(is_default=True))
    text = text_of(ROOT / "docs" / "frameworks.md")
    example = tmp_path / "ours.json"
    example.write_text(re.search(r"^ {4}\[\n.*?^ {4}\]", text, flags=re.DOTALL | re.MULTILINE)[0], encoding="utf-8")
    assert len(load_fixtures([example]).added) == len(json.loads(example.read_text(encoding="utf-8"))) == 3
    assert b'data-cluster="building"' in client.get("/frameworks/ours/").content
    assert b"Building homes and roads is found there." in client.get("/crosswalk/?from=ours").content
    assert b"All Career Fields" in client.get("/frameworks/ours/?view=grid").content
