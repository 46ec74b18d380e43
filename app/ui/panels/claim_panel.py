"""What goes on the claim, as planned, and what is not settled about it."""

from typing import Final

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from app.core.billing import ClaimLine
from app.core.notation import shown as figure
from app.core.worksheet import ShortShelf, Worksheet
from app.ui.live_answer import Shown
from app.ui.messages import TONES, messages_for
from app.ui.widgets.button import Button
from app.ui.widgets.card import AnswerCard, Chip, Messages, Notice
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import figure_label, label, show_if, show_text

_PLANNED: Final = "Planned, not given: bill what was given, after the infusion."


class ClaimPanel(AnswerCard):
    """The claim lines with their status, the code notice, and the arithmetic on request."""

    def __init__(self) -> None:
        super().__init__("Claim lines · planned", "Lines and units come with the vials.")
        self._for_drug = label("", "strong")
        self.head.addWidget(self._for_drug)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        for place, head in enumerate(
            (
                label("Code", "head"),
                label("Modifiers", "head"),
                figure_label("Units", "head"),
                figure_label("mg", "head"),
            )
        ):
            self._grid.addWidget(head, 0, place)
        self._lines = [self._line(row) for row in (1, 2)]
        column.addLayout(self._grid)
        column.addWidget(label(_PLANNED, "small", wrap=True))
        self._code = Notice()
        column.addWidget(self._code)
        self._messages = Messages()
        column.addWidget(self._messages)
        self._build_arithmetic(column)

    def _line(self, row: int) -> list[QLabel]:
        parts = [
            label("", "strong"),
            label(),
            figure_label("", "strong"),
            figure_label(),
            label("", "muted"),
        ]
        for column, part in enumerate(parts):
            self._grid.addWidget(part, row, column)
        return parts

    def _build_arithmetic(self, column: QVBoxLayout) -> None:
        self._adds_up = Chip(Tone.CONFIRM)
        self._arithmetic = label("", "small", wrap=True)
        self._arithmetic.hide()
        self._how = Button("H&ow?", self._turn_arithmetic)
        self._how.setProperty("look", "link")
        self._how.setAccessibleName("How the units come about")
        row = QHBoxLayout()
        row.addWidget(self._adds_up)
        row.addStretch(1)
        row.addWidget(self._how)
        column.addLayout(row)
        column.addWidget(self._arithmetic)

    def _turn_arithmetic(self) -> None:
        self._arithmetic.setVisible(self._arithmetic.isHidden())

    def show_shown(self, shown: Shown) -> None:
        """Show the lines of the answer; without one, none."""
        answer = shown.answer
        self.show_content(
            there=isinstance(answer, Worksheet),
            awaited=shown.awaited or isinstance(answer, ShortShelf),
        )
        if not isinstance(answer, Worksheet):
            show_text(self._for_drug, "")
            return
        show_text(self._for_drug, f"{shown.drug.name} {figure(answer.dose_mg)} mg")
        self._show_lines(answer.claim_lines)
        self._show_code(answer)
        self._messages.show_messages(messages_for(answer, ("",)))
        self._adds_up.say(*_adds_up(answer))
        show_text(self._arithmetic, "\n".join(arithmetic(answer)))

    def _show_lines(self, lines: tuple[ClaimLine, ...]) -> None:
        for place, parts in enumerate(self._lines):
            there = place < len(lines)
            for part in parts:
                show_if(part, there)
            if there:
                line = lines[place]
                texts = (
                    line.code,
                    ", ".join(line.modifiers),
                    figure(line.units),
                    figure(line.mg),
                    "to discard" if place else "to give",
                )
                for part, text in zip(parts, texts, strict=True):
                    show_text(part, text)

    def _show_code(self, sheet: Worksheet) -> None:
        about_code = [finding for finding in sheet.findings if finding.field == "code"]
        show_if(self._code, bool(about_code))
        if about_code:
            finding = about_code[0]
            self._code.say(finding.message, TONES[finding.severity], finding.source)


def _adds_up(sheet: Worksheet) -> tuple[str, Tone]:
    """Given and JW units against the vials opened, or how many mg are in no unit."""
    units, opened = sheet.units, f"{figure(sheet.opened_mg)} mg opened"
    billed = units.administered + units.discarded
    if sheet.drug.multi_dose:
        return f"{figure(billed)} units = {figure(sheet.dose_mg)} mg to give", Tone.CONFIRM
    if sheet.is_whole_units:
        return f"{figure(billed)} units = {opened}", Tone.CONFIRM
    return f"{figure(billed)} units; {figure(sheet.in_no_unit_mg)} mg in no unit", Tone.NOTE


def arithmetic(sheet: Worksheet) -> list[str]:
    """Each figure of the claim with its line of arithmetic, and where the rule comes from."""
    unit = figure(sheet.drug.unit_mg)
    units = sheet.units
    rest_mg = sheet.discarded_mg + sheet.left_mg
    rest = f"{figure(rest_mg)} mg {'left' if sheet.drug.multi_dose else 'to discard'}"
    dose = figure(sheet.dose_mg)
    given = f"{dose} ÷ {unit}, a started unit counts = {figure(units.administered)} units"
    lines = [
        f"{figure(sheet.opened_mg)} mg opened = {dose} mg to give + {rest}.",
        f"Given: {given} (Medicare Claims Processing Manual 17, section 10).",
    ]
    if sheet.drug.multi_dose:
        lines.append("Multi-dose container: no JW and no JZ (manual 17, section 40).")
    else:
        lines.append(
            f"JW: {figure(sheet.opened_mg)} ÷ {unit}, whole units only, less "
            f"{figure(units.administered)} = {figure(units.discarded)} units (CGS 2023-06-27)."
        )
        if not units.discarded:
            lines.append("No JW unit: JZ on the one line (CMS, from 2023-07-01).")
    return lines
