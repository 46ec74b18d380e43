"""Units and claim lines for a dose and the vials opened for it (contract.md, arithmetic)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from app.core.drug import Drug, Route
from app.core.quantity import ZERO, started_units, whole_units

INTRAVENOUS: Final = "JA"
DISCARDED: Final = "JW"
NOTHING_BILLED_AS_DISCARDED: Final = "JZ"


@dataclass(frozen=True, slots=True)
class Units:
    """Billing units: for the dose, for the discarded amount, and in the vials opened."""

    administered: int
    discarded: int
    opened: int


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One line of the claim: code, modifiers in order, units, and the mg that it stands for."""

    code: str
    modifiers: tuple[str, ...]
    units: int
    mg: Decimal

    @property
    def is_discard(self) -> bool:
        """Whether it is the line of the discarded amount."""
        return DISCARDED in self.modifiers


def count_units(drug: Drug, given_mg: Decimal, opened_mg: Decimal, discarded_mg: Decimal) -> Units:
    """The units of a dose above 0 mg.

    The dose is rounded up and the discarded amount down, so that nothing is counted twice: only
    what is left over whole of the two together is JW (CGS 2023-06-27: 305 mg of 4 × 100 mg in
    units of 10 mg are 31 and 9). Multi-dose containers have no JW.
    """
    administered = started_units(given_mg, drug.unit_mg)
    discarded = 0
    if not drug.multi_dose:
        together = whole_units(given_mg + discarded_mg, drug.unit_mg)
        discarded = max(0, together - administered)
    return Units(administered, discarded, whole_units(opened_mg, drug.unit_mg))


def write_claim_lines(
    drug: Drug, units: Units, given_mg: Decimal, discarded_mg: Decimal
) -> tuple[ClaimLine, ...]:
    """The lines for those units.

    With JW units the administered line bears neither JW nor JZ and the JW line follows it; without,
    one line bears JZ (Noridian, First Coast: billing.md 2.1). Multi-dose containers take neither.
    JA comes last on each line of an intravenous drug.
    """
    route = (INTRAVENOUS,) if drug.route is Route.INTRAVENOUS else ()
    if units.discarded:
        return (
            ClaimLine(drug.code, route, units.administered, given_mg),
            ClaimLine(drug.code, (DISCARDED, *route), units.discarded, discarded_mg),
        )
    waste = () if drug.multi_dose else (NOTHING_BILLED_AS_DISCARDED,)
    return (ClaimLine(drug.code, waste + route, units.administered, given_mg),)


def mg_in_no_unit(units: Units, unit_mg: Decimal, opened_mg: Decimal) -> Decimal:
    """How many of the mg opened no billed unit stands for, above 0 only where units fall short."""
    return max(ZERO, opened_mg - (units.administered + units.discarded) * unit_mg)
