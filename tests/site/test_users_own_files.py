"""What is the user's own, shelf counts and theme: where it is, and written whole or not at all."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from app.site.shelf_memory import ShelfMemory
from app.site.site_folder import remember_site_folder
from app.site.user_theme import read_user_theme, remember_user_theme
from tests.terminal.running import ROOT, environment


@pytest.fixture(name="own", autouse=True)
def _own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VIALWISE_USER_DATA", str(tmp_path / "own"))
    return tmp_path / "own"


def test_counts_theme_and_chosen_folder_are_in_one_folder_and_nothing_else_is_left(
    own: Path,
) -> None:
    memory = ShelfMemory.of_user()
    for count in ("6", "7"):
        assert memory.write({"durvalumab": {Decimal(500): count}}) == ""
        assert remember_user_theme("dark") == ""
        assert remember_site_folder(own) == ""
    assert sorted(path.name for path in own.iterdir()) == [
        "shelf.json",
        "site-folder.txt",
        "theme.txt",
    ]
    assert memory.read() == ({"durvalumab": {Decimal(500): "7"}}, "")
    assert read_user_theme() == "dark"


def test_write_that_fails_leaves_what_was_there_and_nothing_beside_it(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = ShelfMemory.of_user()
    memory.write({"durvalumab": {Decimal(500): "6"}})
    remember_user_theme("dark")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert "No space left" in memory.write({"durvalumab": {Decimal(500): "7"}})
    assert "No space left" in remember_user_theme("light")
    assert sorted(path.name for path in own.iterdir()) == ["shelf.json", "theme.txt"]
    assert memory.read()[0] == {"durvalumab": {Decimal(500): "6"}}
    assert read_user_theme() == "dark"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the others ask platformdirs")
def test_start_does_without_platformdirs_and_tomlkit() -> None:
    asked = (
        "import sys; from app.site import load_site; from app.site.shelf_memory import ShelfMemory;"
        "ShelfMemory.of_user().read(); load_site();"
        "sys.exit(' '.join({'platformdirs', 'tomlkit'} & set(sys.modules)) or 0)"
    )
    given = {k: v for k, v in environment().items() if k != "VIALWISE_USER_DATA"}
    ran = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, env=given, capture_output=True, check=False
    )
    assert (ran.returncode, ran.stderr.strip()) == (0, b"")
