"""What the program has to say about an order: stop, ask or note, with its source."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

FINDING_IDS: Final = frozenset(
    [
        "weight-switch",
        "weight-looks-like-lb",
        "weight-unusual",
        "weight-old",
        "dose-off-label-row",
        "dose-unusual",
        "regimen-unverified",
        "flat-without-weight",
        "discard-avoidable",
        "remainder-under-one-unit",
        "concentration-out-of-range",
        "code-conflict",
        "code-kept-by-site",
        "code-look-alike",
        "code-unknown",
        "code-not-yet-valid",
        "code-ended",
        "table-stale",
        "ndc-other-drug",
        "mue-exceeded",
        "payer-limit-exceeded",
        "diagnosis-malformed",
        "diagnosis-not-labelled",
        "authorization-missing",
        "biomarker-missing",
        "prior-line-missing",
        "response-missing",
        "given-early",
        "course-limit",
        "stopped-jw-unsettled",
        "stopped-without-reason",
        "nothing-given",
        "vial-expired",
        "not-bought",
        "shared-vial",
        "modifier-dropped",
        "rounding-proposed",
        "weight-changed",
        "given-over-dose",
        "coverage-unconfirmed",
        "claim-code-differs",
        "claim-units-differ",
        "claim-modifier-missing",
        "claim-modifier-wrong",
        "claim-line-missing",
        "claim-ndc-differs",
    ]
)
"""Every id that a finding may have; the words are fixed (contract.md)."""


class Severity(StrEnum):
    """How a finding binds: stop (must not go on), ask (a person decides), note (to know)."""

    STOP = "stop"
    ASK = "ask"
    NOTE = "note"


class DecisionChoice(StrEnum):
    """What answers an ask; about a code and about rounding, a code or a dose in place of accept."""

    ACCEPT = "accept"
    KEEP = "keep"
    DECLINE = "decline"


CHOICES: Final = frozenset(DecisionChoice)


class Decision(NamedTuple):
    """What a person answered to an ask: the choice, who, why, when."""

    finding: str
    choice: str
    by: str
    why: str
    on: date


class Finding(NamedTuple):
    """One thing to know or answer; `id` is a fixed word of the contract, `field` its place.

    `decision` is what a person answered to an ask.
    """

    id: str
    severity: Severity
    message: str
    field: str = ""
    source: str | None = None
    decision: Decision | None = None

    @property
    def is_open(self) -> bool:
        """Whether it keeps a claim from being ready: a stop, or an ask that nobody answered."""
        if self.severity is Severity.ASK:
            return self.decision is None
        return self.severity is Severity.STOP


def ask(finding_id: str, message: str, field: str, source: str | None = None) -> Finding:
    """A finding that a person answers."""
    return Finding(finding_id, Severity.ASK, message, field, source)


class FieldError(NamedTuple):
    """Why one field cannot be used; `field` is the contract's path, "" for the whole request.

    `missing` tells a blank that is waited for from text that is wrong.
    """

    field: str
    message: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Incomplete:
    """Something is not there yet; nothing is wrong with what is."""

    errors: tuple[FieldError, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Something typed cannot be right, so there is no figure."""

    errors: tuple[FieldError, ...]
