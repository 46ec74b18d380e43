"""Claim lines in plain text: a table, how it adds up, and what to know about the code."""

from typing import Final

from app.core.amounts import Status
from app.core.billing import NOTHING_BILLED_AS_DISCARDED, ClaimLine, NdcShare
from app.core.finding import Finding, Severity
from app.core.notation import counted, plain, shown
from app.core.worksheet import Worksheet
from app.wording.page import hanging, table
from app.wording.status import NOTHING_GIVEN, what_lines_stand_for, why_no_line

_MANUAL: Final = "(Medicare Claims Processing Manual 17, section 10)"
CLAIM_LINE_COLUMNS: Final = ("Code", "Modifiers", "Units", "Stands for")

CODE_FINDINGS: Final = frozenset(
    {
        "code-conflict",
        "code-kept-by-site",
        "code-look-alike",
        "code-unknown",
        "code-not-yet-valid",
        "code-ended",
    }
)
"""Findings that belong to the claim lines and stand there."""

_BY_SEVERITY: Final = (Severity.STOP, Severity.ASK, Severity.NOTE)


def claim_line_table(sheet: Worksheet) -> list[str]:
    """The lines with products and the code's mark, their sum, and the notices on the code."""
    lines = _table(sheet) if sheet.claim_lines else hanging("  ", why_no_line(sheet))
    if sheet.claim_lines:
        lines += hanging("  ", how_units_add_up(sheet))
    for notice in code_notices(sheet):
        lines += hanging("  ! ", notice.message)
    return lines


def code_notices(sheet: Worksheet) -> list[Finding]:
    """What there is to say about the code on the lines, what stops first."""
    found = [finding for finding in sheet.findings if finding.id in CODE_FINDINGS]
    return sorted(found, key=lambda finding: _BY_SEVERITY.index(finding.severity))


def line_texts(line: ClaimLine, sheet: Worksheet) -> list[str]:
    """What stands under a line: its products, and the mark of its code."""
    texts = [ndc_text(share) for share in line.ndcs]
    return [*texts, f"! {sheet.code.mark}"] if sheet.code.mark else texts


def ndc_text(share: NdcShare) -> str:
    """A product as a claim has it: "N4 00310-4611-50 ML10"."""
    if share.ml is None:
        return f"N4 {share.ndc}, {shown(share.mg)} mg, volume not known"
    return f"N4 {share.ndc} ML{plain(share.ml)}"


def _table(sheet: Worksheet) -> list[str]:
    rows = [list(CLAIM_LINE_COLUMNS)]
    rows += [claim_line_row(line, sheet.status) for line in sheet.claim_lines]
    printed = table(rows, right={2})
    each = len(printed) // len(rows)  # a row that is too long takes two
    head, rest = printed[:each], printed[each:]
    lead = " " * head[-1].find(CLAIM_LINE_COLUMNS[-1])
    lines = head
    for place, line in enumerate(sheet.claim_lines):
        lines += rest[place * each : (place + 1) * each]
        for text in line_texts(line, sheet):
            lines += hanging(lead, text)
    return lines


def claim_line_row(line: ClaimLine, status: Status) -> list[str]:
    """Code, modifiers, units, and what the line stands for: "724 mg to give"."""
    what = what_lines_stand_for(status, is_discard=line.is_discard)
    modifiers = ", ".join(line.modifiers) or "none"
    return [line.code, modifiers, shown(line.units), f"{shown(line.mg)} mg {what}"]


def how_units_add_up(sheet: Worksheet) -> str:
    """How the units add up to the opened content, or which mg are in no unit."""
    units, opened = sheet.units, f"{shown(sheet.opened_mg)} mg opened"
    if sheet.status is Status.NOT_GIVEN:
        return f"0 units: {NOTHING_GIVEN} of {opened}."
    billed_units = units.administered + units.discarded
    billed = units_text(billed_units)
    if units.discarded:
        billed = f"{shown(units.administered)} + {shown(units.discarded)} = {billed}"
    if sheet.drug.multi_dose:
        return f"{billed} for {shown(sheet.billed_mg)} mg; what is left in the vial is not billed."
    if units.discarded and not any(line.is_discard for line in sheet.claim_lines):
        given = units_text(units.administered)
        return f"{given} of {shown(billed_units)} in {opened}: no JW is billed here."
    if sheet.is_whole_units:
        return f"{billed} = {opened}"
    if sheet.amounts.carried_in_mg:
        opened = f"{shown(sheet.opened_mg + sheet.amounts.carried_in_mg)} mg opened and carried in"
    if sheet.in_no_unit_mg:
        return f"{billed}; {shown(sheet.in_no_unit_mg)} mg of {opened} are in no unit."
    return f"{billed} for {opened}"


def units_text(units: int) -> str:
    """ "1 unit", "73 units"."""
    return counted(units, "unit")


def unit_arithmetic(sheet: Worksheet) -> list[str]:
    """Each figure of the lines with its arithmetic, and where the rule comes from."""
    unit, units, status = shown(sheet.drug.unit_mg), sheet.units, sheet.status
    if status is Status.NOT_GIVEN:
        why = f"{NOTHING_GIVEN.capitalize()}: no unit and no line (manual 17, section 40)."
        return [where_mg_went(sheet), why]
    billed = what_lines_stand_for(status, is_discard=False).capitalize()
    started = f"{shown(sheet.billed_mg)} ÷ {unit}, a started unit counts"
    lines = [
        where_mg_went(sheet),
        f"{billed}: {started}: {units_text(units.administered)} {_MANUAL}.",
    ]
    if sheet.drug.multi_dose:
        return [*lines, "Multi-dose container: no JW and no JZ (manual 17, section 40)."]
    together = shown(sheet.billed_mg + sheet.discarded_mg)
    lines.append(
        f"JW: {together} ÷ {unit}, whole units only, less {shown(units.administered)}"
        f", never below 0: {units_text(units.discarded)} (CGS 2023-06-27)."
    )
    return lines + _about_modifier(sheet)


def _about_modifier(sheet: Worksheet) -> list[str]:
    """JZ, or that neither is asked."""
    if not sheet.claim_lines or any(line.is_discard for line in sheet.claim_lines):
        return []
    if any(NOTHING_BILLED_AS_DISCARDED in line.modifiers for line in sheet.claim_lines):
        return ["No JW unit: JZ on the one line (CMS, from 2023-07-01)."]
    if sheet.units.discarded:
        return ["No JW line: payer, setting or day takes none."]
    return ["No JW unit and no JZ: payer, setting, day or site takes none here."]


def where_mg_went(sheet: Worksheet) -> str:
    """The mg opened and carried in, and what became of them: both sides are the same."""
    amounts, status = sheet.amounts, sheet.status
    there = [f"{shown(sheet.opened_mg)} mg opened"]
    if amounts.carried_in_mg:
        there.append(f"{shown(amounts.carried_in_mg)} mg carried in")
    went = [f"{shown(amounts.billed_mg)} mg {what_lines_stand_for(status, is_discard=False)}"]
    if amounts.kept_mg:
        kept = "to keep" if sheet.is_planned else "kept"
        went.append(f"{shown(amounts.kept_mg)} mg {kept}")
    if amounts.lost_mg:
        went.append(f"{shown(amounts.lost_mg)} mg lost")
    if sheet.drug.multi_dose:
        went.append(f"{shown(amounts.left_mg)} mg left")
    else:
        what = what_lines_stand_for(status, is_discard=True)
        went.append(f"{shown(amounts.discarded_mg)} mg {what}")
    return f"{' + '.join(there)} = {' + '.join(went)}."
