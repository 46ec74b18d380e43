"""An order: as it was typed, and as it was read; `order_reading` makes the one from the other."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from app.core.claim_draft import NOTHING_SAID, ClaimDraft
from app.core.drug import Presentation, Regimen
from app.core.notation import shown


class Basis(StrEnum):
    """How the dose was ordered."""

    WEIGHT = "weight"
    FLAT = "flat"


class WeightUnit(StrEnum):
    """The unit a weight was typed in; lb only by explicit choice."""

    KG = "kg"
    LB = "lb"


class Preference(StrEnum):
    """What makes one vial plan better than another."""

    LEAST_DISCARD = "least-discard"
    FEWEST_VIALS = "fewest-vials"


class BagMethod(StrEnum):
    """How the drug gets into the bag; each gives another total (label.md, section 2)."""

    ADD = "add"
    WITHDRAW = "withdraw"
    EMPTY = "empty"


class ShelfDraft(NamedTuple):
    """One size on the shelf as typed; no count: not limited."""

    mg: str
    on_hand: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedVialDraft:
    """Vials of one size that a person chose or opened, as typed."""

    mg: str
    count: str
    lot: str | None = None
    expiry: str | None = None


class BagDraft(NamedTuple):
    """A bag as chosen: the diluent's id, its labelled volume as typed, and how it is filled."""

    diluent: str
    ml: str
    method: BagMethod


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """An order exactly as typed; blank text means that nothing was typed yet."""

    basis: Basis
    mg_per_kg: str = ""
    mg: str = ""
    weight: str = ""
    weight_unit: WeightUnit | None = None
    weighed_on: str = ""
    regimen: str = ""
    cycle: str = ""
    shelf: tuple[ShelfDraft, ...] | None = None
    prefer: Preference = Preference.LEAST_DISCARD
    plan: tuple[PlannedVialDraft, ...] | None = None
    bag: BagDraft | None = None
    claim: ClaimDraft = NOTHING_SAID


class Weight(NamedTuple):
    """A body weight: as typed, exactly in kg, and in the kg that the dose is calculated with."""

    typed: Decimal
    unit: WeightUnit
    exact_kg: Decimal
    used_kg: Decimal


class Stock(NamedTuple):
    """One size that may be opened, and how many there are; None: not limited."""

    presentation: Presentation
    on_hand: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedVials:
    """Vials of one size that a person chose or opened."""

    presentation: Presentation
    count: int
    expiry: date | None = None
    lot: str = ""


class ChosenBag(NamedTuple):
    """The bag that a person chose."""

    diluent: str
    ml: Decimal
    method: BagMethod


class Order(NamedTuple):
    """An order that was read: every figure exact and within what is possible."""

    basis: Basis
    ordered_mg: Decimal
    mg_per_kg: Decimal | None
    weight: Weight | None
    weighed_on: date | None
    regimen: Regimen | None
    cycle: int | None
    shelf: tuple[Stock, ...]
    prefer: Preference
    plan: tuple[PlannedVials, ...] | None
    bag: ChosenBag | None

    @property
    def dose_field(self) -> str:
        """The contract's path of the figure that the dose comes from."""
        return "dose.mg" if self.basis is Basis.FLAT else "dose.mg_per_kg"

    @property
    def basis_text(self) -> str:
        """Where the dose comes from, as a person reads it: "72.4 kg × 10 mg/kg"."""
        if self.weight is None or self.mg_per_kg is None:
            return f"{shown(self.ordered_mg)} mg flat dose"
        kg = f"{shown(self.weight.used_kg)} kg"
        if self.weight.unit is WeightUnit.LB:
            kg = f"{shown(self.weight.typed)} lb ({kg})"
        return f"{kg} × {shown(self.mg_per_kg)} mg/kg"
