"""Which messages stand beside which field, and what the bar counts as open."""

from collections.abc import Collection
from typing import Final

from app.core.calculate import Answer
from app.core.finding import FieldError, Finding, Incomplete, Refused, Severity
from app.core.worksheet import ShortShelf, Worksheet
from app.ui.widgets.signs import Tone

TONES: Final = {
    Severity.STOP: Tone.STOP,
    Severity.ASK: Tone.ASK,
    Severity.NOTE: Tone.NOTE,
}


def findings_of(answer: Answer) -> tuple[Finding, ...]:
    """The findings that come with an answer."""
    return answer.findings if isinstance(answer, (Worksheet, ShortShelf)) else ()


def errors_of(answer: Answer) -> tuple[FieldError, ...]:
    """Why there is no whole answer."""
    if isinstance(answer, (Incomplete, Refused)):
        return answer.errors
    return (answer.error,) if isinstance(answer, ShortShelf) else ()


def wrong_fields(answer: Answer) -> set[str]:
    """The fields whose text is refused; a blank one that is waited for is not wrong."""
    return {error.field for error in errors_of(answer) if not error.missing}


def messages_for(answer: Answer, fields: Collection[str]) -> list[tuple[Tone, str]]:
    """What to show beside fields of those names: refusals first, then findings."""
    refused = [
        (Tone.STOP, error.message)
        for error in errors_of(answer)
        if error.field in fields and not error.missing
    ]
    return refused + [
        _message(finding) for finding in findings_of(answer) if finding.field in fields
    ]


def _message(finding: Finding) -> tuple[Tone, str]:
    """What stands beside the field; what was answered is to know, and by whom."""
    if finding.decision is None:
        return TONES[finding.severity], finding.message
    return Tone.NOTE, f"{finding.message} Answered by {finding.decision.by}."


def why_no_answer(answer: Answer) -> str:
    """The one sentence in the answer's place while there is none: what is wrong, else missing."""
    errors = errors_of(answer)
    wrong = [error.message for error in errors if not error.missing]
    return (wrong or [error.message for error in errors])[0]


def open_findings(answer: Answer) -> list[Finding]:
    """The findings that stop, or ask and are not answered; what stops first."""
    found = [f for f in findings_of(answer) if f.is_open]
    return sorted(found, key=lambda finding: finding.severity is not Severity.STOP)


def why_stopped(answer: Answer) -> str:
    """In a few words why there is no whole answer, "" where nothing is wrong."""
    if isinstance(answer, ShortShelf):
        return "not enough vials"
    return "to correct" if wrong_fields(answer) else ""
