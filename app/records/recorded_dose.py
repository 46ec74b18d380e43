"""An entry of the record → the dose that it stands for, in the core's values."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, cast

from app.contract.json_text import JsonObject
from app.core.amounts import Amounts, Status
from app.core.check_figures import Moment as CheckMoment
from app.core.checklist import ChecklistEntry, ItemState
from app.core.checklist_item import Moment
from app.core.drug import Presentation
from app.core.infusion import lost_vials
from app.core.notation import read_date
from app.core.quantity import kg_from_lb, shown_kg, started_units, whole_units
from app.core.recorded_dose import RecordedDose, split_by_product, split_discarded
from app.core.vials import VialCount
from app.records.entry import Entry
from app.records.one_order import WITH_WORKSHEET
from app.records.trouble import RecordTrouble
from app.reference import Reference

if TYPE_CHECKING:
    from app.contract.answer_shape import Answer


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
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise RecordTrouble(f"{entry.id} cannot be counted: its worksheet is not whole.") from error
    opened = dose.opened_mg + dose.amounts.carried_in_mg
    if not all(use.adds_up for use in dose.products) or opened != sum(
        use.opened_mg for use in dose.products
    ):
        raise RecordTrouble(f"{entry.id} cannot be counted: its amounts do not add up.")
    return dose


def day_of(entry: Entry) -> date:
    """The date of service, or the day of recording by this computer's clock."""
    day = read_date(str(entry.content.request.get("date_of_service") or ""))
    return moment_of(entry).date() if isinstance(day, str) else day


def day_of_vials(entry: Entry, checked: CheckMoment, today: date) -> date:
    """The day by which a second check of an entry asks whether its vials had expired.

    Today before they are opened; before the claim that of the dose, however much later it is.
    """
    return today if checked is CheckMoment.PREPARATION else day_of(entry)


def moment_of(entry: Entry) -> datetime:
    """When it was recorded, by this computer's clock."""
    return datetime.fromisoformat(entry.at).astimezone()


def open_items(entry: Entry, reference: Reference) -> list[str]:
    """The texts of what was still to be documented then.

    An answer counts as it does on the page: not before its moment, nor where it is doubtful. One to
    an item that is not on the list any more counts as it stands.
    """
    answers, sheet = entry.content.answers, cast("Answer", entry.content.worksheet)
    known = {item.id: item for item in reference.checklist}
    drug = reference.drug(sheet["drug"]["id"])
    minutes = drug.preparation.infusion_minutes if drug and drug.preparation else 0
    missing = []
    for asked in sheet["checklist"]:
        if asked["state"] != "open":
            continue
        is_met = bool(answers.get(asked["id"], "").strip())
        if is_met and (item := known.get(asked["id"])):
            is_due = item.moment is Moment.BEFORE or sheet["status"] != "planned"
            stands = ChecklistEntry(item, ItemState.OPEN, is_due, minutes)
            is_met = stands.state_with(answers) is ItemState.MET
        if not is_met:
            missing.append(asked.get("text", asked["id"]))
    return missing


def _read(entry: Entry, reference: Reference) -> RecordedDose:
    new = entry.content
    sheet, request = cast("Answer", new.worksheet), new.request
    vials = _vials(sheet, request, reference)
    losses = cast("list[Mapping[str, str]]", request.get("losses") or [])
    status = Status(sheet["status"])
    amounts = Amounts(
        status,
        Decimal(sheet["dose_mg"] if status is Status.PLANNED else sheet["given_mg"] or ""),
        Decimal(sheet["discarded_mg"]),
        Decimal(sheet["left_mg"]),
        Decimal(sheet["kept_mg"]),
        Decimal(sheet["lost_mg"]),
        Decimal(sheet["carried_in_mg"]),
        lost_vials([Decimal(loss["mg"].strip()) for loss in losses], vials),
    )
    jw_units = sum(line["units"] for line in sheet["claim_lines"] if "JW" in line["modifiers"])
    given_units = sum(line["units"] for line in sheet["claim_lines"]) - jw_units
    discarded = split_discarded(
        amounts,
        sheet["units"]["discarded"],
        jw_units,
        _unit_mg(sheet, request, reference, amounts),
    )
    return RecordedDose(
        entry=entry.id,
        corrects=new.corrects,
        encounter=new.encounter,
        course=new.course,
        drug_id=sheet["drug"]["id"],
        drug=sheet["drug"]["name"],
        day=day_of(entry),
        payer=str(request.get("payer") or ""),
        amounts=amounts,
        opened_mg=Decimal(sheet["opened_mg"]),
        avoidable_mg=Decimal(sheet["avoidable_mg"]),
        discarded_units=sheet["units"]["discarded"],
        given_units=given_units,
        jw_units=jw_units,
        has_jz=any("JZ" in line["modifiers"] for line in sheet["claim_lines"]),
        open_items=len(open_items(entry, reference)),
        claim_ready=sheet["claim_ready"],
        weight_kg=_weight_kg(request),
        products=split_by_product(vials, amounts, discarded),
    )


def _vials(sheet: "Answer", request: JsonObject, reference: Reference) -> list[VialCount]:
    known = {size.mg: size for size in _presentations(sheet, request, reference)}
    counted = [(Decimal(vials["mg"]), vials["count"]) for vials in sheet["vials"]]
    return [VialCount(known.get(mg, Presentation(mg)), count) for mg, count in counted]


def _presentations(
    sheet: "Answer", request: JsonObject, reference: Reference
) -> tuple[Presentation, ...]:
    if sheet["drug"]["id"]:
        drug = reference.drug(sheet["drug"]["id"])
        return drug.presentations if drug else ()
    described = cast("Mapping[str, list[Mapping[str, str]]]", request["drug"])
    return tuple(
        [Presentation(Decimal(p["mg"]), ndc=p.get("ndc")) for p in described["presentations"]]
    )


def _unit_mg(
    sheet: "Answer", request: JsonObject, reference: Reference, amounts: Amounts
) -> Decimal | None:
    """The unit that the recorded units were counted by, None where neither known one fits."""
    described = request["drug"]
    drug = reference.drug(sheet["drug"]["id"])
    units: list[Decimal | None] = [drug.unit_mg] if drug else []
    if isinstance(described, dict):
        units.append(Decimal(str(described["unit_mg"]).strip()))
    for line in sheet["claim_lines"]:
        coded = reference.rules.codes.entries.get(line["code"])
        units.append(coded.unit_mg if coded else None)
    opened_mg, counted = Decimal(sheet["opened_mg"]), sheet["units"]
    billed_mg = amounts.billed_mg
    for unit_mg in units:
        if (
            unit_mg is not None
            and whole_units(opened_mg, unit_mg) == counted["opened"]
            and started_units(billed_mg, unit_mg) == counted["administered"]
        ):
            return unit_mg
    return None


def _weight_kg(request: JsonObject) -> Decimal | None:
    """The weight in kg that the dose was reckoned with: of lb to 0.1 kg."""
    dose = cast("Mapping[str, str]", request["dose"])
    if not dose.get("weight"):
        return None
    typed = Decimal(dose["weight"].strip())
    return shown_kg(kg_from_lb(typed)) if dose.get("weight_unit") == "lb" else typed
