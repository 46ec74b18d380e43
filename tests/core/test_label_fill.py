"""A picked regimen fills the dose that the label has for the weight, and says by which rule."""

import pytest

from app.core.label_fill import FilledDose, fill_dose
from app.core.order import Basis, OrderDraft, WeightUnit
from tests.core.asking import durvalumab_file, finding_ids, worksheet


def _fill(regimen_id: str, weight: str = "", unit: WeightUnit | None = WeightUnit.KG) -> FilledDose:
    regimen = durvalumab_file().regimen(regimen_id)
    assert regimen is not None
    draft = OrderDraft(
        Basis.WEIGHT, mg_per_kg="3", weight=weight, weight_unit=unit, weighed_on="2026-11-24"
    )
    return fill_dose(draft, regimen)


@pytest.mark.parametrize(
    ("regimen", "weight", "basis", "mg", "mg_per_kg"),
    [  # label.md, section 1
        ("nsclc-stage-3-10-mg-per-kg", "72.4", Basis.WEIGHT, "", "10"),
        ("nsclc-stage-3-1500-mg", "72.4", Basis.FLAT, "1500", ""),
        ("btc-with-chemotherapy", "30", Basis.FLAT, "1500", ""),
        ("btc-with-chemotherapy", "29.999", Basis.WEIGHT, "", "20"),
        ("endometrial-with-chemotherapy", "30", Basis.FLAT, "1120", ""),
        ("endometrial-with-chemotherapy", "29.9", Basis.WEIGHT, "", "15"),
        ("sclc-extensive-stage-maintenance", "29.9", Basis.WEIGHT, "", "10"),
    ],
)
def test_regimen_fills_the_labels_dose(
    regimen: str, weight: str, basis: Basis, mg: str, mg_per_kg: str
) -> None:
    filled = _fill(regimen, weight).draft
    assert (filled.basis, filled.mg, filled.mg_per_kg) == (basis, mg, mg_per_kg)
    assert filled.regimen == regimen
    assert (filled.weight, filled.weighed_on) == (weight, "2026-11-24")


def test_exact_weight_decides_which_dose_is_filled() -> None:
    """66.1 lb is 29.982 kg, 66.2 lb is 30.028 kg; both show as 30.0 kg."""
    assert _fill("btc-single-agent", "66.1", WeightUnit.LB).draft.mg_per_kg == "20"
    assert _fill("btc-single-agent", "66.2", WeightUnit.LB).draft.mg == "1500"


@pytest.mark.parametrize("weight", ["", "  ", "72,4", "x"])
def test_without_a_readable_weight_the_flat_dose_is_filled_and_asked_about(weight: str) -> None:
    filled = _fill("btc-single-agent", weight)
    assert (filled.draft.basis, filled.draft.mg) == (Basis.FLAT, "1500")
    assert filled.draft.weight == weight
    if not weight.strip():
        assert "flat-without-weight" in finding_ids(worksheet(filled.draft, durvalumab_file()))


def test_weight_without_a_row_gets_no_dose_and_a_sentence() -> None:
    filled = _fill("nsclc-stage-3-1500-mg", "29.999")
    assert (filled.draft.mg, filled.draft.mg_per_kg) == ("", "")
    assert filled.rule == "The label has no dose of this regimen for this weight."


WITH = "With gemcitabine and cisplatin, durvalumab first."


@pytest.mark.parametrize(
    ("regimen", "weight", "rule"),
    [
        ("btc-single-agent", "72.4", "Label: 1,500 mg every 4 weeks at 30 kg or more."),
        (
            "btc-with-chemotherapy",
            "29",
            f"Label: 20 mg/kg every 3 weeks below 30 kg. {WITH}",
        ),
        (
            "nsclc-stage-3-10-mg-per-kg",
            "72.4",
            "Label: 10 mg/kg every 2 weeks at 30 kg or more. At most 26 doses or 12 months.",
        ),
        (
            "endometrial-maintenance",
            "29",
            "Label: 20 mg/kg every 4 weeks below 30 kg, not verified.",
        ),
    ],
)
def test_rule_is_said_in_words(regimen: str, weight: str, rule: str) -> None:
    assert _fill(regimen, weight).rule == rule


@pytest.mark.parametrize(
    "regimen", [regimen.id for regimen in durvalumab_file().regimens if not regimen.withdrawn]
)
@pytest.mark.parametrize("weight", ["25", "29.999", "30", "72.4"])
def test_filled_dose_is_on_its_row(regimen: str, weight: str) -> None:
    filled = _fill(regimen, weight)
    if filled.draft.mg or filled.draft.mg_per_kg:
        sheet = worksheet(filled.draft, durvalumab_file())
        assert "dose-off-label-row" not in finding_ids(sheet)
        assert sheet.label_row is not None
    else:
        assert "no dose" in filled.rule
