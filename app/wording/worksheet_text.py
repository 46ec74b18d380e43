"""A worksheet as a page of plain text, for the terminal and the clipboard."""

from collections.abc import Mapping, Sequence

from app import __version__
from app.core.amounts import Status
from app.core.infusion import status_of
from app.core.notation import shown
from app.core.worksheet import ShortShelf, Worksheet
from app.wording.answers import answered_lines
from app.wording.checklist_text import checklist_lines
from app.wording.claim_lines import claim_line_table
from app.wording.claim_text import claim_section, claim_summary
from app.wording.finding_text import note_fields, open_fields, questions, stops
from app.wording.order_lines import drug_title, order_lines, title_line
from app.wording.page import field, fields, hanging, heading
from app.wording.readiness import readiness_text
from app.wording.status import HEADS, status_title
from app.wording.vial_lines import bag_lines, other_ways, vial_lines


def worksheet_text(
    sheet: Worksheet,
    answers: Mapping[str, str] | None = None,
    code_table: str = "",
    held: Sequence[str] = (),
) -> str:
    """The whole worksheet, at most 80 columns wide, its last line end included.

    `answers` is what a person answered to checklist items, by their ids, `code_table` the name of
    the HCPCS table that the code was checked against, `held` the record's sentences on what must
    not go on as it is.
    """
    drug, claim, head = sheet.drug, sheet.claim, HEADS[sheet.status]
    title = status_title(sheet.status, claim.date_of_service)
    as_planned = "" if sheet.is_planned else ", AS PLANNED"
    lines = [title_line(drug, title), *_stops(sheet, held)]
    lines += heading("ORDER") + order_lines(
        sheet.order, sheet.label_row, drug, claim, sheet.dose_mg
    )
    lines += heading("VIALS") + vial_lines(sheet)
    lines += heading(f"BAG{as_planned}") + bag_lines(sheet)
    lines += heading("CLAIM") + claim_section(claim)
    lines += heading(f"CLAIM LINES, {head}") + claim_line_table(sheet)
    lines += hanging("  ", readiness_text(sheet, is_held=bool(held)))
    if sheet.is_planned:
        lines += heading("OTHER WAYS") + other_ways(sheet)
    lines += _findings(sheet)
    lines += checklist_lines(sheet, answers or {})
    return _text([*lines, "", *hanging("", what_it_is_not(code_table))])


def claim_lines_text(sheet: Worksheet, held: Sequence[str] = ()) -> str:
    """The claim lines alone, with drug and dose, whether they are planned, and if they are ready.

    What stops or is `held` stands first, the code's mark beside each line, what is to answer last.
    """
    lines = [f"CLAIM LINES, {status_title(sheet.status, sheet.claim.date_of_service)}"]
    lines += _stops(sheet, held)
    lines += hanging("  ", f"{drug_title(sheet.drug)}, {_dose_text(sheet)}")
    lines += hanging("  ", claim_summary(sheet.claim))
    lines += claim_line_table(sheet)
    lines += hanging("  ", readiness_text(sheet, is_held=bool(held)))
    lines += [line for message in questions(sheet) for line in hanging("  Ask: ", message)]
    return _text(lines)


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
    lines += _findings(short)
    return _text([*lines, "", *hanging("", what_it_is_not(code_table))])


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


def _stops(sheet: Worksheet, held: Sequence[str]) -> list[str]:
    return [line for message in (*held, *stops(sheet)) for line in hanging("STOP: ", message)]


def _findings(sheet: Worksheet | ShortShelf) -> list[str]:
    """What is open, what was answered, and what to know."""
    lines: list[str] = []
    if still := open_fields(sheet):
        lines += heading("TO ANSWER") + fields(still)
    if isinstance(sheet, Worksheet) and (answered := answered_lines(sheet)):
        lines += heading("ANSWERED") + answered
    if notes := note_fields(sheet):
        lines += heading("TO KNOW") + fields(notes)
    return lines


def what_it_is_not(code_table: str) -> str:
    """Program and table with version and date, and what the page does not replace."""
    table = f", {code_table}" if code_table else ""
    return (
        f"Vialwise {__version__}{table}. It does not replace the order, the label or the "
        "payer’s policy."
    )


def _text(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
