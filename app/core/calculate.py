"""The whole calculation, top to bottom, nothing else."""

from datetime import date
from decimal import Decimal

from app.core.amounts import Amounts
from app.core.answer_findings import find_about_discard, find_about_making
from app.core.billing import ClaimLine, Units, count_units, line_rules, write_claim_lines
from app.core.checklist import fill_checklist
from app.core.claim import Claim
from app.core.claim_check import compare_billed_lines
from app.core.claim_reading import read_claim
from app.core.code_check import BilledCode, Standing, check_code, check_products
from app.core.codes import is_hcpcs
from app.core.course import find_about_course
from app.core.drug import Drug
from app.core.fact import Fact
from app.core.facts import facts_of, facts_of_amounts
from app.core.finding import DecisionChoice, FieldError, Finding, Incomplete, Refused, Severity
from app.core.infusion import account_for, find_about_infusion
from app.core.order import Order, OrderDraft
from app.core.order_findings import find_about_order, label_row
from app.core.order_reading import read_order
from app.core.preparation import draw_dose, draw_ml_before_vials, prepare
from app.core.quantity import ZERO
from app.core.review import (
    count_units_against_most,
    find_about_dropped,
    most_units,
    review,
)
from app.core.rounding import PROPOSED, accepted_dose, find_about_rounding, propose_doses
from app.core.rules import Rules
from app.core.vials import Choice, Shortage, VialPlan, choose_vials
from app.core.worksheet import Alternative, ShortShelf, Worksheet, what_does_not_add_up

Answer = Worksheet | ShortShelf | Incomplete | Refused


