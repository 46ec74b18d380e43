"""Takes a scan out of the field that it was typed into: a scanner types, and ends with Enter.

What was typed in one go without any other key is offered as one text at Enter. Where it is taken,
the field gets back what it had; else Enter moves on as ever.
"""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_SEPARATOR: Final = "\x1d"
"""GS1's group separator, which no field takes: a scanner types it as Ctrl and a bracket."""
_SHORTEST: Final = 10
"""As many characters as the shortest product code has."""


class ScanCatcher(QObject):
    """Watches fields and buttons; `take` says whether a text was dealt with."""

    def __init__(self, parent: QWidget, take: Callable[[str], bool]) -> None:
        super().__init__(parent)
        self._take = take
        self._typed = ""
        self._into: QObject | None = None
        self._before = ""

    def watch(self, parts: Iterable[QWidget]) -> None:
        """Watch these too; one that is watched already is watched once."""
        for part in parts:
            part.removeEventFilter(self)
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Collect what is typed; True where the key is not for the field."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._end(watched)
        text = event.text()
        if event.key() in _HELD:
            return False
        if text != _SEPARATOR and not (text and text.isprintable()):
            self._typed = ""
            return False
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._typed = ""
            return False
        if watched is not self._into or not self._typed:
            self._typed, self._into = "", watched
            self._before = watched.text() if isinstance(watched, QLineEdit) else ""
        self._typed += text
        return text == _SEPARATOR

    def _end(self, watched: QObject) -> bool:
        typed, self._typed = self._typed, ""
        if watched is not self._into or len(typed) < _SHORTEST or not self._take(typed):
            return False
        if isinstance(watched, QLineEdit):
            watched.setText(self._before)
            watched.textEdited.emit(self._before)
        return True


_HELD: Final = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock}
)
"""Keys that a scanner holds for capitals, and that type nothing."""
