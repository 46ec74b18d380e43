"""Where the mg of the vials went, as one immutable account."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from app.core.quantity import ZERO


class Status(StrEnum):
    """Whether the figures are what is planned, what the patient got, or that it got nothing."""

    PLANNED = "planned"
    GIVEN = "given"
    NOT_GIVEN = "not-given"


class Amounts(NamedTuple):
    """All that was opened or carried in, by where it went; mg, exact.

    `billed_mg` is what the lines stand for: the dose while planned, then what was given.
    `lost_vials_mg` are the contents of whole vials among what was lost.
    """

    status: Status
    billed_mg: Decimal
    discarded_mg: Decimal
    left_mg: Decimal = ZERO
    kept_mg: Decimal = ZERO
    lost_mg: Decimal = ZERO
    carried_in_mg: Decimal = ZERO
    lost_vials_mg: tuple[Decimal, ...] = ()

    def planned_discard_mg(self, dose_mg: Decimal, *, multi_dose: bool) -> Decimal:
        """What is or was planned to discard: as much as if the whole dose is given, at least 0.

        What was kept or lost is taken as known when the vials were chosen; a multi-dose container
        keeps its rest.
        """
        if multi_dose:
            return ZERO
        return max(ZERO, self.discarded_mg + self.billed_mg - dose_mg)
