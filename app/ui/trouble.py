"""A fault of the program while the window is open: noted, told in a bar, and nothing stale stays.

Before anything is painted next, all is asked and shown anew from what is typed, so that no figure
is left from before. Where that fails too, or a fault comes back at once, the page is closed and
shows no figure at all.
"""

import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt

from app.site.fault_log import FaultLog, Noted
from app.ui.live_answer import LiveAnswer
from app.ui.trouble_bar import TroubleBar

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

_SEE_TO_IT: Final = QEvent.Type.User
_BEFORE_PAINTING: Final = Qt.EventPriority.HighEventPriority.value
_COMES_BACK_MS: Final = 500
"""So soon after all was shown anew nobody has done anything yet."""


class Trouble(QObject):
    """What a window does about faults.

    A fault may come out of the middle of painting, where no widget may be touched. So it is only
    written down there, and all else done by an event of its own, before anything is painted next.
    """

    def __init__(self, window: "MainWindow", live: LiveAnswer) -> None:
        super().__init__(window)
        self._window, self._live = window, live
        self._log = FaultLog("the window")
        self._bar: TroubleBar | None = None
        self._untold: list[Noted] = []
        self._shown_for: object = None
        """What was typed when all was shown anew last."""
        self._since = QElapsedTimer()

    def note(self, fault: BaseException) -> None:
        """Write the fault down, and see to what is on screen next; nothing is raised."""
        if not self._untold:
            QCoreApplication.postEvent(self, QEvent(_SEE_TO_IT), _BEFORE_PAINTING)
        self._untold.append(self._log.note(fault))

    def event(self, event: QEvent) -> bool:
        """See to a fault that was noted."""
        if event.type() != _SEE_TO_IT:
            return super().event(event)
        try:
            self._see_to_it()
        except Exception as another:  # noqa: BLE001 it would come back here for ever
            if sys.stderr is not None:  # a windowed program may have none
                sys.stderr.write(f"A fault could not be told ({type(another).__name__}).\n")
        return True

    def _see_to_it(self) -> None:
        if not (self._comes_back and self._window.is_covered):
            self._window.keep_draft()
            self._show_anew()
            self._window.keep_draft()  # again: the last key may be in it only now
        self._tell()
        self._untold.clear()

    def _show_anew(self) -> None:
        try:
            is_whole = not self._comes_back and self._window.show_anew()
        except Exception as fault:  # noqa: BLE001 whatever it is, the page is not to be trusted
            self._untold.append(self._log.note(fault))
            is_whole = False
        if not is_whole:
            self._window.cover()
        self._window.setUpdatesEnabled(True)
        self._shown_for = self._live.shown.typed
        self._since.start()

    @property
    def _comes_back(self) -> bool:
        """Whether all was shown anew a moment ago for the same: then showing it is at fault."""
        is_same = self._shown_for is self._live.shown.typed
        return is_same and self._since.elapsed() < _COMES_BACK_MS

    def _tell(self) -> None:
        if self._bar is None:
            self._bar = TroubleBar()
            self._window.put_above(self._bar)
        self._bar.tell(*self._untold[0])
