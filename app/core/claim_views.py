"""The claim lines as a CMS-1500, a UB-04 and 837 text show them (billing.md 4).

Pure text of one worksheet: no figure is made here but the charge, the paper form of a quantity, and
the date's form. Lines that begin with "# " are for the biller and belong to no form and no segment.

Two product codes on one line (a payer with `NdcLines.ONE`): loop 2410 takes one, so the other goes
- 837P: into NTE*ADD of loop 2400 (Palmetto), which stands before loop 2410 or is refused;
- CMS-1500: into item 19 (Palmetto);
- 837I: into NTE*ADD of loop 2300, the billing note, once a claim. Loop 2400 of 005010X223A2 takes
  NTE*TPO alone, for third parties (pyx12's map). No payer's own text was found;
- UB-04: into FL 80, remarks, the same place on paper.

X12 RFI 2151: the paper's way of writing a quantity is not the 837's, which takes a plain decimal.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from app.core.billing import (
    DISCARDED,
    MOST_MODIFIERS,
    NOTHING_BILLED_AS_DISCARDED,
    ClaimLine,
    NdcShare,
)
from app.core.infusion import Status
from app.core.notation import plain, shown
from app.core.payer import PLACES_OF_SERVICE, SETTINGS, NdcFormat, Setting
from app.core.quantity import ZERO, rounded_ratio
from app.core.worksheet import Worksheet


class View(StrEnum):
    """A form, or a kind of 837; the word is the command's."""

    CMS1500 = "cms-1500"
    UB04 = "ub-04"
    PROFESSIONAL = "837p"
    INSTITUTIONAL = "837i"


TITLES: Final = {
    View.CMS1500: "CMS-1500",
    View.UB04: "UB-04",
    View.PROFESSIONAL: "837P",
    View.INSTITUTIONAL: "837I",
}

REVENUE_CODE: Final = "0636"
"""Drugs that need detailed coding (billing.md 4.2)."""
PRODUCT_QUALIFIER: Final = "N4"
VOLUME_UNIT: Final = "ML"
"""A liquid vial is billed in mL; ME and MG are refused by payers (billing.md 4.2)."""
MOST_POINTERS: Final = 4
"""Diagnoses that a line can point at; Medicare takes one on paper (manual 26, item 24E)."""
LONGEST_NOTE: Final = 80
"""Characters of NTE02."""

CHARGE_MISSING: Final = "charge missing"
QUANTITY_MISSING: Final = "quantity missing"
DIAGNOSIS_MISSING: Final = "diagnosis missing"
DIAGNOSIS_MALFORMED: Final = "diagnosis malformed"

_CENT: Final = Decimal("0.01")
_DIAGNOSIS: Final = re.compile(r"[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?", re.ASCII)
_CODE: Final = re.compile(r"[A-Z][0-9]{4}", re.ASCII)
_MODIFIER: Final = re.compile(r"[A-Z0-9]{2}", re.ASCII)
_WHOLE_UNITS: Final = re.compile(r"[1-9][0-9]*", re.ASCII)
_NDC_DIGITS: Final = re.compile(r"[0-9]{11}", re.ASCII)
_QUANTITY: Final = re.compile(r"(?=.*[1-9])[0-9]{1,8}(?:\.[0-9]{1,3})?", re.ASCII)
"""Above 0; at most 8 digits before and 3 after the point (X12 RFI 2151)."""


def views_for(sheet: Worksheet) -> tuple[View, ...]:
    """The views that the setting bills by; none for an exempt one, `claim_view` says why."""
    if sheet.claim.setting is Setting.EXEMPT:
        return ()
    if sheet.claim.setting.is_hospital:
        return (View.UB04, View.INSTITUTIONAL)
    return (View.CMS1500, View.PROFESSIONAL)


def claim_view(sheet: Worksheet, view: View) -> str:
    """The lines as `view` shows them, under what a biller must see first; each line ends in "\\n".

    Where there is nothing to show, the sentence that says why stands in its place.
    """
    heading = _heading(sheet, view)
    why_nothing = _why_nothing(sheet, view)
    if why_nothing:
        return _text([*_comments([*heading, why_nothing])])
    invalid = [f"NOT VALID: {fault}" for fault in (*_gaps(sheet), *our_own_faults(sheet))]
    return _text([*_comments([*heading, *invalid, *_remarks(sheet, view)]), *_body(sheet, view)])


