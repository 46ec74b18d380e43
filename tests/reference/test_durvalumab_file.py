"""The durvalumab file holds every row that was collected, and each weight has one dose."""

from decimal import Decimal

import pytest

from app.core.drug import Drug, LabelledDose, Limits, Presentation, Regimen, Route
from app.core.fact import Fact
from app.reference import load_reference

# Transcribed from the project's collection of label rows (drugs.json, 2026-11-24), one row a line:
# regimen, from kg, under kg, dose, weeks, most doses, most months, verified.
ROWS = """
nsclc-resectable-neoadjuvant        30    -  1500 mg    3    4    -  yes
nsclc-resectable-neoadjuvant         -   30  20 mg/kg   3    4    -  yes
nsclc-resectable-adjuvant           30    -  1500 mg    4   12    -  yes
nsclc-resectable-adjuvant            -   30  20 mg/kg   4   12    -  yes
nsclc-stage-3-10-mg-per-kg          30    -  10 mg/kg   2   26   12  yes
nsclc-stage-3-1500-mg               30    -  1500 mg    4    -   12  yes
nsclc-stage-3-10-mg-per-kg           -   30  10 mg/kg   2   26   12  yes
nsclc-metastatic-cycles-1-to-4      30    -  1500 mg    3    4    -  no
nsclc-metastatic-cycles-1-to-4       -   30  20 mg/kg   3    4    -  no
nsclc-metastatic-from-cycle-5       30    -  1500 mg    4    -    -  no
nsclc-metastatic-from-cycle-5        -   30  20 mg/kg   4    -    -  no
sclc-limited-stage                  30    -  1500 mg    4    -   24  yes
sclc-limited-stage                   -   30  20 mg/kg   4    -   24  yes
sclc-extensive-stage-induction      30    -  1500 mg    3    4    -  no
sclc-extensive-stage-induction       -   30  20 mg/kg   3    4    -  no
sclc-extensive-stage-maintenance    30    -  1500 mg    4    -    -  no
sclc-extensive-stage-maintenance     -   30  10 mg/kg   2    -    -  no
btc-with-chemotherapy               30    -  1500 mg    3    -    -  yes
btc-with-chemotherapy                -   30  20 mg/kg   3    -    -  yes
btc-single-agent                    30    -  1500 mg    4    -    -  yes
btc-single-agent                     -   30  20 mg/kg   4    -    -  yes
uhcc                                30    -  1500 mg    4    -    -  no
uhcc                                 -   30  20 mg/kg   4    -    -  no
endometrial-with-chemotherapy       30    -  1120 mg    3    6    -  yes
endometrial-with-chemotherapy        -   30  15 mg/kg   3    6    -  yes
endometrial-maintenance             30    -  1500 mg    4    -    -  yes
endometrial-maintenance              -   30  20 mg/kg   4    -    -  no
mibc-neoadjuvant                    30    -  1500 mg    3    4    -  yes
mibc-neoadjuvant                     -   30  20 mg/kg   3    4    -  yes
mibc-adjuvant                       30    -  1500 mg    4    8    -  yes
mibc-adjuvant                        -   30  20 mg/kg   4    8    -  yes
gastric-with-flot                   30    -  1500 mg    4    4    -  yes
gastric-with-flot                    -   30  20 mg/kg   4    4    -  yes
gastric-single-agent                30    -  1500 mg    4   10    -  yes
gastric-single-agent                 -   30  20 mg/kg   4   10    -  yes
nmibc-with-bcg                      30    -  1500 mg    4   13    -  no
urothelial-previously-treated        -    -  10 mg/kg   2    -    -  no
"""

# Stage III has no 4-week dose below 30 kg on the label; for NMIBC none below 30 kg was found.
ONLY_FROM_30_KG = {"nsclc-stage-3-1500-mg", "nmibc-with-bcg"}


@pytest.fixture(scope="module", name="drug")
def durvalumab() -> Drug:
    drug = load_reference().drug("durvalumab")
    assert drug is not None
    return drug


def _collected() -> list[list[str]]:
    return sorted(line.split() for line in ROWS.strip().splitlines())


def _as_collected(regimen: Regimen, row: LabelledDose) -> list[str]:
    dose, unit = (row.flat_mg, "mg") if row.flat_mg is not None else (row.mg_per_kg, "mg/kg")
    figures = [row.min_kg, row.max_kg, dose, row.interval_weeks, regimen.max_doses]
    figures.append(regimen.max_months)
    min_kg, max_kg, dose_text, *rest = ["-" if f is None else str(f) for f in figures]
    verified = "yes" if row.verified else "no"
    return [regimen.id, min_kg, max_kg, dose_text, unit, *rest, verified]


def test_every_collected_row_is_there_and_no_other(drug: Drug) -> None:
    rows = [_as_collected(regimen, row) for regimen in drug.regimens for row in regimen.doses]
    assert len(rows) == 37
    assert sorted(rows) == _collected()


