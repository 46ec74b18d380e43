"""What there is to say about vials, bag and units once they are known."""

from datetime import date
from decimal import Decimal

from app.core.billing import Units, mg_in_no_unit
from app.core.drug import Drug
from app.core.finding import Finding, Severity
from app.core.infusion import Amounts, Status
from app.core.notation import shown
from app.core.order import Order, PlannedVials
from app.core.preparation import Preparation, WindowFit
from app.core.vials import Choice


def find_about_answer(
    order: Order,
    drug: Drug,
    choice: Choice,
    units: Units,
    amounts: Amounts,
    preparation: Preparation | None,
    day: date,
) -> list[Finding]:
    """The findings on vials, units and bag, in the order of the contract's list."""
    findings: list[Finding] = []
    there_mg, discarded_mg = choice.plan.opened_mg + amounts.carried_in_mg, amounts.discarded_mg
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
    if units.administered and not drug.multi_dose:
        in_no_unit_mg = mg_in_no_unit(units, drug.unit_mg, there_mg)
        if in_no_unit_mg or (discarded_mg and not units.discarded):
            findings.append(_remainder(drug, amounts, units, in_no_unit_mg, there_mg))
    if preparation is not None and not preparation.chosen_fits:
        findings.append(_out_of_window(order, drug, preparation))
    if order.plan is not None:
        findings += [
            _expired(v, drug) for v in order.plan if v.expiry and v.count and v.expiry < day
        ]
    return findings


def _remainder(
    drug: Drug, amounts: Amounts, units: Units, in_no_unit_mg: Decimal, there_mg: Decimal
) -> Finding:
    """Something is discarded that no unit stands for; it is still reported in mg."""
    sentences = []
    if amounts.discarded_mg and not units.discarded:
        what = "to discard" if amounts.status is Status.PLANNED else "discarded"
        sentences.append(
            f"{shown(amounts.discarded_mg)} mg {what} make no whole JW unit: record the mg."
        )
    if in_no_unit_mg:
        carried = " and carried in" if amounts.carried_in_mg else ""
        sentences.append(
            f"{shown(in_no_unit_mg)} mg of {shown(there_mg)} mg opened{carried} are in no unit of "
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