def our_own_faults(sheet: Worksheet) -> tuple[str, ...]:
    """What is wrong in the lines by our own rules; the outside checkers each miss some of it.

    Read in the segments as they are written, so that what is checked is what goes out.
    """
    if not sheet.claim_lines:
        return ()
    view = View.INSTITUTIONAL if sheet.claim.setting.is_hospital else View.PROFESSIONAL
    return segment_faults("\n".join(_body(sheet, view)))


def segment_faults(text: str) -> tuple[str, ...]:
    """What is wrong in 837 text, a segment a line, one sentence each; lines by their number."""
    reading = _SegmentReading([], "Claim", "")
    for segment in text.splitlines():
        if segment.strip() and not segment.startswith("#"):
            reading.read(segment)
    reading.end_of_product()
    return tuple(reading.faults)


def paper_quantity(ml: Decimal, form: NdcFormat) -> str:
    """A volume in mL as a payer wants it on paper (billing.md 4.2, contested).

    To two decimals half up, and at least 0.01 (medicalbillingcptmodifiers.com, 2016-06-13).
    """
    match form:
        case NdcFormat.UP_TO_3_DECIMALS:
            return plain(ml)
        case NdcFormat.TWO_DECIMALS:
            return format(max(_CENT, rounded_ratio(ml, Decimal(1), _CENT)), "f")
        case NdcFormat.TEN_DIGITS:
            return f"{int(ml * 1000):010d}"


# --- What stands above the lines ------------------------------------------------------------------


