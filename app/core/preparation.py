"""What to draw from which vial, into which bag, how strong it gets, and how fast it runs.

A volume may be a quotient that has no end, so it is kept as one until it is shown; the label's
window is checked on the exact values.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from app.core.drug import PreparationRule, Presentation
from app.core.order import BagMethod, ChosenBag
from app.core.quantity import ZERO, rounded_ratio
from app.core.vials import VialPlan

ML_STEP: Final = Decimal("0.01")
MG_PER_ML_STEP: Final = Decimal("0.1")
ML_PER_H_STEP: Final = Decimal(1)
_ONE: Final = Decimal(1)
_MINUTES_AN_HOUR: Final = Decimal(60)


class WindowFit(StrEnum):
    """Where a final concentration lies to the label's window."""

    FITS = "fits"
    TOO_STRONG = "too strong"
    TOO_WEAK = "too weak"


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


class Draw(NamedTuple):
    """The volume to draw in all, shown to 0.01 mL and exactly as numerator ÷ denominator."""

    ml: Decimal
    numerator_ml: Decimal
    denominator: Decimal


class PreparedBag(NamedTuple):
    """A bag with the dose in it; figures rounded as they are shown."""

    diluent: str
    ml: Decimal
    method: BagMethod
    total_ml: Decimal
    mg_per_ml: Decimal
    ml_per_h: Decimal


class Preparation(NamedTuple):
    """The bags that fit, the one to use, and where it lies to the label's window, exactly."""

    bags: tuple[PreparedBag, ...]
    chosen: PreparedBag | None
    fit: WindowFit | None
    rule: PreparationRule

    @property
    def chosen_fits(self) -> bool:
        """Whether there is a bag and it keeps the window."""
        return self.fit is WindowFit.FITS


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
        if emptied:
            draws.append(VialDraw(mg, emptied, mg, ml))
            rest_mg -= emptied * mg
            whole_ml = None if whole_ml is None or ml is None else whole_ml + emptied * ml
        left = vials.count - emptied
        if left and rest_mg:
            part_mg, per_mg, per_ml = rest_mg, mg, ml or ZERO
            whole_ml = None if ml is None else whole_ml
            part_ml = None if ml is None else rounded_ratio(rest_mg * ml, mg, ML_STEP)
            draws.append(VialDraw(mg, 1, rest_mg, part_ml))
            rest_mg, left = ZERO, left - 1
        if left:
            draws.append(VialDraw(mg, left, ZERO, None if ml is None else ZERO))
    if whole_ml is None:
        return tuple(draws), None
    numerator = whole_ml * per_mg + part_mg * per_ml
    return tuple(draws), Draw(rounded_ratio(numerator, per_mg, ML_STEP), numerator, per_mg)


def draw_dose(
    plan: VialPlan,
    dose_mg: Decimal,
    carried_in_mg: Decimal,
    presentations: tuple[Presentation, ...],
) -> tuple[tuple[VialDraw, ...], Draw | None]:
    """What to take from each vial, and the volume of the whole dose, what was carried in included.

    Where vials were broken it is what the others hold. What was carried in has a volume only where
    all presentations are equally strong.
    """
    carried_in_mg = min(carried_in_mg, dose_mg)
    from_vials_mg = min(dose_mg - carried_in_mg, plan.opened_mg)
    draws, draw = draw_from_vials(plan, from_vials_mg)
    if not carried_in_mg:
        return draws, draw
    first = presentations[0]
    if first.ml is None or draw_ml_before_vials(dose_mg, presentations) is None:
        return draws, None
    numerator = (from_vials_mg + carried_in_mg) * first.ml
    return draws, Draw(rounded_ratio(numerator, first.mg, ML_STEP), numerator, first.mg)


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
    rule: PreparationRule,
    dose_mg: Decimal,
    draw: Draw,
    asked: ChosenBag | None,
    usual: ChosenBag | None = None,
) -> Preparation:
    """The bags of the drug's file that keep the label's window, filled the way of `asked`.

    Without a bag that was asked for, the site's usual one is proposed where it fits, else the first
    that does, filled the site's way; without a usual one, drug is added to a full bag. None is
    chosen where the drug does not go into the bag in that way.
    """
    way = asked or usual
    method = BagMethod.ADD if way is None else way.method
    mix = _Mix(rule, method, dose_mg, draw)
    figures = {ml: mix.figures(ml) for ml in {size.ml for size in rule.bags}}
    bags = []
    for size in rule.bags:
        mixed = figures[size.ml]
        if mixed is not None and mixed.fit is WindowFit.FITS:
            bags.append(_prepared(size.diluent, size.ml, method, mixed))
    if asked is None:
        as_usual = [b for b in bags if usual and (b.diluent, b.ml) == (usual.diluent, usual.ml)]
        proposed = next(iter(as_usual + bags), None)
        return Preparation(tuple(bags), proposed, WindowFit.FITS if bags else None, rule)
    mixed = mix.figures(asked.ml)
    if mixed is None:
        return Preparation(tuple(bags), None, None, rule)
    chosen = _prepared(asked.diluent, asked.ml, method, mixed)
    return Preparation(tuple(bags), chosen, mixed.fit, rule)


def _prepared(diluent: str, ml: Decimal, method: BagMethod, mixed: "_Figures") -> PreparedBag:
    return PreparedBag(diluent, ml, method, mixed.total_ml, mixed.mg_per_ml, mixed.ml_per_h)


class _Figures(NamedTuple):
    """What comes of a bag, rounded as it is shown, and where it lies to the label's window."""

    total_ml: Decimal
    mg_per_ml: Decimal
    ml_per_h: Decimal
    fit: WindowFit


class _Mix(NamedTuple):
    """A dose that goes into bags in one way."""

    rule: PreparationRule
    method: BagMethod
    dose_mg: Decimal
    draw: Draw

    def figures(self, bag_ml: Decimal) -> _Figures | None:
        """The figures of that bag; None where so much cannot be taken out of it first, or is over
        its final volume. Volumes are kept times the draw's denominator, so that they are exact.
        """
        rule, denominator = self.rule, self.draw.denominator
        total = bag_ml * denominator
        if self.method is BagMethod.ADD:
            total += self.draw.numerator_ml
        elif total < self.draw.numerator_ml:
            return None
        dose = self.dose_mg * denominator
        return _Figures(
            rounded_ratio(total, denominator, ML_STEP),
            rounded_ratio(dose, total, MG_PER_ML_STEP),
            rounded_ratio(
                total * _MINUTES_AN_HOUR, denominator * rule.infusion_minutes, ML_PER_H_STEP
            ),
            _fit(rule, dose, total),
        )


def _fit(rule: PreparationRule, dose: Decimal, total: Decimal) -> WindowFit:
    if dose > rule.max_mg_per_ml * total:
        return WindowFit.TOO_STRONG
    return WindowFit.TOO_WEAK if dose < rule.min_mg_per_ml * total else WindowFit.FITS
