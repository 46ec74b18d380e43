"""The independent second check: two people's figures compared, blind until the second look.

First only which figures differ is named. The checker looks again and enters those once more, still
blind. Only then both values are shown; a correction after that is marked as made after seeing
(ui.md). Each step is a new value; nothing that was entered is ever taken back.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from app.core.check_entry import CheckDraft, Errors, expired, read_entry
from app.core.check_figures import (
    BILLED,
    OF_THE_DRUG,
    Figure,
    Figures,
    Moment,
    VialsOfSize,
    asked_of,
    figure_text,
)
from app.core.drug import Drug
from app.core.order import Weight
from app.core.quantity import ZERO, rounded_ratio

_FINEST_MG: Final = Decimal("0.001")
"""What a person can type; a dose calculated by weight may have more places (contract.md)."""


class Result(StrEnum):
    """What came of one figure. Where one of the two has none, that is said and holds nothing."""

    SAME = "same"
    DIFFERS = "differs"
    NOT_ON_WORKSHEET = "not-on-worksheet"
    NOT_ENTERED = "not-entered"


class Stage(StrEnum):
    """Where a check stands."""

    ENTERING = "entering"
    LOOKING_AGAIN = "looking-again"
    SEEN = "seen"
    AGREED = "agreed"


class Outcome(StrEnum):
    """What a finished check came to."""

    SIGNED = "signed"
    SENT_BACK = "sent-back"


class Look(NamedTuple):
    """One Compare: what was entered for it, as it reads, and then the result of every figure.

    After the first only what differed is entered. `after_seeing`: both values were in sight then.
    """

    entered: tuple[tuple[Figure, str], ...]
    results: tuple[tuple[Figure, Result], ...]
    after_seeing: bool = False

    @property
    def differing(self) -> tuple[Figure, ...]:
        """The figures that differ."""
        return tuple([figure for figure, result in self.results if result is Result.DIFFERS])


@dataclass(frozen=True, slots=True)
class Comparing:
    """What an entry is compared with and by: the preparer's figures, the site's tolerance, the day.

    `drug` is the preparer's; a vial past its last day on `day` stops.
    """

    figures: Figures
    drug: Drug
    tolerance_ml: Decimal
    day: date


@dataclass(frozen=True, slots=True)
class Check:
    """A check under way. It knows what the checker entered and which figures differ, no more."""

    moment: Moment
    entry: Figures | None = None
    looks: tuple[Look, ...] = ()
    expired: tuple[str, ...] = ()

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        if not self.looks:
            return Stage.ENTERING
        if not self.differing:
            return Stage.AGREED
        return Stage.LOOKING_AGAIN if len(self.looks) == 1 else Stage.SEEN

    @property
    def differing(self) -> tuple[Figure, ...]:
        """The figures that differed at the last Compare."""
        return self.looks[-1].differing if self.looks else ()

    def to_enter(self, drug: Drug) -> tuple[Figure, ...]:
        """What is entered next: everything first, then what differed, and nothing once all agrees.

        Vials that are counted again have their lots read again; another drug has other vials.
        """
        if not self.looks:
            return asked_of(drug, self.moment)
        again = set(self.differing)
        if Figure.DRUG in again:
            again |= OF_THE_DRUG
        if Figure.VIALS in again:
            again.add(Figure.LOTS)
        return tuple([figure for figure in asked_of(drug, self.moment) if figure in again])

    @property
    def holds_dose(self) -> tuple[Figure, ...]:
        """The figures that keep the dose from going on; once it was given there is none to hold."""
        return held(self.moment, self.differing)[0]

    @property
    def holds_claim(self) -> tuple[Figure, ...]:
        """The figures that keep the claim from going out."""
        return held(self.moment, self.differing)[1]

    @property
    def may_sign(self) -> bool:
        """Whether the check can be signed.

        All agrees; or, before the vials are opened and after both looks, only units differ: then
        the dose may go and the claim is held.
        """
        if self.expired:
            return False
        if self.stage is Stage.SEEN and self.moment is Moment.PREPARATION:
            return not self.holds_dose
        return self.stage is Stage.AGREED

    @property
    def may_leave(self) -> bool:
        """Whether it can be left unrecorded: not once a figure was found to differ.

        Both entries are kept, and whoever knows which figure differs, or has seen the other's,
        could else begin anew as if nobody had looked.
        """
        return not self.looks or not self.looks[0].differing

    @property
    def may_send_back(self) -> bool:
        """Whether there is anything for the preparer to look at."""
        return bool(self.looks) and bool(self.differing or self.expired)


def held(
    moment: Moment, differing: tuple[Figure, ...]
) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """What of the differing figures holds the dose, and what holds the claim (ui.md)."""
    if moment is Moment.CLAIM:
        return (), differing
    dose = tuple([figure for figure in differing if figure not in BILLED])
    return dose, tuple([figure for figure in differing if figure in BILLED])


def compare(check: Check, draft: CheckDraft, drug: Drug, with_: Comparing) -> Check | Errors:
    """The check after one more Compare, or what is wrong with what was typed; nothing counts then.

    `drug` is the one that the checker chose. A check in which all agrees stays as it is.
    """
    asked = check.to_enter(drug)
    if not asked:
        return check
    before = check.entry or Figures(drug.id)
    entry = read_entry(draft, asked, before, drug, check.moment)
    if not isinstance(entry, Figures):
        return entry
    return _looked(check, entry, asked, drug, with_)


def compared(moment: Moment, entry: Figures, drug: Drug, with_: Comparing) -> Check:
    """A check of figures that somebody worked out whole, all of them in one look."""
    return _looked(Check(moment), entry, asked_of(drug, moment), drug, with_)


def _looked(
    check: Check, entry: Figures, asked: tuple[Figure, ...], drug: Drug, with_: Comparing
) -> Check:
    look = Look(
        entered=tuple((figure, figure_text(figure, entry, drug)) for figure in asked),
        results=tuple(
            (figure, _result(figure, entry, with_)) for figure in asked_of(drug, check.moment)
        ),
        after_seeing=check.stage is Stage.SEEN,
    )
    return replace(
        check, entry=entry, looks=(*check.looks, look), expired=expired(entry, with_.day)
    )


def _result(figure: Figure, entered: Figures, with_: Comparing) -> Result:
    """Whether both have the same figure; anything of another drug is another figure."""
    theirs = with_.figures
    another_drug = entered.drug != theirs.drug
    if figure is Figure.LOTS and not another_drug:
        return _lots(entered.vials, theirs.vials)
    if figure is Figure.VOLUME and theirs.volume_ml is None:
        return Result.NOT_ON_WORKSHEET
    if another_drug and figure in OF_THE_DRUG:
        return Result.DIFFERS
    return Result.SAME if _is_same(figure, entered, theirs, with_) else Result.DIFFERS


def _is_same(figure: Figure, ours: Figures, theirs: Figures, with_: Comparing) -> bool:
    match figure:
        case Figure.WEIGHT:
            return same_weight(ours.weight, theirs.weight, with_.drug.weight_switches_kg)
        case Figure.DOSE:
            return _same_mg(ours.dose_mg, theirs.dose_mg)
        case Figure.VOLUME:
            apart_ml = abs((ours.volume_ml or ZERO) - (theirs.volume_ml or ZERO))
            return apart_ml <= with_.tolerance_ml
        case Figure.VIALS:
            return _counts(ours.vials) == _counts(theirs.vials)
        case _:
            return _plain_values(figure, ours) == _plain_values(figure, theirs)


def _plain_values(figure: Figure, figures: Figures) -> tuple[object, ...]:
    """The values of a figure that is the same only where they are equal."""
    return {
        Figure.DRUG: (figures.drug,),
        Figure.ORDERED: (figures.basis, figures.ordered),
        Figure.BAG: (figures.bag,),
        Figure.GIVEN: (figures.given_mg,),
        Figure.UNITS: (figures.units,),
        Figure.JW_UNITS: (figures.jw_units,),
        Figure.CODE: (figures.code,),
    }[figure]


def same_weight(one: Weight | None, other: Weight | None, switches_kg: tuple[Decimal, ...]) -> bool:
    """Whether two weights are one: as typed in the same unit, else by the program's conversion.

    160 lb and 72.6 kg are the same, as the dose is calculated with 72.6 kg. Two that lie on
    different sides of a weight at which the dose changes never are: 66.1 lb shows as 30.0 kg and is
    29.98 kg.
    """
    if one is None or other is None:
        return one is other
    if one.unit is other.unit:
        return one.typed == other.typed
    return one.used_kg == other.used_kg and all(
        (one.exact_kg >= kg) == (other.exact_kg >= kg) for kg in switches_kg
    )


def _same_mg(typed_mg: Decimal, exact_mg: Decimal) -> bool:
    """Whether a dose is as calculated, to what a person can type."""
    return typed_mg in (exact_mg, rounded_ratio(exact_mg, Decimal(1), _FINEST_MG))


def _counts(vials: tuple[VialsOfSize, ...]) -> dict[Decimal, int]:
    return {size.mg: size.count for size in vials}


def _lots(ours: tuple[VialsOfSize, ...], theirs: tuple[VialsOfSize, ...]) -> Result:
    """Lots and days of the sizes that both have; only what both wrote can differ."""
    by_size = {vials.mg: vials for vials in theirs}
    pairs = [(vials, by_size[vials.mg]) for vials in ours if vials.mg in by_size]
    if not any(vials.lots or vials.expiry for vials in theirs):
        return Result.NOT_ON_WORKSHEET
    if not any(vials.lots or vials.expiry for vials in ours):
        return Result.NOT_ENTERED
    for one, other in pairs:
        if one.lots and other.lots and one.lots != other.lots:
            return Result.DIFFERS
        if one.expiry and other.expiry and one.expiry != other.expiry:
            return Result.DIFFERS
    return Result.SAME


@dataclass(frozen=True, slots=True)
class SecondCheck:
    """A finished check as the record keeps it: every look, and what the worksheet says beside it.

    `of` is the id of the entry whose worksheet was checked. `worksheet` has every figure asked.
    """

    moment: Moment
    of: str
    outcome: Outcome
    looks: tuple[Look, ...]
    worksheet: tuple[tuple[Figure, str], ...]
    expired: tuple[str, ...] = ()
    tolerance_ml: Decimal = ZERO

    @property
    def differing(self) -> tuple[Figure, ...]:
        """What still differed at the end."""
        return self.looks[-1].differing

    @property
    def differed_at_first(self) -> tuple[Figure, ...]:
        """What differed at the first look, whichever was right."""
        return self.looks[0].differing

    @property
    def corrected_after_seeing(self) -> tuple[Figure, ...]:
        """What the checker entered anew with both values in sight."""
        seen = [figure for look in self.looks if look.after_seeing for figure, _ in look.entered]
        return tuple(dict.fromkeys(seen))

    @property
    def holds_dose(self) -> tuple[Figure, ...]:
        """The figures for which the dose is held; an expired vial holds it too."""
        return held(self.moment, self.differing)[0]

    @property
    def holds_claim(self) -> tuple[Figure, ...]:
        """The figures for which the claim is held."""
        return held(self.moment, self.differing)[1]


def finished(check: Check, of: str, outcome: Outcome, with_: Comparing) -> SecondCheck:
    """The check as it is recorded; raises ValueError where it is not at its end."""
    if not (check.may_sign if outcome is Outcome.SIGNED else check.may_send_back):
        raise ValueError(f"a check that is {check.stage} cannot be {outcome}")
    return SecondCheck(
        check.moment,
        of,
        outcome,
        check.looks,
        tuple(
            (figure, figure_text(figure, with_.figures, with_.drug))
            for figure, _ in check.looks[-1].results
        ),
        check.expired,
        with_.tolerance_ml,
    )