def _text(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _comments(lines: list[str]) -> list[str]:
    return [f"# {line}" for line in lines]


def _heading(sheet: Worksheet, view: View) -> list[str]:
    drug, claim = sheet.drug, sheet.claim
    name = f"{drug.name} ({drug.brand})" if drug.brand else drug.name
    where = SETTINGS[claim.setting]
    if view in (View.CMS1500, View.PROFESSIONAL) and claim.setting in PLACES_OF_SERVICE:
        where += f", place of service {PLACES_OF_SERVICE[claim.setting]}"
    lines = [
        f"{TITLES[view]}, drug lines only: {name}, dose {shown(sheet.dose_mg)} mg",
        _status_line(sheet),
        f"{claim.payer.name}; {where}; {claim.date_of_service}",
    ]
    if sheet.code.mark:
        lines.append(f"! {sheet.code.code}: {sheet.code.mark}")
    if sheet.open_findings:
        lines.append(f"NOT READY TO BILL: {shown(len(sheet.open_findings))} to answer")
    return lines


def _status_line(sheet: Worksheet) -> str:
    match sheet.status:
        case Status.PLANNED:
            return "PLANNED, nothing is given yet: not to be sent"
        case Status.GIVEN:
            return f"GIVEN on {sheet.claim.date_of_service}: {shown(sheet.billed_mg)} mg"
        case Status.NOT_GIVEN:
            return "NOT GIVEN"


def _why_nothing(sheet: Worksheet, view: View) -> str:
    """Why there is nothing to show, "" where there is."""
    fitting = views_for(sheet)
    if not fitting:
        return "An exempt setting bills no drug line by these forms: there is no view of it."
    if view not in fitting:
        known = " and ".join(TITLES[each] for each in fitting)
        where = SETTINGS[sheet.claim.setting]
        return f"{TITLES[view]} does not go with this setting ({where}): see {known}."
    if sheet.claim_lines:
        return ""
    if sheet.status is Status.NOT_GIVEN:
        return "No line to bill: nothing was given."
    return "No drug line to bill: the drug was not bought by the site."


def _gaps(sheet: Worksheet) -> list[str]:
    """What is missing for a valid claim; the same words stand in its place."""
    gaps = []
    if sheet.claim.charge_per_unit is None:
        gaps.append(f"{CHARGE_MISSING}. Enter what is charged for a unit.")
    if not sheet.claim.diagnoses:
        gaps.append(f"{DIAGNOSIS_MISSING}.")
    gaps += [
        f"{DIAGNOSIS_MALFORMED}: “{diagnosis}”."
        for diagnosis in sheet.claim.diagnoses
        if not _DIAGNOSIS.fullmatch(diagnosis)
    ]
    shares = [share for line in sheet.claim_lines for share in line.ndcs]
    unknown = dict.fromkeys(share.ndc for share in shares if share.ml is None)
    gaps += [f"{QUANTITY_MISSING}, the volume of {ndc} is not known." for ndc in unknown]
    return gaps


def _remarks(sheet: Worksheet, view: View) -> list[str]:
    """What a biller should know, though nothing is wrong with it."""
    remarks = []
    if sheet.claim.charge_per_unit is not None:
        total = sum((_charge(line, sheet) or ZERO for line in sheet.claim_lines), ZERO)
        remarks.append(f"Charge of these lines together: {format(total, ',.2f')} USD")
    for number, line in enumerate(sheet.claim_lines, 1):
        rest_mg = line.mg - sum((share.mg for share in line.ndcs), ZERO)
        if rest_mg:
            remarks.append(f"Line {number}: no NDC known for {shown(rest_mg)} mg of it")
    if view is View.CMS1500 and len(sheet.claim.diagnoses) > 1:
        remarks.append("24E: Medicare takes one letter on paper (manual 26, item 24E)")
    return remarks


# --- Parts that several views share ---------------------------------------------------------------


def _body(sheet: Worksheet, view: View) -> list[str]:
    match view:
        case View.CMS1500:
            return _cms1500(sheet)
        case View.UB04:
            return _ub04(sheet)
        case View.PROFESSIONAL:
            return _professional(sheet)
        case View.INSTITUTIONAL:
            return _institutional(sheet)


def _charge(line: ClaimLine, sheet: Worksheet) -> Decimal | None:
    """USD for a line, units × charge, to the cent half up; None where no charge is known."""
    per_unit = sheet.claim.charge_per_unit
    return None if per_unit is None else rounded_ratio(line.units * per_unit, Decimal(1), _CENT)


def _paper_charge(line: ClaimLine, sheet: Worksheet) -> str:
    """Dollars and cents in their own places, no point, comma or sign (NUCC, item 24F)."""
    charge = _charge(line, sheet)
    return CHARGE_MISSING if charge is None else format(charge, ".2f").replace(".", " ")


def _diagnosis_codes(sheet: Worksheet) -> list[str]:
    """The diagnoses as a claim has them, without their point; the words for one that is none."""
    codes = [
        diagnosis.replace(".", "") if _DIAGNOSIS.fullmatch(diagnosis) else DIAGNOSIS_MALFORMED
        for diagnosis in sheet.claim.diagnoses
    ]
    return codes or [DIAGNOSIS_MISSING]


def _lettered_diagnoses(sheet: Worksheet, letters: str) -> str:
    codes = _diagnosis_codes(sheet)
    pairs = zip(letters, codes, strict=False)  # fewer codes than letters
    return "  ".join(f"{letter} {code}".strip() for letter, code in pairs)


def _digits(share: NdcShare) -> str:
    """The product code as eleven digits."""
    return share.ndc.replace("-", "")


def _paper_product(share: NdcShare, sheet: Worksheet, gap: str) -> str:
    """ "N400310461150 ML10", with what is between code and unit on that form."""
    claim = sheet.claim
    form = claim.payer.ndc_format.value_on(claim.date_of_service, NdcFormat.UP_TO_3_DECIMALS)
    quantity = QUANTITY_MISSING if share.ml is None else paper_quantity(share.ml, form)
    return f"{PRODUCT_QUALIFIER}{_digits(share)}{gap}{VOLUME_UNIT}{quantity}"


def _billed(line: ClaimLine) -> str:
    """Code and modifiers: "J9323 JW JA"."""
    return " ".join((line.code, *line.modifiers))


def _paper_note(sheet: Worksheet) -> str:
    """The products that their lines have no place for, "" where there are none."""
    return "; ".join(
        " ".join((_billed(line), *[_paper_product(share, sheet, " ") for share in line.ndcs[1:]]))
        for line in sheet.claim_lines
        if line.ndcs[1:]
    )


# --- Paper ----------------------------------------------------------------------------------------


def _cms1500(sheet: Worksheet) -> list[str]:
    """Items 19, 21 and 24 (NUCC as quoted in billing.md 4.2)."""
    claim = sheet.claim
    day = f"{claim.date_of_service:%m %d %y}"
    pointers = "ABCD"[: min(len(claim.diagnoses), MOST_POINTERS)] or DIAGNOSIS_MISSING
    note = _paper_note(sheet)
    lines = [f"19  {note}"] if note else []
    lines.append(f"21  ICD Ind. 0  {_lettered_diagnoses(sheet, 'ABCDEFGHIJKL')}")
    for number, line in enumerate(sheet.claim_lines, 1):
        shaded = _paper_product(line.ndcs[0], sheet, " ") if line.ndcs else ""
        lines += [
            f"24  Line {number}",
            f"    shaded  {shaded}".rstrip(),
            f"    A  {day}  {day}",
            f"    B  {PLACES_OF_SERVICE[claim.setting]}",
            f"    D  {_billed(line)}",
            f"    E  {pointers}",
            f"    F  {_paper_charge(line, sheet)}",
            f"    G  {line.units}",
        ]
    return lines


def _ub04(sheet: Worksheet) -> list[str]:
    """FL 42 to 47, 67 and 80."""
    day = f"{sheet.claim.date_of_service:%m%d%y}"
    lines = []
    for number, line in enumerate(sheet.claim_lines, 1):
        product = _paper_product(line.ndcs[0], sheet, "") if line.ndcs else ""
        lines += [
            f"FL  Line {number}",
            f"    42  {REVENUE_CODE}",
            f"    43  {product}".rstrip(),
            f"    44  {_billed(line)}",
            f"    45  {day}",
            f"    46  {line.units}",
            f"    47  {_paper_charge(line, sheet)}",
        ]
    lines.append(f"67  {_lettered_diagnoses(sheet, ' ABCDEFGHIJK')}")
    note = _paper_note(sheet)
    return [*lines, f"80  {note}"] if note else lines


# --- 837 ------------------------------------------------------------------------------------------


def _segment(*elements: str) -> str:
    return f"{'*'.join(elements)}~"


def _professional(sheet: Worksheet) -> list[str]:
    """005010X222A1: HI of loop 2300, then loops 2400 with 2410."""
    claim, codes = sheet.claim, _diagnosis_codes(sheet)
    pointers = [str(place) for place in range(1, 1 + min(len(claim.diagnoses), MOST_POINTERS))]
    place = PLACES_OF_SERVICE.get(claim.setting, "")
    others = [f"ABF:{code}" for code in codes[1:]]
    segments = [_segment("HI", f"ABK:{codes[0]}", *others)]
    for number, line in enumerate(sheet.claim_lines, 1):
        pointed = ":".join(pointers) or DIAGNOSIS_MISSING
        billed, charge = _procedure(line), _x12_charge(line, sheet)
        note = " ".join(_note_product(share) for share in line.ndcs[1:])
        segments += [
            _segment("LX", str(number)),
            _segment("SV1", billed, charge, "UN", str(line.units), place, "", pointed),
            _day_segment(sheet),
            *([_segment("NTE", "ADD", note)] if note else []),
            *_product_segments(line),
        ]
    return segments


def _institutional(sheet: Worksheet) -> list[str]:
    """005010X223A2: NTE and HI of loop 2300, then loops 2400 with 2410."""
    codes = _diagnosis_codes(sheet)
    note = "; ".join(
        " ".join((_billed(line), *[_note_product(share) for share in line.ndcs[1:]]))
        for line in sheet.claim_lines
        if line.ndcs[1:]
    )
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
    charge = _charge(line, sheet)
    return CHARGE_MISSING if charge is None else plain(charge)


def _day_segment(sheet: Worksheet) -> str:
    return _segment("DTP", "472", "D8", f"{sheet.claim.date_of_service:%Y%m%d}")


def _x12_quantity(share: NdcShare) -> str:
    return QUANTITY_MISSING if share.ml is None else plain(share.ml)


def _note_product(share: NdcShare) -> str:
    return f"{PRODUCT_QUALIFIER}{_digits(share)} {VOLUME_UNIT}{_x12_quantity(share)}"


def _product_segments(line: ClaimLine) -> list[str]:
    """LIN and CTP of the first product: loop 2410 comes once a line."""
    return [
        segment
        for share in line.ndcs[:1]
        for segment in (
            _segment("LIN", "", PRODUCT_QUALIFIER, _digits(share)),
            _segment("CTP", "", "", "", _x12_quantity(share), VOLUME_UNIT),
        )
    ]


# --- Our own rules --------------------------------------------------------------------------------


@dataclass(slots=True)
class _SegmentReading:
    """Reads segments in turn: where it stands, and what was wrong up to there."""

    faults: list[str]
    line: str
    product: str
    """The code of a LIN that waits for its CTP, else ""."""

    def read(self, segment: str) -> None:
        """One segment, its terminator included."""
        elements = segment.removesuffix("~").split("*")
        if not segment.endswith("~") or "~" in segment[:-1]:
            self.fault("a segment must end in its only ~.")
        if elements[0] != "CTP":
            self.end_of_product()
        match elements:
            case ["LX", number]:
                self.line = f"Line {number}"
            case ["SV1", billed, _, _, units, *_] | ["SV2", _, billed, _, _, units, *_]:
                self.check_billed(billed)
                self.check_units(units)
            case ["LIN", _, _, ndc, *_]:
                self.check_product(ndc)
            case ["CTP", _, _, _, quantity, unit, *_]:
                self.check_quantity(quantity, unit)
            case ["NTE", _, note] if len(note) > LONGEST_NOTE:
                self.fault(f"a note of {len(note)} characters, at most {LONGEST_NOTE} fit.")
            case ["SV1" | "SV2" | "LIN" | "CTP" as name, *_]:
                self.fault(f"{name} has too few elements.")
            case _:
                pass

    def fault(self, what: str) -> None:
        """Note it under the line that is being read."""
        self.faults.append(f"{self.line}: {what}")

    def check_billed(self, billed: str) -> None:
        """Code and modifiers."""
        qualifier, _, rest = billed.partition(":")
        code, *modifiers = rest.split(":")
        if qualifier != "HC" or not _CODE.fullmatch(code):
            self.fault(f"“{code}” is not a HCPCS code.")
        if len(modifiers) > MOST_MODIFIERS:
            self.fault(f"{len(modifiers)} modifiers, at most {MOST_MODIFIERS} fit.")
        for modifier in modifiers:
            if not _MODIFIER.fullmatch(modifier):
                self.fault(f"“{modifier}” is not a modifier: two capital letters or digits.")
        if {DISCARDED, NOTHING_BILLED_AS_DISCARDED} <= set(modifiers):
            self.fault("JW and JZ never go on one line.")

    def check_units(self, units: str) -> None:
        """Whole and at least 1."""
        if not _WHOLE_UNITS.fullmatch(units):
            self.fault(f"{units} units: only whole units from 1 up are billed.")

    def check_product(self, ndc: str) -> None:
        """Eleven digits."""
        self.product = ndc or "none"
        if not _NDC_DIGITS.fullmatch(ndc):
            self.fault(f"NDC {ndc}: eleven digits are billed, 5-4-2 without hyphens.")

    def check_quantity(self, quantity: str, unit: str) -> None:
        """A quantity in mL, behind its product."""
        if not self.product:
            self.fault("CTP without LIN before it.")
        self.product = ""
        if unit != VOLUME_UNIT:
            self.fault(f"NDC unit {unit}: a vial of liquid is billed in {VOLUME_UNIT}.")
        if not _QUANTITY.fullmatch(quantity) and quantity != QUANTITY_MISSING:
            self.fault(f"NDC quantity {quantity}: above 0, at most 3 digits after the point.")

    def end_of_product(self) -> None:
        """No CTP came where one had to."""
        if self.product:
            self.fault(f"LIN {self.product} without CTP behind it.")
        self.product = ""
