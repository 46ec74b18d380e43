"""kg, mg, mL and units, exact: every conversion and every rounding has its name here.

Sums and products of what a person can type (at most 7 digits before and 3 after the point) fit the
28 digits of a decimal, so they are exact. A quotient may not be; it is never taken, only compared
or rounded once, from its numerator and denominator.
"""

from decimal import Decimal
from typing import Final

ZERO: Final = Decimal(0)

KG_PER_LB: Final = Decimal("0.45359237")
"""International pound, exact by definition (1959)."""

TENTH: Final = Decimal("0.1")
"""A weight typed in lb is used to 0.1 kg (contract.md), and the other unit is shown to 0.1; a share
is shown to 0.1 %."""


def rounded_ratio(numerator: Decimal, denominator: Decimal, step: Decimal) -> Decimal:
    """numerator ÷ denominator to the nearest multiple of `step`, half up; both at least 0."""
    denominator *= step
    whole, rest = divmod(numerator, denominator)
    return (whole + 1 if rest + rest >= denominator else whole) * step


def percent_of(part: int, whole: int) -> Decimal:
    """What share `part` is of `whole`, in % to 0.1, half up; 0 of nothing is 0."""
    return rounded_ratio(Decimal(part * 100), Decimal(whole), TENTH) if whole else ZERO


def kg_from_lb(lb: Decimal) -> Decimal:
    """The exact kilograms of a weight in pounds."""
    return lb * KG_PER_LB


def shown_kg(exact_kg: Decimal) -> Decimal:
    """A converted weight as it is shown and used: to 0.1 kg, half up."""
    return rounded_ratio(exact_kg, Decimal(1), TENTH)


def shown_lb(kg: Decimal) -> Decimal:
    """A weight in kg as it reads in pounds, to 0.1 lb, half up; for the eye only."""
    return rounded_ratio(kg, KG_PER_LB, TENTH)


def started_units(mg: Decimal, unit_mg: Decimal) -> int:
    """Units for a dose: a started unit counts as one (Medicare Claims Processing Manual 17 §10)."""
    whole, rest = divmod(mg, unit_mg)
    return int(whole) + 1 if rest else int(whole)


def whole_units(mg: Decimal, unit_mg: Decimal) -> int:
    """Units in a content: only whole ones count (NGS: round up the dose, round down the waste)."""
    return int(mg // unit_mg)
