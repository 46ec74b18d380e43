"""A worksheet as a page of plain text, for the terminal and the clipboard."""

import re
from typing import Final

from app import __version__
from app.core.checklist import ChecklistEntry, ItemState, count_met
from app.core.drug import Drug
from app.core.finding import Finding, Severity
from app.core.notation import shown
from app.core.worksheet import ShortShelf, Worksheet
from app.wording.claim_lines import CODE_FINDINGS, claim_line_table
from app.wording.order_lines import drug_title, order_lines, title_line
from app.wording.page import field, hanging, heading
from app.wording.vial_lines import bag_lines, other_ways, vial_lines

PLANNED: Final = "PLANNED, nothing is given yet"

_ADDRESS: Final = re.compile(r" \([^()]*/[^()]*\)$")
"""Where a source is read: too long for a column, and there in the JSON."""

_SEVERITIES: Final = {Severity.STOP: "STOP", Severity.ASK: "Ask", Severity.NOTE: "Note"}
_MARKS: Final = {ItemState.MET: "[x]", ItemState.OPEN: "[ ]", ItemState.NOT_ASKED: " – "}


def worksheet_text(sheet: Worksheet, ticked: frozenset[str] = frozenset()) -> str:
    """The whole worksheet, at most 80 columns wide, its last line end included.

    `ticked` are the ids of the checklist items that a person ticked.
    """
    lines = [title_line(sheet.drug, PLANNED), *_stops(sheet.findings)]
    lines += heading("ORDER") + order_lines(sheet.order, sheet.label_row, sheet.drug)
    lines += heading("VIALS") + vial_lines(sheet)
    lines += heading("BAG") + bag_lines(sheet)
    lines += heading("CLAIM LINES, PLANNED") + claim_line_table(sheet)
    lines += heading("OTHER WAYS") + other_ways(sheet)
    lines += _findings(sheet.findings)
    lines += _checklist(sheet.checklist, ticked)
    return _text([*lines, "", *_what_it_is_not(sheet.drug)])


def claim_lines_text(sheet: Worksheet) -> str:
    """The claim lines alone, with drug and dose, that they are planned, and the code's notice."""
    lines = [f"CLAIM LINES, {PLANNED}", *_stops(sheet.findings)]
    lines += hanging("  ", f"{drug_title(sheet.drug)}, dose {shown(sheet.dose_mg)} mg")
    return _text(lines + claim_line_table(sheet))


def short_shelf_text(short: ShortShelf) -> str:
    """Dose and draw, which hold, and why there are no vials, units and lines."""
    lines = [title_line(short.drug, PLANNED)]
    lines += heading("ORDER") + order_lines(short.order, short.label_row, short.drug)
    if short.draw_ml is not None:
        lines += field("Draw", f"{shown(short.draw_ml)} mL in all")
    lines += heading("VIALS") + field("Not enough", short.error.message)
    lines += _findings(short.findings)
    return _text([*lines, "", *_what_it_is_not(short.drug)])


def _stops(findings: tuple[Finding, ...]) -> list[str]:
    """What must not go on as it is, before anything else."""
    return [
        line
        for finding in findings
        if finding.severity is Severity.STOP
        for line in hanging("STOP: ", finding.message)
    ]


def _findings(findings: tuple[Finding, ...]) -> list[str]:
    """What stops first, then what a person decides, then what to know."""
    lines = heading("TO ANSWER")
    for severity, word in _SEVERITIES.items():
        for finding in findings:
            if finding.severity is severity:
                lines += _finding(word, finding)
    return lines if findings else []


def _finding(word: str, finding: Finding) -> list[str]:
    if finding.id in CODE_FINDINGS:
        return field(word, "Code not confirmed: see the claim lines.")
    lines = field(word, finding.message)
    if finding.source:
        lines += field("", f"Source: {_ADDRESS.sub('', finding.source)}")
    return lines


def _checklist(entries: tuple[ChecklistEntry, ...], ticked: frozenset[str]) -> list[str]:
    met, asked = count_met(entries, ticked)
    lines = heading(f"CHECKLIST, {shown(met)} of {shown(asked)}")
    for entry in entries:
        item, state = entry.item, entry.state_with(ticked)
        because = f" ({item.not_asked_because})" if state is ItemState.NOT_ASKED else ""
        lines += hanging(f"  {_MARKS[state]} ", f"{item.text}{because}")
    return lines if entries else []


def _what_it_is_not(drug: Drug) -> list[str]:
    table = f", {drug.code_conflict.table}" if drug.code_conflict else ""
    return hanging(
        "",
        f"Vialwise {__version__}{table}. It does not replace the order, the label or the "
        "payer’s policy.",
    )


def _text(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
