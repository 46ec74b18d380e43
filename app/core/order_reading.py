"""Draft → order: what a person typed is read once, strictly, or refused in a sentence a field."""

from datetime import date
from decimal import Decimal
from typing import Final

from app.core.drug import MOST_VIALS, Drug, Limits, Presentation, Regimen
from app.core.finding import FieldError, Incomplete, Refused
from app.core.notation import read_count, read_date, read_decimal, shown
from app.core.order import (
    BagDraft,
    Basis,
    ChosenBag,
    Order,
    OrderDraft,
    PlannedVialDraft,
    PlannedVials,
    ShelfDraft,
    Stock,
    Weight,
    WeightUnit,
)
from app.core.quantity import ZERO, kg_from_lb, shown_kg

_LONGEST_LOT: Final = 200
"""A lot has at most 20 characters (GS1, AI 10); vials of one size may be of several lots."""


def read_order(
    draft: OrderDraft, drug: Drug, last_day: date, about_claim: tuple[FieldError, ...] = ()
) -> Order | Incomplete | Refused:
    """The order that `draft` writes for `drug`, or every field that is missing or wrong.

    Nothing can have been weighed after `last_day`. `about_claim` is what is wrong with the claim
    that goes with it, said after what is wrong here.
    """
    errors: list[FieldError] = []
    weight = _read_weight(draft, drug, errors)
    mg_per_kg, ordered_mg = _read_dose(draft, drug.limits, weight, errors)
    weighed_on = _read_weighing_date(draft.weighed_on, last_day, errors)
    regimen = _read_regimen(draft.regimen, drug, errors)
    cycle = _count(draft.cycle, "cycle", errors) if draft.cycle.strip() else None
    shelf = _read_shelf(draft.shelf, drug, errors)
    plan = None if draft.plan is None else _read_plan(draft.plan, drug, errors)
    bag = None if draft.bag is None else _read_bag(draft.bag, drug, errors)
    errors += about_claim
    if errors or ordered_mg is None:
        found = tuple(errors)
        return Incomplete(found) if all(e.missing for e in found) else Refused(found)
    return Order(
        draft.basis, ordered_mg, mg_per_kg, weight, weighed_on, regimen, cycle, shelf,
        draft.prefer, plan, bag,
    )  # fmt: skip


def read_weight(text: str, unit: WeightUnit) -> Weight | str:
    """The weight that `text` writes, or a sentence; lb are converted exactly, then to 0.1 kg."""
    figure = read_decimal(text)
    if isinstance(figure, str):
        return figure
    if unit is WeightUnit.KG:
        return Weight(figure, unit, figure, figure)
    exact_kg = kg_from_lb(figure)
    return Weight(figure, unit, exact_kg, shown_kg(exact_kg))


def _read_weight(draft: OrderDraft, drug: Drug, errors: list[FieldError]) -> Weight | None:
    if not draft.weight.strip():
        if draft.basis is Basis.WEIGHT:
            sentence = f"Type the patient’s weight for {drug.name}."
            errors.append(FieldError("dose.weight", sentence, missing=True))
        return None
    if draft.weight_unit is None:
        errors.append(FieldError("dose.weight_unit", "Say whether the weight is in kg or lb."))
        return None
    limits = drug.limits
    weight = read_weight(draft.weight, draft.weight_unit)
    if isinstance(weight, str):
        errors.append(FieldError("dose.weight", weight))
        return None
    if weight.exact_kg < limits.min_weight_kg:
        bound = f"under {shown(limits.min_weight_kg)}"
    elif weight.exact_kg > limits.max_weight_kg:
        bound = f"over {shown(limits.max_weight_kg)}"
    else:
        return weight
    errors.append(
        FieldError(
            "dose.weight",
            f"{shown(weight.typed)} {weight.unit} is {bound} kg: no dose is calculated for it. "
            "Check the weight and its unit.",
        )
    )
    return None


def _read_dose(
    draft: OrderDraft, limits: Limits, weight: Weight | None, errors: list[FieldError]
) -> tuple[Decimal | None, Decimal | None]:
    """mg/kg where the order has it, and the dose in mg; None where it cannot be had."""
    if draft.basis is Basis.FLAT:
        if draft.mg_per_kg.strip():
            errors.append(FieldError("dose.mg_per_kg", "A flat dose takes mg alone, not mg/kg."))
        return None, _figure(
            draft.mg, "dose.mg", limits.max_dose_mg, "mg", "Type the flat dose in mg.", errors
        )
    if draft.mg.strip():
        errors.append(FieldError("dose.mg", "A dose by weight takes mg/kg alone, not mg."))
    mg_per_kg = _figure(
        draft.mg_per_kg, "dose.mg_per_kg", limits.max_mg_per_kg, "mg/kg",
        "Type the ordered mg/kg.", errors,
    )  # fmt: skip
    if mg_per_kg is None or weight is None:
        return mg_per_kg, None
    ordered_mg = weight.used_kg * mg_per_kg
    if ordered_mg > limits.max_dose_mg:
        errors.append(
            FieldError(
                "dose.mg_per_kg",
                f"{shown(weight.used_kg)} kg × {shown(mg_per_kg)} mg/kg is "
                f"{shown(ordered_mg)} mg, over {shown(limits.max_dose_mg)} mg, the most taken.",
            )
        )
        return mg_per_kg, None
    return mg_per_kg, ordered_mg


