"""Lines of somebody else's claim as a person types or pastes them: forgiving, and never in silence.

What cannot be read gets a sentence; what is handed on is only what the core takes.
"""

import re
from dataclasses import dataclass
from typing import Final

from app.core.claim_draft import BilledLineDraft
from app.core.codes import is_hcpcs
from app.core.ndc import read_ndc
from app.core.notation import read_count, shown

_BETWEEN: Final = re.compile(r"[\s,;:|/]+")
_MODIFIER: Final = re.compile(r"(?=[A-Z0-9]*[A-Z])[A-Z0-9]{2}", re.ASCII)
"""Two capital letters or digits with a letter among them: two digits are units."""
_QUALIFIED: Final = re.compile(r"N4([0-9]{11})", re.ASCII)
"""An NDC with its qualifier, as on a form."""
_MOST_DIGITS: Final = 7
"""More are no number of units, rather an NDC without its hyphens."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line that was read, or the sentence that says why not; both None for a blank one."""

    draft: BilledLineDraft | None
    trouble: str

    @property
    def echo(self) -> str:
        """What was read, so that nothing was understood in silence."""
        if self.draft is None:
            return ""
        units = int(self.draft.units)
        parts = [self.draft.code]
        parts.append(", ".join(self.draft.modifiers) or "no modifier")
        parts.append(f"{shown(units)} unit" if units == 1 else f"{shown(units)} units")
        parts.append(f"NDC {self.draft.ndc}" if self.draft.ndc else "no NDC")
        return f"Read: {' · '.join(parts)}"


def read_billed_line(text: str, number: int) -> ReadLine:
    """Read one line: a code, units as a bare whole number, modifiers, an NDC, in any order.

    `number` is what the line is called in a sentence about it.
    """
    words = [word for word in _BETWEEN.split(text.strip().upper()) if word]
    if not words:
        return ReadLine(None, "")
    codes, modifiers, units, ndcs = [], [], [], []
    for word in words:
        qualified = _QUALIFIED.fullmatch(word)
        ndc = read_ndc(qualified[1] if qualified else word)
        if ndc is not None:
            ndcs.append(ndc)
        elif is_hcpcs(word):
            codes.append(word)
        elif _MODIFIER.fullmatch(word):
            modifiers.append(word)
        elif word.isascii() and word.isdigit() and len(word) <= _MOST_DIGITS:
            units.append(word)
        else:
            hint = ", which has two hyphens or eleven digits" if word.isdigit() else ""
            return _not_read(
                number, f"“{word[:24]}” is no code, modifier, whole units or NDC{hint}"
            )
    if len(codes) != 1:
        return _not_read(number, _how_many(codes, "code", "such as J9323"))
    if len(units) != 1:
        return _not_read(number, _how_many(units, "number of units", "without comma or point"))
    if len(ndcs) > 1:
        return _not_read(number, _how_many(ndcs, "NDC", ""))
    count = read_count(units[0])
    if isinstance(count, str):
        return _not_read(number, count.removesuffix("."))
    draft = BilledLineDraft(codes[0], tuple(modifiers), str(count), ndcs[0] if ndcs else "")
    return ReadLine(draft, "")


def write_billed_line(draft: BilledLineDraft) -> str:
    """The line as it would be typed."""
    return " ".join(
        [draft.code, *draft.modifiers, draft.units, *([draft.ndc] if draft.ndc else [])]
    )


def _not_read(number: int, why: str) -> ReadLine:
    return ReadLine(None, f"Line {number} is not compared: {why}.")


def _how_many(found: list[str], what: str, like: str) -> str:
    if found:
        return f"{' and '.join(found[:3])}, but a line has one {what}"
    return f"it has no {what}{', ' + like if like else ''}"
