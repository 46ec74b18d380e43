"""A worksheet whose figures do not add up is noticed, whichever of them is wrong."""

from decimal import Decimal

import pytest

from app.core.billing import Units
from app.core.claim_draft import ClaimDraft
from app.core.vials import VialPlan
from app.core.worksheet import Worksheet, what_does_not_add_up
from tests.core.asking import DURVALUMAB, by_weight, flat, worksheet

SHEET = worksheet(by_weight("72.4"))  # 724 mg of 500 + 2 × 120 mg; 73 units and 1 JW
GIVEN, DISCARDED = SHEET.claim_lines
TEN = Decimal(10)


def test_a_worksheet_of_the_core_adds_up() -> None:
    assert what_does_not_add_up(SHEET) is None


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        (SHEET._replace(plan=VialPlan(SHEET.plan.vials, Decimal(750), 3)), "vials and opened"),
        (SHEET._replace(dose_mg=Decimal(734)), "draw and dose"),
        (SHEET._replace(amounts=SHEET.amounts._replace(lost_mg=TEN)), "opened and given"),
        (
            SHEET._replace(
                amounts=SHEET.amounts._replace(discarded_mg=Decimal(-1), kept_mg=Decimal(17)),
            ),
            "discarded",
        ),
        (SHEET._replace(units=Units(72, 2, 74)), "units and dose"),
        (SHEET._replace(units=Units(74, 0, 74)), "units and dose"),
        (SHEET._replace(units=Units(73, 2, 74)), "given, JW and opened units"),
        (SHEET._replace(units=Units(73, 0, 74)), "given, JW and opened units"),
    ],
)  # fmt: skip
def test_a_figure_that_is_wrong_is_named(wrong: Worksheet, what: str) -> None:
    assert what_does_not_add_up(wrong) == what


@pytest.mark.parametrize(
    "lines",
    [
        (GIVEN._replace(units=72), DISCARDED),
        (GIVEN._replace(mg=Decimal(720)), DISCARDED),
        (GIVEN, DISCARDED._replace(units=2)),
        (GIVEN, DISCARDED._replace(mg=Decimal(10))),
        (GIVEN, GIVEN._replace(units=0, mg=Decimal(0)), DISCARDED),
        (GIVEN, DISCARDED._replace(modifiers=("JA",))),
        (GIVEN._replace(modifiers=("JW",)), DISCARDED),
    ],
)  # fmt: skip
def test_lines_that_do_not_stand_for_the_units_are_named(lines: tuple[object, ...]) -> None:
    wrong = SHEET._replace(claim_lines=lines)  # type: ignore[arg-type] # of lines alone
    assert what_does_not_add_up(wrong) == "claim lines and units"


def test_what_stays_in_the_vials_is_known_where_all_was_drawn_from_them() -> None:
    """14.8 mL in 500 + 2 × 120 mg, 14.48 drawn; of what was carried in the volume is not known."""
    assert SHEET.rest_ml == Decimal("0.32")
    carried = worksheet(by_weight("72.4", claim=ClaimDraft(carried_in_mg="56")))
    assert carried.rest_ml is None


def test_no_unit_stands_for_what_falls_short_of_one() -> None:
    """724 mg of 500 + 2 × 120 mg: 74 units stand for all 740; of 725 in 5s and a unit of 10, 5."""
    assert SHEET.in_no_unit_mg == 0
    many = worksheet(by_weight("72.4"), DURVALUMAB._replace(multi_dose=True))
    assert many.in_no_unit_mg == 0
    fives = DURVALUMAB._replace(
        presentations=(DURVALUMAB.presentations[1]._replace(mg=Decimal(35), ml=None),),
        preparation=None,
    )
    # 30 of 35 mg: 3 units given; 30 + 5 hold 3 whole units, so no JW, and 5 mg are in no unit
    assert worksheet(flat("30"), fives).in_no_unit_mg == 5