def _figure(
    text: str, field: str, most: Decimal, unit: str, missing: str, errors: list[FieldError]
) -> Decimal | None:
    """A figure above 0 and at most `most`, or None with its error added."""
    if not text.strip():
        errors.append(FieldError(field, missing, missing=True))
        return None
    figure = read_decimal(text)
    if isinstance(figure, str):
        errors.append(FieldError(field, figure))
    elif figure == ZERO:
        errors.append(FieldError(field, f"0 {unit} cannot be used: write a figure above 0."))
    elif figure > most:
        errors.append(
            FieldError(
                field,
                f"{shown(figure)} {unit} is over {shown(most)} {unit}, the most that is taken.",
            )
        )
    else:
        return figure
    return None


def _count(text: str, field: str, errors: list[FieldError]) -> int | None:
    count = read_count(text)
    if isinstance(count, str):
        errors.append(FieldError(field, count))
        return None
    return count


def _read_weighing_date(text: str, last_day: date, errors: list[FieldError]) -> date | None:
    if not text.strip():
        return None
    day = read_date(text)
    if isinstance(day, str):
        errors.append(FieldError("dose.weighed_on", day))
        return None
    if day > last_day:
        errors.append(
            FieldError(
                "dose.weighed_on",
                f"{day} is after {last_day}: check the weighing date.",
            )
        )
        return None
    return day


def _read_regimen(regimen_id: str, drug: Drug, errors: list[FieldError]) -> Regimen | None:
    if not regimen_id.strip():
        return None
    regimen = drug.regimen(regimen_id)
    if regimen is None:
        known = ", ".join(r.id for r in drug.regimens) or "none"
        errors.append(
            FieldError(
                "regimen", f"{drug.name} has no regimen “{regimen_id[:60]}”. Known: {known}."
            )
        )
    elif regimen.withdrawn:
        errors.append(
            FieldError(
                "regimen", f"{regimen.indication} is no longer labelled: {regimen.withdrawn}."
            )
        )
        return None
    return regimen


def _presentation(
    text: str, field: str, drug: Drug, errors: list[FieldError]
) -> Presentation | None:
    mg = read_decimal(text)
    if isinstance(mg, str):
        errors.append(FieldError(field, mg))
        return None
    presentation = drug.presentation(mg)
    if presentation is None:
        sizes = ", ".join(shown(p.mg) for p in drug.presentations)
        errors.append(
            FieldError(field, f"{drug.name} has no {shown(mg)} mg vial: its sizes are {sizes} mg.")
        )
    return presentation


def _read_shelf(
    drafts: tuple[ShelfDraft, ...] | None, drug: Drug, errors: list[FieldError]
) -> tuple[Stock, ...]:
    """What may be opened, larger first; without a shelf every presentation, not limited."""
    if drafts is None:
        return tuple([Stock(p) for p in drug.presentations])
    stocks: list[Stock] = []
    named: set[Decimal] = set()
    for place, draft in enumerate(drafts):
        presentation = _presentation(draft.mg, f"shelf[{place}].mg", drug, errors)
        on_hand = None
        if draft.on_hand is not None:
            on_hand = _count(draft.on_hand, f"shelf[{place}].on_hand", errors)
        if presentation is None:
            continue
        if presentation.mg in named:
            errors.append(
                FieldError(f"shelf[{place}].mg", f"{shown(presentation.mg)} mg is named twice.")
            )
        named.add(presentation.mg)
        stocks.append(Stock(presentation, on_hand))
    stocks.sort(key=lambda stock: stock.presentation.mg, reverse=True)
    return tuple(stocks)


def _read_plan(
    drafts: tuple[PlannedVialDraft, ...], drug: Drug, errors: list[FieldError]
) -> tuple[PlannedVials, ...]:
    vials: list[PlannedVials] = []
    for place, draft in enumerate(drafts):
        presentation = _presentation(draft.mg, f"plan[{place}].mg", drug, errors)
        count = _count(draft.count, f"plan[{place}].count", errors)
        expiry = None if draft.expiry is None else read_date(draft.expiry)
        lot = (draft.lot or "").strip()
        if len(lot) > _LONGEST_LOT or not lot.isprintable():
            sentence = f"Write the lot in one line of at most {_LONGEST_LOT} characters."
            errors.append(FieldError(f"plan[{place}].lot", sentence))
        if isinstance(expiry, str):
            errors.append(FieldError(f"plan[{place}].expiry", expiry))
            continue
        if presentation is not None and count is not None:
            vials.append(PlannedVials(presentation, count, expiry, lot))
    total = sum(vial.count for vial in vials)
    if total > MOST_VIALS:
        errors.append(
            FieldError("plan", f"{total:,} vials are over {MOST_VIALS:,}, the most in a plan.")
        )
    return tuple(vials)


def _read_bag(draft: BagDraft, drug: Drug, errors: list[FieldError]) -> ChosenBag | None:
    if drug.preparation is None:
        errors.append(
            FieldError("bag", f"No preparation is known for {drug.name}, so no bag can be checked.")
        )
        return None
    if drug.preparation.diluent(draft.diluent) is None:
        known = ", ".join(d.id for d in drug.preparation.diluents)
        errors.append(
            FieldError(
                "bag.diluent",
                f"“{draft.diluent[:60]}” is not a diluent for {drug.name}. Known: {known}.",
            )
        )
    ml = _figure(draft.ml, "bag.ml", Decimal(10_000), "mL", "Type the bag’s volume in mL.", errors)
    return None if ml is None else ChosenBag(draft.diluent, ml, draft.method)
