"""How the preparer's worksheet comes to a figure, in a line that a person can check by hand."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from app.core.check_figures import Figure, Figures, figure_text
from app.core.drug import Drug
from app.core.notation import counted, shown
from app.core.order import Basis, WeightUnit
from app.core.quantity import rounded_ratio, started_units, whole_units

_FINEST: Final = Decimal("0.001")
_COPIED: Final = "as the preparer has it"


@dataclass(frozen=True, slots=True)
class Workings:
    """A recorded worksheet's figures with the amounts that they come from, in mg.

    `billed_mg` is the dose while planned, then what was given; `takes_jw` whether the payer takes a
    line for what was discarded.
    """

    figures: Figures
    drug: Drug
    ordered_mg: Decimal
    opened_mg: Decimal
    billed_mg: Decimal
    discarded_mg: Decimal
    takes_jw: bool = True


def explained(figure: Figure, workings: Workings) -> str:  # noqa: PLR0911 one line each
    """The line for that figure: what it is worked out from, or that it was copied."""
    figures, drug = workings.figures, workings.drug
    match figure:
        case Figure.WEIGHT:
            return _weight(workings)
        case Figure.DOSE:
            return _dose(workings)
        case Figure.VOLUME:
            return _volume(workings)
        case Figure.VIALS:
            opened, dose = f"{shown(workings.opened_mg)} mg", f"{shown(figures.dose_mg)} mg"
            return f"{figure_text(figure, figures, drug)} hold {opened}, for a dose of {dose}"
        case Figure.UNITS:
            return f"{_units(workings)}: {figures.units:,}"
        case Figure.JW_UNITS:
            return _jw_units(workings)
        case Figure.GIVEN:
            return "as charted"
        case Figure.CODE:
            return f"on the claim for {drug.name}"
        case _:
            return _COPIED


def _weight(workings: Workings) -> str:
    weight = workings.figures.weight
    if weight is None:
        return "no weight on the worksheet"
    typed = f"{shown(weight.typed)} {weight.unit}"
    if weight.unit is WeightUnit.KG:
        return _COPIED
    return f"{typed} × 0.45359237 kg a lb, to 0.1 kg: {shown(weight.used_kg)} kg"


def _dose(workings: Workings) -> str:
    figures = workings.figures
    dose, ordered = f"{shown(figures.dose_mg)} mg", f"{shown(workings.ordered_mg)} mg"
    if figures.basis is Basis.FLAT or figures.weight is None:
        basis = f"flat dose of {ordered}"
    else:
        kg = f"{shown(figures.weight.used_kg)} kg"
        basis = f"{kg} × {shown(figures.ordered)} mg/kg = {ordered}"
    return basis if figures.dose_mg == workings.ordered_mg else f"{basis}, rounded to {dose}"


def _volume(workings: Workings) -> str:
    figures = workings.figures
    first = workings.drug.presentations[0]
    if figures.volume_ml is None:
        return "no volume on the worksheet"
    volume = f"{shown(figures.volume_ml)} mL"
    alike = first.ml is not None and all(
        p.ml is not None and p.ml * first.mg == first.ml * p.mg for p in workings.drug.presentations
    )
    if not alike or first.ml is None:
        return f"{volume}, added up from the vials"
    strength = rounded_ratio(first.mg, first.ml, _FINEST)
    if strength * first.ml != first.mg:  # it has no end: the vial itself is what can be read
        per = f"{shown(first.ml)} mL ÷ {shown(first.mg)} mg"
        return f"{shown(figures.dose_mg)} mg × {per} = {volume}"
    return f"{shown(figures.dose_mg)} mg ÷ {shown(strength)} mg/mL = {volume}"


def _units(workings: Workings) -> str:
    """ "724 mg ÷ 10 mg a unit = 72.4, a started unit counts"."""
    billed_mg, unit_mg = workings.billed_mg, workings.drug.unit_mg
    if started_units(billed_mg, unit_mg) != workings.figures.units:
        return "as the worksheet counted them by the code on it"
    asked = f"{shown(billed_mg)} mg ÷ {shown(unit_mg)} mg a unit"
    quotient = rounded_ratio(billed_mg, unit_mg, _FINEST)
    whole = whole_units(billed_mg, unit_mg)
    if started_units(billed_mg, unit_mg) == whole:
        return f"{asked} = {shown(whole)} whole units"
    if quotient * unit_mg == billed_mg:
        return f"{asked} = {shown(quotient)}, a started unit counts"
    return f"{asked} is over {shown(whole)}, a started unit counts"


def _jw_units(workings: Workings) -> str:
    figures, unit_mg = workings.figures, workings.drug.unit_mg
    if workings.drug.multi_dose:
        return f"multi-dose vials have no JW: {figures.jw_units:,}"
    if not workings.takes_jw:
        return f"no line for what was discarded: {figures.jw_units:,}"
    together_mg = workings.billed_mg + workings.discarded_mg
    whole = whole_units(together_mg, unit_mg)
    if max(0, whole - figures.units) != figures.jw_units:
        return f"as the worksheet counted them by the code on it: {figures.jw_units:,}"
    given = "given" if figures.given_mg is not None else "to give"
    return (
        f"{shown(workings.billed_mg)} mg {given} and {shown(workings.discarded_mg)} mg discarded "
        f"hold {counted(whole, 'whole unit')}, less {figures.units:,}: {figures.jw_units:,}"
    )
