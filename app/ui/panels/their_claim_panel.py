"""Somebody else's claim: its lines typed or pasted, and where they differ from this order's."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.claim_draft import BilledLineDraft
from app.core.worksheet import Worksheet
from app.ui.billed_lines import ReadLine, read_billed_line, write_billed_line
from app.ui.messages import messages_for
from app.ui.typed_order import Shown
from app.ui.widgets.card import Card, Messages
from app.ui.widgets.fields import UnitField
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import Caption, label, show_if, show_text

_MOST_LINES: Final = 50
_LIKE: Final = "J9323 JW JA 1 00310-4500-12"


class TheirClaimPanel(Card):
    """A field a line and an empty one below; emits what could be read of them."""

    edited = Signal(str, object)
    rearranged = Signal()

    def __init__(self) -> None:
        super().__init__("Somebody else’s claim")
        caption = Caption("&Billed lines: code, modifiers, units, NDC")
        self.body.addWidget(caption)
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        self.body.addLayout(self._column)
        self._rows: list[_LineRow] = []
        self._have_rows(1)
        caption.setBuddy(self._rows[0].field.line)
        self._differences = Messages()
        self.body.addWidget(self._differences)
        self._claim_lines: tuple[BilledLineDraft, ...] = ()
        self._no_answer = label("", "small", wrap=True)
        self.body.addWidget(self._no_answer)

    def show_shown(self, shown: Shown) -> None:
        """Show the lines, what was read of each, and every difference."""
        lines = shown.typed.claim.billed_lines or ()
        self._claim_lines = lines
        if self._read() != lines:
            self._write([write_billed_line(line) for line in lines])
        self._show_rows()
        said = messages_for(shown.answer, ("claim_lines",))
        there = isinstance(shown.answer, Worksheet)
        if lines and there and not said:
            said = [(Tone.CONFIRM, "The lines read are those of this order.")]
        self._differences.show_messages(said)
        show_text(self._no_answer, "Compared once there is an answer." if lines else "")
        show_if(self._no_answer, bool(lines) and not there)

    def forget(self) -> None:
        """Empty it, unreadable lines too."""
        self._write([])
        self._show_rows()

    def _read(self) -> tuple[BilledLineDraft, ...]:
        return tuple(row.read.draft for row in self._rows if row.read.draft is not None)

    def _edit(self, place: int, text: str) -> None:
        """A line was typed; of several pasted at once, each gets its own field."""
        if "\n" in text or "\r" in text:
            texts = [row.field.line.text() for row in self._rows]
            texts[place : place + 1] = [line for line in text.splitlines() if line.strip()]
            self._write([line for line in texts if line.strip()])
            last = min(place + len(text.splitlines()), len(self._rows) - 1)
            self._rows[last].field.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_rows()
        if self._read() != self._claim_lines:
            self.edited.emit("billed_lines", self._read() or None)

    def _write(self, texts: list[str]) -> None:
        self._have_rows(len(texts) + 1)
        for place, row in enumerate(self._rows):
            row.field.show_text(texts[place] if place < len(texts) else "")
            row.read_text()

    def _show_rows(self) -> None:
        """The lines up to the last that says anything, and an empty one."""
        for row in self._rows:
            row.read_text()
        typed = [n for n, row in enumerate(self._rows) if row.field.line.text().strip()]
        last = typed[-1] + 1 if typed else 0
        self._have_rows(last + 1)
        for place, row in enumerate(self._rows):
            show_if(row, place <= last or row.field.line.hasFocus())

    def _have_rows(self, number: int) -> None:
        while len(self._rows) < min(number, _MOST_LINES):
            place = len(self._rows)
            row = _LineRow(place + 1)
            row.field.edited.connect(lambda text, place=place: self._edit(place, text))
            row.field.line.setObjectName(f"claim_lines[{place}]")
            self._rows.append(row)
            self._column.addWidget(row)
            self.rearranged.emit()


class _LineRow(QWidget):
    """One line, and below it what was read or why not."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._text = ""
        self.read = ReadLine(None, "")
        self.field = UnitField(
            f"Billed line {number}",
            placeholder=_LIKE,
            form="code, modifiers, units as a whole number, NDC",
        )
        self._messages = Messages()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self.field)
        column.addWidget(self._messages)

    def read_text(self) -> None:
        """Read what is typed, and say what was read."""
        text = self.field.line.text()
        if text == self._text:
            return
        self._text = text
        self.read = read_billed_line(text, self._number)
        trouble = [(Tone.STOP, self.read.trouble)] if self.read.trouble else []
        self.field.show_said(trouble)
        echo = [(Tone.NOTE, self.read.echo)] if self.read.echo else []
        self._messages.show_messages(trouble or echo)