def calculate(
    draft: OrderDraft,
    drug: Drug,
    rules: Rules,
    today: date,
    recorded: frozenset[Fact] = frozenset(),
) -> Answer:
    """The answer to an order: a worksheet that adds up, or a sentence and no figure it lacks.

    `recorded` are the facts that the record knows of this dose: who prepared it, who checked it.
    """
    errors: list[FieldError] = []
    claim = read_claim(draft.claim, drug, rules, today, errors)
    day = today if claim is None else claim.date_of_service
    order = read_order(draft, drug, min(day, today), tuple(errors))
    if not isinstance(order, Order) or claim is None:
        return order if isinstance(order, (Incomplete, Refused)) else Refused(tuple(errors))
    row = label_row(order)
    proposals = _proposals(order, claim, drug, rules)
    dose_mg = accepted_dose(order, proposals, claim.decision(PROPOSED))
    if isinstance(dose_mg, FieldError):
        return Refused((dose_mg,))
    findings = find_about_order(order, row, drug, day)
    findings += find_about_course(order, row, claim)
    findings += find_about_rounding(order, drug, proposals, rules.site.rounding, dose_mg)

    decided = claim.decision("code-conflict")
    if claim.code and decided and is_hcpcs(decided.choice) and decided.choice != claim.code:
        sentence = f"The order says {claim.code}, the decision {decided.choice}: say one."
        return Refused((FieldError("decisions", sentence),))
    billed, about_code = check_code(drug, claim.code, decided, rules.codes, rules.site, day)
    drug = _billed_by(drug, billed)

    choice = _choose(order, claim, drug, dose_mg)
    if isinstance(choice, FieldError):
        return Refused((choice,))
    if isinstance(choice, Shortage):
        return ShortShelf(
            drug,
            order,
            claim,
            row,
            proposals,
            dose_mg,
            draw_ml_before_vials(dose_mg, drug.presentations),
            FieldError("shelf" if order.plan is None else "plan", choice.message),
            tuple(findings),
        )
    plan, opened_mg = choice.plan, choice.plan.opened_mg
    amounts = account_for(claim, drug, dose_mg, plan)
    if isinstance(amounts, FieldError):
        return Refused((amounts,))

    draws, draw = draw_dose(plan, dose_mg, claim.carried_in_mg, drug.presentations)
    preparation = None
    if drug.preparation is not None and draw is not None:
        usual = rules.site.usual_bag(drug.id)
        preparation = prepare(drug.preparation, dose_mg, draw, order.bag, usual)

    avoidable_mg = _avoidable(choice, claim, amounts, drug, dose_mg)
    units = count_units(drug, amounts.billed_mg, opened_mg, amounts.discarded_mg)
    lines, dropped = _lines(drug, claim, units, amounts, plan, rules)
    findings += find_about_discard(drug, opened_mg, avoidable_mg, units, amounts)
    findings += find_about_making(order, drug, dose_mg, amounts, preparation, day)
    findings += about_code
    products = tuple([v.presentation.ndc for v in plan.vials if v.presentation.ndc])
    findings += check_products(drug, billed, products, rules.codes)
    most = most_units(drug, claim, rules.codes)
    findings += review(order, drug, claim, plan, lines, most)
    findings += find_about_infusion(claim, drug, amounts, dose_mg, lines)
    findings += find_about_dropped(dropped, claim, units, lines)
    if claim.billed_lines is not None:
        findings += compare_billed_lines(claim, lines, drug, billed, rules.codes)
    said = _with_decisions(findings, claim)
    facts = facts_of(
        order, drug, claim,
        code_settled=_is_settled(billed, about_code, said),
        expired_in_use=any(finding.id == "vial-expired" for finding in findings),
    )  # fmt: skip
    facts |= facts_of_amounts(drug, amounts, dose_mg, avoidable_mg) | recorded

    sheet = Worksheet(
        drug=drug,
        order=order,
        claim=claim,
        code=billed,
        label_row=row,
        proposed_doses=proposals,
        dose_mg=dose_mg,
        plan=plan,
        draws=draws,
        draw=draw,
        amounts=amounts,
        avoidable_mg=avoidable_mg,
        counted_units=count_units_against_most(claim, lines),
        most_units=None if most is None else most.value,
        is_best=plan == choice.best,
        why_best=choice.why_best,
        preparation=preparation,
        units=units,
        claim_lines=lines,
        alternatives=tuple([_alternative(p, choice, drug, dose_mg, claim) for p in choice.others]),
        checklist=fill_checklist(rules.checklist, facts, _minutes(drug)),
        findings=said,
    )
    fault = what_does_not_add_up(sheet)
    if fault is not None:
        sentence = f"Our own fault: {fault} do not add up, so no figure is shown. Please report it."
        return Refused((FieldError("", sentence),))
    return sheet


def _proposals(order: Order, claim: Claim, drug: Drug, rules: Rules) -> tuple[Decimal, ...]:
    """The doses that it may be rounded to; after the infusion nothing is proposed any more."""
    if claim.given_mg is not None and claim.decision(PROPOSED) is None:
        return ()
    return propose_doses(order, drug, rules.site.rounding)


def _choose(
    order: Order, claim: Claim, drug: Drug, dose_mg: Decimal
) -> Choice | Shortage | FieldError:
    """The vials for what was not carried in; once given, they need to cover what was used."""
    if claim.carried_in_mg > max(dose_mg, claim.given_mg or ZERO):
        return FieldError("carried_in_mg", "More is carried in than the dose: check the amounts.")
    needed_mg = max(ZERO, dose_mg - claim.carried_in_mg)
    covered_mg = needed_mg
    if claim.given_mg is not None:
        used_mg = claim.given_mg + claim.kept_mg + claim.lost_mg
        covered_mg = max(ZERO, used_mg - claim.carried_in_mg)
    return choose_vials(
        needed_mg, order.shelf, drug.presentations, order.prefer, order.plan, covered_mg
    )


