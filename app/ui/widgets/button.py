"""A button that Space and its mnemonic press, and Enter passes by."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from app.ui.widgets.keys import moves_on


class Button(QPushButton):
    """A button; a shortcut may stand behind its text, three blanks apart."""

    def __init__(self, text: str, pressed: Callable[[], None]) -> None:
        super().__init__(text)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        name, _, shortcut = text.replace("&", "").partition("   ")
        self.setAccessibleName(name)
        self.setAccessibleDescription(shortcut)
        self.clicked.connect(lambda _on=False: pressed())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not moves_on(self, event):
            super().keyPressEvent(event)
