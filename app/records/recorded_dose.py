"""An entry of the record → the dose that it stands for, in the core's values."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from app.core.amounts import Amounts
from app.core.billing import DISCARDED, NOTHING_BILLED_AS_DISCARDED
from app.core.check_figures import Moment
from app.core.checklist import ChecklistEntry, ItemState
from app.core.checklist_item import ItemMoment
from app.core.drug import Presentation
from app.core.infusion import lost_vials
from app.core.notation import read_date
from app.core.quantity import kg_from_lb, shown_kg, started_units, whole_units
from app.core.recorded_dose import RecordedDose, split_by_product, split_discarded
from app.core.vials import VialCount
from app.records.entry import Entry
from app.records.kept_sheet import (
    Fields,
    KeptSheet,
    NotWholeError,
    figure_in,
    part_in,
    parts_in,
    read_sheet,
    text_in,
)
from app.records.one_order import WITH_WORKSHEET
from app.records.trouble import RecordTrouble
from app.reference import Reference


def recorded_doses(entries: Iterable[Entry], reference: Reference) -> list[RecordedDose]:
    """The states of doses among the entries, in their order; raises RecordTrouble."""
    found = [recorded_dose(entry, reference) for entry in entries]
    return [dose for dose in found if dose is not None]


def recorded_dose(entry: Entry, reference: Reference) -> RecordedDose | None:
    """The dose of an entry, None for a check or a print; raises RecordTrouble.

    Product codes come from the drug's file, or the request that described the drug; of a drug that
    is not here any more they are not known. The unit is the drug's, or its code's in the table,
    whichever the recorded units were counted by.
    """
    if entry.content.meaning not in WITH_WORKSHEET:
        return None
    try:
        dose = _read(entry, reference)
    except NotWholeError as error:
        raise RecordTrouble(f"{entry.id} cannot be counted: its worksheet is not whole.") from error
    opened = dose.opened_mg + dose.amounts.carried_in_mg
    if not all(use.adds_up for use in dose.products) or opened != sum(
        use.opened_mg for use in dose.products
    ):
        raise RecordTrouble(f"{entry.id} cannot be counted: its amounts do not add up.")
    return dose


def day_of(entry: Entry) -> date:
    """The date of service, or the day of recording by this computer's clock."""
    day = read_date(text_in(entry.content.request, "date_of_service"))
    return moment_of(entry).date() if isinstance(day, str) else day


def day_of_vials(entry: Entry, checked: Moment, today: date) -> date:
    """The day by which a second check of an entry asks whether its vials had expired.

    Today before they are opened; before the claim that of the dose, however much later it is.
    """
    return today if checked is Moment.PREPARATION else day_of(entry)


def moment_of(entry: Entry) -> datetime:
    """When it was recorded, by this computer's clock."""
    return datetime.fromisoformat(entry.at).astimezone()


def open_items(sheet: KeptSheet, answers: Mapping[str, str], reference: Reference) -> list[str]:
    """The texts of what was still to be documented with those answers then.

    An answer counts as it does on the page: not before its moment, nor where it is doubtful. One to
    an item that is not on the list any more counts as it stands.
    """
    known = {item.id: item for item in reference.checklist}
    drug = reference.drug(sheet.drug.id)
    minutes = drug.preparation.infusion_minutes if drug and drug.preparation else 0
    missing = []
    for asked in sheet.checklist:
        if not asked.is_open:
            continue
        is_met = bool(answers.get(asked.id, "").strip())
        if is_met and (item := known.get(asked.id)):
            is_due = item.moment is ItemMoment.BEFORE or not sheet.is_planned
            stands = ChecklistEntry(item, ItemState.OPEN, is_due, minutes)
            is_met = stands.state_with(answers) is ItemState.MET
        if not is_met:
            missing.append(asked.text)
    return missing


def _read(entry: Entry, reference: Reference) -> RecordedDose:
    """The dose of an entry; raises NotWholeError."""
    new, request = entry.content, entry.content.request
    sheet = read_sheet(new.worksheet)
    billed_mg = sheet.dose_mg if sheet.is_planned else sheet.given_mg
    if billed_mg is None:
        raise NotWholeError("given_mg")
    vials = _vials(sheet, request, reference)
    losses = [figure_in(loss, "mg") for loss in parts_in(request, "losses")]
    amounts = Amounts(
        sheet.status,
        billed_mg,
        sheet.discarded_mg,
        sheet.left_mg,
        sheet.kept_mg,
        sheet.lost_mg,
        sheet.carried_in_mg,
        lost_vials([mg for mg in losses if mg is not None], vials),
    )
    lines = sheet.claim_lines
    jw_units = sum(line.units for line in lines if DISCARDED in line.modifiers)
    discarded = split_discarded(
        amounts, sheet.discarded_units, jw_units, _unit_mg(sheet, request, reference, amounts)
    )
    return RecordedDose(
        entry=entry.id,
        corrects=new.corrects,
        encounter=new.encounter,
        course=new.course,
        drug_id=sheet.drug.id,
        drug=sheet.drug_name,
        day=day_of(entry),
        payer=text_in(request, "payer"),
        amounts=amounts,
        opened_mg=sheet.opened_mg,
        avoidable_mg=sheet.avoidable_mg,
        discarded_units=sheet.discarded_units,
        given_units=sum(line.units for line in lines) - jw_units,
        jw_units=jw_units,
        has_jz=any(NOTHING_BILLED_AS_DISCARDED in line.modifiers for line in lines),
        open_items=len(open_items(sheet, new.answers, reference)),
        claim_ready=sheet.claim_ready,
        weight_kg=_weight_kg(request),
        products=split_by_product(vials, amounts, discarded),
    )


def _vials(sheet: KeptSheet, request: Fields, reference: Reference) -> list[VialCount]:
    known = {size.mg: size for size in _presentations(sheet, request, reference)}
    return [VialCount(known.get(mg, Presentation(mg)), count) for mg, count in sheet.vials]


def _presentations(
    sheet: KeptSheet, request: Fields, reference: Reference
) -> tuple[Presentation, ...]:
    if sheet.drug.id:
        drug = reference.drug(sheet.drug.id)
        return drug.presentations if drug else ()
    described = parts_in(part_in(request, "drug"), "presentations")
    sizes = [(figure_in(size, "mg"), text_in(size, "ndc") or None) for size in described]
    return tuple([Presentation(mg, ndc=ndc) for mg, ndc in sizes if mg is not None])


def _unit_mg(
    sheet: KeptSheet, request: Fields, reference: Reference, amounts: Amounts
) -> Decimal | None:
    """The unit that the recorded units were counted by, None where neither known one fits."""
    drug = reference.drug(sheet.drug.id)
    units = [drug.unit_mg if drug else None, figure_in(part_in(request, "drug"), "unit_mg")]
    for line in sheet.claim_lines:
        coded = reference.rules.codes.entries.get(line.code)
        units.append(coded.unit_mg if coded else None)
    for unit_mg in units:
        if (
            unit_mg
            and whole_units(sheet.opened_mg, unit_mg) == sheet.opened_units
            and started_units(amounts.billed_mg, unit_mg) == sheet.administered_units
        ):
            return unit_mg
    return None


def _weight_kg(request: Fields) -> Decimal | None:
    """The weight in kg that the dose was reckoned with: of lb to 0.1 kg."""
    dose = part_in(request, "dose")
    typed = figure_in(dose, "weight")
    if typed is None or text_in(dose, "weight_unit") != "lb":
        return typed
    return shown_kg(kg_from_lb(typed))
