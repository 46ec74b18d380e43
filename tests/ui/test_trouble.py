"""A fault while the window is open: it is told, nothing is lost, no figure is stale."""

import re
import sys
import threading
from collections.abc import Iterator
from typing import Final, NoReturn

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFrame, QLabel

from app.records.drafts import Drafts
from app.site import load_site
from app.site.fault_log import FILE, log_folder
from app.ui import live_answer
from app.ui.keeping import Keeping
from app.ui.live_answer import LiveAnswer
from app.ui.no_window import box
from app.ui.own_fault import faults_told, tell_of_threads
from app.ui.pages.closed import ClosedPage
from app.ui.panels.comparison_panel import ComparisonPanel
from app.ui.panels.vials_panel import VialsPanel
from app.ui.trouble_bar import TroubleBar
from app.ui.typed_order import Shown
from app.ui.widgets import vial_picture
from tests.terminal.running import ROOT
from tests.ui import check_desk
from tests.ui.bench import DOSE, ON_HAND_500, WEIGHT, Bench, OpenBench, name_of, settle, texts_of
from tests.ui.claim_desk import CARD
from tests.ui.layout_faults import faults

pytestmark = pytest.mark.qt_no_exception_capture
"""The window sees to them itself."""

COPY: Final = "Copy id"
AGAIN: Final = "Show the page again"
TYPED: Final = "what was typed: 72.4"


@pytest.fixture
def desk(open_bench: OpenBench) -> Iterator[Bench]:
    """A window as `run_window` has it: it tells of faults, and keeps drafts."""
    bench = open_bench(site=load_site())
    bench.window.keep_drafts(Drafts())
    with faults_told(bench.window, bench.window._live):
        yield bench


def fail(*_: object, **__: object) -> NoReturn:
    """Fail as a mistake in the program does, with what was typed in the fault's own words."""
    raise KeyError(TYPED)


def told(bench: Bench) -> str:
    """What the bar says; "" where there is none."""
    bars = bench.parts(TroubleBar)
    return " ".join(texts_of(part)[0] for bar in bars for part in bench.parts(QLabel, bar))


def id_told(bench: Bench) -> str:
    found = re.search(r"E-[0-9A-F]{6}", told(bench))
    assert found, told(bench)
    return found[0]


def is_closed(bench: Bench) -> bool:
    """Whether the page is closed, as it could not be shown whole."""
    return bench.window.is_covered


def log() -> str:
    text = (log_folder() / FILE).read_text(encoding="utf-8")
    assert "72.4" not in text
    return text


def drafts() -> str:
    """All that is kept for after a crash."""
    folder = log_folder().parent / "drafts"
    return "".join(file.read_text() for file in folder.glob("*.draft"))


def seen_to() -> None:
    """What comes of a fault, and what comes of that."""
    for _ in range(3):
        settle()


def wait() -> None:
    """Longer than a fault that comes back is waited for."""
    QTest.qWait(600)


