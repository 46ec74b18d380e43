"""The course of a drug is read from the record as it stands."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.core.claim_draft import HistoryDraft
from app.records.course import history_in
from app.records.entry import Meaning
from app.records.record import Record
from tests.records.doses import a_record, an_order, our_reference, put


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Two doses given of C-88, the first corrected; one of C-89; a plan of C-88."""
    record = a_record(tmp_path)

    def dose(encounter: str, weight: str, day: str, course: str = "C-88", **more: Any) -> str:
        given = f"{weight}0" if "." not in weight else weight.replace(".", "")
        return put(
            record,
            an_order(weight, day=day, given_mg=given),
            Meaning.CORRECTED if more else Meaning.GIVEN,
            encounter=encounter,
            course=course,
            **more,
        ).id

    first = dose("A-1", "72.4", "2026-10-26")
    dose("A-1", "74.2", "2026-10-26", corrects=first)
    dose("A-2", "71", "2026-11-09")
    dose("A-3", "60", "2026-11-09", course="C-89")
    put(record, an_order("70"), encounter="A-4", course="C-88")
    return record


def test_first_last_weight_doses_and_units_come_from_what_was_given(record: Record) -> None:
    """742 mg: 75 + 9 of 7 × 120; 710 mg: 71 + 1 of 6 × 120; 156 units, 72 in 28 days."""
    day = date(2026, 11, 23)
    reference = our_reference()
    assert history_in(record, reference, " C-88 ", "durvalumab", day) == HistoryDraft(
        first_given_on="2026-10-26",
        last_given_on="2026-11-09",
        last_weight_kg="71",
        doses_before="2",
        units_in_window="156",
    )
    within = history_in(record, reference, "C-88", "durvalumab", day, window_days=28)
    assert within.units_in_window == "72"


def test_no_course_and_a_course_of_another_drug_know_nothing(record: Record) -> None:
    day = date(2026, 11, 23)
    assert history_in(record, our_reference(), "", "durvalumab", day) == HistoryDraft()
    assert history_in(record, our_reference(), "C-88", "tremelimumab", day) == HistoryDraft()


def test_the_present_encounter_is_no_dose_before_itself(record: Record) -> None:
    day = date(2026, 11, 9)
    found = history_in(record, our_reference(), "C-88", "durvalumab", day, encounter="A-2")
    assert (found.doses_before, found.last_given_on) == ("1", "2026-10-26")


def test_a_dose_that_a_correction_took_out_of_the_course_counts_there_no_more(
    tmp_path: Path,
) -> None:
    record, day = a_record(tmp_path), date(2026, 11, 23)
    order = an_order(day="2026-11-09", given_mg="724")
    wrong = put(record, order, Meaning.GIVEN, course="C-1")
    put(record, order, Meaning.CORRECTED, course="C-2", corrects=wrong.id)

    def doses(course: str) -> str:
        return history_in(record, our_reference(), course, "durvalumab", day).doses_before

    assert doses("C-1") == ""
    assert doses("C-2") == "1"
