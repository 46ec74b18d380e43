"""The claim lines as segments of an 837P and an 837I, a segment a line."""

from app.core.billing import ClaimLine, NdcShare
from app.core.claim_view_parts import (
    CHARGE_MISSING,
    DIAGNOSIS_MISSING,
    MOST_POINTERS,
    PRODUCT_QUALIFIER,
    QUANTITY_MISSING,
    REVENUE_CODE,
    VOLUME_UNIT,
    charge_of,
    diagnosis_codes,
    ndc_digits,
    products_note,
)
from app.core.notation import plain
from app.core.payer import PLACES_OF_SERVICE
from app.core.worksheet import Worksheet


def _segment(*elements: str) -> str:
    return f"{'*'.join(elements)}~"


def professional(sheet: Worksheet) -> list[str]:
    """005010X222A1: HI of loop 2300, then loops 2400 with 2410."""
    claim, codes = sheet.claim, diagnosis_codes(sheet)
    pointers = [str(place) for place in range(1, 1 + min(len(claim.diagnoses), MOST_POINTERS))]
    place = PLACES_OF_SERVICE.get(claim.setting, "")
    others = [f"ABF:{code}" for code in codes[1:]]
    segments = [_segment("HI", f"ABK:{codes[0]}", *others)]
    for number, line in enumerate(sheet.claim_lines, 1):
        pointed = ":".join(pointers) or DIAGNOSIS_MISSING
        billed, charge = _procedure(line), _x12_charge(line, sheet)
        note = " ".join(_note_product(share) for share in line.other_products)
        segments += [
            _segment("LX", str(number)),
            _segment("SV1", billed, charge, "UN", str(line.units), place, "", pointed),
            _day_segment(sheet),
            *([_segment("NTE", "ADD", note)] if note else []),
            *_product_segments(line),
        ]
    return segments


def institutional(sheet: Worksheet) -> list[str]:
    """005010X223A2: NTE and HI of loop 2300, then loops 2400 with 2410."""
    codes = diagnosis_codes(sheet)
    note = products_note(sheet, _note_product)
    segments = [_segment("NTE", "ADD", note)] if note else []
    segments.append(_segment("HI", f"ABK:{codes[0]}"))
    if codes[1:]:
        segments.append(_segment("HI", *[f"ABF:{code}" for code in codes[1:]]))
    for number, line in enumerate(sheet.claim_lines, 1):
        billed, charge = _procedure(line), _x12_charge(line, sheet)
        segments += [
            _segment("LX", str(number)),
            _segment("SV2", REVENUE_CODE, billed, charge, "UN", str(line.units)),
            _day_segment(sheet),
            *_product_segments(line),
        ]
    return segments


def _procedure(line: ClaimLine) -> str:
    return ":".join(("HC", line.code, *line.modifiers))


def _x12_charge(line: ClaimLine, sheet: Worksheet) -> str:
    charge = charge_of(line, sheet)
    return CHARGE_MISSING if charge is None else plain(charge)


def _day_segment(sheet: Worksheet) -> str:
    return _segment("DTP", "472", "D8", f"{sheet.claim.date_of_service:%Y%m%d}")


def _x12_quantity(share: NdcShare) -> str:
    return QUANTITY_MISSING if share.ml is None else plain(share.ml)


def _note_product(share: NdcShare) -> str:
    return f"{PRODUCT_QUALIFIER}{ndc_digits(share)} {VOLUME_UNIT}{_x12_quantity(share)}"


def _product_segments(line: ClaimLine) -> list[str]:
    """LIN and CTP of the first product: loop 2410 comes once a line."""
    share = line.first_product
    if share is None:
        return []
    return [
        _segment("LIN", "", PRODUCT_QUALIFIER, ndc_digits(share)),
        _segment("CTP", "", "", "", _x12_quantity(share), VOLUME_UNIT),
    ]
