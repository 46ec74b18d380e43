"""The dose within its course: too early, too many, too long, or for another weight."""

from datetime import date
from decimal import Decimal
from typing import Final

from app.core.claim import Claim, History
from app.core.drug import LabelledDose, Regimen
from app.core.finding import Finding, ask
from app.core.notation import shown
from app.core.order import Order, WeightUnit
from app.core.quantity import KG_PER_LB, kg_from_lb, rounded_ratio, shown_kg

_ASKED_CHANGE_PERCENT: Final = Decimal(10)
"""Contract and label notes, section 6: ask on a change above 10 % from the last weight."""


def dose_number(order: Order, history: History | None) -> int | None:
    """Which dose of the course this is: as ordered, else one more than were given before."""
    if order.cycle is not None:
        return order.cycle
    if history is None or history.doses_before is None:
        return None
    return history.doses_before + 1


def find_about_course(order: Order, row: LabelledDose | None, claim: Claim) -> list[Finding]:
    """The findings on interval, length of course and weight since the last dose."""
    history = claim.history
    findings = _too_many(order, dose_number(order, history))
    if history is None:
        return findings
    day = claim.date_of_service
    findings += _too_early(history.last_given_on, day, row)
    if order.regimen is not None and history.first_given_on is not None:
        findings += _too_long(order.regimen, history.first_given_on, day)
    return findings + _weight_changed(order, history)


def _too_many(order: Order, number: int | None) -> list[Finding]:
    most = order.regimen.max_doses if order.regimen else None
    if number is None or most is None or number <= most:
        return []
    message = (
        f"Dose {number:,} of a course labelled for at most {most:,}: confirm with the prescriber."
    )
    return [ask("course-limit", message, "cycle")]


def _too_early(last: date | None, day: date, row: LabelledDose | None) -> list[Finding]:
    if last is None:
        return []
    field = "history.last_given_on"
    if last >= day:
        message = f"The last dose is dated {last}, not before this one, {day}: check both dates."
        return [ask("given-early", message, field)]
    if row is None or row.interval_weeks is None or (day - last).days >= 7 * row.interval_weeks:
        return []
    message = (
        f"{shown((day - last).days)} days after the last dose; the label’s row says every "
        f"{row.interval_weeks} weeks. Confirm the day with the prescriber and the payer."
    )
    return [ask("given-early", message, field, row.source)]


def _too_long(regimen: Regimen, first: date, day: date) -> list[Finding]:
    if regimen.max_months is None or day < _months_later(first, regimen.max_months):
        return []
    message = (
        f"The course began on {first}; it is labelled for {regimen.max_months} months. "
        "Confirm with prescriber and payer."
    )
    return [ask("course-limit", message, "history.first_given_on")]


def _months_later(day: date, months: int) -> date:
    """The same day so many months later; the 1st of the month after where there is no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    try:
        return date(day.year + years, month + 1, day.day)
    except ValueError:
        return date(day.year + years, month + 2, 1)  # only months before December are too short


def _weight_changed(order: Order, history: History) -> list[Finding]:
    weight, last_kg = order.weight, history.last_weight_kg
    if weight is None or last_kg is None:
        return []
    change_kg = abs(weight.exact_kg - last_kg)
    if change_kg * 100 <= _ASKED_CHANGE_PERCENT * last_kg:
        return []
    percent = rounded_ratio(change_kg * 100, last_kg, Decimal(1))
    pounds = weight.unit is WeightUnit.LB
    other_kg = weight.typed if pounds else kg_from_lb(weight.typed)
    hint = ""
    if abs(other_kg - last_kg) < change_kg:
        unit = "kg" if pounds else f"lb ({shown(shown_kg(weight.typed * KG_PER_LB))} kg)"
        hint = f" Was it {shown(weight.typed)} {unit}?"
    message = (
        f"{shown(weight.used_kg)} kg is {shown(percent)} % off the last weight, "
        f"{shown(last_kg)} kg: weigh again or confirm.{hint}"
    )
    return [ask("weight-changed", message, "dose.weight")]
