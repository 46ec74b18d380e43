"""The Claim page by keyboard and screen reader."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QPushButton,
)

from tests.ui.bench import Bench, OpenBench, name_of
from tests.ui.claim_desk import (
    BILLED,
    CHARGE,
    FINDINGS,
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
from tests.ui.rounds import round_of_tab, stops_of, tab_follows_the_eye

MNEMONICS = {
    "G": GIVEN,
    "S": STOPPED,
    "K": KEPT,
    "L": LOST,
    "F": "First given on",
    "W": "Last weight",
    "B": BILLED,
    "I": "durvalumab 500 mg vials opened",
    "E": CHARGE,
    "A": "Compare and choose…",
}
"""Alt and these letters go there."""


@pytest.mark.parametrize("state", CLAIM_STATES)
def test_everything_that_takes_the_keyboard_has_a_name_of_its_own(bench: Bench, state: str) -> None:
    CLAIM_STATES[state](bench)
    stops = stops_of(bench)
    names = [name_of(part) for part in stops]
    assert len(stops) > 20
    assert "" not in names
    assert len(set(names)) == len(names), sorted(names)
    for field in bench.parts(QLineEdit):
        assert field.accessibleDescription(), name_of(field)


@pytest.mark.parametrize("state", ["planned", "stopped", "their_claim"])
def test_tab_follows_the_eye_in_three_columns_and_in_one(bench: Bench, state: str) -> None:
    CLAIM_STATES[state](bench)
    for width in (1366, 700):
        bench.resize(width, 700)
        tab_follows_the_eye(bench, pinned=REVIEW, above=FINDINGS)


@pytest.mark.parametrize("state", CLAIM_STATES)
def test_no_two_mnemonics_are_the_same(bench: Bench, state: str) -> None:
    CLAIM_STATES[state](bench)
    texts = [part.text() for part in bench.parts(QAbstractButton)]
    texts += [part.text() for part in bench.parts(QLabel)]
    letters = [found[1].upper() for text in texts if (found := re.search(r"&(\w)", text))]
    assert len(letters) > 10
    assert len(set(letters)) == len(letters), sorted(letters)


def test_a_mnemonic_goes_to_its_place(bench: Bench) -> None:
    open_claim(bench)
    bench.type_into(GIVEN, "724")
    for letter, place in MNEMONICS.items():
        bench.go_to("Help")
        bench.alt(letter)
        assert bench.focused() == place, letter


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
    assert headline(bench).startswith("Ready to enter")


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_what_has_the_keyboard_is_scrolled_into_sight(open_bench: OpenBench, scale: float) -> None:
    bench = open_bench((1024, 540), scale=scale)
    CLAIM_STATES["stopped"](bench)
    for part in round_of_tab(bench):
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)
        bench.keyboard.update()
        bench.resize(1024, 540)
        assert part.visibleRegion().boundingRect() == part.rect(), name_of(part)
