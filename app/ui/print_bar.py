"""The bar from which a worksheet or a bag's insert is printed, or kept as a PDF."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.ui.widgets.button import Button
from app.ui.widgets.card import Messages
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import label, show_if, show_text


class PrintBar(QFrame):
    """Hidden until Ctrl+P; Escape closes it."""

    worksheet_asked = Signal()
    insert_asked = Signal()
    pdf_asked = Signal()
    printer_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setProperty("edge", "bottom")
        self.setAccessibleName("Print")
        self._what = label("", "strong", wrap=True)
        self._first = Button("Print worksheet", self.worksheet_asked.emit)
        self._messages = Messages()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._what, 1)
        for button in (
            self._first,
            Button("Print bag insert", self.insert_asked.emit),
            Button("Save PDF…", self.pdf_asked.emit),
            Button("Choose printer…", self.printer_asked.emit),
            Button("Close   Esc", self.close_bar),
        ):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 8, 14, 8)
        column.addLayout(row)
        column.addWidget(self._messages)
        self.hide()

    def ask(self, what: str) -> None:
        """Open for that worksheet."""
        show_text(self._what, what)
        self._messages.show_messages([])
        show_if(self, True)
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str, *, done: bool) -> None:
        """Say what became of it."""
        self._messages.show_messages([(Tone.CONFIRM if done else Tone.STOP, sentence)])
        show_if(self, True)

    def close_bar(self) -> None:
        """Close it; nothing is printed."""
        show_if(self, False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)
