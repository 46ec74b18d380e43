"""Regimens and bases: the label fills the dose for the weight; a person's own dose stays theirs."""

from PySide6.QtWidgets import QComboBox

from tests.ui.bench import (
    BY_WEIGHT,
    DOSE,
    FLAT,
    ORDER,
    REGIMEN,
    STAGE_3,
    STAGE_3_FLAT,
    WEIGHT,
    Bench,
)
from tests.ui.no_figures import assert_no_figures

BEFORE_SURGERY = "Resectable NSCLC, before surgery"
NO_REGIMEN = "No regimen"


def _entries(bench: Bench) -> list[str]:
    choice = bench.part(QComboBox, REGIMEN)
    return [choice.itemText(place) for place in range(choice.count())]


def test_a_picked_regimen_fills_the_dose_for_the_weight_and_says_its_rule(bench: Bench) -> None:
    bench.type_into(WEIGHT, "72.4")
    bench.pick(REGIMEN, STAGE_3)

    assert bench.text_of(DOSE) == "10"
    assert bench.says(ORDER, "Label: 10 mg/kg every 2 weeks at 30 kg or more.")
    assert bench.dose == "724 mg"


def test_a_flat_regimen_turns_the_basis_to_flat(bench: Bench) -> None:
    bench.type_into(WEIGHT, "80")
    bench.pick(REGIMEN, STAGE_3_FLAT)

    assert bench.is_on(FLAT)
    assert bench.text_of(DOSE) == "1500"
    assert bench.dose == "1,500 mg"
    assert bench.says(ORDER, "Label: 1,500 mg every 4 weeks at 30 kg or more.")


def test_a_regimen_picked_before_the_weight_asks_for_the_weight(bench: Bench) -> None:
    bench.pick(REGIMEN, STAGE_3_FLAT)

    assert bench.dose == "1,500 mg"
    assert bench.says(ORDER, "No weight.")


def test_the_filled_dose_follows_the_weight_over_30_kg_and_back(bench: Bench) -> None:
    bench.type_into(WEIGHT, "30")
    bench.pick(REGIMEN, BEFORE_SURGERY)
    assert (bench.is_on(FLAT), bench.text_of(DOSE)) == (True, "1500")

    bench.type_into(WEIGHT, "29.9")
    assert (bench.is_on(BY_WEIGHT), bench.text_of(DOSE)) == (True, "20")
    assert bench.dose == "598 mg"
    assert bench.says(ORDER, "Label: 20 mg/kg every 3 weeks below 30 kg.")

    bench.type_into(WEIGHT, "30")
    assert (bench.is_on(FLAT), bench.text_of(DOSE)) == (True, "1500")


def test_a_dose_typed_by_hand_stays_and_is_asked_about(bench: Bench) -> None:
    bench.type_into(WEIGHT, "72.4")
    bench.pick(REGIMEN, STAGE_3)
    bench.type_into(DOSE, "12")
    bench.type_into(WEIGHT, "80")

    assert bench.text_of(DOSE) == "12"
    assert bench.dose == "960 mg"
    assert bench.says(ORDER, "10 mg/kg every 2 weeks", "ordered is 12 mg/kg")
    assert not bench.says(ORDER, "Label:")
    assert "dose off the label" in bench.bar()[0]


def test_no_regimen_leaves_the_dose_as_it_is(bench: Bench) -> None:
    bench.type_into(WEIGHT, "72.4")
    bench.pick(REGIMEN, STAGE_3)
    bench.pick(REGIMEN, NO_REGIMEN)

    assert bench.text_of(DOSE) == "10"
    assert not bench.says(ORDER, "Label:")
    bench.type_into(WEIGHT, "25")
    assert bench.dose == "250 mg"


def test_rows_that_nobody_verified_are_marked_in_the_list_and_asked_about(bench: Bench) -> None:
    marked = [entry for entry in _entries(bench) if entry.endswith("· not verified")]
    assert any(entry.startswith("Metastatic NSCLC, from cycle 5") for entry in marked)
    assert not any(entry.startswith(STAGE_3) for entry in marked)

    bench.type_into(WEIGHT, "80")
    bench.pick(REGIMEN, "Metastatic NSCLC, from cycle 5")
    assert bench.says(ORDER, "Not verified")
    assert "regimen not verified" in bench.bar()[0]


def test_a_withdrawn_indication_is_not_offered(bench: Bench) -> None:
    assert not any("urothelial" in entry for entry in _entries(bench))
    assert len(_entries(bench)) > 15


def test_a_regimen_without_a_row_for_the_weight_leaves_the_dose_blank(bench: Bench) -> None:
    bench.type_into(WEIGHT, "72.4")
    bench.pick(REGIMEN, STAGE_3_FLAT)
    bench.type_into(WEIGHT, "29")

    assert bench.text_of(DOSE) == ""
    assert bench.says(ORDER, "The label has no dose of this regimen")
    assert bench.headline == "Type the flat dose in mg."
    assert_no_figures(bench)


def test_a_look_at_the_other_basis_loses_neither_dose(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.click(FLAT)
    assert bench.text_of(DOSE) == ""
    assert_no_figures(bench)

    bench.type_into(DOSE, "700")
    assert bench.dose == "700 mg"
    bench.click(BY_WEIGHT)
    assert (bench.text_of(DOSE), bench.dose) == ("10", "724 mg")
    bench.click(FLAT)
    assert (bench.text_of(DOSE), bench.dose) == ("700", "700 mg")


def test_a_flat_dose_without_a_weight_asks_for_it(bench: Bench) -> None:
    bench.click(FLAT)
    bench.type_into(DOSE, "1500")

    assert bench.headline == "durvalumab 3 × 500 mg"
    assert bench.says(ORDER, "No weight.")
    assert bench.claim_lines == ["J9323 | JZ, JA | 150 | 1,500 | to give"]


def test_a_regimen_of_two_drugs_says_which_goes_first(bench: Bench) -> None:
    """label.md, section 1: tremelimumab, then durvalumab, then chemotherapy."""
    bench.type_into(WEIGHT, "80")
    bench.pick(REGIMEN, "Unresectable HCC, from cycle 1")

    assert bench.says(ORDER, "With tremelimumab once, before durvalumab in cycle 1.")
