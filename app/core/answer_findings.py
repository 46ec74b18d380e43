"""What there is to say about vials, bag and units once they are known."""

from datetime import date
from decimal import Decimal

from app.core.amounts import Amounts, Status
from app.core.billing import Units, mg_in_no_unit
from app.core.drug import Drug
from app.core.finding import Finding, Severity
from app.core.notation import shown
from app.core.order import Order, PlannedVials
from app.core.preparation import Preparation, WindowFit


def find_about_discard(
    drug: Drug,
    opened_mg: Decimal,
    avoidable_mg: Decimal,
    units: Units,
    amounts: Amounts,
) -> list[Finding]:
    """The findings on discard and units, in the order of the contract's list."""
    findings: list[Finding] = []
    there_mg, discarded_mg = opened_mg + amounts.carried_in_mg, amounts.discarded_mg
    if avoidable_mg:
        findings.append(
            Finding(
                "discard-avoidable",
                Severity.ASK,
                f"The best choice of all marketed sizes would discard {shown(avoidable_mg)} "
                "mg less; a payer may not pay that. Document why.",
                "shelf",
                "Noridian: bill the smallest vials available for purchase that serve the dose",
            )
        )
    if units.administered and not drug.multi_dose:
        in_no_unit_mg = mg_in_no_unit(units, drug.unit_mg, there_mg)
        if in_no_unit_mg or (discarded_mg and not units.discarded):
            findings.append(_remainder(drug, amounts, units, in_no_unit_mg, there_mg))
    return findings


def find_about_making(
    order: Order,
    drug: Drug,
    dose_mg: Decimal,
    amounts: Amounts,
    preparation: Preparation | None,
    day: date,
) -> list[Finding]:
    """The findings on bag and vials; `day` is the date of service."""
    findings: list[Finding] = []
    if preparation is not None and not preparation.chosen_fits:
        findings.append(_out_of_window(order, drug, dose_mg, preparation))
    if order.plan is not None:
        findings += _about_expired(order.plan, amounts, drug, day)
    return findings


def _remainder(
    drug: Drug, amounts: Amounts, units: Units, in_no_unit_mg: Decimal, there_mg: Decimal
) -> Finding:
    """Something is discarded that no unit stands for; it is still reported in mg."""
    sentences, source = [], None
    if amounts.discarded_mg and not units.discarded:
        what = "to discard" if amounts.status is Status.PLANNED else "discarded"
        rounded_mg = units.administered * drug.unit_mg - amounts.billed_mg
        in_last = f", {shown(rounded_mg)} mg in the dose’s last unit" if rounded_mg else ""
        sentences.append(
            f"{shown(amounts.discarded_mg)} mg {what}{in_last}, none in JW: record it."
        )
        source = "Noridian DME, JZ (2024-03-20); other payers have not settled it"
    if in_no_unit_mg:
        carried = " and carried in" if amounts.carried_in_mg else ""
        sentences.append(
            f"{shown(in_no_unit_mg)} mg of {shown(there_mg)} mg opened{carried} are in no unit."
        )
    return Finding("remainder-under-one-unit", Severity.NOTE, " ".join(sentences), "", source)


def _out_of_window(order: Order, drug: Drug, dose_mg: Decimal, preparation: Preparation) -> Finding:
    rule, chosen = preparation.rule, preparation.chosen
    window = f"{shown(rule.min_mg_per_ml)} to {shown(rule.max_mg_per_ml)} mg/mL"
    dose = f"{drug.name} {shown(dose_mg)} mg"
    severity = Severity.STOP
    if order.bag is None:
        severity = Severity.ASK
        message = f"None of the bags listed gives {window} for {dose}: choose another."
    elif chosen is None:
        message = f"{dose} does not go into {shown(order.bag.ml)} mL: choose a larger bag."
    elif preparation.fit is WindowFit.TOO_STRONG:
        message = (
            f"{dose} in {shown(chosen.total_ml)} mL is over {shown(rule.max_mg_per_ml)} mg/mL "
            f"(label: {window}): choose a larger bag."
        )
    else:
        message = (
            f"{dose} in {shown(chosen.total_ml)} mL is under {shown(rule.min_mg_per_ml)} mg/mL "
            f"(label: {window}): choose a smaller bag."
        )
    return Finding("concentration-out-of-range", severity, message, "bag", rule.source)


def _about_expired(
    plan: tuple[PlannedVials, ...], amounts: Amounts, drug: Drug, day: date
) -> list[Finding]:
    """Expired vials that were not written off; each size and day once."""
    expired: dict[tuple[Decimal, date], int] = {}
    for vials in plan:
        if vials.expiry is not None and vials.expiry < day and vials.count:
            key = (vials.presentation.mg, vials.expiry)
            expired[key] = expired.get(key, 0) + vials.count
    lost = list(amounts.lost_vials_mg)
    findings = []
    for (mg, expiry), count in expired.items():
        written_off = min(count, lost.count(mg))
        for _ in range(written_off):
            lost.remove(mg)
        if count > written_off:
            message = f"A {drug.name} {shown(mg)} mg vial expired on {expiry}: do not use it."
            findings.append(Finding("vial-expired", Severity.STOP, message, "plan"))
    return findings
