"""The whole calculation, top to bottom, nothing else."""

from datetime import date
from decimal import Decimal

from app.core.answer_findings import find_about_answer
from app.core.billing import count_units, write_claim_lines
from app.core.checklist import ChecklistItem, fill_checklist
from app.core.drug import Drug, LabelledDose
from app.core.fact import Fact
from app.core.finding import FieldError, Finding, Incomplete, Refused
from app.core.order import Basis, Order, OrderDraft, read_order
from app.core.order_findings import find_about_order, label_row
from app.core.preparation import draw_from_vials, draw_ml_before_vials, prepare
from app.core.quantity import ZERO
from app.core.vials import Choice, Shortage, VialPlan, choose_vials
from app.core.worksheet import (
    Alternative,
    ShortShelf,
    Status,
    Worksheet,
    what_does_not_add_up,
)

Answer = Worksheet | ShortShelf | Incomplete | Refused


def calculate(
    draft: OrderDraft, drug: Drug, checklist: tuple[ChecklistItem, ...], today: date
) -> Answer:
    """The answer to an order: a worksheet that adds up, or a sentence and no figure it lacks."""
    order = read_order(draft, drug, today)
    if not isinstance(order, Order):
        return order
    dose_mg = order.ordered_mg
    row = label_row(order)
    findings = find_about_order(order, row, drug, today)

    choice = choose_vials(dose_mg, order.shelf, drug.presentations, order.prefer, order.plan)
    if isinstance(choice, Shortage):
        return _short_shelf(order, row, drug, choice, findings)
    opened_mg = choice.plan.opened_mg

    draws, draw = draw_from_vials(choice.plan, dose_mg)
    preparation = None
    if drug.preparation is not None and draw is not None:
        preparation = prepare(drug.preparation, dose_mg, draw, order.bag)

    rest_mg = opened_mg - dose_mg
    discarded_mg, left_mg = (ZERO, rest_mg) if drug.multi_dose else (rest_mg, ZERO)
    avoidable_mg = ZERO if drug.multi_dose else choice.avoidable_mg
    units = count_units(drug, dose_mg, opened_mg, discarded_mg)
    findings += find_about_answer(order, drug, choice, units, discarded_mg, preparation, today)

    sheet = Worksheet(
        drug=drug,
        order=order,
        label_row=row,
        status=Status.PLANNED,
        dose_mg=dose_mg,
        plan=choice.plan,
        is_best=choice.plan == choice.best,
        why_best=choice.why_best,
        draws=draws,
        draw=draw,
        discarded_mg=discarded_mg,
        left_mg=left_mg,
        avoidable_mg=avoidable_mg,
        preparation=preparation,
        units=units,
        claim_lines=write_claim_lines(drug, units, dose_mg, discarded_mg),
        alternatives=tuple([_alternative(p, choice, drug, dose_mg) for p in choice.others]),
        checklist=fill_checklist(checklist, _facts(order, drug, discarded_mg, avoidable_mg)),
        findings=tuple(findings),
    )
    fault = what_does_not_add_up(sheet)
    if fault is not None:
        sentence = f"Our own fault: {fault} do not add up, so no figure is shown. Please report it."
        return Refused((FieldError("", sentence),))
    return sheet


def _short_shelf(
    order: Order,
    row: LabelledDose | None,
    drug: Drug,
    shortage: Shortage,
    findings: list[Finding],
) -> ShortShelf:
    field = "shelf" if order.plan is None else "plan"
    return ShortShelf(
        drug,
        order,
        row,
        order.ordered_mg,
        draw_ml_before_vials(order.ordered_mg, drug.presentations),
        FieldError(field, shortage.message),
        tuple(findings),
    )


def _alternative(plan: VialPlan, choice: Choice, drug: Drug, dose_mg: Decimal) -> Alternative:
    """What the plan would mean; a multi-dose container keeps its rest, so nothing is discarded."""
    if drug.multi_dose:
        return Alternative(plan, ZERO, count_units(drug, dose_mg, plan.opened_mg, ZERO), ZERO)
    discarded_mg = plan.opened_mg - dose_mg
    units = count_units(drug, dose_mg, plan.opened_mg, discarded_mg)
    return Alternative(plan, discarded_mg, units, choice.avoidable(plan))


def _facts(
    order: Order, drug: Drug, discarded_mg: Decimal, avoidable_mg: Decimal
) -> frozenset[Fact]:
    """Which of the closed list of facts hold for this order."""
    facts = [
        Fact.DOSE_ORDERED,
        Fact.BY_WEIGHT if order.basis is Basis.WEIGHT else Fact.FLAT,
        Fact.SOME_DISCARDED if discarded_mg else Fact.NOTHING_DISCARDED,
    ]
    if not drug.multi_dose:
        facts.append(Fact.SINGLE_DOSE_VIALS)
    if not avoidable_mg:
        facts.append(Fact.NOTHING_AVOIDABLE)
    if order.weight is not None:
        facts.append(Fact.WEIGHT_KNOWN)
    if order.weighed_on is not None:
        facts.append(Fact.WEIGHING_DATED)
    if order.cycle != 1:
        facts.append(Fact.LATER_DOSE)
    if order.regimen is not None:
        facts.append(Fact.REGIMEN_CHOSEN)
        facts.extend(order.regimen.facts)
    return frozenset(facts)
