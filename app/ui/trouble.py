"""A fault of the program while the window is open: noted, told in a bar, and nothing stale stays.

Between a fault and what is done about it nothing is painted. Then all is asked and shown anew from
what is typed, so that no figure is left from before. Where that fails too, or the same comes back
at once, the page is closed and shows no figure at all.
"""

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from app.site.fault_log import FaultLog
from app.ui.trouble_bar import TroubleBar

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

_COMES_BACK_MS: Final = 500
"""A fault that comes so soon after all was shown anew comes from showing it."""


class Trouble(QObject):
    """What a window does about faults."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._log = FaultLog("the window")
        self._bar = TroubleBar()
        self._is_showing = False
        self._soon = _once(self, 0)
        self._soon.timeout.connect(self._go_on)
        self._just_shown = _once(self, _COMES_BACK_MS)
        window.put_above(self._bar)

    def note(self, fault: BaseException) -> None:
        """Write the fault down and tell it; what is on screen is seen to after the present event.

        Nothing is raised: a fault while one is told ends in a line on standard error.
        """
        try:
            noted = self._log.note(fault)
            self._bar.tell(noted.id, noted.why_not)
            self._see_to_it()
            self._window.keep_draft()
        except Exception as another:  # noqa: BLE001 it would come back here for ever
            if sys.stderr is not None:  # a windowed program may have none
                sys.stderr.write(f"A fault could not be told ({type(another).__name__}).\n")

    def _see_to_it(self) -> None:
        if self._is_showing or (self._just_shown.isActive() and self._window.is_covered):
            return
        self._window.setUpdatesEnabled(False)
        self._soon.start()

    def _go_on(self) -> None:
        self._is_showing = True
        try:
            if self._just_shown.isActive() or not self._window.show_anew():
                self._window.cover()
            self._window.keep_draft()  # again: the last key may be in it only now
        except Exception as fault:  # noqa: BLE001 whatever it is, the page is not to be trusted
            self.note(fault)
            with suppress(Exception):
                self._window.cover()
        finally:
            self._window.setUpdatesEnabled(True)
            self._just_shown.start()
            self._is_showing = False


def _once(parent: QObject, after_ms: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(after_ms)
    return timer
