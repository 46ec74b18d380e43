"""Where the mg of the vials went: given, kept, lost, carried in, discarded (contract.md)."""

from collections.abc import Sequence
from decimal import Decimal

from app.core.amounts import Amounts, Status
from app.core.billing import (
    NOTHING_BILLED_AS_DISCARDED,
    ClaimLine,
    bills_discard,
    count_units,
)
from app.core.claim import Claim
from app.core.drug import Drug
from app.core.finding import FieldError, Finding, Severity, ask
from app.core.notation import counted, shown
from app.core.quantity import ZERO
from app.core.vials import VialCount, VialPlan


def status_of(claim: Claim) -> Status:
    """Planned until an amount given was entered; 0 mg is not given."""
    if claim.given_mg is None:
        return Status.PLANNED
    return Status.GIVEN if claim.given_mg else Status.NOT_GIVEN


def account_for(claim: Claim, drug: Drug, dose_mg: Decimal, plan: VialPlan) -> Amounts | FieldError:
    """Where everything went; a sentence where more is entered than there was.

    A loss of exactly a vial's content, of which one was opened, is that vial.
    """
    status = status_of(claim)
    billed_mg = dose_mg if claim.given_mg is None else claim.given_mg
    kept_mg, lost_mg, carried_in_mg = claim.kept_mg, claim.lost_mg, claim.carried_in_mg
    there_mg = plan.opened_mg + carried_in_mg
    rest_mg = there_mg - billed_mg - kept_mg - lost_mg
    if rest_mg < 0:
        return _more_than_there_was(claim, billed_mg, there_mg)
    discarded_mg, left_mg = (ZERO, rest_mg) if drug.multi_dose else (rest_mg, ZERO)
    return Amounts(
        status, billed_mg, discarded_mg, left_mg, kept_mg, lost_mg, carried_in_mg,
        lost_vials([loss.mg for loss in claim.losses], plan.vials) if claim.losses else (),
    )  # fmt: skip


def lost_vials(losses_mg: Sequence[Decimal], vials: Sequence[VialCount]) -> tuple[Decimal, ...]:
    """The contents of whole vials among what was lost, each of a vial that was opened."""
    left = {size.mg: size.count for size in vials}
    lost = []
    for mg in losses_mg:
        if left.get(mg):
            left[mg] -= 1
            lost.append(mg)
    return tuple(lost)


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
    claim: Claim,
    drug: Drug,
    amounts: Amounts,
    dose_mg: Decimal,
    lines: tuple[ClaimLine, ...],
) -> list[Finding]:
    """What there is to say about what was given, kept, carried in and lost."""
    findings: list[Finding] = []
    dose, billed = shown(dose_mg), shown(amounts.billed_mg)
    if amounts.status is Status.NOT_GIVEN:
        lost_mg = amounts.discarded_mg + amounts.lost_mg
        gone = f" {shown(lost_mg)} mg of {drug.name} opened are lost to the clinic."
        findings.append(
            Finding(
                "nothing-given",
                Severity.NOTE,
                f"Nothing was given: no line and no unit.{gone if lost_mg else ''}",
                "given_mg",
                "AAPC Oncology Alert; manual 17 section 40 pays waste only after a dose",
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
        findings += _rest_of_a_stopped_dose(claim, drug, amounts, lines)
    if amounts.status is Status.GIVEN and amounts.billed_mg > dose_mg:
        findings.append(
            ask(
                "given-over-dose",
                f"{billed} mg given is over the dose, {dose} mg of {drug.name}: check the chart.",
                "given_mg",
            )
        )
    has_jz = any(NOTHING_BILLED_AS_DISCARDED in line.modifiers for line in lines)
    lost_mg = amounts.lost_mg if has_jz else ZERO
    if amounts.kept_mg or amounts.carried_in_mg:
        findings.append(_shared_vial(amounts, lost_mg))
    elif lost_mg:
        findings.append(_lost_under_jz(lost_mg))
    return findings


def _rest_of_a_stopped_dose(
    claim: Claim, drug: Drug, amounts: Amounts, lines: tuple[ClaimLine, ...]
) -> list[Finding]:
    """Whether what was not given is billed as JW, and whether it is where all of it is called lost.

    A loss is never JW, so to call the rest of a stopped dose lost is itself an answer to what is
    not settled (billing.md 0.1 and 2.5).
    """
    lost_mg = amounts.lost_mg
    in_jw = sum(line.units for line in lines if line.is_discard)
    if in_jw:
        lost = f", {shown(lost_mg)} mg called lost in none" if lost_mg else ""
        about = f"{counted(in_jw, 'JW unit')} of an unfinished dose{lost}: practice texts bill them"
    elif lost_units := _units_lost(claim, drug, amounts) if lines and lost_mg else 0:
        about = (
            f"{shown(lost_mg)} mg of an unfinished dose are called lost, so "
            f"{counted(lost_units, 'unit')} are not JW: practice texts bill what was not given"
        )
    else:
        return []
    return [
        ask(
            "stopped-jw-unsettled",
            f"{about}, CMS’s wording leaves it open. Ask the contractor.",
            "given_mg",
            "MSHO 2026-02-17 and AAPC Oncology Alert, against CMS’s definition of JW",
        )
    ]


def _units_lost(claim: Claim, drug: Drug, amounts: Amounts) -> int:
    """How many JW units it would be if what was lost had been discarded."""
    if not bills_discard(claim.payer, claim.setting, claim.date_of_service):
        return 0
    rest_mg = amounts.discarded_mg + amounts.lost_mg
    return count_units(drug, amounts.billed_mg, ZERO, rest_mg).discarded


def _lost_under_jz(lost_mg: Decimal) -> Finding:
    """A loss is never JW, and the line bears JZ all the same (contract.md, arithmetic)."""
    return ask(
        "shared-vial",
        f"{shown(lost_mg)} mg lost, never JW: JZ wants the vial given whole, so JZ is unsettled "
        "here. Ask the contractor.",
        "losses",
        "LifeWise: for JZ the record shows that the vial was fully administered",
    )


def _shared_vial(amounts: Amounts, lost_mg: Decimal) -> Finding:
    """A vial of several patients; `lost_mg` is what was lost of it besides, under JZ."""
    parts, ndc = [], ""
    if amounts.kept_mg:
        parts.append(f"{shown(amounts.kept_mg)} mg kept for another patient")
    if amounts.carried_in_mg:
        parts.append(f"{shown(amounts.carried_in_mg)} mg from another’s vial")
        ndc = ", add its NDC"
    if lost_mg:
        parts.append(f"{shown(lost_mg)} mg lost")
    return ask(
        "shared-vial",
        f"{' and '.join(parts)}: check the other claim{ndc}. Claims of a vial stay within it; "
        "JZ is unsettled.",
        "kept_mg" if amounts.kept_mg else "carried_in_mg",
        "ACR 2023-01-24; MMP: not waste where another patient used it",
    )
