"""The tremelimumab file holds what was collected and no more: rows, vials, no preparation."""

from decimal import Decimal

import pytest

from app.core.drug import Drug, Limits, Presentation, Route
from app.core.fact import Fact
from app.reference import load_reference

# From drugs.json (2026-11-24): id, from kg, under kg, dose, weeks, most doses. The five doses of
# "weeks 0, 3, 6, 9 and 16" are four every 3 weeks and a fifth by itself.
ROWS = """
uhcc                            30   -  300 mg    -  1
uhcc                             -  30  4 mg/kg   -  1
nsclc-metastatic-cycles-1-to-4  30   -  75 mg     3  4
nsclc-metastatic-cycles-1-to-4   -  30  1 mg/kg   3  4
nsclc-metastatic-fifth-dose     30   -  75 mg     -  5
nsclc-metastatic-fifth-dose      -  30  1 mg/kg   -  5
"""


@pytest.fixture(scope="module", name="drug")
def tremelimumab() -> Drug:
    drug = load_reference().drug("tremelimumab")
    assert drug is not None
    return drug


def test_every_collected_row_is_there_and_no_other(drug: Drug) -> None:
    found = []
    for regimen in drug.regimens:
        for row in regimen.doses:
            dose = f"{row.flat_mg} mg" if row.flat_mg else f"{row.mg_per_kg} mg/kg"
            figures = (row.min_kg, row.max_kg, dose, row.interval_weeks, regimen.max_doses)
            texts = ["-" if figure is None else str(figure) for figure in figures]
            found.append(" ".join([regimen.id, *texts]).split())
    assert found == [line.split() for line in ROWS.strip().splitlines()]


def test_product_is_the_published_one(drug: Drug) -> None:
    assert (drug.name, drug.brand, drug.code) == ("tremelimumab", "Imjudo", "J9347")
    assert drug.unit_mg == 1
    assert (drug.route, drug.multi_dose) == (Route.INTRAVENOUS, False)
    assert drug.presentations == (
        Presentation(Decimal(300), Decimal(15), "0310-4535-30"),
        Presentation(Decimal(25), Decimal("1.25"), "0310-4505-25"),
    )


def test_both_sizes_are_20_mg_per_ml(drug: Drug) -> None:
    assert all(size.ml and size.mg == 20 * size.ml for size in drug.presentations)


def test_liver_rows_were_read_in_a_label_copy_of_2024_and_the_others_in_one_without_a_date(
    drug: Drug,
) -> None:
    for regimen in drug.regimens:
        assert {row.verified for row in regimen.doses} == {regimen.id == "uhcc"}


def test_fifth_dose_is_a_later_one(drug: Drug) -> None:
    assert [r.id for r in drug.regimens if Fact.LATER_DOSE in r.facts] == [
        "nsclc-metastatic-fifth-dose"
    ]


def test_preparation_was_not_read_so_there_is_none(drug: Drug) -> None:
    assert drug.preparation is None


def test_limits_take_every_labelled_dose(drug: Drug) -> None:
    assert drug.limits == Limits(
        max_mg_per_kg=Decimal(10), max_dose_mg=Decimal(750), asked_over_mg=Decimal(300)
    )
    for row in (row for regimen in drug.regimens for row in regimen.doses):
        assert row.mg_per_kg is None or row.mg_per_kg <= drug.limits.max_mg_per_kg
        assert row.flat_mg is None or row.flat_mg <= Decimal(300)


def test_names_fit_as_those_of_durvalumab_do(drug: Drug) -> None:
    for regimen in drug.regimens:
        assert len(f"{regimen.indication}, {regimen.phase}") <= 50
        assert len(regimen.given_with) <= 65
