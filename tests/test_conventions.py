"""The house's rules that a machine can check."""

import ast
import hashlib
import re
import subprocess
from pathlib import Path

import pytest

from .with_services import LEFT_OUT

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


TESTS = sorted((ROOT / "tests").rglob("*.py"))

# Landed migrations: a database that has run one never runs it again, so an edit reaches new databases alone.
LANDED = {
    "0001_initial": "5d6f388d099e7dd82a1aa6ed21a51f279264002d0be70b28401c25e5caf23d2e",
    "0002_crosswalk_and_learn": "ed02848fdbc21ec181a72c79a2cd17f4d048c454b744b6ec95defe1af97791a8",
    "0003_quiz": "a9abfafe65ae7d90bdf91e98121c83cee061f8515e44280b4e323b16f445b447",
    "0004_careers_and_search": "15edc4584152a71def69a291d92c7a816e4d64a9381019ee75602427baecd484",
    "0005_embedding_sites": "0373246a24a4bc89d04075fe319ae17fda90be0b64c9270daea6785db3519f92",
    "0006_drafts": "32e91f0f2acd15252d1696f1ce98b2a07d8f04acad2bf52957c189434a2f9d83",
    "0007_editors": "e95cff747c89d1ecef9c09853f1789b18eccb36a76dc4b1983d844d033090c5c",
    "0008_orders": "47ebb0fb2b1a4a2d070fe22ea975b46cb7d04722e2dde224612140a82db5f531",
    "0009_figures_set_here": "86f76938f51bc2e962046d7446aaf5075b81e7da0b7e719eed862a4cf72a62f5",
    "0010_deletions": "a94183bd7bc2b0b58a21ac1628fa5996c520149e5addaf1759aa1c2508ce14e3",
    "0011_longer_addresses": "df0d2423bab31457d0d016d6c7d8c7f61dc36f7872227ff53b1b4e37a1bc0ec5",
    "0012_pictures": "a067c2b3cf7cc8483b2b109c9303a9a76bca74f4c51fd3639c81b5aa56d90056",
    "0013_quizitem_icon": "eb2dd30d0343a89505a6c5d3bb9f620c9d7c34b1a46f7388f578ef3aebb87223",
    "0014_picked_lists": "1203065df1bcb268681cf7ea4f2d09b92431339e47ad44899b0b06280e4c5a1c",
    "0015_learnpage_topic": "16e476f44a529af214a6470cef183e7bc97f87e0dc714cd720670310ec014852",
    "0016_career_day": "5f986aa02c8dbe3064b00b8797f663e43944f9a03121837faa73808515c353d8",
    "0017_places": "6945bf0e905d60a5359d663b45660702e4ebd11e67163c30af44ac306ed744c9",
    "0018_summaries_name_jobs": "f5d08ce81762c9cec5924ed5fc13f1cdcce50784a72571ced4bc03b16be26146",
    "0019_way_down": "4c04ee87c8f540d35bbd16201c1393510a9fea3c568a52dcab6eee9b0660618b",
    "0020_colleges": "53b46a21d987c3e7bed27cd517b229aacc1b6796181d0a0aff43a46f2a868718",
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


def test_no_public_page_says_stand_for_what_is_somewhere():
    """Students of grade 6 read "stand here" as what people do with their legs."""
    wrong = re.compile(r"\bstands? (ahead|beside|between|here|in|inside|on this|under|where)\b")
    public = [path for path in TEMPLATES if "admin" not in path.parts]
    texts = {
        path: re.sub(r"{% comment %}.*?{% endcomment %}", "", path.read_text("utf-8"), flags=re.S) for path in public
    }
    assert [name_of(path) for path, text in texts.items() if wrong.search(" ".join(text.split()))] == []


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
    assert [hue for hue in Hue.values if f".hue-{hue} {{ --hue: var(--{hue}); --deep: #" not in css] == []


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
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[tool.")[0]
    dependencies = re.findall(r'^ {2}"[A-Za-z].*$', text, flags=re.MULTILINE)
    assert len(dependencies) > 10
    assert [line for line in dependencies if "# " not in line] == []


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


def imported_modules(path):
    """The names of what a file imports, with the modules that they come from: a.b, a.b.c ..."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = getattr(node, "module", None) or ""
            yield from (f"{module}.{one.name}" for one in node.names)


def test_no_test_module_is_imported_by_another():
    """What two of them need stands in a conftest.py or in a module of its own."""
    found = {
        name_of(path): name for path in TESTS for name in imported_modules(path) if re.search(r"(^|\.)test_", name)
    }
    assert found == {}


def test_no_test_waits_for_a_time():
    """It waits for what it looks for. What the bench does for a time is what it measures."""
    call = "wait_for" + "_timeout"
    files = [path for path in TESTS if "bench" not in path.parts]
    assert [name_of(path) for path in files if call in path.read_text(encoding="utf-8")] == []


def test_what_is_left_out_of_the_tests_with_services_exists():
    paths = [path for paths in LEFT_OUT.values() for path in paths]
    assert [path for path in paths if not (ROOT / "tests" / path).exists()] == []
