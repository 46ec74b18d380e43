"""Copying: plain text that says what drug, that it is planned, and what the code is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.ui.bench import (
    ON_HAND_120,
    ON_HAND_500,
    REGIMEN,
    STAGE_3,
    WEIGHED_ON,
    WEIGHT,
    Bench,
)

LINES = "Copy claim lines"
SHEET = "Copy worksheet"
CONFLICT = ("Code not confirmed.", "pemetrexed ditromethamine", "J9173")


def _copied() -> str:
    return QGuiApplication.clipboard().text()


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def test_copied_claim_lines_say_drug_planned_and_the_code_notice(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.click(LINES)

    text = _in_one_line(_copied())
    assert "PLANNED" in text
    assert "durvalumab (Imfinzi) 50 mg/mL, dose 724 mg" in text
    assert "J9323 JA 73 724 mg to give" in text
    assert "J9323 JW, JA 1 16 mg to discard" in text
    for words in CONFLICT:
        assert words in text
    assert "Claim lines copied, as planned" in bench.bar()


def test_a_copied_worksheet_says_drug_planned_vials_and_the_code_notice(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.click(SHEET)

    text = _in_one_line(_copied())
    for words in ("durvalumab (Imfinzi) 50 mg/mL", "PLANNED", "1 × 500 mg + 2 × 120 mg", *CONFLICT):
        assert words in text
    assert "14.48 mL" in text
    assert "Worksheet copied, as planned" in bench.bar()


def test_what_a_person_ticked_is_in_the_copied_worksheet(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.click("Patient arrived and weighed")
    bench.click(SHEET)

    assert "[x] Patient arrived" in _copied()
    assert "[ ] Supervising clinician" in _copied()
    assert "CHECKLIST, 3 of 22" in _copied()


def test_an_answer_to_an_item_that_is_no_longer_asked_counts_for_nothing(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.pick(REGIMEN, STAGE_3)
    bench.go_to("No progression after chemoradiation")
    bench.press(Qt.Key.Key_Space)
    bench.click(SHEET)
    assert "[x] No progression after chemoradiation: confirmed" in _copied()

    bench.pick_place(REGIMEN, 0)
    bench.type_into(WEIGHT, "72")
    bench.click(SHEET)
    assert " –  No progression after chemoradiation (no such regimen)" in _copied()
    assert "CHECKLIST, 1 of 21" in _copied()


def test_a_new_order_copies_no_tick_of_the_last(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.click("Patient arrived and weighed")
    bench.new_order()
    bench.order("72.4", "10")
    bench.click(SHEET)

    assert "[ ] Patient arrived" in _copied()


def test_what_was_copied_is_no_longer_said_once_the_order_changes(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.click(LINES)
    bench.type_into(WEIGHED_ON, "2026-11-23")

    assert not any("copied" in text for text in bench.bar())


def test_nothing_can_be_copied_without_an_answer(bench: Bench) -> None:
    QGuiApplication.clipboard().setText("what was there before")
    for field, text in (
        ("Ordered dose", "10"),
        (WEIGHT, "72."),
        (ON_HAND_500, "0"),
        (ON_HAND_120, "0"),
        (WEIGHT, "72.4"),
    ):
        bench.type_into(field, text)
        for button in (LINES, SHEET):
            assert not bench.control(button).isEnabled()
            bench.click(button)
        bench.alt("C")
        bench.alt("Y")
    assert _copied() == "what was there before"
