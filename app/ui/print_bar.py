"""The bar from which a worksheet or a bag's insert is printed, or kept as a PDF.

Its actions have Ctrl and a figure: on Prepare and Claim no letter of their names is free for Alt.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.ui.widgets.button import Button
from app.ui.widgets.card import Messages
from app.ui.widgets.fitting_bar import FittingBar
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
        self._messages = Messages()
        row = FittingBar("", whole=True)
        row.setObjectName("")
        row.row.setContentsMargins(0, 0, 0, 0)
        row.row.setSpacing(8)
        row.row.addWidget(self._what, 1)
        self._first = Button("Print worksheet   Ctrl+1", self.worksheet_asked.emit)
        for button in (
            self._first,
            Button("Print bag insert   Ctrl+2", self.insert_asked.emit),
            Button("Save PDF…   Ctrl+3", self.pdf_asked.emit),
            Button("Choose printer…   Ctrl+4", self.printer_asked.emit),
        ):
            name, _, keys = button.text().partition("   ")
            row.put(button, name)
            QShortcut(QKeySequence(keys), self, button.click).setAutoRepeat(False)
        row.put(Button("Close   Esc", self.close_bar))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 8, 14, 8)
        column.addWidget(row)
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
