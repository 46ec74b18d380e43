"""A recorded worksheet → the figures that a second check compares with, exactly as recorded."""

from datetime import date
from decimal import Decimal
from typing import Final, cast

from app.contract.json_text import JsonObject
from app.core.billing import DISCARDED
from app.core.check_arithmetic import Workings
from app.core.check_entry import lots_in
from app.core.check_figures import Figure, Figures, Moment, VialsOfSize, figure_text
from app.core.drug import Drug
from app.core.notation import last_day_of_month, read_date, read_decimal
from app.core.order import BagMethod, Basis, ChosenBag, Weight, WeightUnit
from app.core.order_reading import read_weight
from app.records.entry import NewEntry

UNREADABLE: Final = "What is recorded here cannot be read by this program: check it on paper."


def drug_id(content: NewEntry) -> str:
    """The id of the drug of an entry, "" where the request described one."""
    drug = content.request.get("drug")
    return drug if isinstance(drug, str) else ""


def lots_text(content: NewEntry) -> str:
    """Lots and days of its vials as a check has them, "" where they cannot be read."""
    try:
        vials = _vials(content.worksheet, content.request)
    except (KeyError, TypeError, ValueError, AttributeError):
        return ""
    return figure_text(Figure.LOTS, Figures(drug_id(content), vials=vials), None)


def workings_of(content: NewEntry, drug: Drug, moment: Moment) -> Workings | str:
    """The figures of that worksheet and what they come from, or a sentence on why there are none.

    Before the claim, units are those of its lines; while planned, those of the dose.
    """
    try:
        return _workings(content.request, content.worksheet, drug, moment)
    except (KeyError, TypeError, ValueError, AttributeError):
        return UNREADABLE


def _workings(request: JsonObject, sheet: JsonObject, drug: Drug, moment: Moment) -> Workings:
    dose = cast("JsonObject", request["dose"])
    basis = Basis(cast("str", dose["basis"]))
    units, jw_units, takes_jw, code = _units(sheet, moment)
    given_mg = None if sheet["given_mg"] is None else _decimal(sheet["given_mg"])
    dose_mg = _decimal(sheet["dose_mg"])
    figures = Figures(
        drug=drug.id,
        weight=_weight(dose),
        basis=basis,
        ordered=_decimal(dose["mg"] if basis is Basis.FLAT else dose["mg_per_kg"]),
        dose_mg=dose_mg,
        volume_ml=None if sheet["draw_ml"] is None else _decimal(sheet["draw_ml"]),
        bag=_bag(sheet),
        given_mg=given_mg,
        vials=_vials(sheet, request),
        units=units,
        jw_units=jw_units,
        code=code,
    )
    return Workings(
        figures,
        drug,
        _decimal(sheet["ordered_mg"]),
        _decimal(sheet["opened_mg"]),
        dose_mg if given_mg is None else given_mg,
        _decimal(sheet["discarded_mg"]),
        takes_jw,
    )


def _decimal(text: object) -> Decimal:
    """A decimal of an answer, of which mg may have more places than a person can type."""
    if not isinstance(text, str):
        raise TypeError("a decimal is a text")
    read = read_decimal(text)
    return read if isinstance(read, Decimal) else Decimal(text)


def _weight(dose: JsonObject) -> Weight | None:
    if not dose.get("weight"):
        return None
    weight = read_weight(cast("str", dose["weight"]), WeightUnit(cast("str", dose["weight_unit"])))
    if isinstance(weight, str):
        raise ValueError(weight)  # noqa: TRY004 it is text that is no weight, not a wrong type
    return weight


def _bag(sheet: JsonObject) -> ChosenBag | None:
    preparation = cast("JsonObject | None", sheet["preparation"])
    chosen = cast("JsonObject | None", preparation["chosen"]) if preparation else None
    if chosen is None:
        return None
    method = BagMethod(cast("str", chosen["method"]))
    return ChosenBag(cast("str", chosen["diluent"]), _decimal(chosen["ml"]), method)


def _vials(sheet: JsonObject, request: JsonObject) -> tuple[VialsOfSize, ...]:
    """The vials of the worksheet, with lots and earliest expiry as the order has them."""
    plan = cast("list[JsonObject]", request.get("plan") or [])
    vials = []
    for size in cast("list[JsonObject]", sheet["vials"]):
        mg = _decimal(size["mg"])
        rows = [row for row in plan if row.get("count") and _decimal(row["mg"]) == mg]
        lots = {lot for row in rows for lot in lots_in(cast("str", row.get("lot") or ""))}
        days = [day for row in rows if (day := _day(row.get("expiry"))) is not None]
        count = cast("int", size["count"])
        vials.append(VialsOfSize(mg, count, tuple(sorted(lots)), min(days, default=None)))
    return tuple(vials)


def _day(text: object) -> date | None:
    day = read_date(last_day_of_month(text)) if isinstance(text, str) else ""
    return day if isinstance(day, date) else None


def _units(sheet: JsonObject, moment: Moment) -> tuple[int, int, bool, str]:
    """Units, JW units, whether there is a line for them where they are due, and the code."""
    units = cast("dict[str, int]", sheet["units"])
    lines = cast("list[JsonObject]", sheet["claim_lines"])
    code = cast("str", lines[0]["code"]) if lines else ""
    if moment is Moment.PREPARATION:
        return units["administered"], units["discarded"], True, code
    discards = [line for line in lines if DISCARDED in cast("list[str]", line["modifiers"])]
    given = sum(cast("int", line["units"]) for line in lines if line not in discards)
    discarded = sum(cast("int", line["units"]) for line in discards)
    return given, discarded, discarded == units["discarded"], code


def nothing_to_check(content: NewEntry, moment: Moment) -> str:
    """Why there is nothing to check at that moment, "" where there is."""
    status = content.worksheet.get("status")
    if moment is Moment.PREPARATION:
        planned = status == "planned"
        return "" if planned else "The dose was given already: check the claim instead."
    if status == "planned":
        return "No dose given is recorded here yet: the claim is checked once it is."
    if status == "not-given" or not content.worksheet.get("claim_lines"):
        return "There is no claim line on this worksheet, so there is no claim to check."
    return ""
