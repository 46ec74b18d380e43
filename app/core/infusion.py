"""Where the mg of the vials went: given, kept, lost, carried in, discarded (contract.md)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.core.billing import Units
from app.core.claim import Claim
from app.core.drug import Drug
from app.core.finding import FieldError, Finding, Severity
from app.core.notation import counted, shown
from app.core.quantity import ZERO


class Status(StrEnum):
    """Whether the figures are what is planned, what the patient got, or that it got nothing."""

    PLANNED = "planned"
    GIVEN = "given"
    NOT_GIVEN = "not-given"


@dataclass(frozen=True, slots=True)
class Amounts:
    """All that was opened or carried in, by where it went; mg, exact.

    `billed_mg` is what the lines stand for: the dose while planned, then what was given.
    """

    status: Status
    billed_mg: Decimal
    discarded_mg: Decimal
    left_mg: Decimal
    kept_mg: Decimal
    lost_mg: Decimal
    carried_in_mg: Decimal


def status_of(claim: Claim) -> Status:
    """Planned until an amount given was entered; 0 mg is not given."""
    if claim.given_mg is None:
        return Status.PLANNED
    return Status.GIVEN if claim.given_mg else Status.NOT_GIVEN


def account_for(
    claim: Claim, drug: Drug, dose_mg: Decimal, opened_mg: Decimal
) -> Amounts | FieldError:
    """Where everything went; a sentence where more is entered than there was."""
    status = status_of(claim)
    billed_mg = dose_mg if claim.given_mg is None else claim.given_mg
    kept_mg, lost_mg, carried_in_mg = claim.kept_mg, claim.lost_mg, claim.carried_in_mg
    there_mg = opened_mg + carried_in_mg
    rest_mg = there_mg - billed_mg - kept_mg - lost_mg
    if rest_mg < 0:
        return _more_than_there_was(claim, billed_mg, there_mg)
    discarded_mg, left_mg = (ZERO, rest_mg) if drug.multi_dose else (rest_mg, ZERO)
    return Amounts(status, billed_mg, discarded_mg, left_mg, kept_mg, lost_mg, carried_in_mg)


def _more_than_there_was(claim: Claim, billed_mg: Decimal, there_mg: Decimal) -> FieldError:
    parts = [f"{shown(billed_mg)} mg {'to give' if claim.given_mg is None else 'given'}"]
    if claim.kept_mg:
        parts.append(f"{shown(claim.kept_mg)} mg kept")
    if claim.lost_mg:
        parts.append(f"{shown(claim.lost_mg)} mg lost")
    field = "kept_mg" if claim.kept_mg else "losses"
    if claim.given_mg is not None:
        field = "given_mg"
    carried = " with what was carried in" if claim.carried_in_mg else ""
    return FieldError(
        field,
        f"{' + '.join(parts)} is more than the {shown(there_mg)} mg opened{carried}: check the "
        "amounts or the vials.",
    )


def find_about_infusion(
    claim: Claim, drug: Drug, amounts: Amounts, dose_mg: Decimal, opened_mg: Decimal, units: Units
) -> list[Finding]:
    """What there is to say about what was given, kept, carried in and lost."""
    findings: list[Finding] = []
    dose, billed = shown(dose_mg), shown(amounts.billed_mg)
    if amounts.status is Status.NOT_GIVEN:
        findings.append(
            Finding(
                "nothing-given",
                Severity.NOTE,
                f"Nothing was given: no line and no unit. {shown(opened_mg)} mg of {drug.name} "
                "opened are lost to the clinic.",
                "given_mg",
                "AAPC Oncology Alert; manual 17, section 40: waste only after a dose",
            )
        )
    if amounts.status is not Status.PLANNED and amounts.billed_mg < dose_mg:
        if not claim.stopped:
            findings.append(
                Finding(
                    "stopped-without-reason",
                    Severity.STOP,
                    f"{billed} mg of {dose} mg of {drug.name} given: write why the rest was not.",
                    "stopped",
                )
            )
        if units.discarded:
            findings.append(
                Finding(
                    "stopped-jw-unsettled",
                    Severity.ASK,
                    f"{counted(units.discarded, 'JW unit')} of an unfinished dose: practice texts "
                    "bill them, CMS’s wording leaves it open. Ask the contractor.",
                    "given_mg",
                    "MSHO 2026-02-17 and AAPC Oncology Alert, against CMS’s definition of JW",
                )
            )
    if amounts.status is Status.GIVEN and amounts.billed_mg > dose_mg:
        findings.append(
            Finding(
                "given-over-dose",
                Severity.ASK,
                f"{billed} mg given is over the dose, {dose} mg of {drug.name}: check the chart.",
                "given_mg",
            )
        )
    if amounts.kept_mg or amounts.carried_in_mg:
        findings.append(_shared_vial(amounts))
    return findings


def _shared_vial(amounts: Amounts) -> Finding:
    parts = []
    if amounts.kept_mg:
        parts.append(f"{shown(amounts.kept_mg)} mg kept for another patient")
    if amounts.carried_in_mg:
        parts.append(f"{shown(amounts.carried_in_mg)} mg from another’s vial")
    return Finding(
        "shared-vial",
        Severity.ASK,
        f"{' and '.join(parts)}: all claims of a vial must stay within its content. Check the "
        "other; JZ here is unsettled.",
        "kept_mg" if amounts.kept_mg else "carried_in_mg",
        "ACR 2023-01-24; MMP: not waste where another patient used it",
    )
