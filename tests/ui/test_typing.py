"""Typing: the answer follows each keystroke, is never stale, and nothing typed is repaired."""

import pytest
from PySide6.QtCore import Qt

from app.core.checklist_item import AnswerForm
from app.reference import load_reference
from tests.ui.bench import (
    CLAIM,
    DIAGNOSES,
    DOSE,
    FIELDS,
    GS1,
    KG,
    LB,
    ON_HAND_120,
    ON_HAND_500,
    ORDER,
    SHELF,
    STAGE_3,
    UPC,
    VIALS,
    WEIGHED_ON,
    WEIGHT,
    Bench,
)
from tests.ui.no_figures import assert_no_figures

NONSENSE = {
    "1.2.3": "“1.2.3” has more than one point.",
    "7x2.4": "“7x2.4” is not a plain number",
    "72,4": "“72,4” has a comma",
    "1,500": "“1,500” has a comma: write 1500",
    ".5": "“.5” has no digit before the point: write 0.5.",
    "072": "“072” begins with a zero before another digit.",
    "-72.4": "“-72.4” has a sign",
    "٧٢": "“٧٢” has digits of another script",
    "७२.४": "“७२.४” has digits of another script",
    "72.4 lb": "“72.4 lb” is not a plain number",
    "72.4 mg": "“72.4 mg” is not a plain number",
    "1e2": "“1e2” is not a plain number",
    "0": "0 kg",
    "501": "501 kg is over 500 kg",
}


def test_a_weight_and_a_dose_give_vials_amounts_units_and_lines(bench: Bench) -> None:
    bench.order("72.4", "10")

    assert bench.headline == "durvalumab 1 × 500 mg + 2 × 120 mg"
    assert bench.dose == "724 mg"
    assert "72.4 kg × 10 mg/kg" in bench.texts(ORDER)
    assert bench.amounts == [
        "740 mg | opened",
        "724 mg | to give | · draw 14.48 mL",
        "16 mg | to discard | · 0.32 mL",
    ]
    assert "No combination of 500 and 120 mg opens between 724 and 739 mg." in bench.texts(VIALS)
    assert bench.claim_lines == [
        "J9323 | JA | 73 | 724 | to give",
        "J9323 | JW, JA | 1 | 16 | to discard",
    ]
    assert "73 + 1 = 74 units = 740 mg opened" in bench.texts(CLAIM)
    assert "durvalumab 724 mg" in bench.texts(CLAIM)
    assert bench.pulls == ["1", "2"]


def test_the_picture_says_what_to_draw_from_which_vial(bench: Bench) -> None:
    bench.order("72.4", "10")

    assert bench.texts(VIALS)[:3] == [
        "1 of 500 mg: draw all 10 mL",
        "1 of 120 mg: draw all 2.4 mL",
        "1 of 120 mg: draw 2.08 mL, 16 mg left in it",
    ]


def test_the_answer_changes_at_each_keystroke(bench: Bench) -> None:
    bench.type_into(DOSE, "10")
    bench.go_to(WEIGHT)
    seen = []
    for key in "72.4":
        bench.keys(key)
        seen.append((bench.dose, bench.headline))

    assert seen == [
        ("70 mg", "durvalumab 1 × 120 mg"),
        ("720 mg", "durvalumab 6 × 120 mg"),
        ("–", "“72.” has no digit after the point."),
        ("724 mg", "durvalumab 1 × 500 mg + 2 × 120 mg"),
    ]


def test_no_old_figure_stays_while_a_weight_is_half_typed(bench: Bench) -> None:
    bench.order("72", "10")
    bench.go_to(WEIGHT)
    bench.keys(".")

    assert bench.text_of(WEIGHT) == "72."
    assert bench.headline == "“72.” has no digit after the point."
    assert "“72.” has no digit after the point." in bench.texts(ORDER)
    assert_no_figures(bench)


def test_a_cleared_field_says_what_is_missing_and_nothing_else(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.clear(DOSE)

    assert bench.headline == "Type the ordered mg/kg."
    assert_no_figures(bench)
    bench.keys("10")
    assert bench.dose == "724 mg"


@pytest.mark.parametrize("pasted", NONSENSE, ids=ascii)
def test_nonsense_stays_as_it_is_with_a_sentence_beside_its_field(
    bench: Bench, pasted: str
) -> None:
    bench.order("72.4", "10")
    bench.paste(WEIGHT, pasted)

    assert bench.text_of(WEIGHT) == pasted
    sentence = bench.headline
    assert sentence.startswith(NONSENSE[pasted])
    assert sentence in bench.texts(ORDER)
    assert_no_figures(bench)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (DOSE, "1O", "“1O” is not a plain number"),
        (DOSE, "10 mg", "“10 mg” is not a plain number"),
        (DOSE, "21", "21 mg/kg is over 20 mg/kg"),
        (WEIGHED_ON, "24/11/2026", "“24/11/2026” is not a date"),
        (WEIGHED_ON, "2026-11-31", "There is no day 2026-11-31"),
        (WEIGHED_ON, "2026-11-25", "2026-11-25 is after 2026-11-24"),
    ],
)
def test_every_field_of_the_order_is_read_strictly(
    bench: Bench, field: str, typed: str, sentence: str
) -> None:
    bench.order("72.4", "10")
    bench.type_into(field, typed)

    assert bench.text_of(field) == typed
    assert any(text.startswith(sentence) for text in bench.texts(ORDER))
    assert_no_figures(bench)


