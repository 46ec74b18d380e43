"""The two reasons for which a page is closed: a second check goes on, or it could not be shown."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QStackedWidget

from app.ui.pages.closed import ClosedPage

_CHECKED: Final = (
    "A second check of {} is going on. What was prepared and recorded stays closed until it is "
    "signed, sent back or left."
)
_AT_FAULT: Final = (
    "This page could not be shown: something in Vialwise is at fault. No figure is shown. Show it "
    "again, or press New order. If it stays closed, work by hand."
)


class ClosedPages:
    """Made when they are needed first; `is_at_fault` holds until a page was shown whole again."""

    def __init__(
        self, stack: QStackedWidget, to_check: Callable[[], None], show_anew: Callable[[], object]
    ) -> None:
        self._stack = stack
        self._to_check, self._show_anew = to_check, show_anew
        self._for_check: ClosedPage | None = None
        self._for_fault: ClosedPage | None = None
        self.is_at_fault = False

    def for_check(self, encounter: str) -> ClosedPage:
        """The page that names the encounter which is being checked."""
        if self._for_check is None:
            self._for_check = self._made("&Go to the second check", self._to_check)
        self._for_check.say(_CHECKED.format(encounter))
        return self._for_check

    def for_fault(self) -> ClosedPage:
        """The page that stands where another could not be shown."""
        if self._for_fault is None:
            self._for_fault = self._made("Show the page &again", self._show_anew)
            self._for_fault.say(_AT_FAULT)
        return self._for_fault

    def _made(self, on: str, asked: Callable[[], object]) -> ClosedPage:
        page = ClosedPage(on)
        page.on_asked.connect(asked)
        self._stack.addWidget(page)
        return page
