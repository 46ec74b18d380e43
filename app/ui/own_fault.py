"""A fault of the program itself: no figure from before it stays, and the window tells of it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QTimer

from app.core.calculate import Answer
from app.core.finding import FieldError, Refused

if TYPE_CHECKING:
    from app.ui.live_answer import LiveAnswer
    from app.ui.main_window import MainWindow
    from app.ui.trouble import Trouble

_AT_FAULT: Final = (
    "Something in Vialwise is at fault, so there is no figure for this order. Work it out by hand."
)


def answer_or_fault(ask: Callable[[], Answer]) -> Answer:
    """The answer; where the calculation itself is at fault, that there is none: nothing is raised.

    The fault goes where all go that nobody sees to.
    """
    try:
        return ask()
    except Exception as fault:  # noqa: BLE001 whatever it was, the figures from before must go
        sys.excepthook(type(fault), fault, fault.__traceback__)
        return Refused((FieldError("", _AT_FAULT),))


@contextmanager
def faults_told(window: "MainWindow", live: "LiveAnswer") -> Iterator[None]:
    """Have a fault that nobody sees to told in the window, in place of a traceback."""
    trouble: list[Trouble] = []

    def tell(_kind: object, fault: BaseException, _trace: object = None) -> None:
        if isinstance(fault, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        if not trouble:
            from app.ui.trouble import Trouble  # noqa: PLC0415 only once something went wrong

            trouble.append(Trouble(window, live))
        trouble[0].note(fault)

    def tell_lost(lost: "sys.UnraisableHookArgs") -> None:
        if lost.exc_value is not None:
            tell(lost.exc_type, lost.exc_value)

    sys.excepthook, sys.unraisablehook = tell, tell_lost
    try:
        yield
    finally:
        sys.excepthook, sys.unraisablehook = sys.__excepthook__, sys.__unraisablehook__


def tell_of_threads(window: "MainWindow") -> None:
    """Have a fault in another thread told in the window's own."""
    import threading  # noqa: PLC0415 after the start

    def tell(lost: threading.ExceptHookArgs) -> None:
        fault = lost.exc_value
        if fault is not None:
            QTimer.singleShot(0, window, lambda: sys.excepthook(type(fault), fault, None))

    threading.excepthook = tell
