"""Drug, presentation, regimen, limits: what a drug file holds, as immutable values."""

from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from app.core.fact import Fact
from app.core.notation import shown


class Route(StrEnum):
    """How a drug is given, as far as the claim asks; an intravenous one takes JA."""

    INTRAVENOUS = "intravenous"
    OTHER = "other"


class Presentation(NamedTuple):
    """A marketed size: labelled content, volume and product code where known."""

    mg: Decimal
    ml: Decimal | None = None
    ndc: str | None = None


class LabelledDose(NamedTuple):
    """One row of a label's dosage table for a range of weights (minimum in, maximum out)."""

    min_kg: Decimal | None
    max_kg: Decimal | None
    mg_per_kg: Decimal | None
    flat_mg: Decimal | None
    interval_weeks: int | None
    verified: bool
    read_in: str
    source: str

    def covers(self, exact_kg: Decimal) -> bool:
        """Whether this row is the one for a patient of that exact weight."""
        return (self.min_kg is None or exact_kg >= self.min_kg) and (
            self.max_kg is None or exact_kg < self.max_kg
        )

    @property
    def text(self) -> str:
        """The row with its patients: "10 mg/kg every 2 weeks below 30 kg, not verified"."""
        whom = f"{self.dose_text} {self.weights_text}".rstrip()
        return whom if self.verified else f"{whom}, not verified"

    @property
    def weights_text(self) -> str:
        """Whom the row is for: "at 30 kg or more", "below 30 kg"; blank where for everybody."""
        bounds = []
        if self.min_kg is not None:
            bounds.append(f"at {shown(self.min_kg)} kg or more")
        if self.max_kg is not None:
            bounds.append(f"below {shown(self.max_kg)} kg")
        return " and ".join(bounds)

    @property
    def dose_text(self) -> str:
        """The row as a person reads it: "10 mg/kg every 2 weeks"."""
        if self.flat_mg is not None:
            dose = f"{shown(self.flat_mg)} mg"
        else:
            dose = f"{shown(self.mg_per_kg or Decimal(0))} mg/kg"
        if self.interval_weeks is None:
            return f"{dose} once"
        return f"{dose} every {self.interval_weeks} weeks"


class Regimen(NamedTuple):
    """A labelled way of giving a drug: indication, phase, and a dose for each range of weights.

    The doses are kept heaviest patients first.
    """

    id: str
    indication: str
    phase: str
    given_with: str
    max_doses: int | None
    max_months: int | None
    withdrawn: str | None
    facts: frozenset[Fact]
    doses: tuple[LabelledDose, ...]

    def dose_for(self, exact_kg: Decimal | None) -> LabelledDose | None:
        """The label's row for a weight, or None where the label has none for it.

        Without a weight it is the row of the heaviest patients, which the answer then asks about.
        """
        if exact_kg is None:
            return self.doses[0]
        return next((row for row in self.doses if row.covers(exact_kg)), None)

    @property
    def course_text(self) -> str:
        """What is given with it and how long: "With platinum chemotherapy. At most 4 doses."."""
        given_with = f"With {self.given_with}." if self.given_with else ""
        bounds = []
        if self.max_doses is not None:
            bounds.append(f"{shown(self.max_doses)} doses")
        if self.max_months is not None:
            bounds.append(f"{shown(self.max_months)} months")
        most = f"At most {' or '.join(bounds)}." if bounds else ""
        return f"{given_with} {most}".strip()


class Diluent(NamedTuple):
    """What a bag holds: an id for the contract and a name for a person."""

    id: str
    name: str


class BagSize(NamedTuple):
    """One bag that the drug's file offers."""

    diluent: str
    ml: Decimal


class PreparationRule(NamedTuple):
    """How the label wants the drug diluted and given; the window is mg/mL of the bag's total."""

    min_mg_per_ml: Decimal
    max_mg_per_ml: Decimal
    infusion_minutes: int
    filter: str
    handling: str
    diluents: tuple[Diluent, ...]
    bags: tuple[BagSize, ...]
    source: str

    def diluent(self, diluent_id: str) -> Diluent | None:
        """The diluent of that id, or None."""
        return next((d for d in self.diluents if d.id == diluent_id), None)


class Limits(NamedTuple):
    """What is refused and what is asked about (contract.md); a drug file may only tighten."""

    min_weight_kg: Decimal = Decimal(2)
    max_weight_kg: Decimal = Decimal(500)
    asked_under_kg: Decimal = Decimal(30)
    asked_over_kg: Decimal = Decimal(150)
    asked_as_lb_from_kg: Decimal = Decimal(110)
    max_mg_per_kg: Decimal = Decimal(100)
    max_dose_mg: Decimal = Decimal(10_000)
    asked_over_mg: Decimal | None = None


ORDINARY: Final = Limits()
"""What holds for any drug: a drug file may tighten it, never loosen it."""


class LabelledDiagnoses(NamedTuple):
    """ICD-10-CM codes of a labelled indication; no `regimens`: they go with all of them."""

    codes: frozenset[str]
    regimens: frozenset[str]
    by_payer: bool
    source: str


class WithdrawnDiagnoses(NamedTuple):
    """ICD-10-CM codes of a use that is no longer on the label, and since when and why."""

    codes: frozenset[str]
    why: str
    source: str


MOST_PRESENTATIONS: Final = 6
MOST_VIALS: Final = 1_000
LEAST_VIAL_MG: Final = Decimal("0.001")
MOST_VIAL_MG: Final = Decimal(10_000)
LEAST_UNIT_MG: Final = Decimal("0.001")
MOST_UNIT_MG: Final = Decimal(10_000)
SWITCH_MARGIN_KG: Final = Decimal(2)
"""How near to a weight at which the dose changes a fresh weight is asked for."""


class Drug(NamedTuple):
    """A drug as its file describes it; presentations are kept larger first."""

    id: str
    name: str
    brand: str
    code: str
    unit_mg: Decimal
    presentations: tuple[Presentation, ...]
    multi_dose: bool = False
    route: Route | None = None
    limits: Limits = ORDINARY
    regimens: tuple[Regimen, ...] = ()
    preparation: PreparationRule | None = None
    weight_switches_kg: tuple[Decimal, ...] = ()
    diagnoses: tuple[LabelledDiagnoses, ...] = ()
    withdrawn_diagnoses: tuple[WithdrawnDiagnoses, ...] = ()

    def presentation(self, mg: Decimal) -> Presentation | None:
        """The presentation of that content, or None."""
        return next((p for p in self.presentations if p.mg == mg), None)

    def regimen(self, regimen_id: str) -> Regimen | None:
        """The regimen of that id, or None."""
        return next((r for r in self.regimens if r.id == regimen_id), None)
