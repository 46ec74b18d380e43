"""How the tests of the core ask it, and the drugs that they ask about."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

from app.core.calculate import Answer, calculate
from app.core.drug import (
    BagSize,
    Diluent,
    Drug,
    PreparationRule,
    Presentation,
    Route,
)
from app.core.finding import Incomplete, Refused
from app.core.order import (
    BagDraft,
    BagMethod,
    Basis,
    OrderDraft,
    PlannedVialDraft,
    ShelfDraft,
    WeightUnit,
)
from app.core.rules import Rules
from app.core.worksheet import ShortShelf, Worksheet
from tests.core.rules_by_hand import RULES

TODAY = date(2026, 11, 24)


def drug_of(
    *sizes_mg: str, unit_mg: str = "10", multi_dose: bool = False, route: Route | None = None
) -> Drug:
    """A drug as a request describes one: sizes and a billing unit, and nothing else known."""
    contents = sorted((Decimal(mg) for mg in sizes_mg), reverse=True)
    return Drug(
        id="",
        name="inline drug",
        brand="",
        code="J0000",
        unit_mg=Decimal(unit_mg),
        presentations=tuple(Presentation(mg) for mg in contents),
        multi_dose=multi_dose,
        route=route,
    )


DURVALUMAB = Drug(  # label.md, section 2, written out here so that no file stands between
    id="durvalumab",
    name="durvalumab",
    brand="Imfinzi",
    code="J9323",
    unit_mg=Decimal(10),
    presentations=(
        Presentation(Decimal(500), Decimal(10), "0310-4611-50"),
        Presentation(Decimal(120), Decimal("2.4"), "0310-4500-12"),
    ),
    route=Route.INTRAVENOUS,
    preparation=PreparationRule(
        min_mg_per_ml=Decimal(1),
        max_mg_per_ml=Decimal(15),
        infusion_minutes=60,
        filter="0.2 or 0.22 micron",
        handling="",
        diluents=(Diluent("saline", "sodium chloride 0.9 %"),),
        bags=tuple(BagSize("saline", Decimal(ml)) for ml in (100, 50, 250)),
        source="label.md, section 2",
    ),
)


@cache
def durvalumab_file() -> Drug:
    """Durvalumab as the program's own file has it, limits and regimens included."""
    from app.reference import load_reference

    drug = load_reference().drug("durvalumab")
    assert drug is not None
    return drug


def flat(mg: str, weight: str = "", unit: WeightUnit = WeightUnit.KG, **more: Any) -> OrderDraft:
    """A flat dose, with a weight where one is given."""
    known = unit if weight else None
    return OrderDraft(Basis.FLAT, mg=mg, weight=weight, weight_unit=known, **more)


def by_weight(
    weight: str, mg_per_kg: str = "10", unit: WeightUnit = WeightUnit.KG, **more: Any
) -> OrderDraft:
    """A dose by weight."""
    return OrderDraft(Basis.WEIGHT, mg_per_kg=mg_per_kg, weight=weight, weight_unit=unit, **more)


def shelf_of(**counts: int | None) -> tuple[ShelfDraft, ...]:
    """`shelf_of(mg500=6, mg120=None)`: six of 500 mg, 120 mg not limited."""
    return tuple(
        ShelfDraft(mg.removeprefix("mg"), None if n is None else str(n)) for mg, n in counts.items()
    )


def plan_of(*vials: tuple[str, int]) -> tuple[PlannedVialDraft, ...]:
    """`plan_of(("500", 1), ("120", 2))`."""
    return tuple(PlannedVialDraft(mg, str(count)) for mg, count in vials)


def ask(
    draft: OrderDraft, drug: Drug = DURVALUMAB, today: date = TODAY, rules: Rules = RULES
) -> Answer:
    """The answer of the core, whatever it is."""
    return calculate(draft, drug, rules, today)


def worksheet(
    draft: OrderDraft, drug: Drug = DURVALUMAB, today: date = TODAY, rules: Rules = RULES
) -> Worksheet:
    """The answer to an order that has to have one."""
    answer = ask(draft, drug, today, rules)
    assert isinstance(answer, Worksheet), answer
    return answer


def short_shelf(draft: OrderDraft, drug: Drug = DURVALUMAB) -> ShortShelf:
    """The answer to an order that the vials at hand cannot cover."""
    answer = ask(draft, drug)
    assert isinstance(answer, ShortShelf), answer
    return answer


def refusal(draft: OrderDraft, drug: Drug = DURVALUMAB, rules: Rules = RULES) -> dict[str, str]:
    """Field → sentence of an order that has to be refused."""
    answer = ask(draft, drug, rules=rules)
    assert isinstance(answer, Refused), answer
    assert all(error.message.strip() for error in answer.errors)
    return {error.field: error.message for error in answer.errors}


def waiting_for(draft: OrderDraft, drug: Drug = DURVALUMAB) -> set[str]:
    """The fields of an order that has nothing wrong in it but is not complete."""
    answer = ask(draft, drug)
    assert isinstance(answer, Incomplete), answer
    assert all(error.message.strip() for error in answer.errors)
    return {error.field for error in answer.errors}


ABOUT_CODE_AND_DIAGNOSIS: Final = frozenset(
    {"code-conflict", "code-unknown", "diagnosis-not-labelled"}
)
"""There on every order without a settled code and a diagnosis; tested by themselves."""


def finding_ids(sheet: Worksheet) -> list[str]:
    """The ids of what the program has to say about dose, vials and bag, in order."""
    return [f.id for f in sheet.findings if f.id not in ABOUT_CODE_AND_DIAGNOSIS]


def message(sheet: Worksheet, finding_id: str) -> str:
    """The sentence of the one finding of that id."""
    [found] = [finding for finding in sheet.findings if finding.id == finding_id]
    return found.message


def vials_of(sheet: Worksheet) -> dict[str, int]:
    """Content in mg → how many are opened."""
    return {f"{vial.mg:f}": vial.count for vial in sheet.plan.vials}


def modifiers_of(sheet: Worksheet) -> Sequence[tuple[str, ...]]:
    """The modifiers of each claim line."""
    return [line.modifiers for line in sheet.claim_lines]


def bag(ml: str, method: str = "add") -> BagDraft:
    """A bag of saline."""
    return BagDraft("saline", ml, BagMethod(method))
