"""What a person answered to findings, and whether the findings still say what was answered."""

from dataclasses import replace

from app.core.calculate import Answer
from app.core.claim_draft import DecisionDraft
from app.core.rounding import PROPOSED
from app.core.worksheet import ShortShelf, Worksheet
from app.ui.typed_order import Answered, TypedOrder


def answered(decisions: tuple[DecisionDraft, ...], answer: Answer) -> tuple[Answered, ...]:
    """What was decided, each with what its findings say in that answer."""
    by_finding = {decision.finding: decision for decision in decisions}
    return tuple([Answered(d, sentences(d.finding, answer)) for d in by_finding.values()])


def still_held(answers: tuple[Answered, ...], sheet: Worksheet) -> tuple[Answered, ...]:
    """The answers whose findings still say what was answered; a rounded dose says another thing."""
    return tuple(
        [
            answered
            for answered in answers
            if answered.decision.finding == PROPOSED
            or answered.messages == sentences(answered.decision.finding, sheet)
        ]
    )


def sentences(finding_id: str, answer: Answer) -> frozenset[str]:
    """All that the findings of that id say."""
    found = answer.findings if isinstance(answer, (Worksheet, ShortShelf)) else ()
    return frozenset([finding.message for finding in found if finding.id == finding_id])


def without_rounding(typed: TypedOrder) -> TypedOrder:
    """The order less a rounded dose, which was accepted for another one."""
    kept = tuple([a for a in typed.answers if a.decision.finding != PROPOSED])
    return replace(typed, answers=kept)
