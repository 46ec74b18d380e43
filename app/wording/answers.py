"""What a person answered to what was asked: which, who, when and why."""

from app.core.finding import Decision, DecisionChoice, Severity
from app.core.notation import read_decimal, shown
from app.core.rounding import PROPOSED
from app.core.worksheet import Worksheet
from app.wording.finding_names import name_of_finding
from app.wording.page import Field, fields


def answer_text(decision: Decision) -> str:
    """ "Accepted by N. Kaya, 2026-11-24: no 120 mg"; one that leaves it open says so."""
    by = f"by {decision.by}, {decision.on}"
    match decision.choice, decision.finding == PROPOSED:
        case DecisionChoice.ACCEPT, _:
            what = f"Accepted {by}"
        case DecisionChoice.KEEP, True:
            what = f"Kept as ordered {by}"
        case DecisionChoice.KEEP, False:
            what = f"Kept {by}"
        case DecisionChoice.DECLINE, True:
            what = f"Declined {by}, so it stays as ordered"
        case DecisionChoice.DECLINE, False:
            what = f"Declined {by}, so it stays open"
        case dose, True:
            mg = read_decimal(dose)
            what = f"Rounded to {dose if isinstance(mg, str) else shown(mg)} mg {by}"
        case _:
            what = f"{decision.choice} chosen {by}"
    return f"{what}: {decision.why}"


def answered_lines(sheet: Worksheet) -> list[str]:
    """Every decision that holds: beside what it answers, or alone where that is open or gone."""
    return fields(answered_fields(sheet))


def answered_fields(sheet: Worksheet) -> list[Field]:
    """The same, not laid out."""
    entries, beside = [], []
    for finding in sheet.findings:
        if finding.decision is not None:
            beside.append(finding.decision)
            label = "Asked" if finding.severity is Severity.ASK else "Decided"
            entries.append(Field(label, finding.message))
            entries.append(Field("", answer_text(finding.decision)))
    for decision in _that_hold(sheet):
        if decision not in beside:
            name = name_of_finding(decision.finding)
            subject = f"{name[:1].upper()}{name[1:]}"
            entries.append(Field("Decided", f"{subject}. {answer_text(decision)}"))
    return entries


def _that_hold(sheet: Worksheet) -> list[Decision]:
    """The last decision on each id; all of them where several findings have it, one for each."""
    ids = [finding.id for finding in sheet.findings]
    return [
        decision
        for decision in sheet.claim.decisions
        if ids.count(decision.finding) > 1 or decision is sheet.claim.decision(decision.finding)
    ]
