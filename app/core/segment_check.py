"""Our own rules for 837 text: what pyx12 and x12sdk miss (billing.md 0.1)."""

import re
from dataclasses import dataclass
from typing import Final

from app.core.billing import DISCARDED, MOST_MODIFIERS, NOTHING_BILLED_AS_DISCARDED
from app.core.claim_view_parts import QUANTITY_MISSING, VOLUME_UNIT
from app.core.codes import is_hcpcs, is_modifier

LONGEST_NOTE: Final = 80
"""Characters of NTE02."""
_WHOLE_UNITS: Final = re.compile(r"[1-9][0-9]*", re.ASCII)
_NDC_DIGITS: Final = re.compile(r"[0-9]{11}", re.ASCII)
_QUANTITY: Final = re.compile(r"(?=.*[1-9])[0-9]{1,8}(?:\.[0-9]{1,3})?", re.ASCII)
"""Above 0; at most 8 digits before and 3 after the point (X12 RFI 2151)."""


def segment_faults(text: str) -> tuple[str, ...]:
    """What is wrong in 837 text, a segment a line, one sentence each; lines by their number."""
    reading = _SegmentReading([], "Claim", "")
    for segment in text.splitlines():
        if segment.strip() and not segment.startswith("#"):
            reading.read(segment)
    reading.end_of_product()
    return tuple(reading.faults)


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
        if qualifier != "HC" or not is_hcpcs(code):
            self.fault(f"“{code}” is not a HCPCS code.")
        if len(modifiers) > MOST_MODIFIERS:
            self.fault(f"{len(modifiers)} modifiers, at most {MOST_MODIFIERS} fit.")
        for modifier in modifiers:
            if not is_modifier(modifier):
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
