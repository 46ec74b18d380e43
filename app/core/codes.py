"""What codes look like; that one is well formed says nothing of what it is.

270 strings are a procedure's code and an ICD-10-CM code without its point (billing.md 0.1).
"""

import re
from typing import Final

_HCPCS: Final = re.compile(r"[A-Z][0-9]{4}", re.ASCII)
_BILLED: Final = re.compile(r"[A-Z0-9][0-9]{3}[A-Z0-9]", re.ASCII)
_MODIFIER: Final = re.compile(r"[A-Z0-9]{2}", re.ASCII)
_DIAGNOSIS: Final = re.compile(r"[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?", re.ASCII)


def is_hcpcs(text: str) -> bool:
    """A HCPCS Level II code: one capital letter and four digits."""
    return bool(_HCPCS.fullmatch(text))


def is_billed_code(text: str) -> bool:
    """A code as stands on a claim beside a drug's: HCPCS, or the number of a procedure."""
    return bool(_BILLED.fullmatch(text))


def is_modifier(text: str) -> bool:
    """Two capital letters or digits."""
    return bool(_MODIFIER.fullmatch(text))


def is_diagnosis(text: str) -> bool:
    """An ICD-10-CM code with its point."""
    return bool(_DIAGNOSIS.fullmatch(text))
