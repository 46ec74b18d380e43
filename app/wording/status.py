"""Planned, given or not given, in words: a plan is never shown as given, nor what was given as one.

The words stand on each page, above each list of lines, and beside each amount; where there is no
line, why.
"""

from datetime import date
from typing import Final

from app.core.amounts import Status
from app.core.worksheet import Worksheet

NOT_GIVEN_YET: Final = "not given yet"
NOTHING_GIVEN: Final = "nothing was given"
NOT_BOUGHT: Final = "the drug was not bought by the site"

PLANNED: Final = "PLANNED, nothing is given yet"

HEADS: Final = {Status.PLANNED: "PLANNED", Status.GIVEN: "GIVEN", Status.NOT_GIVEN: "NOT GIVEN"}
"""One word, or two, for a heading."""


def status_title(status: Status, day: date) -> str:
    """The status with its day: "GIVEN on 2026-11-24"."""
    if status is Status.PLANNED:
        return PLANNED
    return f"{HEADS[status]} on {day}"


def what_lines_stand_for(status: Status, *, is_discard: bool) -> str:
    """What a line's mg are: "to give", "given", "to discard", "discarded"."""
    planned = status is Status.PLANNED
    if is_discard:
        return "to discard" if planned else "discarded"
    return "to give" if planned else "given"


def why_no_line(sheet: Worksheet) -> str:
    """Why nothing goes on a claim; only for an answer without lines."""
    if sheet.status is Status.NOT_GIVEN:
        return f"No line and no unit: {NOTHING_GIVEN}."
    return f"No drug line: {NOT_BOUGHT}."
