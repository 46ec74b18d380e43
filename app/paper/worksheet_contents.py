"""A worksheet → what stands on its page, in reading order; no place and no size yet."""

from typing import Final

from app.core.amounts import Status
from app.core.checklist import ChecklistEntry, ItemState, count_met
from app.core.checklist_answer import DONE
from app.core.notation import shown
from app.core.preparation import VialDraw
from app.core.worksheet import Worksheet
from app.paper.contents import (
    Below,
    Contents,
    DrawnVial,
    Figure,
    Item,
    Labelled,
    Part,
    Row,
    Section,
    Sentence,
    Signed,
    Table,
    Vials,
)
from app.paper.paper_sheet import PaperSheet
from app.wording.answers import answered_fields
from app.wording.checklist_text import answer_text, by_moment, moment_title
from app.wording.claim_lines import (
    CLAIM_LINE_COLUMNS,
    claim_line_row,
    code_notices,
    how_units_add_up,
    ndc_text,
)
from app.wording.claim_text import claim_fields, rest_field
from app.wording.finding_text import note_fields, open_fields, stops
from app.wording.order_lines import drug_title, order_fields, sizes_text
from app.wording.page import Field
from app.wording.readiness import readiness_text
from app.wording.status import HEADS, status_title, why_no_line
from app.wording.vial_lines import (
    bag_fields,
    rate_text,
    vial_fields,
    vial_rows,
    vials_to_pull,
)
from app.wording.worksheet_text import what_it_is_not

_NOT_RECORDED: Final = "not recorded"
TO_WRITE_ON: Final = "____________________"
_GONE: Final = "no item of this list any more; answered"
_PRIVATE: Final = (
    "Write nothing on it that names the patient: with a date of service it is protected health "
    "information as it is."
)
_OVERFILL: Final = "The bag’s overfill is not counted."
_MOST_DRAWN: Final = 3
_STRONG: Final = frozenset({"Dose", "Rounded to", "To give", "Given", "Concentration", "Rate"})
_LINE_SHARES: Final = (15, 23, 12, 50)
_MARKS: Final = {ItemState.MET: "x", ItemState.OPEN: "", ItemState.NOT_ASKED: "–"}
_SIGNED: Final = ("prepared", "checked", "given")


def worksheet_contents(paper: PaperSheet) -> Contents:
    """Everything that the page of this sheet says."""
    sheet = paper.sheet
    return Contents(
        title=drug_title(sheet.drug),
        status=status_title(sheet.status, sheet.claim.date_of_service),
        is_planned=sheet.is_planned,
        below_title=_below_title(paper),
        stops=(*paper.held, *stops(sheet)),
        figures=_figures(sheet),
        sections=_sections(paper),
        signed=tuple(_signed(paper, meaning) for meaning in _SIGNED),
        also_signed=_also_signed(paper),
        footer=_footer(paper),
    )


def reference_text(paper: PaperSheet, unknown: str = TO_WRITE_ON) -> str:
    """Encounter and course; a line to write the encounter on where it is not known."""
    course = f", course {paper.course}" if paper.course else ""
    return f"Encounter {paper.encounter or unknown}{course}"


def _below_title(paper: PaperSheet) -> tuple[str, ...]:
    sheet = paper.sheet
    return (
        f"Worksheet. {reference_text(paper)}, date of service {sheet.claim.date_of_service}",
        f"Vials of {sheet.drug.name}: {sizes_text(sheet.drug)}",
    )


