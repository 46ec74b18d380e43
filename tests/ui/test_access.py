"""Keyboard and screen reader: everything has a name, a place in the round of Tab, and a key."""

import re

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
)

from tests.ui.bench import (
    BAG,
    BY_WEIGHT,
    DOSE,
    FEWEST_VIALS,
    FLAT,
    KG,
    LB,
    LEAST_DISCARD,
    METHOD,
    ON_HAND_500,
    REGIMEN,
    WEIGHED_ON,
    WEIGHT,
    Bench,
    OpenBench,
    name_of,
    settle,
)
from tests.ui.rounds import round_of_tab, stops_of, tab_follows_the_eye

MNEMONICS = {
    "G": WEIGHT,
    "D": WEIGHED_ON,
    "S": DOSE,
    "R": REGIMEN,
    "B": BAG,
    "A": ON_HAND_500,
}
"""Alt and these letters go to a field."""

CHOICES = {"F": FLAT, "W": BY_WEIGHT, "L": LB, "K": KG, "V": FEWEST_VIALS, "I": LEAST_DISCARD}
"""Alt and these letters make a choice."""


def test_everything_that_takes_the_keyboard_has_a_name_of_its_own(bench: Bench) -> None:
    bench.order()
    stops = stops_of(bench)
    names = [name_of(part) for part in stops]

    assert len(stops) > 25
    assert "" not in names
    assert len(set(names)) == len(names)


def test_every_field_says_in_which_unit_or_form_it_is_typed(bench: Bench) -> None:
    for field in bench.parts(QLineEdit):
        assert field.accessibleDescription(), name_of(field)
    bench.click(LB)
    assert bench.control(WEIGHT).accessibleDescription().startswith("in lb")


def test_a_refused_field_says_why_to_a_screen_reader(bench: Bench) -> None:
    bench.type_into(WEIGHT, "72.")
    assert "Stop: “72.” has no digit after the point." in (
        bench.control(WEIGHT).accessibleDescription()
    )
    bench.keys("4")
    assert "Stop" not in bench.control(WEIGHT).accessibleDescription()


def test_tab_follows_the_eye_in_three_two_and_one_columns(bench: Bench) -> None:
    bench.order()
    for width in (1366, 1024, 800):
        bench.resize(width, 700)
        tab_follows_the_eye(bench)


def test_shift_tab_goes_the_same_way_back(bench: Bench) -> None:
    bench.order()
    stops = round_of_tab(bench)
    bench.go_to("Prepare")
    back = []
    for _ in stops:
        bench.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        back.append(bench.keyboard)

    assert back == [*reversed(stops[1:]), stops[0]][: len(back)]


def test_no_button_is_pressed_by_a_stray_enter(bench: Bench) -> None:
    bench.order()
    bench.new_order()
    bench.press(Qt.Key.Key_F1)
    buttons = bench.window.findChildren(QPushButton)

    assert {"Close", "New order", "Undo new order"} <= {name_of(button) for button in buttons}
    for button in buttons:
        assert not button.isDefault(), name_of(button)
        assert not button.autoDefault(), name_of(button)
    bench.press(Qt.Key.Key_Escape)


def _mnemonics(bench: Bench) -> list[str]:
    texts = [part.text() for part in bench.parts(QAbstractButton)]
    texts += [part.text() for part in bench.parts(QLabel)]
    return [found[1].upper() for text in texts if (found := re.search(r"&(\w)", text))]


def test_no_two_mnemonics_are_the_same(bench: Bench) -> None:
    for prepare in (bench.order, bench.new_order):
        prepare()
        letters = _mnemonics(bench)
        assert len(letters) > 10
        assert len(set(letters)) == len(letters), sorted(letters)


def test_each_action_has_a_mnemonic_or_keys_of_its_own(bench: Bench) -> None:
    bench.order()
    for button in bench.parts(QPushButton):
        assert "&" in button.text() or "   Ctrl+" in button.text(), button.text()
    for segment in bench.parts(QRadioButton):
        assert "&" in segment.text() or "×" in segment.text(), segment.text()


def test_a_mnemonic_goes_to_its_field_or_makes_its_choice(bench: Bench) -> None:
    bench.order()
    for letter, field in MNEMONICS.items():
        bench.go_to("Help")
        bench.alt(letter)
        assert bench.focused() == field, letter
    opposite = {FLAT: BY_WEIGHT, BY_WEIGHT: FLAT, LB: KG, KG: LB, FEWEST_VIALS: LEAST_DISCARD}
    for letter, choice in CHOICES.items():
        bench.click(opposite.get(choice, FEWEST_VIALS))
        bench.alt(letter)
        assert bench.is_on(choice), letter


