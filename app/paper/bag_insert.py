"""A small insert that goes with the bag's pharmacy label: what is in it and how fast it runs."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from app.core.drug import PreparationRule
from app.core.notation import shown
from app.core.preparation import PreparedBag
from app.core.worksheet import Worksheet
from app.paper.blocks import Block, Setting, stacked, text_block
from app.paper.letters import Run, TooWideError, Weight, load_fonts
from app.paper.marks import BoxMark, Mark, moved
from app.paper.paper_sheet import PaperRefusedError, PaperSheet
from app.paper.worksheet_contents import TO_WRITE_ON, reference_text
from app.paper.worksheet_page import SMALLEST
from app.wording.order_lines import drug_title
from app.wording.vial_lines import METHODS, bag_text, rate_text

WIDTH_MM: Final = 100.0
HEIGHT_MM: Final = 50.0
_POINTS_A_MM: Final = 72 / 25.4
INSERT_MARGIN: Final = 8.5
_INSIDE: Final = 4.25
"""How far inside the frame the text stands; both in points."""
_LARGEST: Final = 11.0
_STEP: Final = 0.25
_NOT_THE_LABEL: Final = "This is not the dispensing label."
_HOLDS_THE_BAG: Final = frozenset({"vial-expired", "concentration-out-of-range"})


def lay_out_insert(
    paper: PaperSheet,
    made_at: datetime | None = None,
    use_before_hours: int | None = None,
    margin: float = INSERT_MARGIN,
) -> tuple[Mark, ...]:
    """The insert's page, of WIDTH_MM × HEIGHT_MM; without `made_at` there is a line to write it on.

    "Use before" is there only where the site gave the hours and the time of making is known.
    Raises PaperRefusedError where there is no bag to give, or not all of it fits.
    """
    load_fonts()
    sheet = paper.sheet
    bag, rule = _bag_to_give(sheet)
    lines = _lines(paper, bag, rule, made_at, use_before_hours)
    width = WIDTH_MM * _POINTS_A_MM - 2 * margin
    height = HEIGHT_MM * _POINTS_A_MM - 2 * margin
    size = _LARGEST
    while size >= SMALLEST:
        with suppress(TooWideError):
            title = text_block(
                (Run(drug_title(sheet.drug), Weight.BOLD),), width, Setting(1.5 * size)
            )
            block = stacked([title, *[text_block(runs, width, Setting(size)) for runs in lines]])
            if block.height <= height:
                return _framed(block, margin)
        size -= _STEP
    raise PaperRefusedError(
        f"The insert does not fit on {WIDTH_MM:g} × {HEIGHT_MM:g} mm in letters of {SMALLEST:g} "
        "points, and nothing is cut: shorten the encounter reference."
    )


def _bag_to_give(sheet: Worksheet) -> tuple[PreparedBag, PreparationRule]:
    """The bag and its rule; raises PaperRefusedError where none may be labelled."""
    preparation = sheet.preparation
    if not sheet.is_planned:
        raise PaperRefusedError(
            "There is no insert: what was given is entered, and it is for a bag still to be given."
        )
    if preparation is None or preparation.chosen is None or sheet.draw is None:
        raise PaperRefusedError("There is no bag with known figures, so there is no insert.")
    for finding in sheet.findings:
        if finding.is_open and finding.id in _HOLDS_THE_BAG:
            raise PaperRefusedError(f"There is no insert for this bag. {finding.message}")
    return preparation.chosen, preparation.rule


def _lines(
    paper: PaperSheet,
    bag: PreparedBag,
    rule: PreparationRule,
    made_at: datetime | None,
    use_before_hours: int | None,
) -> list[tuple[Run, ...]]:
    sheet = paper.sheet
    draw_ml = shown(sheet.draw.ml) if sheet.draw is not None else ""
    times = [_field("Made at", f"{made_at:%Y-%m-%d %H:%M}" if made_at else TO_WRITE_ON)]
    if made_at is not None and use_before_hours is not None:
        until = made_at + timedelta(hours=use_before_hours)
        if until.tzinfo is not None:
            until = until.astimezone()  # what the clock on the wall says then, summer time or not
        times.append(_field("  Use before", f"{until:%Y-%m-%d %H:%M}"))
    return [
        _field("Dose to give", f"{shown(sheet.dose_mg)} mg in {draw_ml} mL", Weight.BOLD),
        _field("Bag", f"{bag_text(bag, rule)}, {METHODS[bag.method]}"),
        _field("Total", f"{shown(bag.total_ml)} mL, {shown(bag.mg_per_ml)} mg/mL"),
        _field("Rate", rate_text(bag, rule), Weight.BOLD),
        _field("Filter", rule.filter),
        tuple([run for time in times for run in time]),
        (Run(reference_text(paper)),),
        (Run(_NOT_THE_LABEL, Weight.BOLD),),
    ]


def _field(label: str, text: str, weight: Weight = Weight.REGULAR) -> tuple[Run, ...]:
    return Run(f"{label}:", Weight.STRONG), Run(text, weight)


def _framed(block: Block, margin: float) -> tuple[Mark, ...]:
    frame = BoxMark(
        margin - _INSIDE,
        margin - _INSIDE,
        WIDTH_MM * _POINTS_A_MM - 2 * (margin - _INSIDE),
        HEIGHT_MM * _POINTS_A_MM - 2 * (margin - _INSIDE),
    )
    return (frame, *moved(block.marks, margin, margin))
