"""What goes on the claim, as planned, and what is not settled about it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton

from app.core.notation import shown as figure
from app.core.worksheet import Worksheet
from app.ui.live_answer import Shown
from app.ui.messages import TONES, findings_of
from app.ui.widgets.card import Card, Chip, Messages, Notice
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import figure_label, label, show_text


class ClaimPanel(Card):
    """The claim lines with their status, the code notice, and the arithmetic on request."""

    def __init__(self) -> None:
        super().__init__("Claim lines · planned")
        self._for_drug = label("", "strong")
        self.head.addWidget(self._for_drug)
        self._none = label("They appear with the vials.", "muted")
        self.body.addWidget(self._none)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self._heads = [
            label("Code", "head"),
            label("Modifiers", "head"),
            figure_label("Units", "head"),
            figure_label("mg", "head"),
            label(),
        ]
        for column, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, column)
        self._lines = [self._line(row) for row in (1, 2)]
        self.body.addLayout(self._grid)
        self._status = label(
            "Planned, not given: bill what was given, after the infusion.", "small", wrap=True
        )
        self.body.addWidget(self._status)
        self._code = Notice()
        self.body.addWidget(self._code)
        self._messages = Messages()
        self.body.addWidget(self._messages)
        self._build_arithmetic()

    def _line(self, row: int) -> list[QLabel]:
        parts = [
            label("", "strong"),
            label(),
            figure_label("", "strong"),
            figure_label(),
            label("", "muted"),
        ]
        for column, part in enumerate(parts):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(part, row, column)
        return parts

    def _build_arithmetic(self) -> None:
        self._adds_up = Chip(Tone.CONFIRM)
        self._how = QPushButton("H&ow?")
        self._how.setProperty("look", "link")
        self._how.setCheckable(True)
        self._how.setAccessibleName("How the units come about")
        self._arithmetic = label("", "small", wrap=True)
        self._arithmetic.hide()
        self._how.toggled.connect(self._arithmetic.setVisible)
        row = QHBoxLayout()
        row.addWidget(self._adds_up)
        row.addStretch(1)
        row.addWidget(self._how)
        self.body.addLayout(row)
        self.body.addWidget(self._arithmetic)

    def show_shown(self, shown: Shown) -> None:
        """Show the lines of the answer; without one, none."""
        answer = shown.answer
        sheet = answer if isinstance(answer, Worksheet) else None
        for part in (*self._heads, self._status, self._how, self._for_drug):
            part.setVisible(sheet is not None)
        self._none.setVisible(sheet is None)
        self._show_lines(sheet)
        self._show_code(shown)
        self._messages.show_messages(
            [(TONES[f.severity], f.message) for f in findings_of(answer) if f.field == ""]
        )
        self._adds_up.setVisible(sheet is not None)
        self._arithmetic.setVisible(sheet is not None and self._how.isChecked())
        if sheet is not None:
            show_text(self._for_drug, f"{shown.drug.name} {figure(sheet.dose_mg)} mg")
            self._adds_up.say(*_adds_up(sheet))
            show_text(self._arithmetic, "\n".join(arithmetic(sheet)))

    def _show_lines(self, sheet: Worksheet | None) -> None:
        lines = sheet.claim_lines if sheet else ()
        for place, parts in enumerate(self._lines):
            there = place < len(lines)
            for part in parts:
                part.setVisible(there)
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

    def _show_code(self, shown: Shown) -> None:
        about_code = [f for f in findings_of(shown.answer) if f.field == "code"]
        self._code.setVisible(bool(about_code))
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
    lines = [
        f"{figure(sheet.opened_mg)} mg opened = {figure(sheet.dose_mg)} mg to give + "
        f"{figure(rest_mg)} mg {'left' if sheet.drug.multi_dose else 'to discard'}.",
        f"Given: {figure(sheet.dose_mg)} ÷ {unit}, a started unit counts = "
        f"{figure(units.administered)} units (Medicare Claims Processing Manual 17, section 10).",
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
