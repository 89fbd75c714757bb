"""The house keeps its shape: modules lie in rooms, and imports run downward only."""

import subprocess
import sys
from pathlib import Path

import pytest

from .server import ROOT

EXPLORER = ROOT / "explorer"
CENTRAL = {"management", "migrations", "models", "templatetags"}
ROOMS = sorted(path.name for path in EXPLORER.iterdir() if (path / "__init__.py").exists() and path.name not in CENTRAL)


def test_no_module_lies_flat_in_explorer():
    """admin.py is where Django looks, and validators.py where landed migrations look."""
    flat = {path.name for path in EXPLORER.glob("*.py")}
    assert flat == {"__init__.py", "admin.py", "apps.py", "urls.py", "validators.py"}


def test_there_are_rooms():
    assert {"frameworks", "careers", "crosswalk", "quiz", "search", "editing", "publishing"} <= set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_nothing_in_its_init(room):
    assert [path for path in (EXPLORER / room).rglob("__init__.py") if path.read_text("utf-8")] == []


def test_imports_run_downward_only():
    """The contracts stand in pyproject.toml. In a process of its own: import-linter turns off the loggers of others."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("folder", ["templates", "tests"])
def test_templates_and_tests_have_the_rooms_names(folder):
    others = {
        "templates": {"admin"},
        "tests": {"bench", "browser", "clusterexplorer", "deploy", "fuzz", "models"},
    }
    found = {path.name for path in (ROOT / folder).iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert found - others[folder] <= set(ROOMS)
