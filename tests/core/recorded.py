"""Recorded doses written out by hand, and those that worksheets come to."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from app.core.amounts import Amounts, Status
from app.core.recorded_dose import ProductUse, RecordedDose, split_by_product, split_discarded
from app.core.worksheet import Worksheet

DAY: Final = date(2026, 11, 23)
NDC_500: Final = "0310-4611-50"
NDC_120: Final = "0310-4500-12"

GIVEN_724: Final = Amounts(Status.GIVEN, Decimal(724), Decimal(16))
PLANNED_724: Final = Amounts(Status.PLANNED, Decimal(724), Decimal(16))
NOTHING_GIVEN: Final = Amounts(Status.NOT_GIVEN, Decimal(0), Decimal(740))


def recorded(entry: str = "R-000001", **changes: Any) -> RecordedDose:
    """724 mg of durvalumab given from 1 × 500 mg + 2 × 120 mg, 16 mg discarded, 73 and 1 units."""
    fields: dict[str, Any] = {
        "entry": entry,
        "corrects": "",
        "encounter": "A-20417",
        "course": "C-88",
        "drug_id": "durvalumab",
        "drug": "durvalumab",
        "day": DAY,
        "payer": "medicare-part-b",
        "amounts": GIVEN_724,
        "opened_mg": Decimal(740),
        "avoidable_mg": Decimal(0),
        "discarded_units": 1,
        "given_units": 73,
        "jw_units": 1,
        "has_jz": False,
        "open_items": 3,
        "claim_ready": False,
        "weight_kg": Decimal("72.4"),
        "products": (
            ProductUse(NDC_500, Decimal(500), 1, Decimal(500), given_mg=Decimal(500)),
            ProductUse(
                NDC_120,
                Decimal(120),
                2,
                Decimal(240),
                given_mg=Decimal(224),
                jw_mg=Decimal(10),
                remainder_mg=Decimal(6),
            ),
        ),
    }
    return RecordedDose(**{**fields, **changes})


def products_of(sheet: Worksheet) -> tuple[ProductUse, ...]:
    """What became of each product of a worksheet."""
    jw_units = sum(line.units for line in sheet.claim_lines if line.is_discard)
    discarded = split_discarded(sheet.amounts, sheet.units.discarded, jw_units, sheet.drug.unit_mg)
    return split_by_product(sheet.plan.vials, sheet.amounts, discarded)


def texts(*figures: Decimal | int) -> list[str]:
    """Figures as they are written, to compare several at once."""
    return [f"{figure:f}" if isinstance(figure, Decimal) else str(figure) for figure in figures]
