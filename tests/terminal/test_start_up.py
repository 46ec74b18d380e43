"""What a command imports: no Qt ever, and pydantic and rich only for those who use them."""

from typing import Final

import pytest

from app.terminal import window_options
from tests.terminal.running import GOLDEN, run_python

SCRIPT: Final = """
import sys
from app.__main__ import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(*{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
print(*[name for name in sys.modules if name.startswith("app.")], file=sys.stderr)
"""

PAGE: Final = ("calculate", "--weight", "72.4", "--mg-per-kg", "10")
COMMANDS: Final = [
    PAGE,
    ("calculate", "--help"),
    ("calculate", "--json", "-"),
    ("calculate", "--jsonl", "-"),
    ("schema",),
    ("schema", "--help"),
    ("worksheet", "--help"),
    ("import-hcpcs", "--help"),
    ("record", "--jsonl", "-"),
    ("records", "--json"),
    ("verify-records",),
    (*PAGE, "--given", "724", "--view", "837p"),
    ("--version",),
    ("--help",),
]


def imported_by(words: tuple[str, ...]) -> set[str]:
    """The packages, and the modules of ours, that a command imports."""
    return set(run_python(SCRIPT, *words, given=GOLDEN).split())


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_command_imports_qt_or_the_window(words: tuple[str, ...]) -> None:
    imported = imported_by(words)
    assert "app.terminal" in imported
    assert not {"PySide6", "shiboken6", "app.ui"} & imported


@pytest.mark.parametrize("words", [PAGE, ("--version",)], ids=" ".join)
def test_a_page_to_read_needs_no_library(words: tuple[str, ...]) -> None:
    imported = imported_by(words)
    assert "app.core.drug" in imported
    assert not {"pydantic", "pydantic_core", "rich", "json", "platformdirs"} & imported


@pytest.mark.parametrize(
    "command", [name for name in window_options.COMMANDS if name != "import-hcpcs"]
)
def test_help_needs_not_even_the_calculation(command: str) -> None:
    imported = imported_by((command, "--help"))
    assert not {"app.core", "app.contract", "app.reference", "app.records"} & imported
    assert not {"pydantic", "rich", "sqlalchemy", "psycopg"} & imported


def test_a_record_in_a_file_needs_no_driver_of_a_server() -> None:
    imported = imported_by(("record", "--jsonl", "-"))
    assert "sqlalchemy" in imported
    assert not {"psycopg", "rich"} & imported


@pytest.mark.parametrize("words", [PAGE, ("calculate", "--jsonl", "-")], ids=" ".join)
def test_who_records_nothing_needs_no_database(words: tuple[str, ...]) -> None:
    assert not {"sqlalchemy", "sqlite3", "psycopg"} & imported_by(words)


def test_requests_need_no_rich_where_nobody_looks() -> None:
    imported = imported_by(("calculate", "--jsonl", "-"))
    assert "pydantic" in imported
    assert "rich" not in imported
