"""Product codes as three segments: read strictly, and written as a claim wants them.

The segments are what is kept: a 6-4-2 form of twelve digits comes in 2033 (91 FR 10749).
"""

import re
from functools import lru_cache
from typing import Final

_NDC: Final = re.compile(
    r"[0-9]{4}-[0-9]{4}-[0-9]{2}"
    r"|[0-9]{5}-(?:[0-9]{3}-[0-9]{2}|[0-9]{4}-[0-9]|[0-9]{4}-[0-9]{2})",
    re.ASCII,
)
_CLAIM_NDC: Final = re.compile(r"([0-9]{5})([0-9]{4})([0-9]{2})", re.ASCII)
"""As on a claim, where the hyphens fall away: always 5-4-2. Ten bare digits would be ambiguous."""


def read_ndc(text: str) -> str | None:
    """The product code in its own three segments, None where `text` writes none.

    With two hyphens, or as the eleven bare digits of a claim.
    """
    ndc = text.strip()
    bare = _CLAIM_NDC.fullmatch(ndc)
    ndc = "-".join(bare.groups()) if bare else ndc
    return ndc if _NDC.fullmatch(ndc) else None


@lru_cache(maxsize=512)
def claim_ndc(ndc: str) -> str:
    """The product code as 5-4-2, zeros added at the left of the short segment (billing.md 4.2).

    4-4-2 gives 0xxxx-xxxx-xx, 5-3-2 gives xxxxx-0xxx-xx, 5-4-1 gives xxxxx-xxxx-0x.
    """
    labeler, product, package = ndc.split("-")
    return f"{labeler:0>5}-{product:0>4}-{package:0>2}"
