"""What a checker typed → figures, read once, strictly; a field that is wrong gets a sentence."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from app.core.check_figures import Figure, Figures, Moment, VialsOfSize
from app.core.codes import is_hcpcs
from app.core.drug import MOST_VIALS, Drug
from app.core.finding import FieldError
from app.core.notation import (
    last_day_of_month,
    plain,
    read_count,
    read_date,
    read_decimal,
    shown,
    without_agreeing_unit,
)
from app.core.order import BagMethod, Basis, ChosenBag, WeightUnit
from app.core.order_reading import read_weight

_BETWEEN_LOTS: Final = re.compile(r"[\s,;/]+")
_LOT: Final = re.compile(r"[!-~]{1,20}")
"""A lot has at most 20 printable characters (GS1, AI 10)."""


@dataclass(frozen=True, slots=True)
class VialsDraft:
    """Vials of one size as typed; a blank count is none."""

    mg: str
    count: str = ""
    lot: str = ""
    expiry: str = ""


@dataclass(frozen=True, slots=True)
class CheckDraft:
    """Everything that a checker typed and picked, exactly; nothing is there before they did."""

    drug: str = ""
    weight: str = ""
    weight_unit: WeightUnit = WeightUnit.KG
    ordered: str = ""
    basis: Basis = Basis.WEIGHT
    dose_mg: str = ""
    volume_ml: str = ""
    bag: str = ""
    """Diluent and mL of a bag as its entry in the list has them: "sodium-chloride-0.9 100"."""
    method: str = ""
    given_mg: str = ""
    vials: tuple[VialsDraft, ...] = ()
    units: str = ""
    jw_units: str = ""
    code: str = ""


_BLANK: Final = CheckDraft()
_FIELDS: Final = {
    Figure.DRUG: ("drug", "vials"),
    Figure.WEIGHT: ("weight",),
    Figure.ORDERED: ("ordered",),
    Figure.DOSE: ("dose_mg",),
    Figure.VOLUME: ("volume_ml",),
    Figure.BAG: ("bag", "method"),
    Figure.GIVEN: ("given_mg",),
    Figure.VIALS: ("vials",),
    Figure.UNITS: ("units",),
    Figure.JW_UNITS: ("jw_units",),
    Figure.CODE: ("code",),
}


def to_look_again(draft: CheckDraft, figures: Collection[Figure]) -> CheckDraft:
    """The draft with those figures blank, so that they are entered once more and not left alone."""
    names = {name for figure in figures for name in _FIELDS.get(figure, ())}
    blank = replace(draft, **{name: getattr(_BLANK, name) for name in names})
    if Figure.LOTS in figures and Figure.VIALS not in figures:
        kept = tuple([replace(size, lot="", expiry="") for size in draft.vials])
        blank = replace(blank, vials=kept)
    return blank


Errors = tuple[FieldError, ...]
"""What is wrong or missing; `field` is a Figure, of vials "vials.500", "lot.500", "expiry.500"."""


def read_entry(
    draft: CheckDraft, asked: Collection[Figure], before: Figures, drug: Drug, moment: Moment
) -> Figures | Errors:
    """`before` with the figures that are asked as `draft` has them, or what is wrong with those.

    All that is asked has to be there; of a flat dose the weight may be left blank, and before the
    claim lots and expiry may, since the vials are gone by then.
    """
    reading = _Reading(draft, drug, moment)
    changed = before
    for figure in Figure:
        if figure in asked:
            changed = reading.read(figure, changed)
    return tuple(reading.errors) or changed


def lots_in(text: str) -> tuple[str, ...]:
    """The lots that a field names, in capitals and in order: vials of a size may be of several."""
    return tuple(sorted({lot.upper() for lot in _BETWEEN_LOTS.split(text.strip()) if lot}))


class _Reading:
    """One reading of a draft; `errors` collects what is wrong."""

    def __init__(self, draft: CheckDraft, drug: Drug, moment: Moment) -> None:
        self._draft = draft
        self._drug = drug
        self._moment = moment
        self.errors: list[FieldError] = []

    def read(self, figure: Figure, figures: Figures) -> Figures:  # noqa: PLR0911 one line each
        """`figures` with that one read; as they are where it cannot be read."""
        draft = self._draft
        match figure:
            case Figure.DRUG:
                return replace(figures, drug=self._drug.id)
            case Figure.WEIGHT:
                return self._weight(figures)
            case Figure.ORDERED:
                unit = "mg" if draft.basis is Basis.FLAT else "mg/kg"
                ordered = self._decimal(figure, draft.ordered, unit)
                return replace(figures, basis=draft.basis, ordered=ordered)
            case Figure.DOSE:
                return replace(figures, dose_mg=self._decimal(figure, draft.dose_mg, "mg"))
            case Figure.VOLUME:
                return replace(figures, volume_ml=self._decimal(figure, draft.volume_ml, "mL"))
            case Figure.GIVEN:
                return replace(figures, given_mg=self._decimal(figure, draft.given_mg, "mg"))
            case Figure.UNITS:
                return replace(figures, units=self._count(figure, draft.units))
            case Figure.JW_UNITS:
                return replace(figures, jw_units=self._count(figure, draft.jw_units))
            case _:
                return self._picked(figure, figures)

    def _picked(self, figure: Figure, figures: Figures) -> Figures:
        match figure:
            case Figure.BAG:
                return replace(figures, bag=self._bag())
            case Figure.VIALS:
                return replace(figures, vials=self._vials(figures.vials))
            case Figure.LOTS:
                return replace(figures, vials=self._lots(figures.vials))
            case _:
                return replace(figures, code=self._code())

    def _say(self, field: str, message: str, *, missing: bool = False) -> None:
        self.errors.append(FieldError(field, message, missing))

    def _decimal(self, figure: Figure, text: str, unit: str) -> Decimal:
        if not text.strip():
            self._say(figure, f"Enter it in {unit}.", missing=True)
            return Decimal(0)
        read = read_decimal(without_agreeing_unit(text, unit))
        if isinstance(read, str):
            self._say(figure, read)
            return Decimal(0)
        return read

    def _count(self, field: str, text: str) -> int:
        if not text.strip():
            self._say(field, "Enter a whole number; 0 is none.", missing=True)
            return 0
        read = read_count(text)
        if isinstance(read, str):
            self._say(field, read)
            return 0
        return read

    def _weight(self, figures: Figures) -> Figures:
        draft = self._draft
        if not draft.weight.strip():
            if draft.basis is Basis.WEIGHT:
                self._say(Figure.WEIGHT, "Enter the weight on the order.", missing=True)
            return replace(figures, weight=None)
        text = without_agreeing_unit(draft.weight, draft.weight_unit)
        weight = read_weight(text, draft.weight_unit)
        if isinstance(weight, str):
            self._say(Figure.WEIGHT, weight)
            return figures
        return replace(figures, weight=weight)

    def _bag(self) -> ChosenBag | None:
        diluent, _, ml = self._draft.bag.partition(" ")
        if not self._draft.bag:
            self._say(Figure.BAG, "Choose the bag in front of you.", missing=True)
        if not self._draft.method:
            self._say("method", "Choose how it is filled.", missing=True)
        if not (self._draft.bag and self._draft.method):
            return None
        volume = read_decimal(ml)
        if isinstance(volume, str):
            self._say(Figure.BAG, volume)
            return None
        return ChosenBag(diluent, volume, BagMethod(self._draft.method))

    def _code(self) -> str:
        code = self._draft.code.strip().upper()
        if not code:
            self._say(Figure.CODE, "Enter the code on the claim.", missing=True)
        elif not is_hcpcs(code):
            self._say(Figure.CODE, f"“{code[:24]}” is not a code such as J9173.")
        return code

    def _vials(self, before: Sequence[VialsOfSize]) -> tuple[VialsOfSize, ...]:
        """The counts; lots and days stay with their size, to be read or kept."""
        known = {vials.mg: vials for vials in before}
        counts: dict[Decimal, int] = {}
        for presentation in self._drug.presentations:
            typed = self._of_size(presentation.mg)
            if typed.count.strip():
                counts[presentation.mg] = self._count(_field("vials", presentation.mg), typed.count)
        if not counts:
            first = self._drug.presentations[0].mg
            self._say(_field("vials", first), "Scan or count the vials.", missing=True)
        if sum(counts.values()) > MOST_VIALS:
            self._say(Figure.VIALS, f"Over {MOST_VIALS:,} vials are not taken.")
        return tuple(
            replace(known.get(mg, VialsOfSize(mg, 0)), count=count)
            for mg, count in counts.items()
            if count
        )

    def _lots(self, before: Sequence[VialsOfSize]) -> tuple[VialsOfSize, ...]:
        """Lots and days of the sizes that are there."""
        return tuple([self._lot_of(vials) for vials in before])

    def _lot_of(self, vials: VialsOfSize) -> VialsOfSize:
        typed = self._of_size(vials.mg)
        lots, expiry = lots_in(typed.lot), None
        if not all(_LOT.fullmatch(lot) for lot in lots):
            self._say(_field("lot", vials.mg), "A lot has at most 20 letters, digits and signs.")
        if typed.expiry.strip():
            read = read_date(last_day_of_month(typed.expiry))
            if isinstance(read, str):
                self._say(_field("expiry", vials.mg), read)
            else:
                expiry = read
        if self._moment is Moment.PREPARATION:
            size = f"{shown(vials.mg)} mg vial"
            if not lots:
                self._say(_field("lot", vials.mg), f"Enter the lot of the {size}.", missing=True)
            if not typed.expiry.strip():
                sentence = f"Enter the expiry of the {size}, such as 2027-05."
                self._say(_field("expiry", vials.mg), sentence, missing=True)
        return replace(vials, lots=lots, expiry=expiry)

    def _of_size(self, mg: Decimal) -> VialsDraft:
        size = plain(mg)
        return next((v for v in self._draft.vials if v.mg == size), VialsDraft(size))


def expired(figures: Figures, day: date) -> tuple[str, ...]:
    """A sentence for each size of which a vial is past its last day on `day`."""
    return tuple(
        f"{shown(v.mg)} mg vial, lot {', '.join(v.lots) or 'not known'}, expired on {v.expiry}: "
        "take another vial."
        for v in figures.vials
        if v.expiry is not None and v.expiry < day
    )


def _field(part: str, mg: Decimal) -> str:
    return f"{part}.{plain(mg)}"
