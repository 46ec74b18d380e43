"""Has a screen reader say what changed away from the keyboard: once it stands still, and once."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.ui.widgets.signs import Tone

_STILL_MS: Final = 700
"""So long nothing must have changed: figures that change with each key are said after the last."""
_LAST: Final = "last_spoken"
"""The property that holds what was said last of a part."""


class Speaker(QObject):
    """Collects what parts have to say, each once, and has it said politely."""

    spoken = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[QWidget, str] = {}
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(_STILL_MS)
        self._still.timeout.connect(self._speak)

    def take(self, part: QWidget, text: str) -> None:
        """Have that said of a part, unless it says something else meanwhile, or nothing."""
        self._waiting[part] = text
        self._still.start()

    def _speak(self) -> None:
        sentences: list[str] = []
        where: QWidget | None = None
        for part, text in self._waiting.items():
            if not isValid(part) or part.property(_LAST) == text:
                continue
            if text and not part.isVisible():
                continue
            part.setProperty(_LAST, text)
            if text and not any(text in before for before in sentences):
                sentences = [before for before in sentences if before not in text]
                sentences.append(text)
                where = part.window()
        self._waiting = {}
        if where is not None:
            said = " ".join(map(_ended, sentences)).replace("\u00a0", " ")
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(where, said))
            self.spoken.emit(said)


class _InForce:
    """The speaker; there is one, made when a screen reader is there."""

    speaker: Speaker | None = None


def speaker() -> Speaker:
    """The one speaker."""
    if _InForce.speaker is None:
        _InForce.speaker = Speaker()
    return _InForce.speaker


def speak(part: QWidget, text: str, tone: Tone = Tone.STOP) -> None:
    """Have a screen reader, where there is one, say what a part shows now; "" where it is nothing.

    What only asks or notes is read where it stands; the bar below says how much is open.
    """
    if QAccessible.isActive():
        speaker().take(part, text if tone in (Tone.STOP, Tone.CONFIRM) else "")


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
