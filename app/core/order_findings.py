"""What is doubtful about an order without being impossible: each is asked, none forbids.

The limits stand in contract.md; a sentence says what is wrong, why it matters and what to do.
"""

from datetime import date
from decimal import Decimal
from typing import Final

from app.core.drug import SWITCH_MARGIN_KG, Drug, LabelledDose
from app.core.finding import Finding, ask
from app.core.notation import shown
from app.core.order import Basis, Order, Weight, WeightUnit
from app.core.quantity import kg_from_lb, shown_kg

OLD_AFTER_DAYS: Final = 7


def find_about_order(
    order: Order, row: LabelledDose | None, drug: Drug, day: date
) -> list[Finding]:
    """The findings on weight, dose and regimen; `row` is the label's for this patient.

    `day` is the date of service.
    """
    findings: list[Finding] = []
    if order.weight is not None:
        findings += _about_weight(order.weight, drug)
        findings += _about_weighing(order.weighed_on, day)
    findings += _about_dose(order, row, drug)
    if order.basis is Basis.FLAT and order.weight is None and drug.weight_switches_kg:
        switch = _listed_kg(drug.weight_switches_kg)
        findings.append(
            ask(
                "flat-without-weight",
                f"No weight. The labelled dose of {drug.name} changes at {switch}: "
                "enter the weight.",
                "dose.weight",
            )
        )
    return findings


def label_row(order: Order) -> LabelledDose | None:
    """The chosen regimen's row for this patient; that of the heaviest where no weight is known."""
    if order.regimen is None:
        return None
    return order.regimen.dose_for(None if order.weight is None else order.weight.exact_kg)


def _listed_kg(switches: tuple[Decimal, ...]) -> str:
    return " and ".join(f"{shown(kg)} kg" for kg in switches)


def _about_weight(weight: Weight, drug: Drug) -> list[Finding]:
    findings = [_switch_question(weight, kg) for kg in drug.weight_switches_kg if _near(weight, kg)]
    limits = drug.limits
    typed = f"{shown(weight.typed)} {weight.unit}"
    if weight.unit is WeightUnit.KG and weight.used_kg >= limits.asked_as_lb_from_kg:
        as_lb = shown_kg(kg_from_lb(weight.typed))
        findings.append(
            ask(
                "weight-looks-like-lb",
                f"{typed}, or {shown(weight.typed)} lb ({shown(as_lb)} kg)? Check the unit.",
                "dose.weight",
            )
        )
    if weight.exact_kg < limits.asked_under_kg:
        findings.append(_unusual(f"{typed} is under {shown(limits.asked_under_kg)} kg"))
    elif weight.exact_kg > limits.asked_over_kg:
        findings.append(_unusual(f"{typed} is over {shown(limits.asked_over_kg)} kg"))
    return findings


def _about_weighing(weighed_on: date | None, day: date) -> list[Finding]:
    days = 0 if weighed_on is None else (day - weighed_on).days
    if days <= OLD_AFTER_DAYS:
        return []
    message = (
        f"Weighed {shown(days)} days before the date of service. The dose follows the weight: "
        "weigh again."
    )
    return [ask("weight-old", message, "dose.weighed_on")]


def _unusual(what: str) -> Finding:
    return ask("weight-unusual", f"{what}, unusual for an adult: check it.", "dose.weight")


def _near(weight: Weight, switch_kg: Decimal) -> bool:
    low, high = switch_kg - SWITCH_MARGIN_KG, switch_kg + SWITCH_MARGIN_KG
    return low <= weight.exact_kg <= high or low <= weight.used_kg <= high


def _switch_question(weight: Weight, switch_kg: Decimal) -> Finding:
    exact_under = weight.exact_kg < switch_kg
    if exact_under != (weight.used_kg < switch_kg):
        side = "under" if exact_under else "not under"
        message = (
            f"{shown(weight.typed)} lb shows as {shown(weight.used_kg)} kg but is {side} "
            f"{shown(switch_kg)} kg exactly, and the dose changes there: weigh again."
        )
    else:
        message = (
            f"{shown(weight.used_kg)} kg: weigh again, the dose changes at {shown(switch_kg)} kg."
        )
    return ask("weight-switch", message, "dose.weight")


def _about_dose(order: Order, row: LabelledDose | None, drug: Drug) -> list[Finding]:
    findings: list[Finding] = []
    field = order.dose_field
    if order.regimen is not None and not _on_row(order, row):
        findings.append(_off_row(order, row, field))
    most = drug.limits.asked_over_mg
    if most is not None and order.ordered_mg > most:
        flat = [d.flat_mg for r in drug.regimens for d in r.doses if d.flat_mg and not r.withdrawn]
        what = "which is asked about here"
        if most == max(flat, default=None):
            what = f"the largest labelled flat dose of {drug.name}"
        findings.append(
            ask(
                "dose-unusual",
                f"{shown(order.ordered_mg)} mg is over {shown(most)} mg, {what}: confirm the "
                "order.",
                field,
            )
        )
    if row is not None and not row.verified:
        findings.append(
            ask(
                "regimen-unverified",
                "Not verified: this row was not read in a current label. Read the label before "
                "you use it.",
                "regimen",
                row.source,
            )
        )
    return findings


def _on_row(order: Order, row: LabelledDose | None) -> bool:
    """Whether the order is what the row says."""
    if row is None:
        return False
    if order.basis is Basis.FLAT:
        return row.flat_mg == order.ordered_mg
    return row.mg_per_kg is not None and row.mg_per_kg == order.mg_per_kg


def _off_row(order: Order, row: LabelledDose | None, field: str) -> Finding:
    ordered = (
        f"{shown(order.ordered_mg)} mg flat"
        if order.mg_per_kg is None
        else f"{shown(order.mg_per_kg)} mg/kg"
    )
    if row is None:
        return ask(
            "dose-off-label-row",
            f"The label has no such dose for this weight; ordered is {ordered}. "
            "Confirm with the prescriber.",
            field,
        )
    return ask(
        "dose-off-label-row",
        f"The label’s dose here is {row.dose_text}, ordered is {ordered}. "
        "Confirm with the prescriber.",
        field,
        row.source,
    )