def test_exactly_30_kg_has_the_dose_from_30_kg(drug: Drug) -> None:
    for regimen in drug.regimens:
        at, below = regimen.dose_for(Decimal(30)), regimen.dose_for(Decimal("29.999"))
        assert at is not None
        if regimen.withdrawn:
            assert at is below
        else:
            assert at.min_kg == 30
            assert below is None or below.max_kg == 30


def test_every_weight_has_a_dose(drug: Drug) -> None:
    for regimen in drug.regimens:
        light = regimen.dose_for(drug.limits.min_weight_kg)
        assert (light is None) == (regimen.id in ONLY_FROM_30_KG)
        assert regimen.dose_for(drug.limits.max_weight_kg) is not None
        for one_side, other_side in zip(regimen.doses, regimen.doses[1:], strict=False):
            assert {one_side.min_kg, one_side.max_kg} == {other_side.max_kg, other_side.min_kg}


def test_dose_changes_at_30_kg_alone(drug: Drug) -> None:
    assert drug.weight_switches_kg == (Decimal(30),)


def test_both_ways_in_stage_3_are_after_chemoradiation_and_no_others_but_limited_stage(
    drug: Drug,
) -> None:
    assert {r.id for r in drug.regimens if Fact.AFTER_CHEMORADIATION in r.facts} == {
        "nsclc-stage-3-10-mg-per-kg",
        "nsclc-stage-3-1500-mg",
        "sclc-limited-stage",
    }


def test_regimen_that_continues_durvalumab_implies_a_later_dose(drug: Drug) -> None:
    """One that follows another regimen of the same indication, both of them with durvalumab."""
    continued = [
        after.id
        for before, after in zip(drug.regimens, drug.regimens[1:], strict=False)
        if before.indication == after.indication and Fact.AFTER_CHEMORADIATION not in after.facts
    ]
    assert continued == [r.id for r in drug.regimens if Fact.LATER_DOSE in r.facts]


def test_only_the_withdrawn_regimen_says_so(drug: Drug) -> None:
    assert {r.id: r.withdrawn for r in drug.regimens if r.withdrawn} == {
        "urothelial-previously-treated": "announced 2021-02-22, off the US label 02/2021"
    }


def test_names_of_regimens_are_short_and_told_apart(drug: Drug) -> None:
    names = [
        (regimen.indication, regimen.phase, regimen.doses[0].dose_text) for regimen in drug.regimens
    ]
    assert len(set(names)) == len(names)
    assert max(len(f"{indication}, {phase}") for indication, phase, _ in names) <= 50
    assert max(len(regimen.given_with) for regimen in drug.regimens) <= 65


def test_product_is_the_published_one(drug: Drug) -> None:
    assert (drug.name, drug.brand) == ("durvalumab", "Imfinzi")
    assert drug.unit_mg == 10
    assert (drug.route, drug.multi_dose) == (Route.INTRAVENOUS, False)
    assert drug.presentations == (
        Presentation(Decimal(500), Decimal(10), "0310-4611-50"),
        Presentation(Decimal(120), Decimal("2.4"), "0310-4500-12"),
    )


def test_code_is_the_customers(drug: Drug) -> None:
    assert drug.code == "J9323"


def test_limits_are_tighter_than_the_ordinary_ones(drug: Drug) -> None:
    assert drug.limits == Limits(
        max_mg_per_kg=Decimal(20), max_dose_mg=Decimal(4000), asked_over_mg=Decimal(1500)
    )


def test_no_labelled_dose_is_outside_the_limits(drug: Drug) -> None:
    for row in (row for regimen in drug.regimens for row in regimen.doses):
        assert row.mg_per_kg is None or row.mg_per_kg <= drug.limits.max_mg_per_kg
        assert row.flat_mg is None or row.flat_mg <= Decimal(1500)


def test_preparation_is_the_labels_and_100_ml_of_sodium_chloride_comes_first(drug: Drug) -> None:
    rule = drug.preparation
    assert rule is not None
    assert (rule.min_mg_per_ml, rule.max_mg_per_ml) == (Decimal(1), Decimal(15))
    assert rule.infusion_minutes == 60
    assert rule.filter == "0.2 or 0.22 micron in-line filter"
    assert rule.handling == (
        "Discard a vial that is cloudy, discoloured or has particles; "
        "sterile filter, low protein binding; invert gently, do not shake"
    )
    assert {diluent.id: diluent.name for diluent in rule.diluents} == {
        "sodium-chloride-0.9": "sodium chloride 0.9 %",
        "dextrose-5": "dextrose 5 %",
    }
    assert [f"{bag.ml} mL {bag.diluent}" for bag in rule.bags] == [
        "100 mL sodium-chloride-0.9",
        "50 mL sodium-chloride-0.9",
        "250 mL sodium-chloride-0.9",
        "100 mL dextrose-5",
        "50 mL dextrose-5",
        "250 mL dextrose-5",
    ]
