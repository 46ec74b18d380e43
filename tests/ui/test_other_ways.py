"""Other ways: the program proposes, a person picks, and everything follows what was picked."""

from PySide6.QtCore import Qt

from tests.ui.bench import (
    CLAIM,
    DOSE,
    FEWEST_VIALS,
    HEADLINE,
    LEAST_DISCARD,
    ON_HAND_500,
    VIALS,
    WAYS,
    WEIGHED_ON,
    WEIGHT,
    Bench,
    name_of,
)

SEVEN = "7 × 120 mg: 840 mg opened, 116 mg to discard, 7 vials. 100 mg avoidable"


def test_the_plan_in_force_stands_among_the_others_worth_choosing(bench: Bench) -> None:
    bench.order("72.4", "10")

    assert bench.ways == ["1 × 500 + 2 × 120 *", "7 × 120", "2 × 500"]
    assert bench.texts(WAYS)[-18:] == [
        *("1 × 500 + 2 × 120", "740 mg", "16 mg", "73 + 1", "3", "chosen"),
        *("7 × 120", "840 mg", "116 mg", "73 + 11", "7", "100 mg avoidable"),
        *("2 × 500", "1,000 mg", "276 mg", "73 + 27", "2", "260 mg avoidable"),
    ]
    assert "least discard" in bench.texts(HEADLINE)


def test_a_picked_plan_changes_headline_amounts_lines_and_chip(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.click(SEVEN)

    assert bench.headline == "durvalumab 7 × 120 mg"
    assert bench.amounts[0] == "840 mg | opened"
    assert bench.claim_lines == [
        "J9323 | JA | 73 | 724 | to give",
        "J9323 | JW, JA | 11 | 116 | to discard",
    ]
    assert "73 + 11 = 84 units = 840 mg opened" in bench.texts(CLAIM)
    assert bench.pulls == ["0", "7"]
    assert "picked by hand" in bench.texts(HEADLINE)
    assert "least discard" not in bench.texts()
    assert "1 × 500 mg + 2 × 120 mg opens 740 mg, 100 mg less." in bench.texts(VIALS)
    assert bench.ways == ["1 × 500 + 2 × 120", "7 × 120 *", "2 × 500"]


def test_the_best_plan_can_be_picked_back(bench: Bench) -> None:
    bench.order("72.4", "10")
    before = bench.texts()
    bench.click(SEVEN)
    (best,) = [name for name in _picks(bench) if name.startswith("1 × 500 mg")]
    bench.click(best)

    assert bench.texts() == before


def test_arrow_keys_go_through_the_plans(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.go_to(_picks(bench)[0])
    bench.press(Qt.Key.Key_Down)
    assert bench.headline == "durvalumab 7 × 120 mg"
    bench.press(Qt.Key.Key_Down)
    assert bench.headline == "durvalumab 2 × 500 mg"
    bench.press(Qt.Key.Key_Up)
    assert bench.headline == "durvalumab 7 × 120 mg"


def test_another_dose_lets_the_picked_plan_go(bench: Bench) -> None:
    for field, text in ((WEIGHT, "72.3"), (DOSE, "11"), (ON_HAND_500, "5")):
        bench.order("72.4", "10")
        bench.click(SEVEN)
        bench.type_into(field, text)

        assert "least discard" in bench.texts(HEADLINE)
        assert "picked by hand" not in bench.texts()


def test_what_leaves_the_dose_alone_leaves_the_picked_plan_too(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.click(SEVEN)
    bench.type_into(WEIGHED_ON, "2026-11-23")
    bench.click("Patient arrived and weighed")
    bench.pick("Bag", "50 mL sodium chloride")

    assert bench.headline == "durvalumab 7 × 120 mg"
    assert "picked by hand" in bench.texts(HEADLINE)


def test_fewest_vials_is_a_choice_that_is_said(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.click(FEWEST_VIALS)

    assert bench.headline == "durvalumab 2 × 500 mg"
    assert "fewest vials" in bench.texts(HEADLINE)
    assert bench.ways == ["1 × 500 + 2 × 120", "7 × 120", "2 × 500 *"]
    bench.click(LEAST_DISCARD)
    assert bench.headline == "durvalumab 1 × 500 mg + 2 × 120 mg"


def _picks(bench: Bench) -> list[str]:
    return [name_of(part) for part in bench.controls() if "to discard," in name_of(part)]
