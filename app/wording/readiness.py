"""Whether a claim may go out, and what is in its way: the same words wherever it is said."""

from typing import Final

from app.core.amounts import Status
from app.core.finding import Severity
from app.core.notation import shown
from app.core.payer import Setting
from app.core.worksheet import ShortShelf, Worksheet
from app.wording.status import NOT_BOUGHT, NOT_GIVEN_YET, NOTHING_GIVEN

READY: Final = "Ready to enter: given, adds up, nothing to answer"
"""Never where the record holds it."""


def readiness_text(sheet: Worksheet, *, is_held: bool = False) -> str:
    """ "Ready to enter: given, adds up, nothing to answer", else "Not ready: " and every reason.

    `is_held`: the record holds it, by a second check or as it is another by now; why, is said where
    it is shown.
    """
    if sheet.is_ready and not is_held:
        return READY
    why = ["held"] if is_held else []
    if sheet.is_planned:
        why.append(NOT_GIVEN_YET)
    if sheet.status is Status.NOT_GIVEN:
        why.append(NOTHING_GIVEN)
    elif not sheet.claim_lines:
        why.append(NOT_BOUGHT)
    if sheet.claim.setting is Setting.EXEMPT:
        why.append("exempt setting")
    return f"Not ready: {', '.join([*why, *_open_texts(sheet)])}"


def open_text(sheet: Worksheet | ShortShelf) -> str:
    """ "1 to correct, 2 to answer", "" where nothing is open."""
    return ", ".join(_open_texts(sheet))


def open_counts(sheet: Worksheet | ShortShelf) -> tuple[int, int]:
    """How many findings are to correct (stops), and how many to answer (open asks)."""
    still = [finding.severity for finding in sheet.findings if finding.is_open]
    return still.count(Severity.STOP), still.count(Severity.ASK)


def _open_texts(sheet: Worksheet | ShortShelf) -> list[str]:
    to_correct, to_answer = open_counts(sheet)
    texts = [f"{shown(to_correct)} to correct"] if to_correct else []
    return [*texts, f"{shown(to_answer)} to answer"] if to_answer else texts
