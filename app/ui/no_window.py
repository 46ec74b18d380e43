"""Shows why the window could not be opened: a program without a console has no other place."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

_SEEN_BY_NOBODY: Final = ("offscreen", "minimal")


def show_sentence(sentence: str) -> None:
    """Show it until it is closed; Qt ends the program where there is no screen."""
    if QApplication.instance() is None:
        QApplication(["vialwise"])
    if QApplication.platformName() not in _SEEN_BY_NOBODY:
        box(sentence).exec()


def box(sentence: str) -> QMessageBox:
    """The only message box of the program: there is no window yet that it could interrupt."""
    made = QMessageBox(QMessageBox.Icon.Critical, "Vialwise", sentence)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made
