"""A label's row as a person reads it."""

from decimal import Decimal

from app.core.drug import LabelledDose

TEN = LabelledDose(None, None, Decimal(10), None, 2, True, "label", "label notes 1")


def test_a_row_reads_with_its_dose_its_interval_and_its_patients() -> None:
    assert TEN.text == "10 mg/kg every 2 weeks"
    assert TEN._replace(min_kg=Decimal(30)).text == "10 mg/kg every 2 weeks at 30 kg or more"
    assert TEN._replace(max_kg=Decimal(30)).text == "10 mg/kg every 2 weeks below 30 kg"
    flat = TEN._replace(mg_per_kg=None, flat_mg=Decimal(300), interval_weeks=None)
    assert flat.text == "300 mg once"
    assert flat._replace(verified=False).text == "300 mg once, not verified"
