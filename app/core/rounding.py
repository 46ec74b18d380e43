"""Doses that a site's policy lets a person round to; nothing is rounded before one is accepted."""

from decimal import Decimal
from typing import Final

from app.core.drug import Drug
from app.core.finding import Decision, DecisionChoice, FieldError, Finding, Severity
from app.core.notation import plain, read_decimal, shown
from app.core.order import Basis, Order, Stock
from app.core.quantity import ZERO, rounded_ratio
from app.core.site_choices import Rounding

PROPOSED: Final = "rounding-proposed"
_HUNDRED: Final = Decimal(100)
_PERCENT_STEP: Final = Decimal("0.1")
_MOST_PROPOSALS: Final = 4
_MOST_STEPS: Final = 5_000
"""Some 3 ms; durvalumab's sizes and largest dose take 150."""


def propose_doses(order: Order, drug: Drug, policy: Rounding | None) -> tuple[Decimal, ...]:
    """The doses within the policy's band, the nearest first; none for a flat dose.

    With a step: its multiples on either side. Without: what vials of the shelf hold whole (HOPA
    2017: monoclonal antibodies to the nearest vial size within 10 % of the ordered dose).
    """
    if policy is None or order.basis is Basis.FLAT:
        return ()
    dose_mg = order.ordered_mg
    if policy.step_mg is None:
        found = _whole_contents(order.shelf, dose_mg * (_HUNDRED + policy.percent))
    else:
        below = dose_mg // policy.step_mg * policy.step_mg
        found = {below, below + policy.step_mg}
    if dose_mg in found:
        return ()
    fitting = [
        mg
        for mg in found
        if 0 < mg <= drug.limits.max_dose_mg
        and abs(mg - dose_mg) * _HUNDRED <= dose_mg * policy.percent
    ]
    return tuple(sorted(fitting, key=lambda mg: (abs(mg - dose_mg), mg))[:_MOST_PROPOSALS])


def accepted_dose(
    order: Order, proposals: tuple[Decimal, ...], decision: Decision | None
) -> Decimal | FieldError:
    """The dose to give: the ordered one, or the proposed one that a person accepted."""
    if decision is None or decision.choice in (DecisionChoice.DECLINE, DecisionChoice.KEEP):
        return order.ordered_mg
    chosen = read_decimal(decision.choice)
    if not isinstance(chosen, str) and chosen in proposals:
        return chosen
    offered = f"Proposed are {_listed(proposals)} mg" if proposals else "No rounding is proposed"
    return FieldError("decisions", f"{offered} for this order, not “{decision.choice[:24]}”.")


def find_about_rounding(
    order: Order, drug: Drug, proposals: tuple[Decimal, ...], policy: Rounding | None, dose: Decimal
) -> list[Finding]:
    """That a dose may be rounded, or that it was; both doses are named."""
    if not proposals or policy is None:
        return []
    ordered = f"{drug.name} {shown(order.ordered_mg)} mg"
    if dose != order.ordered_mg:
        message = f"{ordered} was ordered, rounded to {_with_change(dose, order.ordered_mg)}."
    else:
        offers = " or ".join(_with_change(mg, order.ordered_mg) for mg in proposals)
        message = (
            f"{ordered} may be rounded to {offers} under {policy.authority}. "
            "A person accepts, and names the authority."
        )
    return [Finding(PROPOSED, Severity.ASK, message, order.dose_field, policy.authority)]


def choice_of(dose_mg: Decimal) -> str:
    """How a decision names a proposed dose."""
    return plain(dose_mg)


def _with_change(mg: Decimal, ordered_mg: Decimal) -> str:
    percent = rounded_ratio(abs(mg - ordered_mg) * _HUNDRED, ordered_mg, _PERCENT_STEP)
    return f"{shown(mg)} mg ({'+' if mg > ordered_mg else '−'}{shown(percent)} %)"


def _listed(doses: tuple[Decimal, ...]) -> str:
    return " or ".join(shown(mg) for mg in doses)


def _whole_contents(shelf: tuple[Stock, ...], most_hundredfold: Decimal) -> set[Decimal]:
    """Every content up to a hundredth of that, which whole vials of the shelf can make.

    Nothing where there are very many: of small vials any dose can be made.
    """
    reached, steps = {ZERO}, 0
    for stock in shelf:
        mg, before = stock.presentation.mg, tuple(reached)
        for start in before:
            total, opened = start + mg, 1
            while total * _HUNDRED <= most_hundredfold and (
                stock.on_hand is None or opened <= stock.on_hand
            ):
                reached.add(total)
                total, opened, steps = total + mg, opened + 1, steps + 1
                if steps > _MOST_STEPS:
                    return set()
    return reached
