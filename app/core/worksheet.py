"""The answer's shape: one immutable value that screen, paper, clipboard and terminal all show."""

from decimal import Decimal
from typing import NamedTuple

from app.core.amounts import Amounts, Status
from app.core.billing import DISCARDED, ClaimLine, Units, mg_in_no_unit
from app.core.checklist import ChecklistEntry
from app.core.claim import Claim
from app.core.code_check import BilledCode
from app.core.drug import Drug, LabelledDose
from app.core.finding import FieldError, Finding
from app.core.order import Order
from app.core.payer import Setting
from app.core.preparation import Draw, Preparation, VialDraw
from app.core.quantity import ZERO
from app.core.vials import VialPlan


class Alternative(NamedTuple):
    """Another plan worth choosing, with what it would mean."""

    plan: VialPlan
    discarded_mg: Decimal
    units: Units
    avoidable_mg: Decimal


class Worksheet(NamedTuple):
    """Everything there is to show about an order; amounts in mg, all exact.

    `drug` bears the code that is billed and the mg of its unit. `dose_mg` is the dose to give,
    ordered or rounded and accepted; `proposed_doses` are what a policy would let it be rounded to.
    `counted_units` are those that the payer holds against the most, `most_units` (MUE), None where
    that is not known.
    """

    drug: Drug
    order: Order
    claim: Claim
    code: BilledCode
    label_row: LabelledDose | None
    proposed_doses: tuple[Decimal, ...]
    dose_mg: Decimal
    plan: VialPlan
    draws: tuple[VialDraw, ...]
    draw: Draw | None
    amounts: Amounts
    avoidable_mg: Decimal
    counted_units: int
    most_units: int | None
    is_best: bool
    why_best: str
    preparation: Preparation | None
    units: Units
    claim_lines: tuple[ClaimLine, ...]
    alternatives: tuple[Alternative, ...]
    checklist: tuple[ChecklistEntry, ...]
    findings: tuple[Finding, ...]

    @property
    def status(self) -> Status:
        """Planned, given or not given."""
        return self.amounts.status

    @property
    def is_planned(self) -> bool:
        """Whether nothing was given yet, so that every figure is a plan."""
        return self.amounts.status is Status.PLANNED

    @property
    def billed_mg(self) -> Decimal:
        """What the claim stands for: the dose while planned, then what was given."""
        return self.amounts.billed_mg

    @property
    def discarded_mg(self) -> Decimal:
        """What of single-dose vials reached nobody and is billed as JW by whole units."""
        return self.amounts.discarded_mg

    @property
    def planned_discard_mg(self) -> Decimal:
        """What was planned to discard, whatever was given then."""
        return self.amounts.planned_discard_mg(self.dose_mg, multi_dose=self.drug.multi_dose)

    @property
    def left_mg(self) -> Decimal:
        """What stays in multi-dose vials."""
        return self.amounts.left_mg

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """What keeps the claim from being ready: stops, and asks that nobody answered."""
        return tuple([finding for finding in self.findings if finding.is_open])

    @property
    def is_ready(self) -> bool:
        """Whether the claim may go out: given, lines there, nothing open (contract.md)."""
        given = self.status is Status.GIVEN and bool(self.claim_lines)
        return given and self.claim.setting is not Setting.EXEMPT and not self.open_findings

    @property
    def opened_mg(self) -> Decimal:
        """Labelled content of all vials opened."""
        return self.plan.opened_mg

    @property
    def rest_ml(self) -> Decimal | None:
        """The volume that stays in the vials, to 0.01 mL, so that draw and rest add up."""
        if self.draw is None or self.amounts.carried_in_mg:
            return None
        in_vials = sum(
            (v.count * v.presentation.ml for v in self.plan.vials if v.presentation.ml), ZERO
        )
        return in_vials - self.draw.ml

    @property
    def in_no_unit_mg(self) -> Decimal:
        """How many of the mg opened and carried in no billed unit stands for."""
        if self.drug.multi_dose:
            return ZERO
        there_mg = self.opened_mg + self.amounts.carried_in_mg
        return mg_in_no_unit(self.units, self.drug.unit_mg, there_mg)

    @property
    def is_whole_units(self) -> bool:
        """Whether given + JW = opened: each vial whole units, nothing kept, lost or carried in."""
        amounts = self.amounts
        return not (amounts.kept_mg or amounts.lost_mg or amounts.carried_in_mg) and all(
            vials.mg % self.drug.unit_mg == 0 for vials in self.plan.vials
        )


class ShortShelf(NamedTuple):
    """The order is good, the vials are not enough: dose and draw stay, nothing else does."""

    drug: Drug
    order: Order
    claim: Claim
    label_row: LabelledDose | None
    proposed_doses: tuple[Decimal, ...]
    dose_mg: Decimal
    draw_ml: Decimal | None
    error: FieldError
    findings: tuple[Finding, ...]


def what_does_not_add_up(sheet: Worksheet) -> str | None:
    """Which of its figures do not add up, or None where all do: nothing else may be shown."""
    amounts, units, unit_mg = sheet.amounts, sheet.units, sheet.drug.unit_mg
    there_mg = sheet.opened_mg + amounts.carried_in_mg
    went_mg = (
        amounts.billed_mg
        + amounts.kept_mg
        + amounts.lost_mg
        + amounts.discarded_mg
        + amounts.left_mg
    )
    in_vials_mg = sum((v.mg * v.count for v in sheet.plan.vials), ZERO)
    drawn_mg = sum((d.draw_mg * d.count for d in sheet.draws), ZERO)
    to_draw_mg = min(max(ZERO, sheet.dose_mg - amounts.carried_in_mg), sheet.opened_mg)
    for holds, what in (
        (in_vials_mg == sheet.opened_mg, "vials and opened"),
        (drawn_mg == to_draw_mg, "draw and dose"),
        (there_mg == went_mg, "opened and given"),
        (amounts.discarded_mg >= 0 and amounts.left_mg >= 0, "discarded"),
        (units.administered * unit_mg >= amounts.billed_mg, "units and dose"),
        ((units.administered - 1) * unit_mg < amounts.billed_mg, "units and dose"),
        (
            not amounts.billed_mg
            or sheet.drug.multi_dose
            or not sheet.is_whole_units
            or units.administered + units.discarded == units.opened,
            "given, JW and opened units",
        ),
        (not sheet.claim_lines or _lines_add_up(sheet), "claim lines and units"),
    ):
        if not holds:
            return what
    return None


def _lines_add_up(sheet: Worksheet) -> bool:
    """Whether the lines stand for exactly the units and mg of what was given and discarded."""
    given = [line for line in sheet.claim_lines if not line.is_discard]
    discarded = [line for line in sheet.claim_lines if line.is_discard]
    return (
        sum(line.units for line in given) == sheet.units.administered
        and sum((line.mg for line in given), ZERO) == sheet.billed_mg
        and (not discarded or sum(line.units for line in discarded) == sheet.units.discarded)
        and (not discarded or sum((line.mg for line in discarded), ZERO) == sheet.discarded_mg)
        and all(line.units > 0 for line in sheet.claim_lines)
        and all((DISCARDED in line.modifiers) == line.is_discard for line in sheet.claim_lines)
    )
