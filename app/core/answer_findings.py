"""What there is to say about vials, bag, units and code once they are known."""

from datetime import date
from decimal import Decimal

from app.core.billing import Units
from app.core.drug import CodeConflict, Drug
from app.core.finding import Finding, Severity
from app.core.notation import shown
from app.core.order import Order, PlannedVials
from app.core.preparation import Preparation, Strength
from app.core.vials import Choice


def find_about_answer(
    order: Order,
    drug: Drug,
    choice: Choice,
    units: Units,
    discarded_mg: Decimal,
    preparation: Preparation | None,
    today: date,
) -> list[Finding]:
    """The findings on vials, units, bag and code, in the order of the contract's list."""
    findings: list[Finding] = []
    opened_mg = choice.plan.opened_mg
    if not drug.multi_dose and choice.avoidable_mg:
        findings.append(
            Finding(
                "discard-avoidable",
                Severity.ASK,
                f"{shown(choice.avoidable_mg)} mg of the discard could be avoided with all "
                "marketed sizes; payers may not pay it. Document why.",
                "shelf",
                "Noridian: bill the smallest vials available for purchase that serve the dose",
            )
        )
    if discarded_mg and (not units.discarded or opened_mg % drug.unit_mg):
        findings.append(_remainder(drug, discarded_mg, units, opened_mg))
    if preparation is not None and not preparation.chosen_fits:
        findings.append(_out_of_window(order, preparation))
    if order.plan is not None:
        findings += [_expired(v) for v in order.plan if v.expiry and v.count and v.expiry < today]
    if drug.code_conflict is not None:
        findings.append(_code_conflict(drug, drug.code_conflict))
    return findings


def _remainder(drug: Drug, discarded_mg: Decimal, units: Units, opened_mg: Decimal) -> Finding:
    """Something is discarded that no unit stands for; it is still reported in mg."""
    if units.discarded:
        rest = opened_mg - (units.administered + units.discarded) * drug.unit_mg
        message = (
            f"{shown(rest)} mg of {shown(opened_mg)} mg opened are in no unit: less than one of "
            f"{shown(drug.unit_mg)} mg."
        )
    else:
        message = (
            f"{shown(discarded_mg)} mg are discarded but make no whole JW unit: JZ on the line, "
            f"and {shown(discarded_mg)} mg discarded in the record."
        )
    return Finding(
        "remainder-under-one-unit",
        Severity.NOTE,
        message,
        "",
        "Noridian DME, JZ (2024-03-20); unsettled for other payers (billing.md, contested A)",
    )


def _out_of_window(order: Order, preparation: Preparation) -> Finding:
    rule, chosen = preparation.rule, preparation.chosen
    window = f"{shown(rule.min_mg_per_ml)} to {shown(rule.max_mg_per_ml)} mg/mL"
    dose = f"{shown(order.ordered_mg)} mg"
    severity = Severity.STOP
    if order.bag is None:
        severity = Severity.ASK
        message = f"No bag in the drug’s file gives {window} for {dose}: choose one with care."
    elif chosen is None:
        message = f"{dose} of drug do not go into {shown(order.bag.ml)} mL: choose a larger bag."
    elif preparation.strength is Strength.TOO_STRONG:
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


def _expired(vials: PlannedVials) -> Finding:
    return Finding(
        "vial-expired",
        Severity.STOP,
        f"A {shown(vials.presentation.mg)} mg vial expired on {vials.expiry}: do not use it.",
        "plan",
    )


def _code_conflict(drug: Drug, conflict: CodeConflict) -> Finding:
    return Finding(
        "code-conflict",
        Severity.ASK,
        f"Code not confirmed. The {conflict.table} gives {drug.code} to {conflict.code_is} and "
        f"{drug.name} {conflict.published_code}.",
        "code",
        conflict.source,
    )
