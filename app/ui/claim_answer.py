"""What an answer says of the claim: its lines, the code notice, and the arithmetic on request."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.core.amounts import Status
from app.core.code_check import Standing
from app.core.notation import shown as figure
from app.core.payer import Setting
from app.core.worksheet import Worksheet
from app.ui.messages import TONES, messages_for
from app.ui.widgets.button import Button
from app.ui.widgets.card import Chip, Messages, Notice
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import figure_label, label, show_if, show_text
from app.wording.claim_lines import (
    code_notices,
    how_units_add_up,
    ndc_text,
    unit_arithmetic,
    units_text,
)
from app.wording.status import what_lines_stand_for, why_no_line

_SAID: Final = {
    Status.PLANNED: "Planned, not given: bill what was given, after the infusion.",
    Status.GIVEN: "As given. Check the review before the claim goes out.",
    Status.NOT_GIVEN: "Nothing was given: no line goes on a claim.",
}
_COMPARE: Final = "Co&mpare and choose…"
_LOOKED_UP: Final = "Na&me who looked it up…"
"""There is nothing to compare a code with that no table here has."""
_TO_SETTLE: Final = {
    Standing.NOT_CONFIRMED: _COMPARE,
    Standing.KEPT: _COMPARE,
    Standing.NOT_CHECKED: _LOOKED_UP,
    Standing.DECIDED: _LOOKED_UP,
}
_EXEMPT: Final = "An exempt setting bills no drug line by these forms: there is none to enter."


class ClaimAnswer(QWidget):
    """Laid out with the first answer, in the card that waits for it."""

    given_asked = Signal()
    compare_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
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
        self._lines: list[list[QLabel]] = []
        """Laid out when there are so many: parts cost time at start."""
        column.addLayout(self._grid)
        self._said = label("", "small", wrap=True)
        given = QHBoxLayout()
        given.addWidget(self._said, 1)
        given.addWidget(Button("&Enter given dose…", self.given_asked.emit))
        column.addLayout(given)
        self._code = Notice()
        self._compare = Button(_COMPARE, self.compare_asked.emit)
        self._compare.setProperty("look", "link")
        column.addWidget(self._code)
        self._since = Messages()
        column.addWidget(self._since)
        self._messages = Messages()
        column.addWidget(self._messages)
        self._build_arithmetic(column)

    def _line(self, place: int) -> list[QLabel]:
        row = 2 * place + 1
        parts = [
            label("", "strong"),
            label(),
            figure_label("", "strong"),
            figure_label(),
            label("", "muted"),
        ]
        for column, part in enumerate(parts):
            self._grid.addWidget(part, row, column)
        products = label("", "small", wrap=True)
        self._grid.addWidget(products, row + 1, 1, 1, 4)
        return [*parts, products]

    def _build_arithmetic(self, column: QVBoxLayout) -> None:
        self._adds_up = Chip(Tone.CONFIRM)
        self._of_most = Chip(Tone.CONFIRM)
        self._arithmetic = label("", "small", wrap=True)
        self._arithmetic.hide()
        self._how = Button("H&ow?", self._turn_arithmetic)
        self._how.setProperty("look", "link")
        self._how.setAccessibleName("How the units come about")
        links = QHBoxLayout()
        links.addWidget(self._compare)
        links.addStretch(1)
        links.addWidget(self._of_most)
        column.addLayout(links)
        row = QHBoxLayout()
        row.addWidget(self._adds_up)
        row.addStretch(1)
        row.addWidget(self._how)
        column.addLayout(row)
        column.addWidget(self._arithmetic)

    def _turn_arithmetic(self) -> None:
        self._arithmetic.setVisible(self._arithmetic.isHidden())

    def show_sheet(self, sheet: Worksheet, since: str) -> None:
        """Show the lines of that answer, and what the site settled since they were recorded."""
        self._since.show_messages([(Tone.ASK, since)] if since else [])
        said = _SAID[sheet.status] if sheet.claim_lines else why_no_line(sheet)
        if _is_exempt(sheet):
            said = _EXEMPT
        show_text(self._said, said)
        self._show_lines(sheet)
        self._show_code(sheet)
        whole = sheet.is_whole_units or sheet.drug.multi_dose
        units = sheet.units
        self._adds_up.say(
            how_units_add_up(sheet),
            Tone.CONFIRM if whole else Tone.NOTE,
            short=units_text(units.administered + units.discarded),
        )
        show_text(self._arithmetic, "\n".join(unit_arithmetic(sheet)))
        self._show_most_units(sheet)

    def _show_most_units(self, sheet: Worksheet) -> None:
        """How much of the most units a day the lines take; over it, a finding says so."""
        most, units = sheet.most_units, sheet.counted_units
        within = most is not None and 0 < units <= most and not _is_exempt(sheet)
        show_if(self._of_most, within)
        if most is not None and within:
            self._of_most.say(f"{figure(units)} of {figure(most)} MUE", Tone.CONFIRM)

    def _show_lines(self, sheet: Worksheet) -> None:
        lines = () if _is_exempt(sheet) else sheet.claim_lines
        while len(self._lines) < len(lines):
            self._lines.append(self._line(len(self._lines)))
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
                    what_lines_stand_for(sheet.status, is_discard=line.is_discard),
                    "\n".join(ndc_text(share) for share in line.ndcs),
                )
                for part, text in zip(parts, texts, strict=True):
                    show_text(part, text)

    def _show_code(self, sheet: Worksheet) -> None:
        notices = code_notices(sheet)
        show_if(self._code, bool(notices))
        text = _TO_SETTLE.get(sheet.code.standing, "")
        show_if(self._compare, bool(text))
        if text and self._compare.text() != text:
            self._compare.setText(text)
            self._compare.setAccessibleName(text.replace("&", ""))
        for first in notices[:1]:
            self._code.say(first.message, TONES[first.severity], first.source)
        more = [(TONES[finding.severity], finding.message) for finding in notices[1:]]
        self._messages.show_messages([*more, *messages_for(sheet, ("",))])


def _is_exempt(sheet: Worksheet) -> bool:
    """Whether the setting bills no drug line by these forms."""
    return sheet.claim.setting is Setting.EXEMPT