def fail_at(panel: type[VialsPanel], weight: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a panel fail wherever that weight is shown."""
    right = panel.show_shown

    def show(self: VialsPanel, shown: Shown) -> None:
        if shown.typed.weight == weight:
            fail()
        right(self, shown)

    monkeypatch.setattr(panel, "show_shown", show)


def test_a_fault_is_told_in_one_sentence_with_an_id_that_the_log_has(
    desk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.order()
    with monkeypatch.context() as planted:
        planted.setattr(QGuiApplication, "clipboard", fail)
        desk.click("Copy worksheet")
        seen_to()

    assert told(desk) == (
        f"Something went wrong in Vialwise ({id_told(desk)}). "
        "What you typed last may be missing: look at the fields. "
        "Copy the id for whoever looks after this computer."
    )
    assert f"{id_told(desk)} in the window\n" in log()
    assert "KeyError\n" in log()
    assert "app.ui.order_bars, line" in log()
    assert '"weight": "72.4"' in drafts() or "72.4" in drafts()


def test_the_window_goes_on_and_the_keyboard_stays_where_it_is(
    desk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.order()
    desk.go_to(ON_HAND_500)
    QTimer.singleShot(0, fail)
    seen_to()
    assert told(desk)
    assert desk.focused() == ON_HAND_500
    assert desk.dose == "724 mg"
    desk.type_into(WEIGHT, "80")
    seen_to()
    assert desk.dose == "800 mg"


def test_a_panel_that_fails_once_shows_nothing_from_before(
    desk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.order()
    right, failing = VialsPanel.show_shown, [True]

    def fail_once(self: VialsPanel, shown: Shown) -> None:
        if shown.typed.weight == "80" and failing and failing.pop():
            fail()
        right(self, shown)

    monkeypatch.setattr(VialsPanel, "show_shown", fail_once)
    desk.type_into(WEIGHT, "80")
    seen_to()
    assert told(desk)
    assert not failing
    assert desk.headline == "durvalumab 7 × 120 mg"
    assert desk.dose == "800 mg"
    assert not is_closed(desk)


def test_a_panel_that_fails_each_time_closes_the_page_and_no_figure_is_left(
    desk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.order()
    fail_at(VialsPanel, "80", monkeypatch)
    desk.type_into(WEIGHT, "80")
    seen_to()

    assert is_closed(desk)
    assert "No figure is shown." in desk.text()
    assert "What you typed is kept." in told(desk)
    assert not re.search(r"\d mg|J9323|724|800", desk.text())
    assert not desk.is_there("Copy claim lines")
    assert not desk.is_there("Record")
    desk.ctrl("P")
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not re.search(r"\d mg|J9323", desk.text())
    assert desk.focused() == AGAIN
    assert '"80"' in drafts()
    assert faults(desk.window) == []


def test_a_closed_page_opens_again_once_it_can_be_shown(
    desk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.order()
    with monkeypatch.context() as planted:
        fail_at(VialsPanel, "80", planted)
        desk.type_into(WEIGHT, "80")
        seen_to()
        wait()
        desk.press(Qt.Key.Key_Space)
        seen_to()
        assert is_closed(desk)
        wait()
    desk.press(Qt.Key.Key_Space)
    assert not is_closed(desk)
    assert desk.dose == "800 mg"
    assert desk.text_of(WEIGHT) == "80"
    assert desk.is_there("Copy claim lines")


def test_new_order_and_another_page_lead_out_of_a_closed_page(
    desk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.order()
    fail_at(VialsPanel, "80", monkeypatch)
    desk.type_into(WEIGHT, "80")
    seen_to()
    wait()
    desk.alt("2")
    assert desk.part(QFrame, CARD).isVisible()
    desk.alt("1")
    assert is_closed(desk)
    wait()
    desk.new_order()
    assert not is_closed(desk)
    assert desk.text_of(WEIGHT) == ""
    desk.order("72.4")
    assert desk.dose == "724 mg"


def fails_at_80(desk: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later fault in showing is seen to as the first would be."""
    fail_at(VialsPanel, "80", monkeypatch)
    desk.type_into(WEIGHT, "80")
    seen_to()
    assert told(desk)
    assert is_closed(desk)
    assert not re.search(r"\d mg|J9323|724|800", desk.text())
    assert desk.window.updatesEnabled()


def test_a_draft_that_cannot_be_kept_hides_no_fault_and_no_later_one(
    desk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.order()
    monkeypatch.setattr(Keeping, "keep", fail)
    QTimer.singleShot(0, fail)
    seen_to()
    assert "What you typed stays only as long as this window is open." in told(desk)
    assert log().count("E-") == 2
    wait()
    fails_at_80(desk, monkeypatch)
    monkeypatch.undo()  # the window keeps at its end


def test_a_draft_that_cannot_be_kept_is_told_by_itself_and_once(
    open_bench: OpenBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Drafts, "keep", fail)
    bench = open_bench(site=load_site())
    bench.window.keep_drafts(Drafts())
    with faults_told(bench.window, bench.window._live):
        bench.order()
        QTest.qWait(1_200)
        seen_to()
        assert "What you typed stays only as long as this window is open." in told(bench)
        assert bench.dose == "724 mg"
        assert not is_closed(bench)
        bench.go_to(COPY)
        bench.press(Qt.Key.Key_Escape)
        QTest.qWait(1_500)
        assert told(bench) == ""
    monkeypatch.undo()


def test_a_bar_that_fails_leaves_no_figure_and_hides_no_later_fault(
    desk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.order()
    with monkeypatch.context() as planted:
        planted.setattr(TroubleBar, "tell", fail)
        QTimer.singleShot(0, fail)
        seen_to()
        assert is_closed(desk)
    wait()
    desk.click(AGAIN)
    assert desk.dose == "724 mg"
    fails_at_80(desk, monkeypatch)


def test_where_the_page_cannot_even_be_closed_nothing_of_the_window_is_shown(
    desk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.order()
    monkeypatch.setattr(ClosedPage, "__init__", fail)
    fail_at(VialsPanel, "80", monkeypatch)
    desk.type_into(WEIGHT, "80")
    seen_to()
    assert not re.search(r"\d mg|J9323|724|800", desk.text())
    assert desk.window.updatesEnabled()


def test_a_key_that_is_not_taken_is_said_and_the_next_closes_the_page(
    desk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.order()
    desk.go_to(WEIGHT)
    with monkeypatch.context() as planted:
        planted.setattr(LiveAnswer, "_set", fail)
        desk.keys("9")
        seen_to()
        assert "may be missing: look at the fields" in told(desk)
        assert "is kept" not in told(desk)
        assert desk.text_of(WEIGHT) == "72.4"
        assert not is_closed(desk)
        wait()
        desk.keys("9")
        seen_to()
        assert is_closed(desk)
        assert "724" not in desk.text()
        wait()
    desk.click(AGAIN)
    desk.type_into(WEIGHT, "80")
    assert desk.dose == "800 mg"


def test_two_faults_that_take_no_typing_close_nothing(
    desk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.order()
    with monkeypatch.context() as planted:
        planted.setattr(QGuiApplication, "clipboard", fail)
        for _ in range(2):
            desk.click("Copy worksheet")
            seen_to()
            wait()
    assert told(desk)
    assert desk.dose == "724 mg"


def test_a_dialog_does_not_stay_over_a_closed_page(
    desk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.order()
    desk.window.compare_codes()
    settle()
    assert desk.parts(QDialog)
    monkeypatch.setattr(VialsPanel, "show_shown", fail)
    QTimer.singleShot(0, fail)
    seen_to()
    assert is_closed(desk)
    assert not desk.parts(QDialog)
    desk.window.activateWindow()  # a screen would do so by itself
    assert QTest.qWaitForWindowActive(desk.window)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    desk.press(Qt.Key.Key_E, both)
    assert QGuiApplication.clipboard().text() == id_told(desk)


def test_a_dialog_is_not_before_the_bar(desk: Bench) -> None:
    desk.window.show_help()
    settle()
    assert desk.parts(QDialog)
    QTimer.singleShot(0, fail)
    seen_to()
    assert told(desk)
    assert not desk.parts(QDialog)


def test_where_the_calculation_fails_there_is_no_figure_and_a_sentence(
    desk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.order()
    with monkeypatch.context() as planted:
        planted.setattr(live_answer, "calculate", fail)
        desk.type_into(WEIGHT, "80")
        seen_to()
        assert "What you typed is kept." in told(desk)
        assert desk.headline.startswith("Something in Vialwise is at fault, so there is no figure")
        assert desk.dose == "–"
        assert not re.search(r"\d mg\b|J9323", "\n".join(desk.texts("Vials and bag")))
        assert not desk.control("Record").isEnabled()
        assert not desk.control("Copy claim lines").isEnabled()
        assert not is_closed(desk)
        assert '"80"' in drafts()

    desk.type_into(WEIGHT, "72.4")
    assert desk.dose == "724 mg"


def test_what_cannot_be_painted_closes_the_page_and_does_not_go_round(
    desk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[int] = []

    def paint(*_: object) -> NoReturn:
        painted.append(1)
        fail()

    monkeypatch.setattr(vial_picture, "QPainter", paint)  # PySide keeps the method itself
    desk.order()
    wait()
    assert is_closed(desk)
    assert told(desk)
    before = len(painted)
    wait()
    assert len(painted) == before < 10
    assert log().count("E-") == 1


def test_a_second_check_that_fails_once_shows_what_is_so(
    desk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_desk.at_check(desk)
    right, failing = ComparisonPanel.show_check, [True]

    def fail_once(self: ComparisonPanel, shown: object) -> None:
        if failing and failing.pop():
            fail()
        right(self, shown)  # type: ignore[arg-type]

    monkeypatch.setattr(ComparisonPanel, "show_check", fail_once)
    desk.type_into(check_desk.WEIGHT, "72.4")
    assert told(desk)
    assert not is_closed(desk)
    assert desk.text_of(check_desk.WEIGHT) == "72.4"


def test_a_page_that_cannot_be_made_leaves_the_one_in_sight(
    desk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.pages.records.RecordsPage.__init__", fail)
    desk.order()
    desk.alt("4")
    assert told(desk)
    assert desk.dose == "724 mg"


def test_a_fault_in_another_thread_or_while_something_is_let_go_is_told(desk: Bench) -> None:
    class LetGo:
        def __del__(self) -> None:
            fail()

    LetGo()
    seen_to()
    first = id_told(desk)
    before = threading.excepthook
    try:
        tell_of_threads(desk.window)
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        seen_to()
    finally:
        threading.excepthook = before
    assert id_told(desk) != first


def test_the_id_is_copied_by_keys_from_anywhere_and_by_the_button(desk: Bench) -> None:
    desk.order()
    QTimer.singleShot(0, fail)
    seen_to()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    desk.go_to(DOSE)
    desk.press(Qt.Key.Key_E, both)
    assert QGuiApplication.clipboard().text() == id_told(desk)
    QGuiApplication.clipboard().setText("")
    desk.click(COPY)
    assert QGuiApplication.clipboard().text() == id_told(desk)
    desk.go_to("Help")
    round_ = []
    for _ in range(3):
        desk.tab()
        round_.append(desk.focused())
    assert round_ == [COPY, "Close", "Drug"]


def test_the_bar_closes_by_escape_and_a_later_fault_opens_it_again(desk: Bench) -> None:
    QTimer.singleShot(0, fail)
    seen_to()
    first = id_told(desk)
    desk.go_to(COPY)
    desk.press(Qt.Key.Key_Escape)
    assert told(desk) == ""
    wait()
    QTimer.singleShot(0, fail)
    seen_to()
    assert id_told(desk) == first


def test_a_screen_reader_is_told_at_once_and_finds_the_sentence(desk: Bench) -> None:
    QTimer.singleShot(0, fail)
    seen_to()
    (bar,) = desk.parts(TroubleBar)
    assert name_of(bar).startswith(f"Stop: Something went wrong in Vialwise ({id_told(desk)})")


def test_a_log_that_cannot_be_written_is_said(desk: Bench) -> None:
    log_folder().parent.mkdir(parents=True, exist_ok=True)
    log_folder().write_text("a file, where the folder should be")
    QTimer.singleShot(0, fail)
    seen_to()
    assert told(desk).endswith("It could not be written to the log (File exists).")


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_bar_fits_into_the_smallest_window(open_bench: OpenBench, scale: float) -> None:
    bench = open_bench((1024, 540), scale=scale)
    with faults_told(bench.window, bench.window._live):
        QTimer.singleShot(0, fail)
        seen_to()
        assert told(bench)
        assert faults(bench.window) == []


def test_nothing_is_left_once_the_window_is_closed(desk: Bench) -> None:
    with faults_told(desk.window, desk.window._live):
        pass
    assert sys.excepthook is sys.__excepthook__
    assert sys.unraisablehook is sys.__unraisablehook__


def test_why_there_is_no_window_can_be_read_and_copied(light: None) -> None:
    shown = box("Something went wrong in Vialwise (E-1A2B3C), and the window is not open.")
    assert shown.text().startswith("Something went wrong")
    assert shown.textFormat() == Qt.TextFormat.PlainText
    assert shown.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
    shown.deleteLater()


def test_every_paint_event_keeps_its_faults_from_qt() -> None:
    """PySide ends the program by a segmentation fault where one of them raises."""
    without = re.compile(r"(?<!@painted_safely\n)    def paintEvent\(")
    files = sorted((ROOT / "app" / "ui").rglob("*.py"))
    found = [file.name for file in files if without.search(file.read_text(encoding="utf-8"))]
    assert found == []
    assert sum("def paintEvent(" in file.read_text(encoding="utf-8") for file in files) > 8
