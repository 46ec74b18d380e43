"""What the keyboard does alike in every control."""

from collections.abc import Sequence
from itertools import pairwise

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


def follow_the_eye(page: QWidget, stops: Sequence[QWidget]) -> None:
    """Have Tab go through a page in that order, between what is before and after the page."""
    before = stops[0].previousInFocusChain()
    while before is not None and (
        page.isAncestorOf(before) or before.focusPolicy() == Qt.FocusPolicy.NoFocus
    ):
        before = before.previousInFocusChain()
        if before is stops[0]:
            return  # it is not in the window yet
    if before is None:
        return
    for one, next_one in pairwise([before, *stops]):
        QWidget.setTabOrder(one, next_one)
