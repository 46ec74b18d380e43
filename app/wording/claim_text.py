"""Payer, day, diagnoses, source, evidence and decisions in plain text, and whether it is ready."""

from typing import Final

from app.core.claim import Authorization, Claim, Evidence
from app.core.finding import Decision, Severity
from app.core.infusion import Status
from app.core.notation import read_decimal, shown
from app.core.payer import PLACES_OF_SERVICE, SETTINGS, SOURCES
from app.core.worksheet import Worksheet
from app.wording.page import field

_CHOICES: Final = {"accept": "Accepted", "keep": "Kept", "decline": "Declined"}


def setting_text(claim: Claim) -> str:
    """The setting with its place of service: "Office (POS 11)"."""
    place = PLACES_OF_SERVICE.get(claim.setting)
    name = SETTINGS[claim.setting]
    return f"{name} (POS {place})" if place else name


def diagnoses_text(claim: Claim) -> str:
    """The diagnoses, first-listed first."""
    return ", ".join(claim.diagnoses) or "none yet"


def claim_section(claim: Claim) -> list[str]:
    """All that goes with the order for its claim, as it was entered or as the site has it."""
    lines = field("Payer", claim.payer.name)
    lines += field("Setting", setting_text(claim))
    lines += field("Service day", str(claim.date_of_service))
    lines += field("Diagnoses", diagnoses_text(claim))
    lines += field("Drug source", SOURCES[claim.source])
    if claim.charge_per_unit is not None:
        lines += field("Charge", f"USD {shown(claim.charge_per_unit)} for one unit")
    if claim.authorization is not None:
        lines += field("Authorization", _authorization_text(claim.authorization))
    return lines + _evidence_lines(claim.evidence)


def claim_summary(claim: Claim) -> str:
    """The same in one line, for the lines alone."""
    return (
        f"{claim.payer.name}; {setting_text(claim)}; service day {claim.date_of_service}; "
        f"diagnoses: {diagnoses_text(claim)}; {SOURCES[claim.source]}"
    )


def decision_text(decision: Decision) -> str:
    """What was answered, who, when and why: "Accepted by N. Kaya, 2026-11-24: no 120 mg"."""
    what = _CHOICES.get(decision.choice)
    if what is None:
        mg = read_decimal(decision.choice)
        what = f"{decision.choice if isinstance(mg, str) else f'{shown(mg)} mg'} chosen"
    return f"{what} by {decision.by}, {decision.on}: {decision.why}"


def answered_lines(sheet: Worksheet) -> list[str]:
    """Every decision that holds: beside what it answers, or alone where that is settled by it."""
    lines, answered = [], set()
    for finding in sheet.findings:
        if finding.decision is not None:
            answered.add(finding.id)
            lines += field("Asked", finding.message)
            lines += field("", decision_text(finding.decision))
    last = {decision.finding: decision for decision in sheet.claim.decisions}
    for finding_id, decision in last.items():
        if finding_id not in answered:
            subject = finding_id.replace("-", " ").capitalize()
            lines += field("Decided", f"{subject}. {decision_text(decision)}")
    return lines


def readiness_text(sheet: Worksheet) -> str:
    """Whether the claim is ready to go out, else why not and how much is open."""
    if sheet.is_ready:
        return "Ready: given, it adds up, and nothing is open."
    why = []
    if sheet.is_planned:
        why.append("nothing is given yet")
    if not sheet.claim_lines:
        why.append("there is no line to bill")
    count = [finding.severity for finding in sheet.open_findings].count
    stops, asks = count(Severity.STOP), count(Severity.ASK)
    if stops:
        why.append(f"{shown(stops)} to correct")
    if asks:
        why.append(f"{shown(asks)} to answer")
    return f"Not ready: {', '.join(why)}."


def amount_lines(sheet: Worksheet) -> list[str]:
    """What was or is to be given, kept and lost, each with its reason, and what is left of it."""
    amounts, name, planned = sheet.amounts, sheet.drug.name, sheet.is_planned
    lines = []
    if amounts.carried_in_mg:
        carried = f"{shown(amounts.carried_in_mg)} mg of {name}, from another patient’s vial"
        lines += field("Carried in", carried)
    lines += _given_lines(sheet)
    if amounts.kept_mg:
        use = "for another patient" if planned else "used for another patient"
        kept = f"{shown(amounts.kept_mg)} mg of {name}, {use}"
        lines += field("To keep" if planned else "Kept", kept)
    for loss in sheet.claim.losses:
        lines += field("Lost", f"{shown(loss.mg)} mg of {name}: {loss.why}")
    return lines + _rest_lines(sheet)


def _given_lines(sheet: Worksheet) -> list[str]:
    name, dose = sheet.drug.name, f"{shown(sheet.dose_mg)} mg"
    if sheet.is_planned:
        draw = "" if sheet.draw is None else f", draw {shown(sheet.draw.ml)} mL in all"
        return field("To give", f"{dose} of {name}{draw}")
    given = f"{shown(sheet.billed_mg)} mg of {name}"
    if sheet.status is Status.NOT_GIVEN:
        given = f"nothing of the dose of {dose} of {name}"
    elif sheet.billed_mg != sheet.dose_mg:
        given += f", the dose was {dose}"
    lines = field("Given", given)
    return lines + field("Stopped", sheet.claim.stopped) if sheet.claim.stopped else lines


def _rest_lines(sheet: Worksheet) -> list[str]:
    amounts, planned = sheet.amounts, sheet.is_planned
    rest_ml = ""
    if planned and not (amounts.kept_mg or amounts.lost_mg) and sheet.rest_ml is not None:
        rest_ml = f", {shown(sheet.rest_ml)} mL"
    if sheet.drug.multi_dose:
        left = f"{shown(sheet.left_mg)} mg{rest_ml}, stays in the multi-dose vial"
        return field("Left", left)
    lost = ", lost to the clinic" if sheet.status is Status.NOT_GIVEN else ""
    discarded = f"{shown(sheet.discarded_mg)} mg{rest_ml}{lost}"
    return field("To discard" if planned else "Discarded", discarded)


def _authorization_text(given: Authorization) -> str:
    texts = [given.number or "no number"]
    if given.first_day is not None or given.last_day is not None:
        texts.append(f"{given.first_day or 'no first day'} to {given.last_day or 'no last day'}")
    if given.code:
        texts.append(given.code)
    if given.units is not None:
        texts.append(f"{shown(given.units)} units")
    if given.visits is not None:
        texts.append(f"{shown(given.visits)} visits")
    return ", ".join(texts)


def _evidence_lines(evidence: Evidence) -> list[str]:
    lines = []
    if evidence.biomarker is not None:
        result = evidence.biomarker
        lines += field("Biomarker", _joined(f"{shown(result.percent)} %", result.assay, result.on))
    if evidence.prior_line:
        lines += field("Prior line", evidence.prior_line)
    if evidence.response:
        lines += field("Response", evidence.response)
    if evidence.coverage is not None:
        coverage = evidence.coverage
        lines += field("Coverage", _joined(coverage.by, coverage.reference, coverage.on))
    if evidence.compendium is not None:
        compendium = evidence.compendium
        lines += field("Compendium", _joined(compendium.name, compendium.category, compendium.on))
    return lines


def _joined(*parts: object) -> str:
    return ", ".join(str(part) for part in parts if part)
