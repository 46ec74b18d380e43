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
from app.wording.claim_lines import code_notices, how_units_add_up, unit_arithmetic

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
        whole = answer.is_whole_units or answer.drug.multi_dose
        self._adds_up.say(how_units_add_up(answer), Tone.CONFIRM if whole else Tone.NOTE)
        show_text(self._arithmetic, "\n".join(unit_arithmetic(answer)))

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
                    "to discard" if line.is_discard else "to give",
                )
                for part, text in zip(parts, texts, strict=True):
                    show_text(part, text)

    def _show_code(self, sheet: Worksheet) -> None:
        about_code = code_notices(sheet)
        show_if(self._code, bool(about_code))
        if about_code:
            finding = about_code[0]
            self._code.say(finding.message, TONES[finding.severity], finding.source)
