"""Lines to read and copy, each character as wide as the next; a long line goes on below."""

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from app.ui.theme import theme
from app.wording.page import held

_ENDS: Final = " *~,"
"""A long line goes on below after one of these."""
_INDENT: Final = "  "
_MEASURED: Final = 100
"""One character alone is measured in whole pixels."""


class LinesText(QLabel):
    """Shows a text line by line in the width there is; what is copied is the text as it was."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setWordWrap(True)  # else no height would follow from the width
        self.setAccessibleName(name)
        self.setObjectName("lines")
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._lines: list[str] = []
        self._advance = 0

    def show_lines(self, text: str) -> None:
        """Show this text."""
        lines = text.split("\n")
        if lines != self._lines:
            self._lines = lines
            self.setAccessibleDescription(text)
            self._fit()
            self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        """As many lines as the text takes in that width."""
        lines = fitted(self._lines, self._columns(width))
        return len(lines) * self.fontMetrics().lineSpacing() + 2

    def sizeHint(self) -> QSize:
        """One line; the layout asks for the height that the width calls for."""
        return QSize(theme().px(80), self.fontMetrics().lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """As the size hint."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the lines anew where the width changed."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another font or style sheet makes another width."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._advance = 0
        super().changeEvent(event)

    def rescale(self) -> None:
        """In a larger font fewer characters go on a line."""
        self._fit()
        self.updateGeometry()

    def _fit(self) -> None:
        text = "\n".join(fitted(self._lines, self._columns(self.width())))
        if text != self.text():
            self.setText(text)

    def _columns(self, width: int) -> int:
        if not self._advance:
            self.ensurePolished()
            self._advance = max(1, self.fontMetrics().horizontalAdvance("M" * _MEASURED))
        return max(12, _MEASURED * width // self._advance)


def fitted(lines: list[str], columns: int) -> list[str]:
    """The lines in that many columns: what is too long goes on below, a little to the right.

    A figure stays with its unit.
    """
    fitting = []
    for line in lines:
        rest, indent = held(line), ""
        while len(indent + rest) > columns:
            room = columns - len(indent)
            end = max(rest.rfind(mark, 1, room) for mark in _ENDS) + 1 or room
            fitting.append(indent + rest[:end].rstrip())
            rest, indent = rest[end:].lstrip(), _INDENT
        fitting.append(indent + rest)
    return [line.replace("\u00a0", " ") for line in fitting]
