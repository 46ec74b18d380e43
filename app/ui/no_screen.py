"""The application where perhaps no screen answers: Qt ends the program then, and cannot be held.

Qt alone knows each way to a screen (a socket, this computer's network, a password of the screen),
so it is not asked twice: what it says on its way out is heard, and said in a sentence.
"""

import os
import sys
from collections.abc import Callable
from typing import Final, NoReturn

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

STATUS: Final = 1
_NOBODY_ANSWERED: Final = ("could not connect to display", "Failed to create wl_display")
"""What Qt's plug-ins for X11 and Wayland say; anything else is no matter of the screen."""
_QT_CANNOT: Final = "Qt cannot open a window here (its own words are above)."


def application(arguments: tuple[str, ...], no_screen: Callable[[], str]) -> QApplication:
    """The application; where no screen answers, `no_screen` has the last word: status 1.

    What Qt said although it found a screen comes afterwards, as it was.
    """
    heard: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        from PySide6.QtCore import qFormatLogMessage  # noqa: PLC0415 seldom

        heard.append(qFormatLogMessage(kind, context, message))
        if kind == QtMsgType.QtFatalMsg:
            _end(heard, no_screen)

    before = qInstallMessageHandler(hear)
    try:
        return QApplication([*arguments])
    finally:
        qInstallMessageHandler(before)
        _say(heard)


def _end(heard: list[str], no_screen: Callable[[], str]) -> NoReturn:
    """End at once: what called is in the midst of Qt, and would end without a word of ours."""
    nobody = any(words in text for text in heard for words in _NOBODY_ANSWERED)
    _say([no_screen()] if nobody else [*heard, _QT_CANNOT])
    os._exit(STATUS)


def _say(lines: list[str]) -> None:
    if lines and sys.stderr is not None:  # None in a program without a console
        sys.stderr.write("".join(f"{line}\n" for line in lines))
        sys.stderr.flush()
