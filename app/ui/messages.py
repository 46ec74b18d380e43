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

SHORT_NAMES: Final = {
    "weight-switch": "weight near 30 kg",
    "weight-looks-like-lb": "kg or lb",
    "weight-unusual": "unusual weight",
    "weight-old": "old weight",
    "dose-off-label-row": "dose off the label",
    "dose-unusual": "unusual dose",
    "regimen-unverified": "regimen not verified",
    "flat-without-weight": "no weight",
    "course-limit": "length of course",
    "discard-avoidable": "avoidable discard",
    "concentration-out-of-range": "concentration",
    "vial-expired": "expired vial",
    "code-conflict": "billing code",
    "code-look-alike": "look-alike code",
    "code-unknown": "unknown code",
    "code-not-yet-valid": "code not yet valid",
    "code-ended": "code ended",
    "table-stale": "stale code table",
    "ndc-other-drug": "product of another drug",
    "mue-exceeded": "too many units",
    "payer-limit-exceeded": "payer’s limit",
    "diagnosis-malformed": "diagnosis",
    "diagnosis-not-labelled": "diagnosis",
    "authorization-missing": "authorization",
    "biomarker-missing": "biomarker",
    "prior-line-missing": "prior line",
    "response-missing": "response",
    "given-early": "early dose",
    "stopped-jw-unsettled": "JW of a stopped dose",
    "stopped-without-reason": "reason for stopping",
    "shared-vial": "shared or lost drug",
    "modifier-dropped": "modifier",
    "rounding-proposed": "rounding",
    "weight-changed": "changed weight",
    "given-over-dose": "more than the dose",
    "coverage-unconfirmed": "coverage",
    "claim-code-differs": "their code",
    "claim-units-differ": "their units",
    "claim-modifier-missing": "their modifiers",
    "claim-modifier-wrong": "their modifiers",
    "claim-line-missing": "their lines",
    "claim-ndc-differs": "their NDC",
    "code-kept-by-site": "code kept by the site",
    "remainder-under-one-unit": "remainder",
    "nothing-given": "nothing given",
    "not-bought": "drug not bought",
}
"""What a finding is called, in two or three words."""


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