def _figures(sheet: Worksheet) -> tuple[Figure, ...]:
    """Dose, draw, bag, rate and discard while planned; then what was given, opened and left."""
    rest = Figure(*rest_field(sheet))
    if not sheet.is_planned:
        given = "nothing" if sheet.status is Status.NOT_GIVEN else f"{shown(sheet.billed_mg)} mg"
        return (
            Figure("Dose", f"{shown(sheet.dose_mg)} mg"),
            Figure("Given", given),
            Figure("Opened", f"{shown(sheet.opened_mg)} mg"),
            rest,
        )
    figures = [Figure("Dose to give", f"{shown(sheet.dose_mg)} mg")]
    if sheet.draw is not None:
        figures.append(Figure("Draw in all", f"{shown(sheet.draw.ml)} mL"))
    preparation = sheet.preparation
    if preparation is not None and preparation.chosen is not None:
        figures.append(Figure("Bag total", f"{shown(preparation.chosen.total_ml)} mL"))
        figures.append(Figure("Rate", rate_text(preparation.chosen, preparation.rule)))
    return (*figures, rest)


def _sections(paper: PaperSheet) -> tuple[Section, ...]:
    sheet = paper.sheet
    order = order_fields(sheet.order, sheet.label_row, sheet.drug, sheet.claim, sheet.dose_mg)
    met, asked = count_met(sheet.checklist, paper.answers)
    sections = [
        Section("ORDER", _labelled(order)),
        Section("VIALS", _vials(sheet)),
        Section("BAG" if sheet.is_planned else "BAG, AS PLANNED", _bag(sheet)),
        Section("CLAIM", _labelled(claim_fields(sheet.claim))),
        Section(
            f"CLAIM LINES, {HEADS[sheet.status]}", _claim_lines(sheet, is_held=bool(paper.held))
        ),
        Section(f"CHECKLIST, {shown(met)} of {shown(asked)} met", _checklist(paper)),
        Section("TO ANSWER", _found(open_fields(sheet))),
        Section("ANSWERED", _labelled(answered_fields(sheet))),
        Section("TO KNOW", _found(note_fields(sheet))),
    ]
    return tuple(section for section in sections if section.parts)


def _labelled(fields: list[Field]) -> tuple[Part, ...]:
    return tuple(Labelled(label, text, label in _STRONG) for label, text in fields)


def _found(fields: list[Field]) -> tuple[Part, ...]:
    """Findings without where each rule was read, which stands on the screen and in the record."""
    return _labelled([field for field in fields if field.label])


def _bag(sheet: Worksheet) -> tuple[Part, ...]:
    """The bag without the others that would fit too: paper is for the one that was chosen."""
    parts = _labelled([field for field in bag_fields(sheet) if field.label != "Also fit"])
    is_known = sheet.preparation is not None and sheet.preparation.chosen is not None
    return (*parts, Sentence(_OVERFILL)) if is_known else parts


def _vials(sheet: Worksheet) -> tuple[Part, ...]:
    rows = vial_rows(sheet)
    shares = (23, 42, 35) if sheet.is_planned else (30, 70)
    return (
        Labelled(*vials_to_pull(sheet), strong=True),
        *([Vials(_drawn_vials(sheet))] if rows else []),
        *([Table(tuple([Row(tuple(row)) for row in rows]), shares)] if rows else []),
        *_labelled(vial_fields(sheet)),
    )


def _drawn_vials(sheet: Worksheet) -> tuple[DrawnVial, ...]:
    """Each vial where there are few; those alike as one with their number where there are many."""
    apart = sheet.plan.count <= _MOST_DRAWN
    vials: list[DrawnVial] = []
    if not sheet.is_planned:  # the draw was a plan
        for opened in sheet.plan.vials:
            count = 1 if apart else opened.count
            number = (f"{shown(count)} vials",) if count > 1 else ()
            vial = DrawnVial(f"{shown(opened.mg)} mg", 0, number)
            vials += [vial] * (opened.count if apart else 1)
        return tuple(vials)
    for draw in sheet.draws:
        vials += [_drawn_vial(draw, 1 if apart else draw.count)] * (draw.count if apart else 1)
    return tuple(vials)


