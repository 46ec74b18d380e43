"""What a screen reader is asked to say by itself: what changed away from the keyboard, once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from app.ui.widgets.spoken import speaker
from tests.ui.bench import DOSE, ON_HAND_500, WEIGHT, Bench, OpenBench
from tests.ui.check_desk import CHECK_STATES
from tests.ui.every_page import ENCOUNTER, open_page

LONG_ENOUGH_MS = 900
"""A little more than what it waits for things to stand still."""


@pytest.fixture
def heard(light: None) -> Iterator[list[str]]:
    """What was said, with a screen reader at the window."""
    said: list[str] = []
    speaker().spoken.connect(said.append)
    QAccessible.setActive(True)
    yield said
    QAccessible.setActive(False)
    speaker().spoken.disconnect(said.append)


def still() -> None:
    """Nothing is pressed for a while."""
    QTest.qWait(LONG_ENOUGH_MS)


def test_vials_and_what_is_open_are_said_once_typing_pauses(heard: list[str], bench: Bench) -> None:
    still()
    heard.clear()
    bench.order("72.4", "10")
    assert heard == []
    still()
    assert heard == ["durvalumab 1 × 500 mg + 2 × 120 mg. 2 to answer: billing code, diagnosis."]
    bench.type_into(WEIGHT, "72.4")
    still()
    assert len(heard) == 1, "the same answer is not said again"


def test_a_stop_is_said_with_its_reason_and_again_when_it_comes_again(
    heard: list[str], bench: Bench
) -> None:
    still()
    heard.clear()
    bench.type_into(WEIGHT, "72.")
    still()
    stop = "Stop: “72.” has no digit after the point."
    assert [said.count("no digit after the point") for said in heard] == [1]
    assert stop.removeprefix("Stop: ") in heard[0]
    bench.keys("4")
    still()
    heard.clear()
    bench.type_into(WEIGHT, "72.")
    still()
    assert [said.count("no digit after the point") for said in heard] == [1]


def test_a_short_shelf_is_said(heard: list[str], bench: Bench) -> None:
    bench.order()
    still()
    heard.clear()
    bench.type_into(ON_HAND_500, "0")
    bench.type_into("durvalumab 120 mg vials on hand", "1")
    still()
    assert len(heard) == 1
    assert "durvalumab 724 mg." in heard[0]


def test_what_is_to_be_signed_and_why_it_was_not_is_said(
    heard: list[str], open_bench: OpenBench, site_folder: Path
) -> None:
    bench = open_page(open_bench, site_folder, "prepare, first screen")
    bench.order()
    bench.type_into(ENCOUNTER, "A-20421")
    still()
    heard.clear()
    bench.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    still()
    assert heard == ["Record as prepared, planned: durvalumab 724 mg, encounter A-20421."]
    bench.keys("RK")
    bench.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    still()
    assert heard[1:] == ["Stop: Type your PIN."]
    bench.tab()
    bench.keys("2580")
    bench.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    still()
    assert len(heard) == 3
    assert "Recorded: " in heard[2]


def test_a_comparison_is_said(heard: list[str], open_bench: OpenBench, site_folder: Path) -> None:
    bench = open_page(open_bench, site_folder, "check, blank")
    still()
    heard.clear()
    CHECK_STATES["look"](bench)
    still()
    assert "3 figures differ. The dose is held." in heard[-1]
    assert all("742" not in said for said in heard), "what was entered wrong is not read out"


def test_what_was_copied_is_said(heard: list[str], bench: Bench) -> None:
    bench.order()
    still()
    heard.clear()
    bench.alt("C")
    still()
    assert heard == ["Claim lines copied, as planned."]


def test_another_page_says_where_its_work_stands(heard: list[str], bench: Bench) -> None:
    bench.order()
    still()
    heard.clear()
    bench.alt("2")
    still()
    assert len(heard) == 1
    assert heard == ["To answer: Not ready: not given yet, 2 to answer."]


def test_without_a_screen_reader_nothing_is_collected(bench: Bench) -> None:
    said: list[str] = []
    speaker().spoken.connect(said.append)
    bench.order()
    bench.type_into(DOSE, "1.2.3")
    still()
    speaker().spoken.disconnect(said.append)
    assert said == []
