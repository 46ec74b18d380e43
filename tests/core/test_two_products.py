"""Lines for each product where the rounding leaves the last one no unit (billing.md 0.1)."""

from decimal import Decimal

from app.core.drug import Drug, Presentation
from app.core.notation import plain
from tests.core.asking import drug_of, flat, plan_of, worksheet
from tests.core.rules_by_hand import MEDICAID, with_payer

HUNDRED = Presentation(Decimal(100), Decimal(10), "0310-4611-50")
FOUR = Presentation(Decimal(4), Decimal(1), "0310-4500-12")
DRUG: Drug = drug_of("100", "4")._replace(presentations=(HUNDRED, FOUR))


def lines_of(given_mg: str, *vials: tuple[str, int]) -> list[tuple[str, int, str, int]]:
    """First modifier, units, mg and number of products of each line."""
    sheet = worksheet(flat(given_mg, plan=plan_of(*vials)), DRUG, rules=with_payer(MEDICAID))
    return [
        (" ".join(line.modifiers), line.units, plain(line.mg), len(line.ndcs))
        for line in sheet.claim_lines
    ]


def test_a_discard_that_makes_no_unit_goes_with_the_product_before_it() -> None:
    """90 of 104 mg: 10 mg of the one and 4 of the other are 1 JW unit in all, on one line."""
    assert lines_of("90", ("100", 1), ("4", 1)) == [("KP", 9, "90", 1), ("JW KP", 1, "14", 2)]


def test_what_was_given_of_a_last_product_is_the_started_unit() -> None:
    """103 of 104 mg: 100 are 10 units, 3 more start the 11th; 1 mg is no JW unit, so JZ stands."""
    assert lines_of("103", ("100", 1), ("4", 1)) == [
        ("JZ KP", 10, "100", 1),
        ("JZ KQ", 1, "3", 1),
    ]


def test_each_of_three_products_has_its_own_units() -> None:
    """165 of 100, 50 and 30 mg: 10, 5, and 2 for the 15 mg that start the second."""
    thirty = Presentation(Decimal(30), Decimal(3), "0310-4500-12")
    fifty = Presentation(Decimal(50), Decimal(5), "0310-4505-25")
    drug = DRUG._replace(presentations=(HUNDRED, fifty, thirty))
    order = flat("165", plan=plan_of(("100", 1), ("50", 1), ("30", 1)))
    sheet = worksheet(order, drug, rules=with_payer(MEDICAID))
    assert [(line.modifiers[0], line.units, int(line.mg)) for line in sheet.claim_lines] == [
        ("KP", 10, 100),
        ("KQ", 5, 50),
        ("KQ", 2, 15),
        ("JW", 1, 15),
    ]