def _drawn_vial(draw: VialDraw, count: int) -> DrawnVial:
    """What to draw from it, and what is left."""
    left_mg = draw.mg - draw.draw_mg
    captions = [f"{shown(count)} vials"] if count > 1 else []
    if draw.draw_mg:
        in_mg = f"{shown(draw.draw_mg)} mg"
        amount = in_mg if draw.draw_ml is None else f"{shown(draw.draw_ml)} mL"
        captions.append("draw all" if draw.is_whole else "draw")
        captions.append(f"{amount} each" if count > 1 else amount)
    else:
        captions.append("draw nothing")
    if left_mg:
        captions.append(f"{shown(left_mg)} mg left")
    share = float(left_mg / draw.mg)  # of a picture, no figure
    return DrawnVial(f"{shown(draw.mg)} mg", share, tuple(captions))


def _claim_lines(sheet: Worksheet, *, is_held: bool) -> tuple[Part, ...]:
    parts: list[Part] = []
    if sheet.claim_lines:
        rows = [Row(CLAIM_LINE_COLUMNS)]
        for line in sheet.claim_lines:
            products = tuple([ndc_text(share) for share in line.ndcs])
            below = Below(products, f"! {sheet.code.mark}" if sheet.code.mark else "")
            rows.append(Row(tuple(claim_line_row(line, sheet.status)), strong=True, below=below))
        parts.append(Table(tuple(rows), _LINE_SHARES, right=(2,)))
        parts.append(Sentence(how_units_add_up(sheet)))
    else:
        parts.append(Sentence(why_no_line(sheet)))
    parts += [Sentence(f"! {notice.message}") for notice in code_notices(sheet)]
    return (*parts, Sentence(readiness_text(sheet, is_held=is_held), strong=True))


def _checklist(paper: PaperSheet) -> tuple[Part, ...]:
    """Every item with its state and answer, by moment; then answers to items that are gone."""
    entries = paper.sheet.checklist
    known = {entry.item.id for entry in entries}
    gone = [(item, text) for item, text in paper.answers.items() if item not in known]
    items: list[Part] = []
    for moment, group in by_moment(entries).items():
        title = moment_title(moment, group, paper.answers)
        items += [Sentence(title), *[_item(entry, paper) for entry in group]]
    items += [Item("–", item, f"{_GONE}: {text}") for item, text in gone]
    return tuple(items)


def _item(entry: ChecklistEntry, paper: PaperSheet) -> Item:
    """Where it stands and what was answered, also where that does not count or is not asked."""
    item, sheet = entry.item, paper.sheet
    standing = entry.documented(paper.answers)
    stands = str(standing.state)
    if standing.state is ItemState.NOT_ASKED:
        stands = f"not asked, {item.not_asked_because}"
    if answer := answer_text(item, standing, sheet):
        stands += f": {answer}"
    if standing.trouble:
        stands += f" ({standing.trouble})"
    typed = paper.answers.get(item.id, "").strip()
    if typed not in ("", DONE) and not standing.answer:
        stands += f"; answered: {typed}"
    return Item(_MARKS[standing.state], item.text, stands)


def _signed(paper: PaperSheet, meaning: str) -> Signed:
    texts = tuple(signed.text for signed in paper.signatures if signed.meaning == meaning)
    title = meaning.capitalize()
    if meaning == "given" and paper.sheet.status is Status.NOT_GIVEN:
        title = "Nothing given"
    return Signed(title, texts)


def _also_signed(paper: PaperSheet) -> str:
    others = [signed for signed in paper.signatures if signed.meaning not in _SIGNED]
    return "; ".join(f"{signed.meaning.capitalize()} by {signed.text}" for signed in others)


def _footer(paper: PaperSheet) -> tuple[str, ...]:
    record = f"Record: {_NOT_RECORDED}. This page is in no record."
    if paper.record_id:
        record = f"Record {paper.record_id}, hash {paper.record_hash or _NOT_RECORDED}"
    return (
        f"{reference_text(paper, _NOT_RECORDED)}. {record}",
        f"Newest hash of the record: {paper.newest_hash or _NOT_RECORDED}",
        f"{what_it_is_not(paper.code_table)} {_PRIVATE}",
    )
