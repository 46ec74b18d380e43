"""import-linter's contracts hold, and each goes red on a violation planted in a copy."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PLANTED = {
    "the core knows nobody": (
        "app/core/quantity.py",
        "import pydantic",
    ),
    "the core knows nobody, by another room": (
        "app/core/quantity.py",
        "from app.reference import load_reference",
    ),
    "Qt only in the window": ("app/reference/reference.py", "from PySide6 import QtCore"),
    "Qt only in the window, by a shim": (
        "app/reference/reference.py",
        "from app.ui import theme",
    ),
    "wording knows the core alone": ("app/wording/page.py", "from app.reference import Reference"),
    "the contract knows the core alone": ("app/contract/reply.py", "from app.wording import page"),
    "pydantic only in the contract": ("app/site/shelf_memory.py", "import pydantic"),
    "the database only in the record": ("app/ui/help.py", "import sqlalchemy"),
    "the database only in the record, by the driver": ("app/site/load.py", "import psycopg"),
    "layers: the record and the window": ("app/records/entry.py", "from app.ui import help"),
    "Qt not in the record": ("app/records/record.py", "from PySide6 import QtCore"),
    "panels do not know each other": (
        "app/ui/panels/claim_panel.py",
        "from app.ui.panels import shelf_panel",
    ),
    "a widget knows no answer": ("app/ui/widgets/card.py", "from app.core import worksheet"),
    "layers: window and terminal": ("app/ui/main.py", "from app.terminal import today"),
    "layers: paper and record": ("app/paper/pdf.py", "from app.records import entry"),
    "layers: reference and contract": (
        "app/reference/reference.py",
        "from app.contract import reply",
    ),
}


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--no-logo"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program and its settings."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "app", tmp_path / "app", ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_import_rules_hold(copy: Path) -> None:
    result = _lint(copy)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(("module", "line"), PLANTED.values(), ids=PLANTED.keys())
def test_planted_import_is_red(copy: Path, module: str, line: str) -> None:
    path = copy / module
    path.write_text(f"{path.read_text('utf-8')}\n{line}\n", "utf-8")
    result = _lint(copy)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "BROKEN" in result.stdout
