"""What is open and what to know, in plain text: findings with their weight and their source."""

import re
from typing import Final

from app.core.code_check import NOT_CONFIRMED
from app.core.finding import Finding, Severity
from app.core.worksheet import ShortShelf, Worksheet
from app.wording.claim_lines import CODE_FINDINGS
from app.wording.page import Field

_ADDRESS: Final = re.compile(r" \([^()]*/[^()]*\)$")
"""Where a source is read: too long for a column, and there in the JSON."""

_SEVERITIES: Final = {Severity.STOP: "STOP", Severity.ASK: "Ask", Severity.NOTE: "Note"}
_HOW_TO_SETTLE: Final = (
    "Settle it once in the window, Compare and choose (Alt+M on Prepare), or as code_decisions in "
    "site.toml."
)


def stops(sheet: Worksheet | ShortShelf) -> list[str]:
    """What must not go on as it is, before anything else."""
    return [f.message for f in sheet.findings if f.severity is Severity.STOP]


def questions(sheet: Worksheet) -> list[str]:
    """What a person has still to answer, less what is said of the code at the lines."""
    asked = [f for f in sheet.findings if f.severity is Severity.ASK and f.is_open]
    return [finding.message for finding in asked if finding.id not in CODE_FINDINGS]


def open_fields(sheet: Worksheet | ShortShelf) -> list[Field]:
    """What stops first, then what a person has still to decide."""
    still = [finding for finding in sheet.findings if finding.is_open]
    return [
        entry
        for severity in (Severity.STOP, Severity.ASK)
        for finding in still
        if finding.severity is severity
        for entry in _finding_fields(finding, sheet)
    ]


def note_fields(sheet: Worksheet | ShortShelf) -> list[Field]:
    """What to know and nobody decided."""
    notes = [f for f in sheet.findings if f.severity is Severity.NOTE and f.decision is None]
    return [entry for finding in notes for entry in _finding_fields(finding, sheet)]


def _finding_fields(finding: Finding, sheet: Worksheet | ShortShelf) -> list[Field]:
    word = _SEVERITIES[finding.severity]
    if finding.id in CODE_FINDINGS and isinstance(sheet, Worksheet):
        return [Field(word, _about_code(finding, sheet))]
    entries = [Field(word, finding.message)]
    if finding.source:
        entries.append(Field("", f"Source: {_ADDRESS.sub('', finding.source)}"))
    return entries


def _about_code(finding: Finding, sheet: Worksheet) -> str:
    """Where its sentence stands already, and how the conflict of a drug of a file is settled."""
    if not (finding.id == "code-conflict" and finding.is_open and sheet.code.mark == NOT_CONFIRMED):
        return "About the code: see the claim lines."
    lines = f"{NOT_CONFIRMED.capitalize()}: see the claim lines."
    return f"{lines} {_HOW_TO_SETTLE}" if sheet.drug.id else lines
