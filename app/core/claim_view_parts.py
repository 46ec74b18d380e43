"""What the forms and the 837 text of a claim share: charge, diagnoses, product codes."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from app.core.billing import ClaimLine, NdcShare
from app.core.codes import is_diagnosis
from app.core.quantity import rounded_ratio
from app.core.worksheet import Worksheet

REVENUE_CODE: Final = "0636"
"""Drugs that need detailed coding (billing.md 4.2)."""
PRODUCT_QUALIFIER: Final = "N4"
VOLUME_UNIT: Final = "ML"
"""A liquid vial is billed in mL; ME and MG are refused by payers (billing.md 4.2)."""
MOST_POINTERS: Final = 4
"""Diagnoses that a line can point at."""
_ONE_LETTER_ON_PAPER: Final = frozenset({"medicare-part-b"})
"""Payers that take one letter, the primary one (Medicare manual 26, item 24E)."""

CHARGE_MISSING: Final = "charge missing"
QUANTITY_MISSING: Final = "quantity missing"
DIAGNOSIS_MISSING: Final = "diagnosis missing"
DIAGNOSIS_MALFORMED: Final = "diagnosis malformed"

CENT: Final = Decimal("0.01")


def charge_of(line: ClaimLine, sheet: Worksheet) -> Decimal | None:
    """USD for a line, units × charge, to the cent half up; None where no charge is known."""
    per_unit = sheet.claim.charge_per_unit
    return None if per_unit is None else rounded_ratio(line.units * per_unit, Decimal(1), CENT)


def diagnosis_codes(sheet: Worksheet) -> list[str]:
    """The diagnoses as a claim has them, without their point; the words for one that is none."""
    codes = [
        diagnosis.replace(".", "") if is_diagnosis(diagnosis) else DIAGNOSIS_MALFORMED
        for diagnosis in sheet.claim.diagnoses
    ]
    return codes or [DIAGNOSIS_MISSING]


def most_letters(sheet: Worksheet) -> int:
    """How many diagnoses a line points at in item 24E of the CMS-1500."""
    return 1 if sheet.claim.payer.id in _ONE_LETTER_ON_PAPER else MOST_POINTERS


def ndc_digits(share: NdcShare) -> str:
    """The product code as eleven digits."""
    return share.ndc.replace("-", "")


def products_note(sheet: Worksheet, write: Callable[[NdcShare], str]) -> str:
    """The products that their lines have no place for, as `write` has each; "" without any."""
    return "; ".join(
        " ".join((billed_text(line), *[write(share) for share in line.other_products]))
        for line in sheet.claim_lines
        if line.other_products
    )


def billed_text(line: ClaimLine) -> str:
    """Code and modifiers: "J9323 JW JA"."""
    return " ".join((line.code, *line.modifiers))
