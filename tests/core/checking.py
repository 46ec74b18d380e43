"""A worksheet's figures and what a checker types for them, for the tests of the second check."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from app.core.check_arithmetic import Workings
from app.core.check_entry import CheckDraft, Errors, VialsDraft
from app.core.check_figures import Figures, Moment, VialsOfSize
from app.core.double_check import Check, Comparing, compare
from app.core.drug import Drug
from app.core.order import BagMethod, ChosenBag, WeightUnit
from app.core.order_reading import read_weight
from tests.core.asking import DURVALUMAB, TODAY

EXPIRY_500: Final = date(2027, 5, 31)
EXPIRY_120: Final = date(2027, 2, 28)


def weight(text: str, unit: WeightUnit = WeightUnit.KG) -> Any:
    """A weight that can be read."""
    found = read_weight(text, unit)
    assert not isinstance(found, str), found
    return found


WORKSHEET: Final = Figures(  # ui.md and double-check.png: 72.4 kg, 10 mg/kg, 500 and 120 mg vials
    drug="durvalumab",
    weight=weight("72.4"),
    ordered=Decimal(10),
    dose_mg=Decimal(724),
    volume_ml=Decimal("14.48"),
    bag=ChosenBag("saline", Decimal(100), BagMethod.ADD),
    vials=(
        VialsOfSize(Decimal(500), 1, ("BX4471",), EXPIRY_500),
        VialsOfSize(Decimal(120), 2, ("BW1190",), EXPIRY_120),
    ),
    units=73,
    jw_units=1,
    code="J9173",
)
GIVEN: Final = replace(WORKSHEET, given_mg=Decimal(724))
TYPED: Final = CheckDraft(
    drug="durvalumab",
    weight="72.4",
    ordered="10",
    dose_mg="724",
    volume_ml="14.48",
    bag="saline 100",
    method="add",
    given_mg="724",
    vials=(
        VialsDraft("500", "1", "BX4471", "2027-05"),
        VialsDraft("120", "2", "bw1190", "2027-02"),
    ),
    units="73",
    jw_units="1",
    code="J9173",
)


def with_(
    figures: Figures = WORKSHEET,
    drug: Drug = DURVALUMAB,
    tolerance_ml: str = "0.1",
    day: date = TODAY,
) -> Comparing:
    """What an entry is compared with."""
    return Comparing(figures, drug, Decimal(tolerance_ml), day)


def typed(**changes: Any) -> CheckDraft:
    """What a careful checker types, but for these fields."""
    return replace(TYPED, **changes)


def vials(*sizes: tuple[str, ...]) -> tuple[VialsDraft, ...]:
    """`vials(("500", "1", "BX4471", "2027-05"))`."""
    return tuple(VialsDraft(*size) for size in sizes)


def compared(check: Check, draft: CheckDraft, against: Comparing, drug: Drug = DURVALUMAB) -> Check:
    """The check after a Compare that has nothing to refuse."""
    found = compare(check, draft, drug, against)
    assert isinstance(found, Check), found
    return found


def refused(
    draft: CheckDraft, moment: Moment = Moment.PREPARATION, drug: Drug = DURVALUMAB
) -> dict[str, str]:
    """Field → sentence of a first entry that cannot be compared."""
    found: Check | Errors = compare(Check(moment), draft, drug, with_())
    assert not isinstance(found, Check), found
    return {error.field: error.message for error in found}


def workings(figures: Figures = WORKSHEET, drug: Drug = DURVALUMAB, **changes: Any) -> Workings:
    """The workings of 724 mg of 740."""
    made = Workings(figures, drug, Decimal(724), Decimal(740), Decimal(724), Decimal(16))
    return replace(made, **changes)
