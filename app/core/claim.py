"""A claim as read: payer, infusion and course, what is there to show, and what was decided."""

from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from app.core.finding import Decision
from app.core.payer import DrugSource, Payer, Setting
from app.core.quantity import ZERO


class Loss(NamedTuple):
    """Drug that reached nobody and is never JW: how much, and why."""

    mg: Decimal
    why: str


class History(NamedTuple):
    """The course before this dose; None: not known."""

    first_given_on: date | None
    last_given_on: date | None
    last_weight_kg: Decimal | None
    doses_before: int | None
    units_in_window: int | None
    vials_in_window: tuple[tuple[Decimal, int], ...]


class Authorization(NamedTuple):
    """A prior authorization: its number, days, and what it was given for."""

    number: str
    first_day: date | None
    last_day: date | None
    code: str
    units: int | None
    visits: int | None


class Biomarker(NamedTuple):
    """A biomarker result."""

    percent: Decimal
    assay: str
    on: date | None


class Coverage(NamedTuple):
    """Who confirmed coverage, under which reference, when."""

    by: str
    reference: str
    on: date | None


class Compendium(NamedTuple):
    """A compendium that supports a use outside the label."""

    name: str
    category: str
    on: date | None


class Evidence(NamedTuple):
    """What there is for the payer to see."""

    biomarker: Biomarker | None = None
    prior_line: str = ""
    response: str = ""
    coverage: Coverage | None = None
    compendium: Compendium | None = None


class BilledLine(NamedTuple):
    """A line of somebody else's claim; the product code in three segments, "" without one."""

    code: str
    modifiers: tuple[str, ...]
    units: int
    ndc: str


NO_EVIDENCE: Final = Evidence()


class Claim(NamedTuple):
    """Payer, infusion and course as read; without `given_mg` the answer is a plan."""

    payer: Payer
    setting: Setting
    date_of_service: date
    diagnoses: tuple[str, ...] = ()
    source: DrugSource = DrugSource.PURCHASED
    code: str = ""
    given_mg: Decimal | None = None
    stopped: str = ""
    kept_mg: Decimal = ZERO
    carried_in_mg: Decimal = ZERO
    losses: tuple[Loss, ...] = ()
    history: History | None = None
    authorization: Authorization | None = None
    evidence: Evidence = NO_EVIDENCE
    decisions: tuple[Decision, ...] = ()
    charge_per_unit: Decimal | None = None
    billed_lines: tuple[BilledLine, ...] | None = None
    """Somebody else's claim for this order; an empty one bills nothing."""

    @property
    def lost_mg(self) -> Decimal:
        """All losses together."""
        return sum((loss.mg for loss in self.losses), ZERO)

    def decision(self, finding_id: str) -> Decision | None:
        """The last answer to that finding, None where there is none."""
        return next((d for d in reversed(self.decisions) if d.finding == finding_id), None)
