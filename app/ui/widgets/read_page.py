"""A page of text to read through with the arrow keys, as it was laid out."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy

from app.ui.widgets.keys import moves_on
from app.ui.widgets.lines_text import LinesText
from app.ui.widgets.sizes import fix

_HEIGHT: Final = 330


class ReadPage(QScrollArea):
    """Takes the keyboard: arrow and page keys scroll it, Tab and Enter go on."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("readable")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        fix(self, height=_HEIGHT)
        self._lines = LinesText(name)
        self.setWidget(self._lines)

    def show_page(self, text: str) -> None:
        """Show this text from its beginning."""
        self._lines.show_lines(text)
        self.setAccessibleDescription(text)
        self.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not moves_on(self, event):
            super().keyPressEvent(event)
