"""Takes a scan out of the field that it was typed into: a scanner types, and ends with Enter.

What was typed without any other key in between is looked at when Enter comes. Where it ends with a
code, the field gets back what it had before the code; else Enter moves on as ever.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_SEPARATOR: Final = "\x1d"
"""Between fields of a scanned code; no field of the window takes it."""
_SHORTEST: Final = 10
"""As many characters as the shortest product code has."""
_BEGINNING: Final = re.compile(r"\][A-Za-z][0-9]|\(01\)")
"""How a code begins that says what it is."""
_PAUSE_MS: Final = 120
"""A person lets so much time pass between what they type and a scan; a scanner does not."""


class ScanCatcher(QObject):
    """Watches fields and buttons; `reads` says whether a text is a code, `take` is handed it."""

    def __init__(
        self, parent: QWidget, reads: Callable[[str], bool], take: Callable[[str], None]
    ) -> None:
        super().__init__(parent)
        self._reads = reads
        self._take = take
        self._into: QObject | None = None
        self._forget()

    def _forget(self) -> None:
        self._typed = ""
        self._before: list[str] = []
        """What stood in the field before each character."""
        self._pauses: list[int] = []
        self._last_ms = 0

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
        if event.key() in _HELD:
            return False
        text = _SEPARATOR if _is_separator(event) else event.text()
        alone = not event.modifiers() & Qt.KeyboardModifier.AltModifier
        if watched is not self._into or not alone or not (text == _SEPARATOR or text.isprintable()):
            self._forget()
        if alone and text and (text == _SEPARATOR or text.isprintable()):
            self._collect(watched, text, event.timestamp())
        return text == _SEPARATOR

    def _collect(self, watched: QObject, text: str, at_ms: int) -> None:
        self._into = watched
        if self._typed and at_ms - self._last_ms > _PAUSE_MS:
            self._pauses.append(len(self._typed))
        self._last_ms = at_ms
        self._typed += text
        self._before += [watched.text() if isinstance(watched, QLineEdit) else ""] * len(text)

    def _end(self, watched: QObject) -> bool:
        typed, before, starts = self._typed, self._before, list(self._starts())
        self._forget()
        if watched is not self._into:
            return False
        for start in starts:
            code = typed[start:]
            if len(code) >= _SHORTEST and self._reads(code):
                if isinstance(watched, QLineEdit):
                    watched.setText(before[start])
                    watched.textEdited.emit(before[start])
                self._take(code)
                return True
        return False

    def _starts(self) -> Iterator[int]:
        """Where a code may begin: with what was typed, where it says so, or after a pause."""
        yield 0
        yield from (found.start() for found in _BEGINNING.finditer(self._typed))
        yield from self._pauses


def _is_separator(event: QKeyEvent) -> bool:
    """GS1's group separator, as text or as the keys that stand for it: Ctrl and a right bracket."""
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return event.text() == _SEPARATOR or (control and event.key() == Qt.Key.Key_BracketRight)


_HELD: Final = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock}
)
"""Keys that a scanner holds for capitals, and that type nothing."""
