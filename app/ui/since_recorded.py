"""What to say of an order that is recorded: how to change it, and what the site settled since."""

from typing import Final

from app.core.code_check import check_code
from app.core.worksheet import Worksheet
from app.ui.recorded import Purpose
from app.ui.typed_order import Shown

_CORRECT: Final = "Recorded: press Correct… (Ctrl+K) to change it or to answer."
_GO_ON: Final = (
    "Recorded: press Enter given dose… on Prepare to go on, or Correct… (Ctrl+K) to change it."
)


def how_to_change(shown: Shown) -> str:
    """How what is closed is opened again, "" where nothing is closed."""
    if shown.typed.purpose is not Purpose.RECORDED:
        return ""
    planned = isinstance(shown.answer, Worksheet) and shown.answer.is_planned
    return _GO_ON if planned else _CORRECT


def settled_since(shown: Shown) -> str:
    """That the site settled the code after the lines were recorded, "" where they say the same."""
    sheet, rules = shown.answer, shown.rules
    settled = rules.site.code_decision(shown.drug.id)
    if shown.typed.purpose is not Purpose.RECORDED or settled is None:
        return ""
    if not isinstance(sheet, Worksheet):
        return ""
    claim = sheet.claim
    now, _ = check_code(
        shown.drug,
        claim.code,
        claim.decision("code-conflict"),
        rules.codes,
        rules.site,
        claim.date_of_service,
    )
    if (now.code, now.standing) == (sheet.code.code, sheet.code.standing):
        return ""
    return (
        f"The site bills {settled.code} since {settled.on}. The recorded lines stay as they are: "
        "Correct… (Ctrl+K) applies it."
    )
