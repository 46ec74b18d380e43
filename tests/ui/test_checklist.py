"""The checklist: counted, ticked by the program from the order or by a person, never both."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from tests.ui.bench import CHECKLIST, REGIMEN, STAGE_3, WEIGHED_ON, WEIGHT, Bench


def _count(bench: Bench) -> str:
    return next(text for text in bench.texts(CHECKLIST) if " of " in text and text[0].isdigit())


def test_ticks_are_counted_on_the_card_and_what_is_left_in_the_bar(bench: Bench) -> None:
    bench.order("72.4", "10")
    assert _count(bench) == "2 of 16"
    assert bench.bar()[-1] == "14 checklist items open"

    bench.click("Route")
    assert _count(bench) == "3 of 16"
    assert bench.bar()[-1] == "13 checklist items open"
    bench.click("Route")
    assert _count(bench) == "2 of 16"


def test_the_bar_counts_one_item_as_one(bench: Bench) -> None:
    bench.order("72.4", "10")
    boxes = [box.text() for box in bench.parts(QCheckBox)]
    for box in boxes[1:]:
        bench.click(box)
    assert bench.bar()[-1] == "1 checklist item open"

    bench.click(boxes[0])
    assert _count(bench) == "16 of 16"
    assert bench.bar()[-1] == "0 checklist items open"


def test_what_the_order_answers_is_ticked_and_cannot_be_cleared_by_hand(bench: Bench) -> None:
    bench.order("72.4", "10")
    assert "Weight and its date" in [box.text() for box in bench.parts(QCheckBox)]

    bench.type_into(WEIGHED_ON, "2026-11-23")
    assert "Weight and its date" not in [box.text() for box in bench.parts(QCheckBox)]
    assert "Weight and its date" in bench.texts(CHECKLIST)
    assert _count(bench) == "3 of 16"

    bench.type_into(WEIGHED_ON, "")
    assert "Weight and its date" in [box.text() for box in bench.parts(QCheckBox)]
    assert _count(bench) == "2 of 16"


def test_what_is_not_asked_says_why(bench: Bench) -> None:
    bench.order("72.4", "10")
    assert "No progression after chemoradiation (no such regimen)" in bench.texts(CHECKLIST)
    assert "Whole vials given (part-used or multi-dose vial)" in bench.texts(CHECKLIST)

    bench.pick(REGIMEN, STAGE_3)
    assert "No progression after chemoradiation" in bench.texts(CHECKLIST)
    bench.type_into(WEIGHT, "72")
    assert "Planned discard and reason (no discard)" in bench.texts(CHECKLIST)


def test_space_ticks_and_enter_does_not(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.go_to("Route")
    bench.enter()
    assert not bench.is_on("Route")

    bench.go_to("Route")
    bench.press(Qt.Key.Key_Space)
    assert bench.is_on("Route")


def test_ticks_stay_while_the_weight_is_typed_anew(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.click("Route")
    bench.clear(WEIGHT)
    bench.keys("80.1")

    assert bench.is_on("Route")


def test_each_item_says_why_it_is_asked_and_where_that_stands(bench: Bench) -> None:
    bench.order("72.4", "10")
    for box in bench.parts(QCheckBox):
        assert "Source: " in box.toolTip()
        assert "Source: " in box.accessibleDescription()


def test_a_second_check_of_another_dose_does_not_count(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.click("Second check by another person")
    bench.click("Route")
    assert _count(bench) == "4 of 16"

    bench.type_into(WEIGHT, "82.4")
    assert not bench.is_on("Second check by another person")
    assert bench.is_on("Route")


def test_a_second_check_of_other_vials_does_not_count(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.click("Second check by another person")
    bench.click("7 × 120 mg: 840 mg opened, 116 mg to discard, 7 vials. 100 mg avoidable")
    assert not bench.is_on("Second check by another person")
