"""The house's rules that a machine can check."""

import hashlib
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
TRACKED = [
    ROOT / name
    for name in subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.splitlines()
]


# Landed migrations: a database that has run one never runs it again, so an edit reaches new databases alone.
LANDED = {
    "0001_initial": "5d6f388d099e7dd82a1aa6ed21a51f279264002d0be70b28401c25e5caf23d2e",
    "0002_crosswalk_and_learn": "ed02848fdbc21ec181a72c79a2cd17f4d048c454b744b6ec95defe1af97791a8",
    "0003_quiz": "a9abfafe65ae7d90bdf91e98121c83cee061f8515e44280b4e323b16f445b447",
    "0004_careers_and_search": "15edc4584152a71def69a291d92c7a816e4d64a9381019ee75602427baecd484",
    "0005_embedding_sites": "0373246a24a4bc89d04075fe319ae17fda90be0b64c9270daea6785db3519f92",
    "0006_drafts": "32e91f0f2acd15252d1696f1ce98b2a07d8f04acad2bf52957c189434a2f9d83",
    "0007_editors": "e95cff747c89d1ecef9c09853f1789b18eccb36a76dc4b1983d844d033090c5c",
}


def name_of(path):
    return str(path.relative_to(ROOT))


def test_there_are_templates_to_check():
    assert len(TEMPLATES) > 10


def test_no_line_of_a_template_is_over_140_characters():
    files = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    lines = [(path, *line) for path in files for line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)]
    assert len(lines) > 1000
    assert [f"{name_of(path)}:{number}" for path, number, line in lines if len(line) > 140] == []


def test_included_templates_start_with_an_underscore():
    included = {
        name for path in TEMPLATES for name in re.findall(r'{%\s*include "([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert included
    ours = [name for name in included if not name.startswith("admin/includes/")]  # Django's own
    assert [name for name in ours if not Path(name).name.startswith("_")] == []


def test_every_partial_is_used():
    code = "".join(path.read_text(encoding="utf-8") for path in [*TEMPLATES, *(ROOT / "explorer").rglob("*.py")])
    assert [path.name for path in TEMPLATES if path.name.startswith("_") and f"/{path.name}" not in code] == []


@pytest.mark.parametrize(
    "pattern", [r"<style", r"\sstyle=", r"<script(?![^>]*\bsrc=)", r"\son[a-z]+=", r"\|\s*safe\b", r"hx-on", r"js:"]
)
def test_no_template_has_inline_code_or_marks_text_as_safe(pattern):
    assert [name_of(path) for path in TEMPLATES if re.search(pattern, path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_all_text_of_a_template_goes_through_gettext(path):
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"{%\s*comment.*?endcomment\s*%}", "", text, flags=re.DOTALL)
    text = re.sub(r"{%\s*blocktranslate.*?endblocktranslate\s*%}", "", text, flags=re.DOTALL)
    shown = " ".join(re.findall(r'\b(?:alt|title|placeholder|aria-label)="([^"]*)"', text))
    text = re.sub(r"{%\s*block (?:explorer_class|skip_to|nav_\w+)\s*%}.*?{%\s*endblock\s*%}", "", text, flags=re.DOTALL)
    text = re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>", "", text, flags=re.DOTALL)
    shown = re.sub(r"{%.*?%}|{{.*?}}", "", shown, flags=re.DOTALL)
    assert re.findall(r"[A-Za-z]{2,}", text + shown) == []


def test_only_tokens_css_names_colors():
    others = [path for path in (ROOT / "static" / "css").glob("*.css") if path.name != "tokens.css"]
    assert len(others) >= 3
    found = {
        path.name: re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgb\(|\bhsl\(", path.read_text(encoding="utf-8"))
        for path in others
    }
    assert {name: colors for name, colors in found.items() if colors} == {}


def test_every_hue_of_the_admin_is_in_the_stylesheet():
    from explorer.models import Hue

    css = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    assert [hue for hue in Hue.values if f".hue-{hue} {{ --hue: var(--{hue}); }}" not in css] == []


def test_no_file_names_a_package_registry_or_a_path_of_a_machine():
    needle = re.compile(
        "|".join(
            [
                "py" + r"pi\.org",
                "python" + r"hosted\.org",
                "registry\\." + "npmjs",
                "index" + "-url ",
                "/" + "root/",
                "/" + "home/",
            ]
        )
    )
    texts = [
        path
        for path in TRACKED
        if path.suffix in {".py", ".txt", ".toml", ".md", ".html", ".js", ".css", ".json", ""} and path.is_file()
    ]
    assert len(texts) > 50
    assert [name_of(path) for path in texts if needle.search(path.read_text(encoding="utf-8"))] == []


def test_every_requirement_is_pinned_with_a_hash():
    for name in ("requirements.txt", "requirements-test.txt"):
        entries = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8"))
        entries = [entry for entry in entries if entry.strip() and not entry.startswith("#")]
        assert len(entries) > 5
        assert [entry for entry in entries if "==" not in entry.splitlines()[0] or "--hash=sha256:" not in entry] == []


def test_every_dependency_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    dependencies = re.findall(r'^ {2}"[A-Za-z].*$', text, flags=re.MULTILINE)
    assert len(dependencies) > 10
    assert [line for line in dependencies if "# " not in line and '"RUF' not in line] == []


@pytest.mark.parametrize("name", LANDED)
def test_no_landed_migration_is_edited(name):
    content = (ROOT / "explorer" / "migrations" / f"{name}.py").read_bytes()
    assert hashlib.sha256(content).hexdigest() == LANDED[name], "Add a migration that changes it instead."


def test_models_and_migrations_agree(db):
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_nothing_says_that_no_official_list_of_careers_exists():
    """Advance CTE has published one in September 2025."""
    untrue = re.compile(
        r"no\s+official\s+list|there\s+is\s+no\s+official\s+list|no\s+such\s+list\s+is\s+published", re.I
    )
    texts = [
        path
        for path in TRACKED
        if path.suffix in (".py", ".html", ".md", ".json", ".typ", ".js", ".po") and path.exists()
    ]
    found = [
        name_of(path) for path in texts if path != Path(__file__) and untrue.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
