"""New order: clears everything but the shelf, and can be undone until something is typed."""

import pytest
from PySide6.QtWidgets import QScrollArea, QWidget

from tests.ui.bench import (
    BAG,
    DOSE,
    FEWEST_VIALS,
    FLAT,
    LB,
    ON_HAND_500,
    REGIMEN,
    STAGE_3,
    WEIGHED_ON,
    WEIGHT,
    Bench,
    OpenBench,
    settle,
)

DRUG = "Drug"
ENCOUNTER = "Encounter reference"
UNDO = "Undo new order"
UNDO_TEXT = "Undo new order   Ctrl+Z"


def _full_order(bench: Bench) -> None:
    bench.type_into(WEIGHT, "72.4")
    bench.pick(REGIMEN, STAGE_3)
    bench.type_into(WEIGHED_ON, "2026-11-23")
    bench.click("7 × 120 mg: 840 mg opened, 116 mg to discard, 7 vials. 100 mg avoidable")
    bench.pick(BAG, "250 mL dextrose")
    bench.click("Patient arrived and weighed")


def _everything(bench: Bench) -> list[str]:
    return [*bench.texts(), *(bench.text_of(field) for field in (WEIGHT, WEIGHED_ON, DOSE))]


def test_a_new_order_is_the_first_screen_again(open_bench: OpenBench) -> None:
    fresh = _everything(open_bench())
    bench = open_bench()
    _full_order(bench)
    bench.new_order()

    assert [text for text in _everything(bench) if text != UNDO_TEXT] == fresh
    assert bench.focused() == WEIGHT


def test_a_new_order_turns_units_and_preference_back(bench: Bench) -> None:
    bench.order("160", "10")
    bench.click(LB)
    bench.click(FEWEST_VIALS)
    bench.click(FLAT)
    bench.click("New order")
    bench.order("72.4", "10")

    assert bench.headline == "durvalumab 1 × 500 mg + 2 × 120 mg"
    assert bench.dose == "724 mg"


def test_no_pick_or_tick_of_the_last_order_holds_for_the_next(bench: Bench) -> None:
    _full_order(bench)
    bench.new_order()
    bench.order("72.4", "10")

    assert bench.headline == "durvalumab 1 × 500 mg + 2 × 120 mg"
    assert "100 mL sodium chloride 0.9 %" in bench.texts()
    assert not bench.is_on("Patient arrived and weighed")


@pytest.mark.parametrize("by", ["the keyboard", "the button"])
def test_undo_brings_the_whole_order_back(bench: Bench, by: str) -> None:
    _full_order(bench)
    before = _everything(bench)
    bench.new_order()
    if by == "the keyboard":
        bench.undo()
    else:
        bench.click(UNDO)

    assert _everything(bench) == before
    assert bench.is_on("Patient arrived and weighed")
    assert not bench.is_there(UNDO)


def test_a_keystroke_into_the_new_order_ends_undo(bench: Bench) -> None:
    _full_order(bench)
    bench.new_order()
    assert bench.is_there(UNDO)
    bench.keys("5")
    assert not bench.is_there(UNDO)

    bench.clear(WEIGHT)
    bench.undo()
    bench.undo()
    assert bench.dose == "–"
    assert bench.text_of(WEIGHT) in ("", "5")


def test_counting_the_shelf_does_not_end_undo(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.new_order()
    bench.type_into(ON_HAND_500, "0")
    bench.click(UNDO)

    assert bench.headline == "durvalumab 7 × 120 mg"


def test_a_second_new_order_does_not_lose_the_one_to_go_back_to(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.new_order()
    bench.new_order()
    bench.undo()

    assert bench.dose == "724 mg"


def test_undo_in_a_field_takes_back_typing_first(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.new_order()
    bench.type_into(ON_HAND_500, "3")
    bench.undo()

    assert bench.text_of(ON_HAND_500) == ""
    assert bench.dose == "–"
    bench.undo()
    assert bench.dose == "724 mg"


def test_undo_without_a_new_order_does_nothing(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.go_to(FLAT)
    bench.undo()

    assert bench.dose == "724 mg"


def test_a_plan_of_a_shelf_that_is_gone_does_not_come_back(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.click("7 × 120 mg: 840 mg opened, 116 mg to discard, 7 vials. 100 mg avoidable")
    bench.new_order()
    bench.type_into("durvalumab 120 mg vials on hand", "0")
    bench.click(UNDO)
    assert bench.headline == "durvalumab 2 × 500 mg"


def test_a_second_check_of_a_shelf_that_is_gone_does_not_come_back(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.click("Second check by another person")
    bench.new_order()
    bench.type_into("durvalumab 120 mg vials on hand", "0")
    bench.click(UNDO)
    assert not bench.is_on("Second check by another person")


# --- The next order begins at the top ---------------------------------------------------------


def _is_whole(part: QWidget) -> bool:
    return part.visibleRegion().boundingRect() == part.rect()


def _scrolled_down(bench: Bench) -> None:
    """An order for tremelimumab, with every column as far down as it goes."""
    bench.pick(DRUG, "tremelimumab")
    bench.order("72.4", "4")
    bench.go_to(ENCOUNTER)
    bench.keys("A-20417")
    for area in bench.parts(QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    settle()
    assert not _is_whole(bench.control(DRUG))


def _is_at_the_top(bench: Bench) -> bool:
    return all(area.verticalScrollBar().value() == 0 for area in bench.parts(QScrollArea))


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_new_order_shows_for_which_drug_it_is(open_bench: OpenBench, scale: float) -> None:
    bench = open_bench(scale=scale)
    _scrolled_down(bench)
    bench.new_order()

    assert bench.focused() == WEIGHT
    assert _is_whole(bench.control(DRUG))
    assert _is_at_the_top(bench)
    assert bench.headline == "Type the patient’s weight for tremelimumab."


def test_an_order_that_is_brought_back_is_shown_from_its_top(open_bench: OpenBench) -> None:
    bench = open_bench(scale=1.5)
    _scrolled_down(bench)
    bench.new_order()
    for area in bench.parts(QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    bench.undo()

    assert bench.headline.startswith("tremelimumab ")
    assert _is_whole(bench.control(DRUG))
    assert _is_at_the_top(bench)