def _avoidable(
    choice: Choice, claim: Claim, amounts: Amounts, drug: Drug, dose_mg: Decimal
) -> Decimal:
    """How much more than the best of all marketed sizes the plan would discard of the whole dose.

    What was kept, lost or not given is not the plan's doing.
    """
    if drug.multi_dose:
        return ZERO
    used_mg = max(dose_mg, amounts.billed_mg) + amounts.kept_mg + amounts.lost_mg
    rest_mg = choice.plan.opened_mg + claim.carried_in_mg - used_mg
    best_rest_mg = choice.least_marketed_mg - max(ZERO, dose_mg - claim.carried_in_mg)
    return max(ZERO, rest_mg - best_rest_mg)


def _lines(
    drug: Drug, claim: Claim, units: Units, amounts: Amounts, plan: VialPlan, rules: Rules
) -> tuple[tuple[ClaimLine, ...], tuple[str, ...]]:
    if not claim.source.is_bought:
        return (), ()
    by = line_rules(
        claim.payer,
        claim.setting,
        claim.source,
        drug.route,
        claim.date_of_service,
        shared_takes_jz=rules.site.shared_vial_takes_jz,
    )
    return write_claim_lines(drug, units, amounts, plan, by)


def _with_decisions(findings: list[Finding], claim: Claim) -> tuple[Finding, ...]:
    """The findings, each ask with what a person answered to it; a declined one stays open.

    A decision answers one finding: where several have its id, the first decision the first. A note
    asks nothing, so it takes none.
    """
    if not claim.decisions:
        return tuple(findings)
    answered, taken = [], dict.fromkeys([finding.id for finding in findings], 0)
    ids = [finding.id for finding in findings if finding.severity is not Severity.NOTE]
    for finding in findings:
        if finding.severity is Severity.NOTE:
            answered.append(finding)
            continue
        decisions = [d for d in claim.decisions if d.finding == finding.id]
        if ids.count(finding.id) > 1:  # each answers one of them, in order
            place = taken[finding.id]
            taken[finding.id] += 1
            decisions = decisions[place : place + 1]
        decision = decisions[-1] if decisions else None
        declined = (
            decision is not None
            and decision.choice == DecisionChoice.DECLINE
            and finding.id != PROPOSED
        )
        if finding.severity is Severity.ASK and decision is not None and not declined:
            answered.append(finding._replace(decision=decision))
        else:
            answered.append(finding)
    return tuple(answered)


def _billed_by(drug: Drug, billed: BilledCode) -> Drug:
    """The drug with the code and unit that are billed; itself where they are its own."""
    if (billed.code, billed.unit_mg) == (drug.code, drug.unit_mg):
        return drug
    return drug._replace(code=billed.code, unit_mg=billed.unit_mg)


def _minutes(drug: Drug) -> int:
    """How long the drug runs, 0 where nothing says so."""
    return 0 if drug.preparation is None else drug.preparation.infusion_minutes


def _is_settled(
    billed: BilledCode, about_code: tuple[Finding, ...], said: tuple[Finding, ...]
) -> bool:
    """Whether a table or a person vouches for the code, and nothing said about it is open."""
    if billed.standing is Standing.NOT_CHECKED:
        return False
    ids = [finding.id for finding in about_code if finding.is_open]
    return not ids or not any(finding.is_open and finding.id in ids for finding in said)


def _alternative(
    plan: VialPlan, choice: Choice, drug: Drug, dose_mg: Decimal, claim: Claim
) -> Alternative:
    """What the plan would mean; a multi-dose container keeps its rest, so nothing is discarded."""
    if drug.multi_dose:
        return Alternative(plan, ZERO, count_units(drug, dose_mg, plan.opened_mg, ZERO), ZERO)
    used_mg = dose_mg - claim.carried_in_mg + claim.kept_mg + claim.lost_mg
    discarded_mg = max(ZERO, plan.opened_mg - used_mg)
    units = count_units(drug, dose_mg, plan.opened_mg, discarded_mg)
    return Alternative(plan, discarded_mg, units, choice.avoidable(plan))
