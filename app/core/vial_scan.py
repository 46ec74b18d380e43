"""A scanned product code → the vial, its lot and expiry, exactly; what is not certain is not taken.

What is read: a GS1 element string with its GTIN (01), expiry (17), production day (11), serial (21)
and lot (10); a UPC-A or GTIN-14 alone; a product code (NDC) with its hyphens or as eleven digits
(label.md section 8). A field of no fixed length ends at the group separator, and many scanners set
to be a keyboard leave that out: a lot that lost it could be a lot and a serial number in one, so it
is never guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.core.drug import Drug, Presentation
from app.core.ndc import claim_ndc, read_ndc
from app.core.notation import last_day_of_month, read_date

GROUP_SEPARATOR: Final = "\x1d"

_SYMBOLOGY: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_GTIN: Final = re.compile(r"[0-8]03([0-9]{10})[0-9]", re.ASCII)
"""Indicator (9 is of variable weight), 03 for US drugs, ten digits of the NDC, check digit."""
_UPC: Final = re.compile(r"3([0-9]{10})[0-9]", re.ASCII)
_BRACKETED: Final = re.compile(r"\((01|10|11|17|21)\)([^()]*)")
_TEXT: Final = re.compile(r"[!-~]{1,20}")
_FIXED: Final = {"01": 14, "11": 6, "17": 6}
_OPEN: Final = frozenset({"10", "21"})

LOST_SEPARATOR: Final = (
    "The scanner left out the separator behind a field, so lot and expiry are not certain: "
    "type them from the vial."
)
_UNKNOWN_FIELD: Final = "The code has fields that are not read here: type lot and expiry."
_BAD_DAY: Final = "The code’s expiry is no day: type it from the vial."


@dataclass(frozen=True, slots=True)
class VialScan:
    """What a code says: ten digits of an NDC without its hyphens or the code itself, lot, expiry.

    `lot` and `expiry` are "" where the code has none or they are not certain; then `note` says so.
    `expiry` is the last day on which the vial may be used, as YYYY-MM-DD.
    """

    digits: str = ""
    ndc: str = ""
    lot: str = ""
    expiry: str = ""
    note: str = ""
    serial: str = ""
    """Where it is certain: no other vial of that product has it."""
    is_bare: bool = False
    """Digits and hyphens alone, which may as well be an encounter's: it counts if it is known."""


def read_vial_scan(text: str) -> VialScan | str | None:
    """What the code says, a sentence where it is a product code that cannot be used, else None.

    None is for any other text: it stays where it was typed.
    """
    text = text.strip()
    bare = _SYMBOLOGY.sub("", text, count=1) if _SYMBOLOGY.match(text) else text
    if ndc := read_ndc(bare):
        return VialScan(ndc=ndc, is_bare=True)
    if (found := _UPC.fullmatch(bare) or _GTIN.fullmatch(bare)) and _is_checked(bare):
        return VialScan(digits=found[1], is_bare=True)
    if bare.startswith("(01)"):
        return _bracketed(bare)
    if re.match(r"\x1d?01[0-9]{14}", bare, re.ASCII):
        return _elements(bare.lstrip(GROUP_SEPARATOR), has_symbology=bare != text)
    return None


def vial_of(scan: VialScan, drugs: Sequence[Drug]) -> tuple[Drug, Presentation] | str:
    """The drug and size of that product code among `drugs`, or a sentence.

    Ten digits are compared with those of a known code, hyphens left out: what is not known, or
    belongs to two, is never guessed.
    """
    found = [
        (drug, presentation)
        for drug in drugs
        for presentation in drug.presentations
        if presentation.ndc is not None and _fits(scan, presentation.ndc)
    ]
    if len(found) == 1:
        return found[0]
    which = scan.ndc or scan.digits
    if found:
        return f"The product code {which} belongs to two sizes here: choose by hand."
    return f"No drug here has the product code {which}: is it the right vial?"


