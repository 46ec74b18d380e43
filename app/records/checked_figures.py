"""A recorded worksheet → the figures that a second check compares with, exactly as recorded."""

from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from app.core.amounts import Status
from app.core.billing import DISCARDED
from app.core.check_arithmetic import Workings
from app.core.check_entry import lots_in
from app.core.check_figures import Figure, Figures, Moment, VialsOfSize, figure_text
from app.core.double_check import Comparing
from app.core.drug import Drug
from app.core.notation import last_day_of_month, read_date
from app.core.order import Basis, ChosenBag, Weight, WeightUnit
from app.core.order_reading import read_weight
from app.records.entry import Entry, NewEntry, drug_of
from app.records.kept_sheet import (
    Fields,
    KeptSheet,
    NotWholeError,
    count_in,
    figure_in,
    is_planned,
    part_in,
    parts_in,
    read_sheet,
    text_in,
)
from app.records.recorded_dose import day_of_vials

UNREADABLE: Final = "What is recorded here cannot be read by this program: check it on paper."


def lots_text(content: NewEntry) -> str:
    """Lots and days of its vials as a check has them, "" where they cannot be read."""
    try:
        vials = _vials(read_sheet(content.worksheet), content.request)
    except ValueError:
        return ""
    return figure_text(Figure.LOTS, Figures(drug_of(content.worksheet).id, vials=vials), None)


class AsRecorded(NamedTuple):
    """A recorded worksheet as a check has it: its figures with what they come from."""

    workings: Workings
    comparing: Comparing


def as_recorded(
    entry: Entry, drug: Drug, moment: Moment, tolerance_ml: Decimal, today: date
) -> AsRecorded | str:
    """What a check of that entry is compared with, or a sentence on why there is nothing.

    `drug` is that of the entry, `tolerance_ml` what a syringe may differ by here.
    """
    if why := nothing_to_check(entry.content, moment):
        return why
    workings = workings_of(entry.content, drug, moment)
    if isinstance(workings, str):
        return workings
    day = day_of_vials(entry, moment, today)
    return AsRecorded(workings, Comparing(workings.figures, drug, tolerance_ml, day))


def workings_of(content: NewEntry, drug: Drug, moment: Moment) -> Workings | str:
    """The figures of that worksheet and what they come from, or a sentence on why there are none.

    Before the claim, units are those of its lines; while planned, those of the dose.
    """
    try:
        return _workings(content, drug, moment)
    except ValueError:
        return UNREADABLE


def _workings(content: NewEntry, drug: Drug, moment: Moment) -> Workings:
    request, sheet = content.request, read_sheet(content.worksheet)
    dose = part_in(request, "dose")
    basis = Basis(text_in(dose, "basis"))
    ordered = figure_in(dose, "mg" if basis is Basis.FLAT else "mg_per_kg")
    if ordered is None:
        raise NotWholeError("dose")
    units, jw_units, takes_jw = _units(sheet, moment)
    figures = Figures(
        drug=sheet.drug.id,  # a drug that a request describes is not the file of that name
        weight=_weight(dose),
        basis=basis,
        ordered=ordered,
        dose_mg=sheet.dose_mg,
        volume_ml=sheet.draw_ml,
        bag=ChosenBag(*sheet.bag[:3]) if sheet.bag else None,
        given_mg=sheet.given_mg,
        vials=_vials(sheet, request),
        units=units,
        jw_units=jw_units,
        code=sheet.claim_lines[0].code if sheet.claim_lines else "",
    )
    return Workings(
        figures,
        drug,
        sheet.ordered_mg,
        sheet.opened_mg,
        sheet.dose_mg if sheet.given_mg is None else sheet.given_mg,
        sheet.discarded_mg,
        takes_jw,
    )


def _weight(dose: Fields) -> Weight | None:
    typed = text_in(dose, "weight")
    if not typed:
        return None
    weight = read_weight(typed, WeightUnit(text_in(dose, "weight_unit")))
    if isinstance(weight, str):
        raise NotWholeError(weight)
    return weight


def _vials(sheet: KeptSheet, request: Fields) -> tuple[VialsOfSize, ...]:
    """The vials of the worksheet, with lots and earliest expiry as the order has them."""
    plan = [row for row in parts_in(request, "plan") if count_in(row, "count")]
    vials = []
    for mg, count in sheet.vials:
        rows = [row for row in plan if figure_in(row, "mg") == mg]
        lots = {lot for row in rows for lot in lots_in(text_in(row, "lot"))}
        days = [day for row in rows if (day := _day(text_in(row, "expiry"))) is not None]
        vials.append(VialsOfSize(mg, count, tuple(sorted(lots)), min(days, default=None)))
    return tuple(vials)


def _day(text: str) -> date | None:
    day = read_date(last_day_of_month(text))
    return day if isinstance(day, date) else None


def _units(sheet: KeptSheet, moment: Moment) -> tuple[int, int, bool]:
    """Units, JW units, and whether there is a line for them where they are due."""
    if moment is Moment.PREPARATION:
        return sheet.administered_units, sheet.discarded_units, True
    discarded = sum(line.units for line in sheet.claim_lines if DISCARDED in line.modifiers)
    given = sum(line.units for line in sheet.claim_lines) - discarded
    return given, discarded, discarded == sheet.discarded_units


def nothing_to_check(content: NewEntry, moment: Moment) -> str:
    """Why there is nothing to check at that moment, "" where there is."""
    planned = is_planned(content.worksheet)
    if moment is Moment.PREPARATION:
        return "" if planned else "The dose was given already: check the claim instead."
    if planned:
        return "No dose given is recorded here yet: the claim is checked once it is."
    not_given = content.worksheet.get("status") == Status.NOT_GIVEN
    if not_given or not content.worksheet.get("claim_lines"):
        return "There is no claim line on this worksheet, so there is no claim to check."
    return ""
