"""Start, picture and end: what runs without a person, and what is left over: nothing."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app import __version__
from app.core.order import (
    BagDraft,
    BagMethod,
    Basis,
    OrderDraft,
    PlannedVialDraft,
    ShelfDraft,
    WeightUnit,
)
from app.ui.main import draw_screenshot, first_place
from app.ui.theme import Theme
from tests.ui.bench import Bench, OpenBench

ROOT = Path(__file__).resolve().parents[2]
ORDER = OrderDraft(
    Basis.WEIGHT, mg_per_kg="10", weight="72.4", weight_unit=WeightUnit.KG, weighed_on="2026-01-02"
)


def _draw(path: Path, draft: OrderDraft = ORDER, theme: str = "light") -> QImage:
    assert draw_screenshot(path, (1100, 700), theme, draft, "durvalumab") == 0
    return QImage(str(path))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_has_the_asked_size_and_theme(light: None, tmp_path: Path, theme: str) -> None:
    picture = _draw(tmp_path / "page.png", theme=theme)

    assert picture.size().toTuple() == (1100, 700)
    look = Theme(theme, 1.0)
    assert picture.pixelColor(3, 350) == look.colour("window")
    assert picture.pixelColor(400, 3) == look.colour("bar")
    assert _has(picture, look.colour("vial_drug"))


def test_a_picture_shows_the_order_of_the_command_line(light: None, tmp_path: Path) -> None:
    usual = _draw(tmp_path / "usual.png")
    others = [
        OrderDraft(Basis.FLAT, mg="1500", weight="80", weight_unit=WeightUnit.KG),
        _with(shelf=(ShelfDraft("120"),)),
        _with(shelf=(ShelfDraft("500", "1"), ShelfDraft("120", "1"))),
        _with(plan=(PlannedVialDraft("120", "7"),)),
        _with(bag=BagDraft("dextrose-5", "250", BagMethod.ADD)),
        _with(weight="72."),
    ]
    pictures = [_draw(tmp_path / f"{n}.png", draft) for n, draft in enumerate(others)]

    for picture in pictures:
        assert picture != usual
    assert len({bytes(picture.constBits()) for picture in pictures}) == len(pictures)


def test_a_picture_is_the_same_each_time(light: None, tmp_path: Path) -> None:
    assert _draw(tmp_path / "one.png") == _draw(tmp_path / "two.png")


def test_a_picture_that_cannot_be_written_is_said(
    light: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "no folder" / "page.png"
    assert draw_screenshot(path, (1100, 700), "light", ORDER, "durvalumab") == 1
    assert capsys.readouterr().err == f"The picture could not be written to {path}.\n"


def _with(**changes: object) -> OrderDraft:
    return replace(ORDER, **changes)  # type: ignore[arg-type]


def _has(picture: QImage, colour: QColor) -> bool:
    return any(
        picture.pixelColor(x, y) == colour for x in range(350, 700, 5) for y in range(100, 300, 5)
    )


def _window_of_its_own(program: str, user: Path) -> subprocess.CompletedProcess[str]:
    """What a process of its own says, that opens the window and ends after the first paint."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "VIALWISE_USER_DATA": str(user)},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )


def test_the_window_opens_paints_and_ends_in_a_process_of_its_own(tmp_path: Path) -> None:
    program = "from app.ui.main import run_window; exit(run_window(exit_after_first_paint=True))"
    done = _window_of_its_own(program, tmp_path / "user")

    said = [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]
    assert (done.returncode, done.stdout, said) == (0, "", [])
    assert not (tmp_path / "user").exists()  # looking is no reason to write


AFTER_THE_START = """
import gc, sys
from app.__main__ import main
main(["--exit-after-first-paint"])
print("collects" if gc.isenabled() else "", "set apart" if gc.get_freeze_count() else "")
print(*{name.partition(".")[0] for name in sys.modules})
"""


