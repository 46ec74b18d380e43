"""A worksheet as a page of plain text, for the terminal and the clipboard."""

import re
from collections.abc import Mapping
from typing import Final

from app import __version__
from app.core.amounts import Status
from app.core.code_check import NOT_CONFIRMED
from app.core.finding import Finding, Severity
from app.core.infusion import status_of
from app.core.notation import shown
from app.core.worksheet import ShortShelf, Worksheet
from app.wording.answers import answered_lines
from app.wording.checklist_text import checklist_lines
from app.wording.claim_lines import CODE_FINDINGS, claim_line_table
from app.wording.claim_text import claim_section, claim_summary
from app.wording.order_lines import drug_title, order_lines, title_line
from app.wording.page import field, hanging, heading
from app.wording.readiness import readiness_text
from app.wording.status import HEADS, status_title
from app.wording.vial_lines import bag_lines, other_ways, vial_lines

_ADDRESS: Final = re.compile(r" \([^()]*/[^()]*\)$")
"""Where a source is read: too long for a column, and there in the JSON."""

_SEVERITIES: Final = {Severity.STOP: "STOP", Severity.ASK: "Ask", Severity.NOTE: "Note"}
_HOW_TO_SETTLE: Final = (
    "Settle it once in the window, Compare and choose (Alt+M on Prepare), or as code_decisions in "
    "site.toml."
)


def worksheet_text(
    sheet: Worksheet, answers: Mapping[str, str] | None = None, code_table: str = ""
) -> str:
    """The whole worksheet, at most 80 columns wide, its last line end included.

    `answers` is what a person answered to checklist items, by their ids, `code_table` the name of
    the HCPCS table that the code was checked against.
    """
    drug, claim, head = sheet.drug, sheet.claim, HEADS[sheet.status]
    title = status_title(sheet.status, claim.date_of_service)
    as_planned = "" if sheet.is_planned else ", AS PLANNED"
    lines = [title_line(drug, title), *_stops(sheet.findings)]
    lines += heading("ORDER") + order_lines(
        sheet.order, sheet.label_row, drug, claim, sheet.dose_mg
    )
    lines += heading("VIALS") + vial_lines(sheet)
    lines += heading(f"BAG{as_planned}") + bag_lines(sheet)
    lines += heading("CLAIM") + claim_section(claim)
    lines += heading(f"CLAIM LINES, {head}") + claim_line_table(sheet)
    lines += hanging("  ", readiness_text(sheet))
    if sheet.is_planned:
        lines += heading("OTHER WAYS") + other_ways(sheet)
    lines += _open_findings(sheet)
    if answered := answered_lines(sheet):
        lines += heading("ANSWERED") + answered
    lines += _notes(sheet)
    lines += checklist_lines(sheet, answers or {})
    return _text([*lines, "", *_what_it_is_not(code_table)])


def claim_lines_text(sheet: Worksheet) -> str:
    """The claim lines alone, with drug and dose, whether they are planned, and if they are ready.

    What stops stands first, the code's mark beside each line.
    """
    lines = [f"CLAIM LINES, {status_title(sheet.status, sheet.claim.date_of_service)}"]
    lines += _stops(sheet.findings)
    lines += hanging("  ", f"{drug_title(sheet.drug)}, {_dose_text(sheet)}")
    lines += hanging("  ", claim_summary(sheet.claim))
    lines += claim_line_table(sheet)
    return _text(lines + hanging("  ", readiness_text(sheet)))


def short_shelf_text(short: ShortShelf, code_table: str = "") -> str:
    """Dose and draw, which hold, and why there are no vials, units and lines."""
    drug, claim = short.drug, short.claim
    status = status_of(claim)
    lines = [title_line(drug, status_title(status, claim.date_of_service))]
    lines += heading("ORDER") + order_lines(
        short.order, short.label_row, drug, claim, short.dose_mg
    )
    if short.draw_ml is not None and status is Status.PLANNED:
        lines += field("Draw", f"{shown(short.draw_ml)} mL in all")
    lines += heading("VIALS") + field("Not enough", short.error.message)
    lines += heading("CLAIM") + claim_section(claim)
    lines += _open_findings(short) + _notes(short)
    return _text([*lines, "", *_what_it_is_not(code_table)])


def _dose_text(sheet: Worksheet) -> str:
    """The dose and what was given of it."""
    dose = f"dose {shown(sheet.dose_mg)} mg"
    if sheet.dose_mg != sheet.order.ordered_mg:
        dose += f", rounded from {shown(sheet.order.ordered_mg)} mg"
    if sheet.is_planned:
        return dose
    if sheet.status is Status.NOT_GIVEN:
        return f"{dose}, nothing given"
    return f"{dose}, given {shown(sheet.billed_mg)} mg"


def _stops(findings: tuple[Finding, ...]) -> list[str]:
    """What must not go on as it is, before anything else."""
    return [
        line
        for finding in findings
        if finding.severity is Severity.STOP
        for line in hanging("STOP: ", finding.message)
    ]


def _open_findings(sheet: Worksheet | ShortShelf) -> list[str]:
    """What stops first, then what a person has still to decide."""
    still = [finding for finding in sheet.findings if finding.is_open]
    lines = heading("TO ANSWER")
    for severity in (Severity.STOP, Severity.ASK):
        for finding in still:
            if finding.severity is severity:
                lines += _finding(_SEVERITIES[severity], finding, sheet)
    return lines if still else []


def _notes(sheet: Worksheet | ShortShelf) -> list[str]:
    """What to know and nobody decided."""
    notes = [f for f in sheet.findings if f.severity is Severity.NOTE and f.decision is None]
    lines = heading("TO KNOW")
    for finding in notes:
        lines += _finding(_SEVERITIES[Severity.NOTE], finding, sheet)
    return lines if notes else []


def _finding(word: str, finding: Finding, sheet: Worksheet | ShortShelf) -> list[str]:
    if finding.id in CODE_FINDINGS and isinstance(sheet, Worksheet):
        return field(word, _about_code(finding, sheet))
    lines = field(word, finding.message)
    if finding.source:
        lines += field("", f"Source: {_ADDRESS.sub('', finding.source)}")
    return lines


def _about_code(finding: Finding, sheet: Worksheet) -> str:
    """Where its sentence stands already, and how the conflict of a drug of a file is settled."""
    if not (finding.id == "code-conflict" and finding.is_open and sheet.code.mark == NOT_CONFIRMED):
        return "About the code: see the claim lines."
    lines = f"{NOT_CONFIRMED.capitalize()}: see the claim lines."
    return f"{lines} {_HOW_TO_SETTLE}" if sheet.drug.id else lines


def _what_it_is_not(code_table: str) -> list[str]:
    table = f", {code_table}" if code_table else ""
    return hanging(
        "",
        f"Vialwise {__version__}{table}. It does not replace the order, the label or the "
        "payer’s policy.",
    )


def _text(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
