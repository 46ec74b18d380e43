"""The course as the record knows it, by hand."""

from datetime import date
from decimal import Decimal

from app.core.claim_draft import HistoryDraft
from app.core.course_so_far import NOTHING_BEFORE, course_so_far
from tests.core.recorded import NOTHING_GIVEN, PLANNED_724, recorded

TODAY = date(2026, 11, 23)


def dose(entry: str, day: date, **changes: object) -> object:
    return recorded(entry, day=day, encounter=f"E-{day}", **changes)


def so_far(*doses: object, **more: object) -> HistoryDraft:
    return course_so_far(doses, "C-88", "durvalumab", TODAY, **more)  # type: ignore[arg-type]


FIRST = dose("R-1", date(2026, 10, 12), weight_kg=Decimal("74.2"))
SECOND = dose("R-2", date(2026, 10, 26))
THIRD = dose("R-3", date(2026, 11, 9), weight_kg=Decimal(71))


def test_three_doses_give_first_and_last_day_last_weight_and_their_units() -> None:
    """73 + 1 units each, so 222 of three; within 28 days, from 10-27 on, only the last: 74."""
    assert so_far(FIRST, SECOND, THIRD) == HistoryDraft(
        first_given_on="2026-10-12",
        last_given_on="2026-11-09",
        last_weight_kg="71",
        doses_before="3",
        units_in_window="222",
    )
    assert so_far(FIRST, SECOND, THIRD, window_days=28).units_in_window == "74"
    assert so_far(FIRST, SECOND, THIRD, window_days=29).units_in_window == "148"


def test_what_is_recorded_late_is_put_in_its_place_by_day() -> None:
    assert so_far(THIRD, FIRST).last_given_on == "2026-11-09"


def test_a_plan_and_nothing_given_are_no_dose() -> None:
    planned = dose("R-4", date(2026, 11, 10), amounts=PLANNED_724)
    nothing = dose("R-5", date(2026, 11, 11), amounts=NOTHING_GIVEN)
    assert so_far(FIRST, planned, nothing).doses_before == "1"


def test_a_correction_counts_in_place_of_what_it_corrects() -> None:
    corrected = dose("R-4", date(2026, 10, 13), corrects="R-1", weight_kg=Decimal("70.5"))
    found = so_far(FIRST, corrected)
    assert (found.first_given_on, found.last_weight_kg, found.doses_before) == (
        "2026-10-13", "70.5", "1",
    )  # fmt: skip


def test_another_course_another_drug_this_encounter_and_later_doses_are_left_out() -> None:
    assert (
        so_far(
            dose("R-1", date(2026, 10, 12), course="C-89"),
            dose("R-2", date(2026, 10, 12), drug_id="tremelimumab"),
            dose("R-3", date(2026, 11, 24)),
            dose("R-4", TODAY),
            encounter=f"E-{TODAY}",
        )
        == NOTHING_BEFORE
    )


def test_doses_without_a_course_are_no_course() -> None:
    loose = recorded("R-1", course="", day=date(2026, 10, 12))
    assert course_so_far([loose], "", "durvalumab", TODAY) == NOTHING_BEFORE


def test_a_flat_dose_without_a_weight_leaves_the_last_weight_that_is_known() -> None:
    assert so_far(FIRST, dose("R-2", date(2026, 10, 26), weight_kg=None)).last_weight_kg == "74.2"
