"""The Claim page by keyboard and screen reader."""

import re
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from app.ui.widgets.card import Card
from tests.ui.bench import Bench, OpenBench, name_of
from tests.ui.claim_desk import (
    BILLED,
    CHARGE,
    GIVEN,
    KEPT,
    LOST,
    REVIEW,
    STOPPED,
    headline,
    open_claim,
    row,
)
from tests.ui.claim_states import CLAIM_STATES

MNEMONICS = {
    "G": GIVEN,
    "S": STOPPED,
    "K": KEPT,
    "L": LOST,
    "F": "First given on",
    "W": "Last weight",
    "B": BILLED,
    "E": CHARGE,
    "A": "Compare and choose…",
}
"""Alt and these letters go there."""


def _round(bench: Bench) -> list[QWidget]:
    """What Tab stops at, from the top of the window."""
    bench.go_to("Prepare")
    stops: list[QWidget] = []
    while bench.keyboard not in stops:
        stops.append(bench.keyboard)
        bench.tab()
    return stops


@pytest.mark.parametrize("state", CLAIM_STATES)
def test_everything_that_takes_the_keyboard_has_a_name_of_its_own(bench: Bench, state: str) -> None:
    CLAIM_STATES[state](bench)
    stops = [
        part
        for part in bench.parts(QWidget)
        if part.focusPolicy() != Qt.FocusPolicy.NoFocus and not part.isWindow()
    ]
    names = [name_of(part) for part in stops]
    assert len(stops) > 20
    assert "" not in names
    assert len(set(names)) == len(names), sorted(names)
    for field in bench.parts(QLineEdit):
        assert field.accessibleDescription(), name_of(field)


@pytest.mark.parametrize("width", [1366, 1024, 700])
@pytest.mark.parametrize("state", ["planned", "stopped", "their_claim"])
def test_tab_follows_the_eye_in_three_two_and_one_columns(
    open_bench: OpenBench, state: str, width: int
) -> None:
    bench = open_bench()
    CLAIM_STATES[state](bench)
    bench.resize(width, 700)
    stops = _round(bench)
    assert len(stops) > 25
    assert name_of(stops[0]) == "Prepare"
    assert name_of(stops[-1]) == "Copy worksheet"
    places = [(_column(bench, part), _line(part), part) for part in stops]
    for (column, y, part), (next_column, next_y, next_part) in pairwise(places):
        order = f"{name_of(part)} before {name_of(next_part)}"
        assert column <= next_column, order
        if column == next_column:
            assert y <= next_y, order
            if y == next_y:
                assert bench.place(part).x() < bench.place(next_part).x(), order


def _column(bench: Bench, part: QWidget) -> float:
    """0 for the bar above, then the columns from the left, then the bar below.

    What is pinned above a column comes before all of that column.
    """
    areas = sorted(bench.parts(QScrollArea), key=lambda area: bench.place(area).x())
    middle = bench.part(Card, "Findings")
    for number, area in enumerate(areas, start=1):
        if area.isAncestorOf(part):
            return number
        if area.isAncestorOf(middle) and bench.part(Card, REVIEW).isAncestorOf(part):
            return number - 0.5
    return 0 if bench.place(part).y() < 50 else len(areas) + 1


def _line(part: QWidget) -> int:
    """The middle of a part on its page, in steps of half a line; a bar is one line."""
    page: QWidget = part
    while (above := page.parentWidget()) and not isinstance(above.parentWidget(), QScrollArea):
        page = above
    if above is None:
        return 0
    return part.mapTo(above, part.rect().center()).y() // 8


@pytest.mark.parametrize("state", CLAIM_STATES)
def test_no_two_mnemonics_are_the_same(bench: Bench, state: str) -> None:
    CLAIM_STATES[state](bench)
    texts = [part.text() for part in bench.parts(QAbstractButton)]
    texts += [part.text() for part in bench.parts(QLabel)]
    letters = [found[1].upper() for text in texts if (found := re.search(r"&(\w)", text))]
    assert len(letters) > 10
    assert len(set(letters)) == len(letters), sorted(letters)


@pytest.mark.parametrize("letter", MNEMONICS)
def test_a_mnemonic_goes_to_its_place(bench: Bench, letter: str) -> None:
    open_claim(bench)
    bench.go_to("Help")
    bench.alt(letter)
    assert bench.focused() == MNEMONICS[letter]


def test_no_button_is_pressed_by_a_stray_enter(bench: Bench) -> None:
    open_claim(bench, diagnosis="C50.9")
    bench.click("Answer: diagnosis")
    before = headline(bench)
    for button in bench.parts(QPushButton):
        assert not button.isDefault(), name_of(button)
        assert not button.autoDefault(), name_of(button)
    for name in ("Accept", "Decline", "Nothing given", "Copy this view", "Answer next"):
        bench.go_to(name)
        bench.enter()
    assert headline(bench) == before
    assert bench.text_of(GIVEN) == ""


def test_an_ask_is_answered_by_keyboard_alone(bench: Bench) -> None:
    open_claim(bench, diagnosis="C50.9")
    bench.window._live.edit_claim(code="J9173")
    bench.alt("A")
    assert bench.focused() == "Who answers: diagnosis"
    bench.keys("RK")
    bench.enter()
    assert bench.focused() == "Why: diagnosis"
    bench.keys("tumour board")
    bench.alt("P")
    assert row(bench, "diagnosis").startswith("Answered")
    bench.alt("G")
    bench.keys("724")
    assert headline(bench) == "Ready to enter"


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_what_has_the_keyboard_is_scrolled_into_sight(open_bench: OpenBench, scale: float) -> None:
    bench = open_bench((1024, 540), scale=scale)
    CLAIM_STATES["stopped"](bench)
    for part in _round(bench):
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)
        bench.keyboard.update()
        bench.resize(1024, 540)
        assert part.visibleRegion().boundingRect() == part.rect(), name_of(part)
