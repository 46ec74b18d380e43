"""The course of a drug as the record knows it, for the review of the next dose."""

from datetime import date
from typing import TYPE_CHECKING

from app.core.claim_draft import HistoryDraft
from app.core.course_so_far import course_so_far
from app.records.entry import Query
from app.records.recorded_dose import recorded_doses
from app.reference import Reference

if TYPE_CHECKING:
    from app.records.record import Record


def history_in(
    record: "Record",
    reference: Reference,
    course: str,
    drug_id: str,
    day: date,
    *,
    encounter: str = "",
    window_days: int | None = None,
) -> HistoryDraft:
    """What was given of the drug in that course before `day`, without the present encounter.

    `window_days` are those of the payer's limit (`QuantityLimit.days`). Blank where nothing was
    given before or no course is named. Raises RecordTrouble.
    """
    course = course.strip()
    if not course:
        return HistoryDraft()
    named = {entry.content.encounter for entry in record.entries(Query(course=course))}
    # all of them: a correction may have taken a dose out of the course, or made it another drug
    entries = [entry for text in sorted(named) for entry in record.entries(Query(encounter=text))]
    doses = recorded_doses(sorted(entries, key=lambda entry: entry.place), reference)
    return course_so_far(
        doses, course, drug_id, day, encounter=encounter.strip(), window_days=window_days
    )
