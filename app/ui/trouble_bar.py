"""The bar that tells of a fault in the program, with the id under which it can be found."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.ui.widgets.button import Button
from app.ui.widgets.signs import Sign, Tone
from app.ui.widgets.text import label, set_look, show_if, show_text

_COPY: Final = "Ctrl+Shift+E"


class TroubleBar(QFrame):
    """Hidden until something goes wrong; it takes the keyboard from nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setProperty("edge", "top")
        self._id = ""
        self._what = label("", "strong", wrap=True)
        set_look(self._what, "tone", str(Tone.STOP))
        self._copy = Button(f"Copy id   {_COPY}", self._copy_id)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 14, 8)
        row.setSpacing(10)
        row.addWidget(Sign(Tone.STOP))
        row.addWidget(self._what, 1)
        row.addWidget(self._copy)
        row.addWidget(Button("Close   Esc", self._close))
        QShortcut(QKeySequence(_COPY), self, self._copy_id)
        self.hide()

    def tell(self, fault_id: str, why_not_written: str, of_typing: str) -> None:
        """Say that something went wrong, and say it aloud where somebody listens."""
        self._id = fault_id
        sentence = (
            f"Something went wrong in Vialwise ({fault_id}). {of_typing} "
            "Copy the id for whoever looks after this computer."
        )
        if why_not_written:
            sentence += f" It could not be written to the log ({why_not_written})."
        show_text(self._what, sentence)
        self._what.setAccessibleName(f"{Tone.STOP.word}: {sentence}")
        self.setAccessibleName(f"{Tone.STOP.word}: {sentence}")
        show_if(self, True)
        aloud = QAccessibleAnnouncementEvent(self, sentence)
        aloud.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(aloud)

    def _copy_id(self) -> None:
        if self.isVisible():
            QGuiApplication.clipboard().setText(self._id)

    def _close(self) -> None:
        show_if(self, False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)
