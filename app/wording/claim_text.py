"""Payer, date of service, diagnoses, source, evidence and amounts in plain text."""

from app.core.amounts import Status
from app.core.claim import Authorization, Biomarker, Claim, Coverage, Evidence
from app.core.notation import shown, usd
from app.core.payer import PLACES_OF_SERVICE, SETTINGS, SOURCES
from app.core.worksheet import Worksheet
from app.wording.page import Field, fields


def setting_text(claim: Claim) -> str:
    """The setting with its place of service: "Office (POS 11)"."""
    place = PLACES_OF_SERVICE.get(claim.setting)
    name = SETTINGS[claim.setting]
    return f"{name} (POS {place})" if place else name


def diagnoses_text(claim: Claim) -> str:
    """The diagnoses, first-listed first."""
    return ", ".join(claim.diagnoses) or "none yet"


def biomarker_text(result: Biomarker) -> str:
    """ "60 %, SP263, 2026-11-02"."""
    return _joined(f"{shown(result.percent)} %", result.assay, result.on)


def coverage_text(coverage: Coverage) -> str:
    """Who confirmed it, their reference and the day."""
    return _joined(coverage.by, coverage.reference, coverage.on)


def claim_section(claim: Claim) -> list[str]:
    """All that goes with the order for its claim, as it was entered or as the site has it."""
    return fields(claim_fields(claim))


def claim_fields(claim: Claim) -> list[Field]:
    """The same, not laid out."""
    entries = [Field("Payer", claim.payer.name)]
    entries.append(Field("Setting", setting_text(claim)))
    entries.append(Field("Date of service", str(claim.date_of_service)))
    entries.append(Field("Diagnoses", diagnoses_text(claim)))
    entries.append(Field("Drug source", SOURCES[claim.source]))
    if claim.charge_per_unit is not None:
        entries.append(Field("Charge", f"{usd(claim.charge_per_unit)} for one unit"))
    if claim.authorization is not None:
        entries.append(Field("Authorization", _authorization_text(claim.authorization)))
    return entries + _evidence_fields(claim.evidence)


def claim_summary(claim: Claim) -> str:
    """The same in one line, for the lines alone."""
    return (
        f"{claim.payer.name}; {setting_text(claim)}; date of service {claim.date_of_service}; "
        f"diagnoses: {diagnoses_text(claim)}; {SOURCES[claim.source]}"
    )


def amount_fields(sheet: Worksheet) -> list[Field]:
    """What was or is to be given, kept and lost, each with its reason, and what is left of it."""
    amounts, name, planned = sheet.amounts, sheet.drug.name, sheet.is_planned
    entries = []
    if amounts.carried_in_mg:
        carried = f"{shown(amounts.carried_in_mg)} mg of {name}, from another patient’s vial"
        entries.append(Field("Carried in", carried))
    entries += _given_fields(sheet)
    if amounts.kept_mg:
        use = "for another patient" if planned else "used for another patient"
        kept = f"{shown(amounts.kept_mg)} mg of {name}, {use}"
        entries.append(Field("To keep" if planned else "Kept", kept))
    for loss in sheet.claim.losses:
        entries.append(Field("Lost", f"{shown(loss.mg)} mg of {name}: {loss.why}"))
    return [*entries, rest_field(sheet)]


def _given_fields(sheet: Worksheet) -> list[Field]:
    name, dose = sheet.drug.name, f"{shown(sheet.dose_mg)} mg"
    if sheet.is_planned:
        draw = "" if sheet.draw is None else f", draw {shown(sheet.draw.ml)} mL in all"
        return [Field("To give", f"{dose} of {name}{draw}")]
    given = f"{shown(sheet.billed_mg)} mg of {name}"
    if sheet.status is Status.NOT_GIVEN:
        given = f"nothing of the dose of {dose} of {name}"
    elif sheet.billed_mg != sheet.dose_mg:
        given += f", the dose was {dose}"
    entries = [Field("Given", given)]
    return [*entries, Field("Stopped", sheet.claim.stopped)] if sheet.claim.stopped else entries


def rest_field(sheet: Worksheet) -> Field:
    """What is or was discarded, or stays in multi-dose vials."""
    amounts, planned = sheet.amounts, sheet.is_planned
    rest_ml = ""
    if planned and not (amounts.kept_mg or amounts.lost_mg) and sheet.rest_ml is not None:
        rest_ml = f", {shown(sheet.rest_ml)} mL"
    if sheet.drug.multi_dose:
        left = f"{shown(sheet.left_mg)} mg{rest_ml}, stays in the multi-dose vial"
        return Field("Left", left)
    lost = ", lost to the clinic" if sheet.status is Status.NOT_GIVEN else ""
    discarded = f"{shown(sheet.discarded_mg)} mg{rest_ml}{lost}"
    return Field("To discard" if planned else "Discarded", discarded)


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


def _evidence_fields(evidence: Evidence) -> list[Field]:
    entries = []
    if evidence.biomarker is not None:
        entries.append(Field("PD-L1", biomarker_text(evidence.biomarker)))
    if evidence.prior_line:
        entries.append(Field("Prior line", evidence.prior_line))
    if evidence.response:
        entries.append(Field("Response", evidence.response))
    if evidence.coverage is not None:
        entries.append(Field("Coverage", coverage_text(evidence.coverage)))
    if evidence.compendium is not None:
        compendium = evidence.compendium
        entries.append(
            Field("Compendium", _joined(compendium.name, compendium.category, compendium.on))
        )
    return entries


def _joined(*parts: object) -> str:
    return ", ".join(str(part) for part in parts if part)