def test_after_a_start_garbage_is_collected_again_but_what_is_there_stays(tmp_path: Path) -> None:
    collects, _ = _window_of_its_own(AFTER_THE_START, tmp_path).stdout.splitlines()
    assert collects == "collects set apart"


def test_a_start_imports_nothing_that_only_a_task_needs(tmp_path: Path) -> None:
    _, imported = _window_of_its_own(AFTER_THE_START, tmp_path).stdout.splitlines()
    assert "PySide6" in imported.split()
    later = {"pydantic", "rich", "sqlalchemy", "sqlite3", "psycopg", "tomlkit", "socket"}
    assert not later & set(imported.split())


def test_what_knows_no_qt_is_there_before_qt(tmp_path: Path) -> None:
    program = "import sys, app.ui; print(*sys.modules)"
    there = set(_window_of_its_own(program, tmp_path).stdout.split())
    assert {"app.core.calculate", "app.reference", "app.site", "app.wording.page"} <= there
    assert "PySide6" not in there


def test_a_closed_window_leaves_nothing_behind(open_bench: OpenBench, qapp: QApplication) -> None:
    bench = open_bench()
    bench.order()
    bench.pick("Bag", "50 mL")
    bench.press(Qt.Key.Key_F1)
    bench.close_help()
    bench.window.close()
    QTest.qWait(50)

    left = [part for part in qapp.topLevelWidgets() if part.isVisible()]
    assert left == []
    timers = [timer for timer in qapp.findChildren(QTimer) if timer.isActive()]
    assert timers == []


def test_no_timer_runs_while_nothing_happens(bench: Bench) -> None:
    bench.order()
    bench.click("Copy claim lines")
    QTest.qWait(50)
    for part in [bench.window, *bench.window.findChildren(QWidget)]:
        assert not any(timer.isActive() for timer in part.findChildren(QTimer)), part


def test_the_first_screen_says_what_the_program_is_for_and_not_for(bench: Bench) -> None:
    text = bench.text()
    assert "It does not replace the order, the label, the payer’s policy" in text
    assert f"Version {__version__} · HCPCS table of October 2025" in text

    bench.order()
    assert "It does not replace" not in bench.text("Vials and bag")


_FLASHES = """
import sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from app.reference import load_reference
from app.site.shelf_memory import ShelfMemory
from app.ui.main import build_window, make_application
from app.ui.main_window import MainWindow, PageName

class Shown(QObject):
    windows = []
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            if not isinstance(watched, MainWindow):
                self.windows.append(repr(watched))
        return False

app = make_application("light", 1.0)
shown = Shown()
app.installEventFilter(shown)
window, _ = build_window(load_reference(), ShelfMemory.none())
window.show()
for page in PageName:
    window.go_to(page)
    app.processEvents()
app.removeEventFilter(shown)
print(shown.windows)
"""
"""In a process of its own: a filter in Python meets parts that are half made or half gone."""


def test_no_part_flashes_up_as_a_window_of_its_own() -> None:
    """A part that is shown before it has a parent is a window for a moment, and takes the focus."""
    done = subprocess.run(
        [sys.executable, "-c", _FLASHES],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr.strip()) == ("[]", "")


def test_the_first_window_is_on_screen_with_its_own_frame() -> None:
    """1366 × 768 above a task bar of 40 px; a title bar takes 40 px more."""
    for free in (QRect(0, 0, 1366, 728), QRect(60, 0, 1306, 768), QRect(0, 0, 3840, 2120)):
        place = first_place(free)
        assert free.contains(QRect(place.topLeft(), place.size() + QSize(16, 40)))
    assert first_place(QRect(0, 0, 3840, 2120)).size() == QSize(1366, 740)


def test_the_table_and_its_month_stay_in_sight_in_a_small_window(bench: Bench) -> None:
    bench.resize(1024, 540)
    assert f"{__version__} · HCPCS 2025-10" in bench.texts()
