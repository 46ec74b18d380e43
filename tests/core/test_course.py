"""The dose within its course: interval, number, months and weight, on both sides of each bound."""

from dataclasses import replace

import pytest

from app.core.claim_draft import ClaimDraft, HistoryDraft
from app.core.drug import LabelledDose, Regimen
from app.core.order import WeightUnit
from app.core.quantity import ZERO
from tests.core.asking import DURVALUMAB, by_weight, finding_ids, message, refusal, worksheet

EVERY_2_WEEKS = LabelledDose(None, None, ZERO + 10, None, 2, True, "label", "label notes 1")
STAGE_3 = Regimen("stage-3", "Stage III", "after", "", 26, 12, None, frozenset(), (EVERY_2_WEEKS,))
DRUG = DURVALUMAB._replace(regimens=(STAGE_3,))
ORDER = by_weight("72.4", regimen="stage-3")


def with_history(day: str = "2026-11-24", weight: str = "72.4", **history: str) -> list[str]:
    """The findings on an order with that course behind it."""
    claim = ClaimDraft(date_of_service=day, history=HistoryDraft(**history))  # type: ignore[arg-type]  # text
    return finding_ids(worksheet(replace(ORDER, weight=weight, claim=claim), DRUG))


@pytest.mark.parametrize(
    ("last", "early"),
    [("2026-11-10", False), ("2026-11-11", True), ("2026-11-24", True), ("2026-01-01", False)],
)
def test_fourteen_days_between_doses_of_every_two_weeks(last: str, early: bool) -> None:
    assert ("given-early" in with_history(last_given_on=last)) is early


def test_a_last_dose_after_this_one_is_asked_about() -> None:
    assert "given-early" in with_history(day="2026-11-20", last_given_on="2026-11-21")


@pytest.mark.parametrize(("before", "too_many"), [("25", False), ("26", True)])
def test_the_26th_dose_is_the_last(before: str, too_many: bool) -> None:
    assert ("course-limit" in with_history(doses_before=before)) is too_many


def test_the_dose_number_of_the_order_holds_before_the_count() -> None:
    draft = replace(ORDER, cycle="26", claim=ClaimDraft(history=HistoryDraft(doses_before="30")))
    assert "course-limit" not in finding_ids(worksheet(draft, DRUG))


@pytest.mark.parametrize(
    ("first", "day", "too_long"),
    [
        ("2025-11-25", "2026-11-24", False),
        ("2025-11-24", "2026-11-24", True),
        ("2024-02-29", "2025-02-28", False),
        ("2024-02-29", "2025-03-01", True),
        ("2025-12-31", "2026-11-24", False),
    ],
)
def test_twelve_months_end_on_the_same_day_of_the_year(
    first: str, day: str, too_long: bool
) -> None:
    assert ("course-limit" in with_history(day=day, first_given_on=first)) is too_long


@pytest.mark.parametrize(
    ("last", "now", "changed"),
    [
        # 10 % of 72 is 7.2: asked above that (label notes 6)
        ("72", "79.2", False),
        ("72", "79.201", True),
        ("72", "64.8", False),
        ("72", "64.799", True),
        ("72", "72", False),
    ],
)
def test_a_weight_that_changed_by_more_than_a_tenth_is_asked_about(
    last: str, now: str, changed: bool
) -> None:
    assert ("weight-changed" in with_history(weight=now, last_weight_kg=last)) is changed


def test_a_weight_that_fits_in_the_other_unit_says_so() -> None:
    claim = ClaimDraft(history=HistoryDraft(last_weight_kg="72"))
    in_kg = worksheet(by_weight("159", claim=claim), DRUG)
    assert "Was it 159 lb (72.1 kg)?" in message(in_kg, "weight-changed")
    in_lb = worksheet(by_weight("72", unit=WeightUnit.LB, claim=claim), DRUG)
    assert "Was it 72 kg?" in message(in_lb, "weight-changed")


@pytest.mark.parametrize(
    ("history", "field"),
    [
        ({"last_given_on": "2026-11-25"}, "history.last_given_on"),
        ({"first_given_on": "yesterday"}, "history.first_given_on"),
        ({"last_weight_kg": "700"}, "history.last_weight_kg"),
        ({"last_weight_kg": "72,4"}, "history.last_weight_kg"),
        ({"doses_before": "1.5"}, "history.doses_before"),
        ({"units_in_window": "-1"}, "history.units_in_window"),
    ],
)
def test_a_malformed_course_is_refused_with_its_field(history: dict[str, str], field: str) -> None:
    claim = ClaimDraft(history=HistoryDraft(**history))  # type: ignore[arg-type]  # text
    assert list(refusal(replace(ORDER, claim=claim), DRUG)) == [field]


def test_a_weight_is_old_by_the_date_of_service() -> None:
    """contract.md: weighed more than 7 days before the date of service."""
    for day, old in (("2026-11-24", False), ("2026-12-01", False), ("2026-12-02", True)):
        draft = replace(ORDER, weighed_on="2026-11-24", claim=ClaimDraft(date_of_service=day))
        assert ("weight-old" in finding_ids(worksheet(draft, DRUG))) is old
    late = replace(ORDER, weighed_on="2026-11-21", claim=ClaimDraft(date_of_service="2026-11-20"))
    assert list(refusal(late, DRUG)) == ["dose.weighed_on"]