def test_it_is_seen_where_the_keyboard_is(bench: Bench) -> None:
    bench.order()
    for part in round_of_tab(bench):
        bench.go_to("Help" if name_of(part) != "Help" else "New order")
        ring = (part.parentWidget() if isinstance(part, QLineEdit) else None) or part
        without = ring.grab().toImage()
        part.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        with_it = ring.grab().toImage()
        differ = sum(
            without.pixel(x, y) != with_it.pixel(x, y)
            for x in range(without.width())
            for y in range(min(without.height(), 24))
        )
        assert differ > 40, f"{name_of(part)}: {differ} pixels differ"


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_what_has_the_keyboard_is_scrolled_into_sight(open_bench: OpenBench, scale: float) -> None:
    bench = open_bench((1024, 540), scale=scale)
    settle()
    assert bench.keyboard.visibleRegion().boundingRect() == bench.keyboard.rect()
    bench.order()
    for part in round_of_tab(bench):
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)
        settle()
        assert part.visibleRegion().boundingRect() == part.rect(), name_of(part)


def test_the_field_typed_in_stays_in_sight_when_sentences_appear_above_it(
    open_bench: OpenBench,
) -> None:
    bench = open_bench((1024, 540), scale=1.5)
    bench.pick(REGIMEN, "dMMR endometrial cancer, maintenance")
    bench.go_to(DOSE)
    bench.keys("1")
    field = bench.control(DOSE)
    assert field.visibleRegion().boundingRect() == field.rect()
    bench.go_to(WEIGHT)
    bench.keys("29.9")
    field = bench.control(WEIGHT)
    assert field.visibleRegion().boundingRect() == field.rect()


def test_a_click_does_not_move_the_page_under_the_pointer(open_bench: OpenBench) -> None:
    bench = open_bench((1024, 540))
    bench.order()
    box = bench.part(QCheckBox, "Patient arrived and weighed")
    (area,) = [area for area in bench.parts(QScrollArea) if area.isAncestorOf(box)]
    inside = area.widget()
    assert inside is not None
    below = box.mapTo(inside, box.rect().bottomLeft()).y()
    area.verticalScrollBar().setValue(below - area.viewport().height() - 8)
    before = bench.place(box)
    top = box.rect().topLeft() + QPoint(2, 2)

    QTest.mousePress(box, Qt.MouseButton.LeftButton, pos=top)
    assert bench.place(box) == before
    QTest.mouseRelease(box, Qt.MouseButton.LeftButton, pos=top)
    assert box.isChecked()


def test_the_keyboard_alone_does_the_work(bench: Bench) -> None:
    assert bench.focused() == WEIGHT
    bench.keys("72.4")
    bench.alt("R")
    for _ in range(3):
        bench.press(Qt.Key.Key_Down)
    assert bench.dose == "724 mg"
    bench.alt("D")
    bench.keys("2026-11-23")
    assert bench.headline == "durvalumab 1 × 500 mg + 2 × 120 mg"

    while "to discard" not in bench.focused():
        bench.tab()
    bench.press(Qt.Key.Key_Down)
    assert bench.headline == "durvalumab 7 × 120 mg"

    while bench.focused() != "Patient arrived and weighed":
        bench.tab()
    bench.press(Qt.Key.Key_Space)
    assert bench.is_on("Patient arrived and weighed")

    bench.alt("Y")
    copied = QGuiApplication.clipboard().text()
    assert "7 × 120 mg" in copied
    assert "[x] Patient arrived" in copied

    bench.press(Qt.Key.Key_F1)
    assert bench.focused() == "Help: Keys"
    bench.close_help()
    bench.ctrl("N")
    assert bench.focused() == WEIGHT
    assert bench.text_of(WEIGHT) == ""


def test_the_wheel_picks_nothing_on_its_way_down_the_page(open_bench: OpenBench) -> None:
    bench = open_bench((1024, 540))
    bench.order()
    before = bench.texts()
    for name in (REGIMEN, BAG, METHOD):
        part = bench.control(name)
        part.setFocus()
        middle = QPointF(part.rect().center())
        event = QWheelEvent(
            middle,
            part.mapToGlobal(middle),
            QPoint(0, 0),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(part, event)
        settle()

    assert bench.texts() == before
