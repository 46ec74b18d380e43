"""A window for each test, drawn without a display, in the look that the test asks for."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.reference import Reference, load_reference
from app.site import Site
from app.site.shelf_memory import ShelfMemory
from app.ui.following import CHOICES_ALONE, Follows
from app.ui.main import ARGUMENTS, build_window, make_application
from app.ui.main_window import MainWindow
from tests.ui.bench import TODAY, Bench, OpenBench

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def reference() -> Reference:
    """The program's own reference files."""
    return load_reference()


@pytest.fixture(autouse=True)
def site_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty site folder for each test, and a user's folder: nobody's own is written to."""
    folder = tmp_path_factory.mktemp("site")
    monkeypatch.setenv("VIALWISE_SITE", str(folder))
    monkeypatch.setenv("VIALWISE_USER_DATA", str(tmp_path_factory.mktemp("user")))
    return folder


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The application is made as the program makes its own."""
    return list(ARGUMENTS)


@pytest.fixture(scope="session")
def light(qapp: QApplication) -> None:
    """The application in the look that most tests are for."""
    make_application("light", 1.0)


@pytest.fixture
def open_bench(qtbot: QtBot, light: None, reference: Reference) -> Iterator[OpenBench]:
    """Opens windows; the application, which all tests share, gets its look back."""

    opened: list[MainWindow] = []

    def open_one(
        size: tuple[int, int] = (1366, 680),
        theme_name: str = "light",
        scale: float = 1.0,
        memory: ShelfMemory | None = None,
        reference: Reference = reference,
        site: Site | None = None,
        follows: Follows = CHOICES_ALONE,
    ) -> Bench:
        make_application(theme_name, scale)
        window, _ = build_window(
            reference if site is None else site.reference,
            memory or ShelfMemory.none(),
            lambda: TODAY,
            site=site,
            follows=follows,
        )
        opened.append(window)
        window.resize(*size)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return Bench(window)

    yield open_one
    for window in opened:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if opened:
        opened.clear()
        gc.collect()  # what hung on a window goes now, and not while Qt walks through the next
        gc.freeze()  # and what is left, the libraries, is not gone through again for every test
    make_application("light", 1.0)  # last: it takes long while windows are there


@pytest.fixture
def bench(open_bench: OpenBench) -> Bench:
    """A window of the usual size with nothing typed."""
    return open_bench()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """An open list grabs the keyboard, which a platform without a screen says it cannot do."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))
