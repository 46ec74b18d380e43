"""What the record knows of a course before a dose: the history that the review asks for."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from app.core.claim_draft import HistoryDraft
from app.core.notation import plain
from app.core.recorded_dose import RecordedDose, newest_states

NOTHING_BEFORE: Final = HistoryDraft()


def course_so_far(
    recorded: Sequence[RecordedDose],
    course: str,
    drug_id: str,
    day: date,
    *,
    encounter: str = "",
    window_days: int | None = None,
) -> HistoryDraft:
    """The course of that drug before the dose of `day`, as a history that can be typed over.

    `recorded` come oldest first. Only what was given counts, in its newest state, and nothing of
    the present `encounter`. Units are those on the claims of the `window_days` days that end with
    `day`; of the whole course where no window is known. Blank where nothing was given before.
    """
    before = sorted(
        (
            dose
            for dose in newest_states(recorded)
            if dose.is_given
            and course
            and dose.course == course
            and dose.drug_id == drug_id
            and dose.encounter != encounter
            and dose.day <= day
        ),
        key=lambda dose: dose.day,
    )
    if not before:
        return NOTHING_BEFORE
    weights = [dose.weight_kg for dose in before if dose.weight_kg is not None]
    in_window = [
        dose for dose in before if window_days is None or (day - dose.day).days < window_days
    ]
    return HistoryDraft(
        first_given_on=before[0].day.isoformat(),
        last_given_on=before[-1].day.isoformat(),
        last_weight_kg=plain(weights[-1]) if weights else "",
        doses_before=str(len(before)),
        units_in_window=str(sum(dose.given_units + dose.jw_units for dose in in_window)),
    )
