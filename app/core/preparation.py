"""What to draw from which vial, into which bag, how strong it gets, and how fast it runs.

A volume may be a quotient that has no end, so it is kept as one until it is shown; the label's
window is checked on the exact values.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from app.core.drug import PreparationRule, Presentation
from app.core.order import BagMethod, ChosenBag
from app.core.quantity import ZERO, rounded_ratio
from app.core.vials import VialPlan

ML_STEP: Final = Decimal("0.01")
MG_PER_ML_STEP: Final = Decimal("0.1")
ML_PER_H_STEP: Final = Decimal(1)
_ONE: Final = Decimal(1)
_MINUTES_AN_HOUR: Final = Decimal(60)


@dataclass(frozen=True, slots=True)
class VialDraw:
    """What to take from each of `count` vials of one size: all, or a part of the last one."""

    mg: Decimal
    count: int
    draw_mg: Decimal
    draw_ml: Decimal | None

    @property
    def is_whole(self) -> bool:
        """Whether these vials are emptied."""
        return self.draw_mg == self.mg


@dataclass(frozen=True, slots=True)
class Draw:
    """The volume to draw in all, shown to 0.01 mL and exactly as numerator ÷ denominator."""

    ml: Decimal
    numerator_ml: Decimal
    denominator: Decimal


@dataclass(frozen=True, slots=True)
class PreparedBag:
    """A bag with the dose in it; figures rounded as they are shown."""

    diluent: str
    ml: Decimal
    method: BagMethod
    total_ml: Decimal
    mg_per_ml: Decimal
    ml_per_h: Decimal


@dataclass(frozen=True, slots=True)
class Preparation:
    """The bags that fit, the one to use, and on which side of the label's window it lies."""

    bags: tuple[PreparedBag, ...]
    chosen: PreparedBag | None
    chosen_fits: bool
    rule: PreparationRule


def draw_from_vials(plan: VialPlan, dose_mg: Decimal) -> tuple[tuple[VialDraw, ...], Draw | None]:
    """What to take from each vial, and in all; no volume where one of the vials has none.

    Larger vials first, so that the part-used one is the last opened, of the smallest size opened
    (contract.md). Vials that a person opened beyond the need are drawn nothing from.
    """
    rest_mg = dose_mg
    draws: list[VialDraw] = []
    whole_ml: Decimal | None = ZERO  # in all the vials that are emptied
    part_mg, per_mg, per_ml = ZERO, _ONE, ZERO
    for vials in plan.vials:
        mg, ml = vials.mg, vials.presentation.ml
        emptied = min(vials.count, int(rest_mg // mg))
        whole_ml = None if whole_ml is None or ml is None else whole_ml + emptied * ml
        if emptied:
            draws.append(VialDraw(mg, emptied, mg, ml))
            rest_mg -= emptied * mg
        left = vials.count - emptied
        if left and rest_mg:
            part_mg, per_mg, per_ml = rest_mg, mg, ml or ZERO
            part_ml = None if ml is None else rounded_ratio(rest_mg * ml, mg, ML_STEP)
            draws.append(VialDraw(mg, 1, rest_mg, part_ml))
            rest_mg, left = ZERO, left - 1
        if left:
            draws.append(VialDraw(mg, left, ZERO, None if ml is None else ZERO))
    if whole_ml is None:
        return tuple(draws), None
    numerator = whole_ml * per_mg + part_mg * per_ml
    return tuple(draws), Draw(rounded_ratio(numerator, per_mg, ML_STEP), numerator, per_mg)


def draw_ml_before_vials(
    dose_mg: Decimal, presentations: tuple[Presentation, ...]
) -> Decimal | None:
    """The volume of a dose, to 0.01 mL, where all presentations are equally strong; else None."""
    first = presentations[0]
    if first.ml is None:
        return None
    for other in presentations:
        if other.ml is None or other.ml * first.mg != first.ml * other.mg:
            return None
    return rounded_ratio(dose_mg * first.ml, first.mg, ML_STEP)


def prepare(
    rule: PreparationRule, dose_mg: Decimal, draw: Draw, asked: ChosenBag | None
) -> Preparation:
    """The bags of the drug's file that keep the label's window, filled the way of `asked`.

    Without a bag that was asked for, drug is added to a full one and the first that fits is
    proposed. None is chosen where the drug does not go into the bag in that way.
    """
    method = BagMethod.ADD if asked is None else asked.method
    mix = _Mix(rule, method, dose_mg, draw)
    bags = tuple([mix.bag(size.diluent, size.ml) for size in rule.bags if mix.fits(size.ml)])
    if asked is None:
        return Preparation(bags, bags[0] if bags else None, bool(bags), rule)
    chosen = mix.bag(asked.diluent, asked.ml) if mix.goes_into(asked.ml) else None
    return Preparation(bags, chosen, mix.fits(asked.ml), rule)


@dataclass(frozen=True, slots=True)
class _Mix:
    """A dose that goes into a bag in one way; volumes are kept times the draw's denominator."""

    rule: PreparationRule
    method: BagMethod
    dose_mg: Decimal
    draw: Draw

    def total(self, bag_ml: Decimal) -> Decimal:
        """The bag's volume with the drug in it, times the denominator."""
        total = bag_ml * self.draw.denominator
        return total + self.draw.numerator_ml if self.method is BagMethod.ADD else total

    def goes_into(self, bag_ml: Decimal) -> bool:
        """Whether so much can be taken out of the bag first, or is within its final volume."""
        return self.method is BagMethod.ADD or (
            bag_ml * self.draw.denominator >= self.draw.numerator_ml
        )

    def fits(self, bag_ml: Decimal) -> bool:
        """Whether the final concentration keeps the label's window, exactly."""
        total = self.total(bag_ml)
        dose = self.dose_mg * self.draw.denominator
        return (
            self.goes_into(bag_ml)
            and self.rule.min_mg_per_ml * total <= dose <= self.rule.max_mg_per_ml * total
        )

    def bag(self, diluent: str, ml: Decimal) -> PreparedBag:
        """The bag with its figures rounded as they are shown."""
        total, denominator = self.total(ml), self.draw.denominator
        per_hour = total * _MINUTES_AN_HOUR
        return PreparedBag(
            diluent,
            ml,
            self.method,
            rounded_ratio(total, denominator, ML_STEP),
            rounded_ratio(self.dose_mg * denominator, total, MG_PER_ML_STEP),
            rounded_ratio(per_hour, denominator * self.rule.infusion_minutes, ML_PER_H_STEP),
        )
