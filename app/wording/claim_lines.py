"""Claim lines in plain text: a table, how it adds up, and what to know about the code."""

from typing import Final

from app.core.billing import DISCARDED, ClaimLine
from app.core.finding import Finding
from app.core.notation import shown
from app.core.worksheet import Worksheet
from app.wording.page import hanging, table

CODE_FINDINGS: Final = frozenset({"code-conflict"})
"""Findings that belong to the claim lines and stand there."""


def claim_line_table(sheet: Worksheet) -> list[str]:
    """The lines that are planned, their sum, and the notices on the code."""
    rows = [["Code", "Modifiers", "Units", "Stands for"]]
    rows += [_row(line) for line in sheet.claim_lines]
    lines = table(rows, right={2})
    lines += hanging("  ", _sum(sheet))
    for notice in code_notices(sheet):
        lines += hanging("  ! ", notice.message)
    return lines


def code_notices(sheet: Worksheet) -> list[Finding]:
    """What there is to say about the code on the lines."""
    return [finding for finding in sheet.findings if finding.id in CODE_FINDINGS]


def _row(line: ClaimLine) -> list[str]:
    what = "to discard" if DISCARDED in line.modifiers else "to give"
    modifiers = ", ".join(line.modifiers) or "none"
    return [line.code, modifiers, shown(line.units), f"{shown(line.mg)} mg {what}"]


def _sum(sheet: Worksheet) -> str:
    """How the units add up to the opened content, or which mg are in no unit."""
    units, opened = sheet.units, f"{shown(sheet.opened_mg)} mg opened"
    billed_units = units.administered + units.discarded
    billed = f"{shown(billed_units)} {'unit' if billed_units == 1 else 'units'}"
    if units.discarded:
        billed = f"{shown(units.administered)} + {shown(units.discarded)} = {billed}"
    if sheet.drug.multi_dose:
        return f"{billed} for {shown(sheet.dose_mg)} mg; what is left in the vial is not billed."
    if sheet.is_whole_units:
        return f"{billed} = {opened}"
    if sheet.in_no_unit_mg:
        return f"{billed}; {shown(sheet.in_no_unit_mg)} mg of {opened} are in no unit."
    return f"{billed} for {opened}"
