"""A regimen that a person picked fills the dose for the weight, and says by which rule."""

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from app.core.drug import Regimen
from app.core.notation import plain
from app.core.order import Basis, OrderDraft, Weight
from app.core.order_reading import read_weight


class FilledDose(NamedTuple):
    """The draft with the label's dose in it, and the rule in words."""

    draft: OrderDraft
    rule: str


def fill_dose(draft: OrderDraft, regimen: Regimen) -> FilledDose:
    """`draft` with the dose that the label has for its weight.

    While no weight can be read, the row of the heaviest patients is filled, which the answer then
    asks about. Where the label has no row for the weight the dose is left blank.
    """
    weight = _weight(draft)
    row = regimen.dose_for(None if weight is None else weight.exact_kg)
    if row is None:
        return FilledDose(
            replace(draft, mg="", mg_per_kg="", regimen=regimen.id),
            "The label has no dose of this regimen for this weight.",
        )
    rule = f"Label: {row.text}. {regimen.course_text}".rstrip()
    if row.flat_mg is not None:
        filled = replace(draft, basis=Basis.FLAT, mg=plain(row.flat_mg), mg_per_kg="")
    else:
        per_kg = plain(row.mg_per_kg or Decimal(0))
        filled = replace(draft, basis=Basis.WEIGHT, mg="", mg_per_kg=per_kg)
    return FilledDose(replace(filled, regimen=regimen.id), rule)


def _weight(draft: OrderDraft) -> Weight | None:
    if not draft.weight.strip() or draft.weight_unit is None:
        return None
    weight = read_weight(draft.weight, draft.weight_unit)
    return None if isinstance(weight, str) else weight
