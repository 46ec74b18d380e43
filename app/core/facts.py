"""Which of the closed list of facts hold for an order: what the checklist's conditions name."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from app.core.amounts import Amounts, Status
from app.core.claim import Claim
from app.core.drug import Drug
from app.core.fact import Fact
from app.core.order import Basis, Order, PlannedVials
from app.core.payer import Payer
from app.core.review import is_confirmed


def facts_of(
    order: Order,
    drug: Drug,
    claim: Claim,
    *,
    code_settled: bool,
    expired_in_use: bool,
) -> frozenset[Fact]:
    """Which of the closed list of facts hold for this order, but for those of amounts and record.

    `expired_in_use`: an expired vial was not written off. `code_settled`: nothing about it is open.
    """
    facts = [
        Fact.DOSE_ORDERED,
        Fact.BY_WEIGHT if order.basis is Basis.WEIGHT else Fact.FLAT,
    ]
    if not drug.multi_dose:
        facts.append(Fact.SINGLE_DOSE_VIALS)
    if order.weight is not None:
        facts.append(Fact.WEIGHT_KNOWN)
    if order.weighed_on is not None:
        facts.append(Fact.WEIGHING_DATED)
    if order.cycle != 1:
        facts.append(Fact.LATER_DOSE)
    if order.regimen is not None:
        facts.append(Fact.REGIMEN_CHOSEN)
        facts.extend(order.regimen.facts)
    if claim.diagnoses:
        facts.append(Fact.DIAGNOSIS_KNOWN)
    if not expired_in_use and _has_lots(order.plan or ()):
        facts.append(Fact.LOTS_KNOWN)
    if code_settled:
        facts.append(Fact.CODE_SETTLED)
    return _facts_of_payer(claim).union(facts)


def facts_of_amounts(
    drug: Drug, amounts: Amounts, dose_mg: Decimal, avoidable_mg: Decimal
) -> frozenset[Fact]:
    """Those that say where the mg go or went, and whether anything was given."""
    facts = [Fact.SOME_DISCARDED if amounts.discarded_mg else Fact.NOTHING_DISCARDED]
    if amounts.planned_discard_mg(dose_mg, multi_dose=drug.multi_dose):
        facts.append(Fact.DISCARD_PLANNED)
    if not avoidable_mg:
        facts.append(Fact.NOTHING_AVOIDABLE)
    if amounts.status is not Status.PLANNED:
        facts.append(Fact.INFUSION_ENTERED)
    if amounts.status is not Status.NOT_GIVEN:
        facts.append(Fact.GIVEN_OR_PLANNED)
    return frozenset(facts)


def _has_lots(plan: tuple[PlannedVials, ...]) -> bool:
    """Whether vials are opened, and each can be traced; one that was lost too."""
    opened = [vials for vials in plan if vials.count]
    return bool(opened) and all(
        bool(v.presentation.ndc and v.lot) and v.expiry is not None for v in opened
    )


def _facts_of_payer(claim: Claim) -> frozenset[Fact]:
    """What the payer asks and what there is for it, as conditions of the checklist name it."""
    facts = _asked(claim.payer, claim.date_of_service)
    known = []
    if claim.authorization is not None and claim.authorization.number:
        known.append(Fact.AUTHORIZATION_KNOWN)
    if claim.evidence.biomarker is not None:
        known.append(Fact.BIOMARKER_KNOWN)
    if is_confirmed(claim):
        known.append(Fact.COVERAGE_KNOWN)
    return facts.union(known) if known else facts


@lru_cache(maxsize=64)
def _asked(payer: Payer, day: date) -> frozenset[Fact]:
    return frozenset(
        fact
        for fact, asks in (
            (Fact.AUTHORIZATION_ASKED, payer.authorization.value_on(day, otherwise=False)),
            (Fact.BIOMARKER_ASKED, payer.biomarker.on(day) is not None),
            (Fact.COVERAGE_ASKED, payer.coverage.value_on(day, otherwise=False)),
        )
        if asks
    )
