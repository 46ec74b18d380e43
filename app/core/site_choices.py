"""What a site settled for itself: code, rounding, usual payer and bag, charge, people, record."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from app.core.order import ChosenBag
from app.core.payer import DrugSource, Setting

KEEP_YEARS: Final = 10
"""What a record is kept for unless a site says otherwise: a false claim can be pursued so long."""


class CodeDecision(NamedTuple):
    """Which code a site bills for a drug: who decided, why, when, and against which table."""

    drug: str
    code: str
    by: str
    why: str
    on: date
    table_dated: date


class Rounding(NamedTuple):
    """How far a dose by weight may be rounded: to whole vials, or to a step of so many mg.

    `step_mg` None: to a content that vials hold whole. `authority` names the policy.
    """

    percent: Decimal
    step_mg: Decimal | None
    authority: str


class Person(NamedTuple):
    """Somebody who signs: initials, and what their PIN is checked against, "" where none is set."""

    initials: str
    pin: str


@dataclass(frozen=True, slots=True, eq=False)
class SiteChoices:
    """Everything a site chose; the defaults are what holds where it chose nothing."""

    code_decisions: tuple[CodeDecision, ...] = ()
    rounding: Rounding | None = None
    payer: str = "medicare-part-b"
    setting: Setting = Setting.OFFICE
    source: DrugSource = DrugSource.PURCHASED
    usual_bags: tuple[tuple[str, ChosenBag], ...] = ()
    charges_usd: tuple[tuple[str, Decimal], ...] = ()
    tolerance_ml: Decimal = field(default=Decimal("0.1"))
    shared_vial_takes_jz: bool = True
    people: tuple[Person, ...] = ()
    initials_alone: bool = False
    """Whether people sign by their initials, without a PIN."""
    record_server: str = ""
    """The PostgreSQL database that keeps the record, as a URL; "" keeps it in a file."""
    keep_years: int = KEEP_YEARS
    asks_course: bool = False
    """Whether orders carry a reference of their course beside that of the encounter."""
    use_before_hours: int | None = None
    """How long after making a bag is used, for its insert; None: not said."""

    def code_decision(self, drug_id: str) -> CodeDecision | None:
        """The newest decision on that drug's code, None where there is none yet."""
        return next((d for d in reversed(self.code_decisions) if d.drug == drug_id), None)

    def usual_bag(self, drug_id: str) -> ChosenBag | None:
        """The bag, and how it is filled, that the site proposes for that drug."""
        return dict(self.usual_bags).get(drug_id)

    def person(self, initials: str) -> Person | None:
        """Who signs by these initials, however they are written, or None."""
        wanted = initials.strip().upper()
        return next((person for person in self.people if person.initials == wanted), None)

    def charge_usd(self, drug_id: str) -> Decimal | None:
        """What the site charges for one billing unit of that drug."""
        return dict(self.charges_usd).get(drug_id)
