"""What there is to say about vials, bag, units and code once they are known."""

from datetime import date
from decimal import Decimal

from app.core.billing import Units, mg_in_no_unit
from app.core.drug import CodeConflict, Drug
from app.core.finding import Finding, Severity
from app.core.notation import shown
from app.core.order import Order, PlannedVials
from app.core.preparation import Preparation, WindowFit
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
    if discarded_mg and choice.avoidable_mg:
        findings.append(
            Finding(
                "discard-avoidable",
                Severity.ASK,
                f"The best choice of all marketed sizes would discard {shown(choice.avoidable_mg)} "
                "mg less; a payer may not pay that. Document why.",
                "shelf",
                "Noridian: bill the smallest vials available for purchase that serve the dose",
            )
        )
    if discarded_mg and (not units.discarded or mg_in_no_unit(units, drug.unit_mg, opened_mg)):
        findings.append(_remainder(drug, discarded_mg, units, opened_mg))
    if preparation is not None and not preparation.chosen_fits:
        findings.append(_out_of_window(order, drug, preparation))
    if order.plan is not None:
        findings += [
            _expired(v, drug) for v in order.plan if v.expiry and v.count and v.expiry < today
        ]
    if drug.code_conflict is not None:
        findings.append(_code_conflict(drug, drug.code_conflict))
    return findings


def _remainder(drug: Drug, discarded_mg: Decimal, units: Units, opened_mg: Decimal) -> Finding:
    """Something is discarded that no unit stands for; it is still reported in mg."""
    sentences = []
    if not units.discarded:
        sentences.append(
            f"{shown(discarded_mg)} mg to discard make no whole JW unit: JZ on the line, and the "
            "mg in the record."
        )
    in_no_unit_mg = mg_in_no_unit(units, drug.unit_mg, opened_mg)
    if in_no_unit_mg:
        sentences.append(
            f"{shown(in_no_unit_mg)} mg of {shown(opened_mg)} mg opened are in no unit of "
            f"{shown(drug.unit_mg)} mg."
        )
    return Finding(
        "remainder-under-one-unit",
        Severity.NOTE,
        " ".join(sentences),
        "",
        "Noridian DME, JZ (2024-03-20); other payers have not settled it",
    )


def _out_of_window(order: Order, drug: Drug, preparation: Preparation) -> Finding:
    rule, chosen = preparation.rule, preparation.chosen
    window = f"{shown(rule.min_mg_per_ml)} to {shown(rule.max_mg_per_ml)} mg/mL"
    dose = f"{drug.name} {shown(order.ordered_mg)} mg"
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


def _expired(vials: PlannedVials, drug: Drug) -> Finding:
    return Finding(
        "vial-expired",
        Severity.STOP,
        f"A {drug.name} {shown(vials.presentation.mg)} mg vial expired on {vials.expiry}: "
        "do not use it.",
        "plan",
    )


def _code_conflict(drug: Drug, conflict: CodeConflict) -> Finding:
    return Finding(
        "code-conflict",
        Severity.ASK,
        f"Code not confirmed. The {conflict.table} gives {drug.code} to {conflict.code_is}; "
        f"{drug.name} is {conflict.published_code}, “{conflict.published_descriptor}”.",
        "code",
        conflict.source,
    )
