"""The figures of a second check, by name: what each is called, and how its value reads."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from app.core.drug import Drug
from app.core.notation import counted, shown
from app.core.order import BagMethod, Basis, ChosenBag, Weight
from app.core.quantity import ZERO


class Moment(StrEnum):
    """When a check is made: while the dose can still be stopped, or while the claim can."""

    PREPARATION = "preparation"
    CLAIM = "claim"


class Figure(StrEnum):
    """What two people work out, each alone; in the order in which it is entered and read."""

    DRUG = "drug"
    WEIGHT = "weight"
    ORDERED = "ordered"
    DOSE = "dose"
    VOLUME = "volume"
    BAG = "bag"
    GIVEN = "given"
    VIALS = "vials"
    LOTS = "lots"
    UNITS = "units"
    JW_UNITS = "jw-units"
    CODE = "code"

    @property
    def words(self) -> str:
        """What a person calls it."""
        return _WORDS[self]


_WORDS: Final = {
    Figure.DRUG: "Drug",
    Figure.WEIGHT: "Weight",
    Figure.ORDERED: "Dose on the order",
    Figure.DOSE: "Dose to give",
    Figure.VOLUME: "Volume drawn",
    Figure.BAG: "Bag",
    Figure.GIVEN: "Dose given",
    Figure.VIALS: "Vials",
    Figure.LOTS: "Lot and expiry",
    Figure.UNITS: "Units given",
    Figure.JW_UNITS: "JW units",
    Figure.CODE: "Billing code",
}


def named(figures: tuple[Figure, ...]) -> str:
    """ "weight and JW units": what figures are called within a sentence."""
    words = [figure.words for figure in figures]
    words = [word if word.startswith("JW") else word[0].lower() + word[1:] for word in words]
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def differ(figures: tuple[Figure, ...], *, still: bool = False) -> str:
    """ "weight differs", "weight and JW units still differ"."""
    many = len(figures) != 1 or figures[0] in _MANY
    return f"{named(figures)} {'still ' if still else ''}{'differ' if many else 'differs'}"


_MANY: Final = frozenset({Figure.VIALS, Figure.LOTS, Figure.UNITS, Figure.JW_UNITS})
"""What is called by a plural."""

BILLED: Final = frozenset({Figure.UNITS, Figure.JW_UNITS, Figure.CODE})
"""What stands on the claim alone: a difference there holds the claim, not the dose (ui.md)."""

OF_THE_DRUG: Final = frozenset({Figure.BAG, Figure.VOLUME, Figure.VIALS, Figure.LOTS, Figure.CODE})
"""What belongs to a drug: with another drug these are another drug's."""


def asked_of(drug: Drug, moment: Moment) -> tuple[Figure, ...]:
    """What a checker of that drug enters, in order.

    Before the claim volume and bag are left out: the bag is empty by then, and billing follows the
    charted mg, never the syringe mark (ui.md). What the program does not know of a drug, the volume
    of its vials or how it is prepared, is not asked.
    """
    left_out = {Figure.VOLUME, Figure.BAG}
    if moment is Moment.PREPARATION:
        left_out = {Figure.GIVEN, Figure.CODE}
        if any(presentation.ml is None for presentation in drug.presentations):
            left_out.add(Figure.VOLUME)
        if drug.preparation is None:
            left_out.add(Figure.BAG)
    return tuple([figure for figure in Figure if figure not in left_out])


@dataclass(frozen=True, slots=True)
class VialsOfSize:
    """Vials of one size: how many, their lots in capitals, and the first day on which one expires.

    The day is the last on which the vial may be used; no lots and no day where none were written.
    """

    mg: Decimal
    count: int
    lots: tuple[str, ...] = ()
    expiry: date | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What one person worked out or copied; None, "" or nothing where that has no such figure.

    `ordered` is in mg/kg or, of a flat dose, in mg. Vials come larger first, counts above 0.
    """

    drug: str
    weight: Weight | None = None
    basis: Basis = Basis.WEIGHT
    ordered: Decimal = ZERO
    dose_mg: Decimal = ZERO
    volume_ml: Decimal | None = None
    bag: ChosenBag | None = None
    given_mg: Decimal | None = None
    vials: tuple[VialsOfSize, ...] = ()
    units: int = 0
    jw_units: int = 0
    code: str = ""


METHODS: Final = {
    BagMethod.ADD: "drug added",
    BagMethod.WITHDRAW: "volume withdrawn first",
    BagMethod.EMPTY: "empty bag filled",
}
"""How a bag is filled, in few words."""


def figure_text(figure: Figure, figures: Figures, drug: Drug | None) -> str:  # noqa: C901, PLR0911 one line each
    """The value of that figure as a person reads it; `drug` gives names to ids."""
    match figure:
        case Figure.DRUG:
            return drug.name if drug is not None else figures.drug
        case Figure.WEIGHT:
            weight = figures.weight
            return "not given" if weight is None else f"{shown(weight.typed)} {weight.unit}"
        case Figure.ORDERED:
            unit = "mg flat" if figures.basis is Basis.FLAT else "mg/kg"
            return f"{shown(figures.ordered)} {unit}"
        case Figure.DOSE:
            return f"{shown(figures.dose_mg)} mg"
        case Figure.VOLUME:
            return _or_none(figures.volume_ml, "mL")
        case Figure.BAG:
            return "none" if figures.bag is None else _bag_text(figures.bag, drug)
        case Figure.GIVEN:
            return _or_none(figures.given_mg, "mg")
        case Figure.VIALS:
            sizes = [f"{v.count:,} × {shown(v.mg)} mg" for v in figures.vials]
            return " + ".join(sizes) or "none"
        case Figure.LOTS:
            sizes = [_lots_text(v) for v in figures.vials if v.lots or v.expiry]
            return "; ".join(sizes) or "none written"
        case Figure.UNITS:
            return counted(figures.units, "unit")
        case Figure.JW_UNITS:
            return counted(figures.jw_units, "unit")
        case Figure.CODE:  # pragma: no branch - there is no other
            return figures.code or "none"


def _or_none(figure: Decimal | None, unit: str) -> str:
    return "none" if figure is None else f"{shown(figure)} {unit}"


def _bag_text(bag: ChosenBag, drug: Drug | None) -> str:
    rule = drug.preparation if drug is not None else None
    diluent = rule.diluent(bag.diluent) if rule is not None else None
    name = diluent.name if diluent is not None else bag.diluent
    return f"{shown(bag.ml)} mL {name}, {METHODS[bag.method]}"


def _lots_text(vials: VialsOfSize) -> str:
    lots = ", ".join(vials.lots) or "no lot"
    expiry = f"until {vials.expiry}" if vials.expiry else "no expiry"
    return f"{shown(vials.mg)} mg: {lots}, {expiry}"
