"""A new order leaves nothing of the last one on the Claim page, in sight or not."""

import pytest
from PySide6.QtWidgets import QLineEdit

from tests.ui.bench import Bench, name_of
from tests.ui.claim_desk import BILLED, CHARGE, GIVEN, KEPT, LOST, LOST_WHY, answer, open_claim


def _fill(bench: Bench) -> None:
    open_claim(bench, diagnosis="C50.9")
    for name, text in (
        (GIVEN, "700"),
        ("Stopped because", "reaction"),
        (KEPT, "10"),
        (LOST, "3"),
        (LOST_WHY, "spilt"),
        ("First given on", "2026-01-01"),
        ("Last weight", "71"),
        (CHARGE, "78.5"),
        (BILLED, "J9323 JA 73"),
        ("Billed line 2", "cannot be read"),
    ):
        bench.type_into(name, text)
    bench.click("Coverage: show")
    bench.type_into("Coverage, Confirmed by", "RK of the payer")
    answer(bench, "shared or lost drug", "RK", "seen")
    bench.click("Answer: diagnosis")
    bench.type_into("Who answers: diagnosis", "QQ")
    bench.type_into("Why: diagnosis", "half typed")


def _typed(bench: Bench) -> dict[str, str]:
    """Every text on the page, hidden ones too; the vials of a plan cannot be typed over yet."""
    page = bench.window._pages["Claim"]  # type: ignore[index]  # a page's name is its word
    return {
        name_of(line): line.text()
        for line in page.findChildren(QLineEdit)  # type: ignore[attr-defined]
        if line.text() and line.isEnabled()
    }


def test_new_order_clears_everything_typed_here(bench: Bench) -> None:
    _fill(bench)
    assert len(_typed(bench)) >= 14
    bench.new_order()
    bench.alt("2")
    assert _typed(bench) == {}

    bench.alt("1")
    open_claim(bench, diagnosis="C50.9")
    assert _typed(bench) == {}
    assert not bench.is_there("Who answers: diagnosis")
    assert not bench.is_there("Coverage, Confirmed by")
    bench.click("Answer: diagnosis")
    assert _typed(bench) == {}


def test_new_order_clears_it_also_while_the_page_is_out_of_sight(bench: Bench) -> None:
    _fill(bench)
    bench.alt("1")
    bench.new_order()
    open_claim(bench, diagnosis="C50.9")
    bench.click("Answer: diagnosis")
    assert _typed(bench) == {}


def test_undo_brings_back_what_was_entered_and_not_what_was_not(bench: Bench) -> None:
    _fill(bench)
    bench.new_order()
    bench.undo()
    bench.alt("2")
    typed = _typed(bench)
    assert typed[GIVEN] == "700"
    assert typed[BILLED] == "J9323 JA 73"
    assert typed[LOST] == "3"
    assert "half typed" not in typed.values()


@pytest.mark.parametrize("text", ["cannot be read", "J9323"])
def test_a_line_typed_without_an_order_stays_until_a_new_one(bench: Bench, text: str) -> None:
    bench.alt("2")
    bench.type_into(BILLED, "J9323 JA 73")
    bench.type_into(BILLED, text)
    assert bench.text_of(BILLED) == text
    bench.new_order()
    bench.alt("2")
    assert _typed(bench) == {}
