"""The answer's shape: one immutable value that screen, paper, clipboard and terminal all show."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.core.billing import DISCARDED, ClaimLine, Units, mg_in_no_unit
from app.core.checklist import ChecklistEntry
from app.core.drug import Drug, LabelledDose
from app.core.finding import FieldError, Finding
from app.core.order import Order
from app.core.preparation import Draw, Preparation, VialDraw
from app.core.quantity import ZERO
from app.core.vials import VialPlan


class Status(StrEnum):
    """Whether the figures are what is planned or what the patient got."""

    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another plan worth choosing, with what it would mean."""

    plan: VialPlan
    discarded_mg: Decimal
    units: Units
    avoidable_mg: Decimal


@dataclass(frozen=True, slots=True)
class Worksheet:
    """Everything there is to show about an order; amounts in mg, all exact."""

    drug: Drug
    order: Order
    label_row: LabelledDose | None
    status: Status
    dose_mg: Decimal
    plan: VialPlan
    draws: tuple[VialDraw, ...]
    draw: Draw | None
    discarded_mg: Decimal
    left_mg: Decimal
    avoidable_mg: Decimal
    is_best: bool
    why_best: str
    preparation: Preparation | None
    units: Units
    claim_lines: tuple[ClaimLine, ...]
    alternatives: tuple[Alternative, ...]
    checklist: tuple[ChecklistEntry, ...]
    findings: tuple[Finding, ...]

    @property
    def opened_mg(self) -> Decimal:
        """Labelled content of all vials opened."""
        return self.plan.opened_mg

    @property
    def rest_ml(self) -> Decimal | None:
        """The volume that stays in the vials, to 0.01 mL, so that draw and rest add up."""
        if self.draw is None:
            return None
        in_vials = sum(
            (v.count * v.presentation.ml for v in self.plan.vials if v.presentation.ml), ZERO
        )
        return in_vials - self.draw.ml

    @property
    def in_no_unit_mg(self) -> Decimal:
        """How many of the opened mg no billed unit stands for."""
        if self.drug.multi_dose:
            return ZERO
        return mg_in_no_unit(self.units, self.drug.unit_mg, self.opened_mg)

    @property
    def is_whole_units(self) -> bool:
        """Whether each opened vial is a whole number of units, so that given + JW = opened."""
        return all(vials.mg % self.drug.unit_mg == 0 for vials in self.plan.vials)


@dataclass(frozen=True, slots=True)
class ShortShelf:
    """The order is good, the vials are not enough: dose and draw stay, nothing else does."""

    drug: Drug
    order: Order
    label_row: LabelledDose | None
    dose_mg: Decimal
    draw_ml: Decimal | None
    error: FieldError
    findings: tuple[Finding, ...]


def what_does_not_add_up(sheet: Worksheet) -> str | None:
    """Which of its figures do not add up, or None where all do: nothing else may be shown."""
    opened_mg, unit_mg = sheet.opened_mg, sheet.drug.unit_mg
    in_vials_mg = sum((v.mg * v.count for v in sheet.plan.vials), ZERO)
    drawn_mg = sum((d.draw_mg * d.count for d in sheet.draws), ZERO)
    lines = sheet.claim_lines
    single_dose = not sheet.drug.multi_dose
    for holds, what in (
        (in_vials_mg == opened_mg, "vials and opened"),
        (drawn_mg == sheet.dose_mg, "draw and dose"),
        (opened_mg == sheet.dose_mg + sheet.discarded_mg + sheet.left_mg, "opened and given"),
        (sheet.discarded_mg >= 0 and sheet.left_mg >= 0, "discarded"),
        (sheet.units.administered * unit_mg >= sheet.dose_mg, "units and dose"),
        ((sheet.units.administered - 1) * unit_mg < sheet.dose_mg, "units and dose"),
        (
            not (single_dose and sheet.is_whole_units)
            or sheet.units.administered + sheet.units.discarded == sheet.units.opened,
            "given, JW and opened units",
        ),
        (
            sum(line.units for line in lines) == sheet.units.administered + sheet.units.discarded,
            "claim lines and units",
        ),
        (lines[0].mg == sheet.dose_mg and lines[-1].units > 0, "claim lines and dose"),
        ((len(lines) == 2) == (DISCARDED in lines[-1].modifiers), "claim lines and JW"),
    ):
        if not holds:
            return what
    return None
