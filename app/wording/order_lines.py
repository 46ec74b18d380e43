"""The order in plain text: drug, dose and its basis, weight, regimen and the label's row."""

from decimal import Decimal
from typing import Final

from app.core.claim import Claim
from app.core.drug import Drug, LabelledDose, Presentation
from app.core.notation import shown
from app.core.order import Basis, Order, WeightUnit
from app.core.quantity import rounded_ratio, shown_lb
from app.core.rounding import PROPOSED
from app.wording.answers import answer_text
from app.wording.page import WIDTH, Field, fields

_FINEST_STRENGTH: Final = Decimal("0.001")


def drug_title(drug: Drug) -> str:
    """The drug as "durvalumab (Imfinzi) 50 mg/mL".

    The strength is left out where it is unknown, not the same for all sizes, or has no end.
    """
    name = f"{drug.name} ({drug.brand})" if drug.brand else drug.name
    strengths = {_strength(presentation) for presentation in drug.presentations}
    strength = strengths.pop()
    return name if strength is None or strengths else f"{name} {shown(strength)} mg/mL"


def sizes_text(drug: Drug) -> str:
    """The sizes of its vials: "500 mg in 10 mL, 120 mg in 2.4 mL"."""
    return ", ".join(
        f"{shown(size.mg)} mg" + ("" if size.ml is None else f" in {shown(size.ml)} mL")
        for size in drug.presentations
    )


def title_line(drug: Drug, status: str) -> str:
    """Drug on the left, status on the right."""
    title = drug_title(drug)
    return f"{title}{status:>{max(len(status) + 2, WIDTH - len(title))}}"


def order_lines(
    order: Order, row: LabelledDose | None, drug: Drug, claim: Claim, dose_mg: Decimal
) -> list[str]:
    """The dose with its basis, rounded or not, and what else the order says."""
    return fields(order_fields(order, row, drug, claim, dose_mg))


def order_fields(
    order: Order, row: LabelledDose | None, drug: Drug, claim: Claim, dose_mg: Decimal
) -> list[Field]:
    """The same, not laid out."""
    basis = ", flat" if order.basis is Basis.FLAT else f" = {order.basis_text}"
    rounded = dose_mg != order.ordered_mg
    ordered = f"{shown(order.ordered_mg)} mg of {drug.name}{basis}"
    entries = [Field("Ordered" if rounded else "Dose", ordered)]
    if rounded:
        entries.append(Field("Rounded to", f"{shown(dose_mg)} mg of {drug.name}"))
        decision = claim.decision(PROPOSED)
        entries += [] if decision is None else [Field("", answer_text(decision))]
    entries.append(Field("Weight", _weight_text(order)))
    if order.regimen is not None:
        entries.append(Field("Regimen", f"{order.regimen.indication}, {order.regimen.phase}"))
        entries.append(Field("Label says", _rule_text(row)))
        if order.regimen.course_text:
            entries.append(Field("Course", order.regimen.course_text))
    if order.cycle is not None:
        entries.append(Field("Dose number", shown(order.cycle)))
    return entries


def _strength(presentation: Presentation) -> Decimal | None:
    """mg/mL where it can be written exactly with at most 3 decimals."""
    mg, ml = presentation.mg, presentation.ml
    if ml is None:
        return None
    strength = rounded_ratio(mg, ml, _FINEST_STRENGTH)
    return strength if strength * ml == mg else None


def _weight_text(order: Order) -> str:
    weight = order.weight
    if weight is None:
        return "not given"
    kg = f"{shown(weight.used_kg)} kg"
    both = f"{kg} ({shown(shown_lb(weight.typed))} lb)"
    if weight.unit is WeightUnit.LB:
        both = f"{shown(weight.typed)} lb ({kg})"
    if order.weighed_on is None:
        return f"{both}, day of weighing not given"
    return f"{both}, weighed on {order.weighed_on}"


def _rule_text(row: LabelledDose | None) -> str:
    """The row of the label that holds for this patient."""
    if row is None:
        return "no dose for this weight"
    return f"{row.text} ({row.read_in})"
