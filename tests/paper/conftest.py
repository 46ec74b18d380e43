"""Paper needs Qt's fonts and no display; nobody's own remembered printer is touched."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def user_folder(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A user's data folder in which nothing is, and the one application of the test run."""
    folder = tmp_path_factory.mktemp("user")
    monkeypatch.setenv("VIALWISE_USER_DATA", str(folder))
    return folder
