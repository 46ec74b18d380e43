"""Claim lines in plain text: a table, how it adds up, and what to know about the code."""

from typing import Final

from app.core.billing import ClaimLine
from app.core.finding import Finding
from app.core.notation import shown
from app.core.worksheet import Worksheet
from app.wording.page import hanging, table

_MANUAL: Final = "(Medicare Claims Processing Manual 17, section 10)"

CODE_FINDINGS: Final = frozenset({"code-conflict"})
"""Findings that belong to the claim lines and stand there."""


def claim_line_table(sheet: Worksheet) -> list[str]:
    """The lines that are planned, their sum, and the notices on the code."""
    rows = [["Code", "Modifiers", "Units", "Stands for"]]
    rows += [_row(line) for line in sheet.claim_lines]
    lines = table(rows, right={2})
    lines += hanging("  ", how_units_add_up(sheet))
    for notice in code_notices(sheet):
        lines += hanging("  ! ", notice.message)
    return lines


def code_notices(sheet: Worksheet) -> list[Finding]:
    """What there is to say about the code on the lines."""
    return [finding for finding in sheet.findings if finding.id in CODE_FINDINGS]


def _row(line: ClaimLine) -> list[str]:
    what = "to discard" if line.is_discard else "to give"
    modifiers = ", ".join(line.modifiers) or "none"
    return [line.code, modifiers, shown(line.units), f"{shown(line.mg)} mg {what}"]


def how_units_add_up(sheet: Worksheet) -> str:
    """How the units add up to the opened content, or which mg are in no unit."""
    units, opened = sheet.units, f"{shown(sheet.opened_mg)} mg opened"
    billed_units = units.administered + units.discarded
    billed = units_text(billed_units)
    if units.discarded:
        billed = f"{shown(units.administered)} + {shown(units.discarded)} = {billed}"
    if sheet.drug.multi_dose:
        return f"{billed} for {shown(sheet.dose_mg)} mg; what is left in the vial is not billed."
    if sheet.is_whole_units:
        return f"{billed} = {opened}"
    if sheet.in_no_unit_mg:
        return f"{billed}; {shown(sheet.in_no_unit_mg)} mg of {opened} are in no unit."
    return f"{billed} for {opened}"


def units_text(units: int) -> str:
    """ "1 unit", "73 units"."""
    return f"{shown(units)} {'unit' if units == 1 else 'units'}"


def unit_arithmetic(sheet: Worksheet) -> list[str]:
    """Each figure of the lines with its arithmetic, and where the rule comes from."""
    unit, units, dose = shown(sheet.drug.unit_mg), sheet.units, shown(sheet.dose_mg)
    rest = f"{shown(sheet.left_mg)} mg left"
    if not sheet.drug.multi_dose:
        rest = f"{shown(sheet.discarded_mg)} mg to discard"
    to_give = f"{dose} ÷ {unit}, a started unit counts: {units_text(units.administered)}"
    lines = [
        f"{shown(sheet.opened_mg)} mg opened = {dose} mg to give + {rest}.",
        f"To give: {to_give} {_MANUAL}.",
    ]
    if sheet.drug.multi_dose:
        return [*lines, "Multi-dose container: no JW and no JZ (manual 17, section 40)."]
    lines.append(
        f"JW: {shown(sheet.opened_mg)} ÷ {unit}, whole units only, less {shown(units.administered)}"
        f", never below 0: {units_text(units.discarded)} (CGS 2023-06-27)."
    )
    if not units.discarded:
        lines.append("No JW unit: JZ on the one line (CMS, from 2023-07-01).")
    return lines
