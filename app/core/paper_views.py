"""The claim lines as a CMS-1500 and a UB-04 have them (NUCC as quoted in billing.md 4.2)."""

from decimal import Decimal

from app.core.billing import ClaimLine, NdcShare
from app.core.claim_view_parts import (
    CENT,
    CHARGE_MISSING,
    DIAGNOSIS_MISSING,
    PRODUCT_QUALIFIER,
    QUANTITY_MISSING,
    REVENUE_CODE,
    VOLUME_UNIT,
    billed_text,
    charge_of,
    diagnosis_codes,
    most_letters,
    ndc_digits,
    products_note,
)
from app.core.notation import plain
from app.core.payer import PLACES_OF_SERVICE, NdcFormat
from app.core.quantity import rounded_ratio
from app.core.worksheet import Worksheet


def cms1500(sheet: Worksheet) -> list[str]:
    """Items 19, 21 and 24 (NUCC as quoted in billing.md 4.2)."""
    claim = sheet.claim
    day = f"{claim.date_of_service:%m %d %y}"
    pointers = "ABCD"[: min(len(claim.diagnoses), most_letters(sheet))] or DIAGNOSIS_MISSING
    note = _paper_note(sheet)
    lines = [f"19  {note}"] if note else []
    lines.append(f"21  ICD Ind. 0  {_lettered_diagnoses(sheet, 'ABCDEFGHIJKL')}")
    for number, line in enumerate(sheet.claim_lines, 1):
        shaded = _paper_product(line.first_product, sheet, " ") if line.first_product else ""
        lines += [
            f"24  Line {number}",
            f"    shaded  {shaded}".rstrip(),
            f"    A  {day}  {day}",
            f"    B  {PLACES_OF_SERVICE[claim.setting]}",
            f"    D  {billed_text(line)}",
            f"    E  {pointers}",
            f"    F  {_paper_charge(line, sheet)}",
            f"    G  {line.units}",
        ]
    return lines


def ub04(sheet: Worksheet) -> list[str]:
    """FL 42 to 47, 67 and 80."""
    day = f"{sheet.claim.date_of_service:%m%d%y}"
    lines = []
    for number, line in enumerate(sheet.claim_lines, 1):
        product = _paper_product(line.first_product, sheet, "") if line.first_product else ""
        lines += [
            f"FL  Line {number}",
            f"    42  {REVENUE_CODE}",
            f"    43  {product}".rstrip(),
            f"    44  {billed_text(line)}",
            f"    45  {day}",
            f"    46  {line.units}",
            f"    47  {_paper_charge(line, sheet)}",
        ]
    lines.append(f"67  {_lettered_diagnoses(sheet, ' ABCDEFGHIJK')}")
    note = _paper_note(sheet)
    return [*lines, f"80  {note}"] if note else lines


def paper_quantity(ml: Decimal, form: NdcFormat) -> str:
    """A volume in mL as a payer wants it on paper (billing.md 4.2, contested).

    To two decimals half up, and at least 0.01 (medicalbillingcptmodifiers.com, 2016-06-13).
    """
    match form:
        case NdcFormat.UP_TO_3_DECIMALS:
            return plain(ml)
        case NdcFormat.TWO_DECIMALS:
            return format(max(CENT, rounded_ratio(ml, Decimal(1), CENT)), "f")
        case NdcFormat.TEN_DIGITS:  # pragma: no branch - there is no other
            return f"{int(ml * 1000):010d}"


def _paper_charge(line: ClaimLine, sheet: Worksheet) -> str:
    """Dollars and cents in their own places, no point, comma or sign (NUCC, item 24F)."""
    charge = charge_of(line, sheet)
    return CHARGE_MISSING if charge is None else format(charge, ".2f").replace(".", " ")


def _lettered_diagnoses(sheet: Worksheet, letters: str) -> str:
    codes = diagnosis_codes(sheet)
    pairs = zip(letters, codes, strict=False)  # fewer codes than letters
    return "  ".join(f"{letter} {code}".strip() for letter, code in pairs)


def _paper_product(share: NdcShare, sheet: Worksheet, gap: str) -> str:
    """ "N400310461150 ML10", with what is between code and unit on that form."""
    claim = sheet.claim
    form = claim.payer.ndc_format.value_on(claim.date_of_service, NdcFormat.UP_TO_3_DECIMALS)
    quantity = QUANTITY_MISSING if share.ml is None else paper_quantity(share.ml, form)
    return f"{PRODUCT_QUALIFIER}{ndc_digits(share)}{gap}{VOLUME_UNIT}{quantity}"


def _paper_note(sheet: Worksheet) -> str:
    return products_note(sheet, lambda share: _paper_product(share, sheet, " "))
