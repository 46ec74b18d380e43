"""Every main task by keyboard alone, its keys counted: what needs more than before is seen here.

Each character, each Enter, each Alt or Ctrl with its letter is one key; a scanner's are none.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.records.entry import Meaning
from app.site import load_site
from app.ui.live_record import LiveRecord
from app.ui.theme import theme
from tests.records.orders import recorded
from tests.ui import check_desk
from tests.ui.bench import CLAIM, Bench, OpenBench
from tests.ui.check_desk import PINS, put, results, with_people
from tests.ui.claim_desk import GIVEN, headline, row
from tests.ui.comparing import Counting, is_open
from tests.ui.records_desk import AS_IT_WAS

ENCOUNTER: Final = "A-20417"
SIGNED: Final = Qt.KeyboardModifier.ControlModifier

MOST_KEYS: Final = {
    "prepare a dose by weight": 7,
    "choose the fewest vials": 1,
    "pick another combination from the list": 2,
    "record it, with reference, initials and PIN": 17,
    "save it as PDF": 5,
    "enter and record what was given": 10,
    "answer what the review asks": 17,
    "check a dose from scans": 39,
    "check a dose by hand": 88,
    "find a dose in the record and open it": 9,
    "correct a recorded weight": 14,
    "settle the billing code": 28,
    "choose high contrast": 2,
    "begin a new order and take that back": 2,
}
"""Task → so many keys are enough."""


class Keyboard(Counting):
    """A bench at which nothing but keys is used; those of a name or a reason count as all do."""

    def control_enter(self) -> None:
        """Record, or sign."""
        self.press(Qt.Key.Key_Return, SIGNED)

    def sign(self, who: str = "RK") -> None:
        """Initials and PIN, where they are proposed the PIN alone."""
        if self.focused() != "PIN":
            self.keys(who)
            self.tab()
        self.keys(PINS[who])
        self.control_enter()


@pytest.fixture
def bench(open_bench: OpenBench, site_folder: Path) -> Keyboard:
    """A first screen; RK and MB sign with a PIN."""
    with_people(site_folder)
    return Keyboard(open_bench(site=load_site()).window)


@pytest.fixture
def counted(bench: Keyboard) -> Callable[[str], None]:
    """Says that a task is done."""

    def done(task: str) -> None:
        assert bench.pressed <= MOST_KEYS[task], f"{task}: {bench.pressed} keys"
        bench.pressed = 0

    return done


def meanings(bench: Bench) -> list[Meaning]:
    """What is recorded of the encounter, oldest first."""
    entries = LiveRecord.of(bench.window._live).entries_of(ENCOUNTER)
    return [entry.content.meaning for entry in entries]


def prepared(bench: Keyboard) -> None:
    """724 mg on the page, keys not counted."""
    bench.keys("72.4")
    bench.alt("S")
    bench.keys("10")
    bench.pressed = 0


def units_and_sign(bench: Keyboard) -> None:
    """The end of a check: both units, who checks, and nothing that differs."""
    for text in ("73", "1", "MB"):
        bench.keys(text)
        bench.enter()
    bench.keys(PINS["MB"])
    bench.alt("C")
    assert set(results(bench).values()) == {"same"}, results(bench)
    bench.press(Qt.Key.Key_Space)
    assert meanings(bench) == [Meaning.PREPARED, Meaning.CHECKED]


def recorded_by_keys(bench: Keyboard) -> None:
    """724 mg recorded by RK, keys not counted."""
    prepared(bench)
    bench.control_enter()
    bench.keys(ENCOUNTER)
    bench.control_enter()
    bench.sign()
    assert meanings(bench) == [Meaning.PREPARED]
    bench.pressed = 0


def test_prepare_choose_and_begin_anew(bench: Keyboard, counted: Callable[[str], None]) -> None:
    bench.keys("72.4")
    bench.alt("S")
    bench.keys("10")
    assert bench.dose == "724 mg"
    counted("prepare a dose by weight")

    bench.alt("V")
    assert bench.ways[0].startswith("2 × 500") or "2 × 500 mg" in bench.headline
    counted("choose the fewest vials")
    bench.alt("I")
    bench.pressed = 0

    bench.alt("T")
    bench.press(Qt.Key.Key_Down)
    assert "7 × 120 mg" in bench.headline, bench.focused()
    counted("pick another combination from the list")

    bench.ctrl("N")
    bench.ctrl("Z")
    assert bench.dose == "724 mg"
    counted("begin a new order and take that back")


def test_record_and_save_as_pdf(
    bench: Keyboard,
    counted: Callable[[str], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prepared(bench)
    bench.control_enter()
    assert bench.focused() == "Encounter reference"
    bench.keys(ENCOUNTER)
    bench.control_enter()
    bench.sign()
    assert meanings(bench) == [Meaning.PREPARED]
    counted("record it, with reference, initials and PIN")

    paper = tmp_path / "sheet.pdf"

    def enter_in_the_systems_dialog(*_asked: object) -> tuple[str, str]:
        bench.pressed += 1
        return str(paper), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", enter_in_the_systems_dialog)
    bench.ctrl("P")
    bench.tab()
    bench.tab()
    bench.press(Qt.Key.Key_Space)
    assert paper.read_bytes().startswith(b"%PDF")
    counted("save it as PDF")


def test_enter_what_was_given(bench: Keyboard, counted: Callable[[str], None]) -> None:
    recorded_by_keys(bench)
    bench.alt("E")
    assert bench.focused() == GIVEN
    bench.keys("724")
    bench.control_enter()
    bench.sign()
    assert meanings(bench) == [Meaning.PREPARED, Meaning.GIVEN]
    counted("enter and record what was given")


def test_answer_the_review(bench: Keyboard, counted: Callable[[str], None]) -> None:
    prepared(bench)
    Bench(bench.window).type_into("Diagnoses", "C50.9")
    bench.window._live.edit_claim(code="J9173")
    bench.alt("2")
    bench.alt("A")
    bench.keys("RK")
    bench.enter()
    bench.keys("tumor board")
    bench.alt("P")
    assert row(bench, "diagnosis").startswith("Answered")
    assert "Not ready" in headline(bench)
    counted("answer what the review asks")


def test_check_by_hand(bench: Keyboard, counted: Callable[[str], None]) -> None:
    put(bench, recorded())
    bench.alt("3")
    bench.pressed = 0
    bench.keys(ENCOUNTER)
    bench.enter()
    bench.press(Qt.Key.Key_Down)
    bench.alt("W")
    for text, field in (
        ("72.4", check_desk.ORDERED),
        ("10", check_desk.DOSE),
        ("724", check_desk.VOLUME),
    ):
        bench.keys(text)
        bench.enter()
        while bench.focused() != field:
            bench.enter()
    bench.keys("14.48")
    bench.enter()
    bench.press(Qt.Key.Key_Down)
    bench.enter()
    bench.press(Qt.Key.Key_Down)
    bench.enter()
    for figures in (("1", "BX4471", "2027-05-31"), ("2", "BW1190", "2027-02-28")):
        for text in figures:
            bench.keys(text)
            bench.enter()
    units_and_sign(bench)
    counted("check a dose by hand")


def test_check_from_scans(bench: Keyboard, counted: Callable[[str], None]) -> None:
    put(bench, recorded())
    bench.alt("3")
    for text in (ENCOUNTER, check_desk.SCAN_500, *check_desk.SCANS_120):
        check_desk.scan(bench, text)
    bench.pressed = 0
    bench.alt("W")
    for text in ("72.4", "10", "724"):
        bench.keys(text)
        bench.enter()
        while bench.focused() not in (check_desk.ORDERED, check_desk.DOSE, check_desk.VOLUME):
            bench.enter()
    bench.keys("14.48")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Down):
        bench.press(key)
    bench.alt("U")
    units_and_sign(bench)
    counted("check a dose from scans")


def test_find_and_correct(bench: Keyboard, counted: Callable[[str], None]) -> None:
    put(bench, recorded())
    bench.alt("4")
    bench.keys(ENCOUNTER)
    assert "724 mg" in bench.text(AS_IT_WAS) or bench.is_there("Correct…")
    bench.alt("E")
    assert bench.text_of("Weight") == "72.4"
    counted("find a dose in the record and open it")

    bench.alt("G")
    bench.keys("74.2")
    bench.control_enter()
    bench.sign()
    assert meanings(bench)[-1] is Meaning.CORRECTED
    counted("correct a recorded weight")


def test_settle_the_code(bench: Keyboard, counted: Callable[[str], None]) -> None:
    prepared(bench)
    bench.alt("O")
    for _ in range(50):
        if is_open(bench):
            break
        QTest.qWait(20)
    bench.tab()
    bench.keys("R. Billing")
    bench.tab()
    bench.keys("HCPCS checked")
    bench.tab()
    bench.press(Qt.Key.Key_Space)
    bench.window.activateWindow()
    assert QTest.qWaitForWindowActive(bench.window)
    assert "J9173" in bench.text(CLAIM)
    counted("settle the billing code")


def test_choose_a_theme(bench: Keyboard, counted: Callable[[str], None]) -> None:
    bench.alt("5")
    bench.alt("G")
    assert theme().name == "high-contrast"
    counted("choose high contrast")