def test_a_count_that_cannot_be_read_is_said_on_the_shelf(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.type_into(ON_HAND_500, "1.5")

    assert "“1.5” is not a whole number: write digits only, such as 6." in bench.texts(SHELF)
    assert_no_figures(bench)


@pytest.mark.parametrize(
    ("field", "pasted"),
    [(WEIGHT, "72.4 kg"), (WEIGHT, " 72.40 "), (DOSE, "10 mg/kg")],
)
def test_a_unit_that_agrees_and_outer_blanks_are_taken(
    bench: Bench, field: str, pasted: str
) -> None:
    bench.order("72.4", "10")
    bench.paste(field, pasted)

    assert bench.text_of(field) == pasted
    assert bench.dose == "724 mg"


@pytest.mark.parametrize("code", [GS1, UPC])
@pytest.mark.parametrize("field", FIELDS)
def test_a_scan_into_a_field_moves_on_and_never_becomes_a_figure(
    bench: Bench, field: str, code: str
) -> None:
    bench.order("72.4", "10")
    before = bench.text_of(field)
    bench.go_to(field)
    bench.press(Qt.Key.Key_End)
    bench.keys(code)
    bench.enter()

    assert bench.text_of(field) == before + code
    assert bench.focused() != field
    assert_no_figures(bench)


TO_ANSWER = {item.text for item in load_reference().checklist if item.form is not AnswerForm.TICK}
"""What is answered in words takes words."""


@pytest.mark.parametrize("code", [GS1, UPC, "1 Fewest 2 dextrose"])
def test_a_scan_anywhere_else_changes_nothing_and_moves_on(bench: Bench, code: str) -> None:
    bench.order("72.4", "10")
    bench.pick("Regimen", STAGE_3)
    before = bench.texts()
    for name in _stops(bench):
        if name in {*FIELDS, DIAGNOSES, *TO_ANSWER} or name.endswith(", expiry"):
            continue
        bench.go_to(name)
        bench.keys(code.replace(" ", ""))
        bench.enter()

        assert bench.focused() != name
        assert bench.texts() == before, f"a scan on {name} changed something"


def test_enter_goes_to_the_next_control_as_tab_does(bench: Bench) -> None:
    bench.order("72.4", "10")
    before = bench.texts()
    by_tab = _stops(bench)
    bench.go_to(by_tab[0])
    by_enter = []
    for _ in by_tab:
        by_enter.append(bench.focused())
        bench.enter()

    assert by_enter == by_tab
    assert {WEIGHT, "New order", "How the units come about", "Copy worksheet"} <= set(by_enter)
    assert bench.texts() == before


def test_escape_loses_nothing_that_was_typed(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.type_into(WEIGHED_ON, "2026-11-23")
    bench.type_into(ON_HAND_120, "9")
    before = bench.texts(), [bench.text_of(field) for field in FIELDS]
    for name in _stops(bench):
        bench.go_to(name)
        bench.press(Qt.Key.Key_Escape)

    assert (bench.texts(), [bench.text_of(field) for field in FIELDS]) == before
    assert bench.window.isVisible()


def _stops(bench: Bench) -> list[str]:
    """Every control that Tab stops at, once round from the weight."""
    bench.go_to(WEIGHT)
    stops: list[str] = []
    while bench.focused() not in stops:
        stops.append(bench.focused())
        bench.tab()
    return stops


# --- kg and lb ------------------------------------------------------------------------------------


def test_both_units_are_in_sight(bench: Bench) -> None:
    bench.order("72.4", "10")
    assert "= 159.6 lb" in bench.texts(ORDER)

    bench.click(LB)
    assert "= 32.8 kg" in bench.texts(ORDER)


def test_another_unit_leaves_the_figure_as_typed(bench: Bench) -> None:
    bench.order("159.6", "10")
    bench.click(LB)

    assert bench.text_of(WEIGHT) == "159.6"
    assert bench.dose == "724 mg"
    assert "159.6 lb (72.4 kg) × 10 mg/kg" in bench.texts(ORDER)
    bench.click(KG)
    assert bench.dose == "1,596 mg"


def test_a_weight_in_lb_pasted_with_its_unit_agrees(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.click(LB)
    bench.paste(WEIGHT, "159.6 lb")

    assert bench.dose == "724 mg"


def test_a_weight_whose_shown_and_exact_figure_straddle_30_kg_asks(bench: Bench) -> None:
    bench.order("66.1", "10")
    bench.click(LB)

    assert bench.says(ORDER, "66.1 lb shows as 30 kg but is under 30 kg exactly")
    assert bench.dose == "300 mg"


def test_a_weight_that_may_be_lb_asks_and_goes_on(bench: Bench) -> None:
    bench.order("165", "10")

    assert "165 kg, or 165 lb (74.8 kg)? Check the unit." in bench.texts(ORDER)
    assert bench.bar()[0].startswith("6 to answer: kg or lb, unusual weight")
    assert bench.dose == "1,650 mg"
    assert bench.headline.startswith("durvalumab ")
    assert bench.claim_lines


def test_a_mnemonic_selects_the_old_figure_also_where_the_keyboard_is(bench: Bench) -> None:
    """Else 28.5 and 30 are read as 28.530."""
    bench.type_into(DOSE, "10")
    bench.type_into(WEIGHT, "28.5")
    bench.alt("G")
    bench.keys("30")
    assert bench.text_of(WEIGHT) == "30"


def test_both_weights_are_in_sight_before_there_is_a_dose(bench: Bench) -> None:
    bench.type_into(WEIGHT, "72.4")
    assert "= 159.6 lb" in bench.texts(ORDER)
    bench.type_into(WEIGHT, "900")
    assert not any(text.startswith("= ") for text in bench.texts(ORDER))
