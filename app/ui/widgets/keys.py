"""What the keyboard does alike in every control."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


def moves_on(part: QWidget, event: QKeyEvent) -> bool:
    """Whether the key was Enter, which goes to the next control and does nothing else.

    A scanner ends with Enter, so it must neither commit nor press anything, wherever it lands.
    """
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    part.focusNextChild()
    event.accept()
    return True


def stops_in(part: QWidget) -> list[QWidget]:
    """What takes the keyboard inside a part, as it was put there.

    The chosen one of a group alone has TabFocus at any one time, so that is not what is asked.
    """
    return [
        inside
        for inside in part.findChildren(QWidget)
        if inside.focusPolicy() != Qt.FocusPolicy.NoFocus and inside.window() is part.window()
    ]
