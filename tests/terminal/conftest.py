"""No site of this machine's own: every command here has the program's settings."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _no_site(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Point to a user's data folder in which nothing is."""
    folder = tmp_path_factory.mktemp("user") / "Vialwise"
    monkeypatch.setenv("VIALWISE_USER_DATA", str(folder))
    monkeypatch.delenv("VIALWISE_SITE", raising=False)
    return folder
