"""A fault of the program while the window is open: noted, told in a bar, and nothing stale stays.

Before anything is painted next, all is asked and shown anew from what is typed, so that no figure
is left from before. Where that fails too, or a fault comes back at once, or two keys running are
not taken, the page is closed and shows no figure at all.
"""

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt

from app.site.fault_log import FaultLog, Noted
from app.ui import live_answer, own_fault
from app.ui.live_answer import LiveAnswer
from app.ui.trouble_bar import TroubleBar

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

_SEE_TO_IT: Final = QEvent.Type.User
_BEFORE_PAINTING: Final = Qt.EventPriority.HighEventPriority.value
_COMES_BACK_MS: Final = 500
"""So soon after all was shown anew nobody has done anything yet."""
_KEPT: Final = "What you typed is kept."
_NOT_TAKEN: Final = "What you typed last may be missing: look at the fields."
_NOT_KEPT: Final = "What you typed stays only as long as this window is open."


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
        """Noted and not told yet: while there are any, an event is on its way, or seen to."""
        self._is_taken = self._is_kept = True
        """Whether all that was typed is on the page, and is there at the next start."""
        self._is_not_taken_twice = False
        self._not_taken_after: object = None
        """What was typed when a key was not taken last."""
        self._shown_for: object = None
        """What was typed when all was shown anew last."""
        self._since = QElapsedTimer()

    def note(self, fault: BaseException) -> None:
        """Write the fault down, and see to what is on screen next; nothing is raised."""
        if not self._untold:
            QCoreApplication.postEvent(self, QEvent(_SEE_TO_IT), _BEFORE_PAINTING)
        self._untold.append(self._log.note(fault))
        if self._window.is_whole and not _is_of_the_answer(fault):  # else it was taken
            self._is_taken = False
            if _is_of_the_order(fault):
                typed = self._live.shown.typed
                self._is_not_taken_twice |= self._not_taken_after is typed
                self._not_taken_after = typed

    def event(self, event: QEvent) -> bool:
        """See to a fault that was noted."""
        if event.type() != _SEE_TO_IT:
            return super().event(event)
        try:
            self._see_to_it()
        except Exception as another:  # noqa: BLE001 it would come back here for ever
            self._log.note(another)
            self._cover()
            with suppress(OSError, ValueError, AttributeError):  # a windowed program may have none
                sys.stderr.write(f"A fault could not be told ({type(another).__name__}).\n")
        finally:  # whatever became of this one, the next is seen to
            self._untold.clear()
            self._is_taken = self._is_kept = True
            self._is_not_taken_twice = False
            self._window.setUpdatesEnabled(True)
        return True

    def _see_to_it(self) -> None:
        if not (self._comes_back and self._window.is_covered):
            self._keep_draft()
            self._show_anew()
            self._keep_draft()  # again: the last key may be in it only now
        self._tell()

    def _keep_draft(self) -> None:
        try:
            self._window.keep_draft()
        except Exception as fault:  # noqa: BLE001 the figures are to be seen to all the same
            self._untold.append(self._log.note(fault))
            self._is_kept = False

    def _show_anew(self) -> None:
        try:
            is_whole = not self._comes_back and self._window.show_anew()
        except Exception as fault:  # noqa: BLE001 whatever it is, the page is not to be trusted
            self._untold.append(self._log.note(fault))
            is_whole = False
        if not is_whole or self._is_not_taken_twice:
            self._cover()
        self._window.setUpdatesEnabled(True)
        self._shown_for = self._live.shown.typed
        self._since.start()

    def _cover(self) -> None:
        """Close the page; where not even that can be done, nothing of the window is shown."""
        try:
            self._window.cover()
        except Exception as fault:  # noqa: BLE001 no figure may be left
            self._untold.append(self._log.note(fault))
            centre = self._window.centralWidget()
            if centre is not None:
                centre.hide()

    @property
    def _comes_back(self) -> bool:
        """Whether all was shown anew a moment ago for the same: then showing it is at fault."""
        is_same = self._shown_for is self._live.shown.typed
        return is_same and self._since.elapsed() < _COMES_BACK_MS

    def _tell(self) -> None:
        self._window.close_dialogs()  # the bar lies behind them
        if self._bar is None:
            bar = TroubleBar()
            self._window.put_above(bar)
            self._bar = bar
        self._bar.tell(*self._untold[0], self._what_became_of_typing())

    def _what_became_of_typing(self) -> str:
        """Nothing is claimed that is not known."""
        said = [] if self._is_taken else [_NOT_TAKEN]
        if not self._is_kept:
            said.append(_NOT_KEPT)
        return " ".join(said) or _KEPT


def _is_of_the_answer(fault: BaseException) -> bool:
    """Whether the calculation is at fault, which comes after the order took what was typed."""
    trace = fault.__traceback__
    return trace is not None and trace.tb_frame.f_globals.get("__name__") == own_fault.__name__


def _is_of_the_order(fault: BaseException) -> bool:
    """Whether it came while the order took what a person did."""
    trace = fault.__traceback__
    while trace is not None:
        if trace.tb_frame.f_globals.get("__name__") == live_answer.__name__:
            return True
        trace = trace.tb_next
    return False