def _fits(scan: VialScan, ndc: str) -> bool:
    if scan.ndc:
        return claim_ndc(scan.ndc) == claim_ndc(ndc)
    return scan.digits == ndc.replace("-", "")


def _bracketed(text: str) -> VialScan | str:
    """As it is printed beside the code: "(01)00303104611500(17)271231(10)TESTLOT"."""
    parts = _BRACKETED.findall(text)
    if "".join(f"({key}){value}" for key, value in parts) != text:
        return _gtin_alone(text[4:18], _UNKNOWN_FIELD)
    return _of_fields(dict(parts), "")


def _elements(text: str, *, has_symbology: bool) -> VialScan | str:
    """As it is scanned: fields end by their length, else at a separator, else at the end."""
    fields: dict[str, str] = {}
    separated = GROUP_SEPARATOR in text
    rest, last_open = text, ""
    while rest:
        key, rest = rest[:2], rest[2:]
        if key in fields:
            return _gtin_alone(fields["01"], LOST_SEPARATOR)
        if key in _FIXED:
            fields[key], rest = (
                rest[: _FIXED[key]],
                rest[_FIXED[key] :].removeprefix(GROUP_SEPARATOR),
            )
        elif key in _OPEN:
            fields[key], separator, rest = rest.partition(GROUP_SEPARATOR)
            last_open = "" if separator else fields[key]
        else:
            return _gtin_alone(text[2:16], LOST_SEPARATOR if last_open else _UNKNOWN_FIELD)
    if last_open and not separated and not (has_symbology and _is_one_field(last_open)):
        return _gtin_alone(fields["01"], LOST_SEPARATOR, fields.get("17", ""))
    return _of_fields(fields, "")


def _is_one_field(text: str) -> bool:
    """Whether a field at the end, with no separator anywhere, cannot hide another one."""
    hides = re.search(r".(?:10|21)|.(?:11|17)[0-9]{6}", text, re.ASCII)
    return bool(_TEXT.fullmatch(text)) and hides is None


def _gtin_alone(gtin: str, note: str, expiry: str = "") -> VialScan | str:
    """The product for certain, and the expiry where it stood before what is not certain."""
    fields = {"01": gtin} | ({"17": expiry} if expiry else {})
    return _of_fields(fields, note)


def _of_fields(fields: dict[str, str], note: str) -> VialScan | str:
    found = _GTIN.fullmatch(fields.get("01", ""))
    if found is None:
        return "The code names no US drug: choose drug and vials by hand."
    lot, expiry = fields.get("10", ""), ""
    if any(key in fields and not _TEXT.fullmatch(fields[key]) for key in _OPEN):
        lot, note = "", LOST_SEPARATOR
    if "17" in fields:
        day = _day(fields["17"])
        expiry = day.isoformat() if day else ""
        note = note if day else _BAD_DAY
    if not _is_checked(fields["01"]):
        return "The code was not read whole (its check digit is wrong): scan it again."
    serial = "" if note == LOST_SEPARATOR else fields.get("21", "")
    return VialScan(found[1], "", lot, expiry, note, serial)


def _is_checked(code: str) -> bool:
    """Whether its check digit is right: from the right, weights 3, 1, 3, … (label.md section 8)."""
    *digits, check = [int(digit) for digit in code]
    total = sum(d * (3 if n % 2 == 0 else 1) for n, d in enumerate(reversed(digits)))
    return (10 - total % 10) % 10 == check


def _day(text: str) -> date | None:
    """YYMMDD of this century; day 00 is the last day of the month (GS1)."""
    if not re.fullmatch(r"[0-9]{6}", text, re.ASCII):
        return None
    month = f"20{text[:2]}-{text[2:4]}"
    day = read_date(last_day_of_month(month) if text[4:] == "00" else f"{month}-{text[4:]}")
    return day if isinstance(day, date) else None
