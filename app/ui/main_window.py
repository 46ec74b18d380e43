"""The window: a bar with pages, New order and Help; the page; a bar that counts what is open."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QDialog, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app import __version__
from app.reference import Reference
from app.ui.bottom_bar import BottomBar
from app.ui.closed_pages import ClosedPages
from app.ui.live_answer import LiveAnswer
from app.ui.order_bars import OrderBars
from app.ui.pages.page import Page, PageOfItsOwn, PageWithBar
from app.ui.pages.prepare import PreparePage, places_in
from app.ui.recorded import Purpose
from app.ui.top_bar import TopBar
from app.ui.typed_order import Shown
from app.ui.widgets.fold import reveal
from app.ui.widgets.keys import stops_in
from app.ui.widgets.laying_out import lay_out, painted_once
from app.ui.widgets.painting import painted_safely
from app.ui.widgets.text import show_if

if TYPE_CHECKING:
    from app.records.drafts import Drafts
    from app.records.entry import Entry
    from app.ui.keeping import Keeping


class PageName(StrEnum):
    """The pages, by what their tabs say."""

    PREPARE = "Prepare"
    CLAIM = "Claim"
    DOUBLE_CHECK = "Double-check"
    RECORDS = "Records"
    SITE = "Site setup"


_SHORT_TABS: Final = {PageName.DOUBLE_CHECK: "Check", PageName.SITE: "Setup"}
"""What tabs say where the window is narrow."""

_OF_AN_ORDER: Final = (PageName.PREPARE, PageName.CLAIM, PageName.RECORDS)
"""The pages on which somebody's figures stand."""


class MainWindow(QMainWindow):
    """Pages under tabs between two bars; no default button, no message box."""

    painted = Signal()

    def __init__(
        self, reference: Reference, live: LiveAnswer, others: Mapping[PageName, Callable[[], Page]]
    ) -> None:
        """`others` make the pages beside Prepare, each when it is first looked at."""
        super().__init__()
        self.setWindowTitle("Vialwise")
        self._reference = reference
        self._live = live
        self._others = others
        self.prepare = PreparePage(reference, live)
        self._pages: dict[PageName, Page] = {PageName.PREPARE: self.prepare}
        self._place = PageName.PREPARE
        self._stack = QStackedWidget()
        self._stack.addWidget(self.prepare)
        self._keeping: Keeping | None = None
        self._closed = ClosedPages(
            self._stack, lambda: self.go_to(PageName.DOUBLE_CHECK), self.show_anew
        )
        self.is_whole = True
        """Whether what was shown last was shown to its end."""
        self._checked = ""
        """The encounter of which a second check goes on."""
        self._top = TopBar([(name, _SHORT_TABS.get(name, name)) for name in PageName], self._place)
        self._say_version()
        self._bottom = BottomBar()
        self._order = OrderBars(live, self._bottom, self, self.go_to_field, self._follow_the_eye)
        self._above = QVBoxLayout()
        """Where bars come that are not of the order."""
        self._stack_up()
        self._connect_keys()
        self._connect_bars()
        live.changed.connect(self._show)
        self._show(live.shown)
        self._connect_prepare()
        live.drug_changed.connect(self._follow_the_eye)
        self._follow_the_eye()
        self.prepare.focus_first()

    def _stack_up(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addLayout(self._above)
        column.addWidget(self._stack, 1)
        column.addLayout(self._order.column)
        column.addWidget(self._bottom)
        self.setCentralWidget(centre)
        self.setMinimumSize(640, 400)

    def _connect_keys(self) -> None:
        standard = QKeySequence.StandardKey
        for keys, done in (
            (QKeySequence(standard.New), self._new_order),
            (QKeySequence(standard.Undo), self._live.undo_new_order),
            (QKeySequence(standard.HelpContents), self.show_help),
            (QKeySequence(standard.Print), self._of_the_order(self._order.ask_print)),
            (QKeySequence("Ctrl+Return"), self._record),
            (QKeySequence("Ctrl+Enter"), self._record),
            (QKeySequence("Ctrl+K"), self._of_the_order(self._order.correct)),
        ):
            QShortcut(keys, self, done)

    def _connect_bars(self) -> None:
        self._top.page_asked.connect(lambda name: self.go_to(PageName(name)))
        self._top.new_asked.connect(self._new_order)
        self._top.help_asked.connect(self.show_help)
        self._bottom.undo_asked.connect(self._live.undo_new_order)
        self._bottom.record_asked.connect(self._record)

    @property
    def page(self) -> Page:
        """The page that is in sight; where it is closed for a second check, what says so."""
        if self._closed.is_at_fault:
            return self._closed.for_fault()
        if self._is_closed(self._place):
            return self._closed.for_check(self._checked)
        return self._pages[self._place]

    def close_for_check(self, encounter: str) -> None:
        """While that encounter is checked, no page shows what was prepared or recorded of it."""
        self._checked = encounter

    def open_after_check(self) -> None:
        """The check is over: every page is open again."""
        self._checked = ""
        if self._place is not PageName.DOUBLE_CHECK:
            self.go_to(self._place)

    def _is_closed(self, name: PageName) -> bool:
        if not self._checked or name not in _OF_AN_ORDER:
            return False
        here = self._live.shown.typed.encounter.strip().casefold()
        return name is PageName.RECORDS or here == self._checked.strip().casefold()

    def go_to(self, name: PageName) -> None:
        """Show that page with the present answer, and put the keyboard where it begins."""
        self._closed.is_at_fault = False
        if name not in self._pages and not self._is_closed(name):
            page = self._others[name]()
            self._pages[name] = page
            if isinstance(page, QWidget):
                self._stack.addWidget(page)
        self._place = name
        page = self.page
        if self._live.shown.typed.entry is not None and not isinstance(page, PageWithBar):
            self._order.recording.look_up()
        if isinstance(page, QWidget):
            self._stack.setCurrentWidget(page)
        self._top.show_chosen(name)
        self._show_bars()
        self._show(self._live.shown)
        self._follow_the_eye()
        page.focus_first()

    def _show_bars(self) -> None:
        """The bars below are about the order: not where it is not in sight.

        What is copied, printed or recorded unseen may be another patient's, or one being checked.
        """
        if not self._is_of_the_order:
            self._order.close()
        show_if(self._bottom, self._is_of_the_order)
        if self._keeping is not None:
            checks = self._place is PageName.DOUBLE_CHECK or bool(self._checked)
            self._keeping.bar.step_aside(for_check=checks)

    @property
    def _is_of_the_order(self) -> bool:
        """Whether the page in sight shows the order that is recorded, printed and copied."""
        shows_it = self._place in (PageName.PREPARE, PageName.CLAIM)
        return shows_it and not isinstance(self.page, PageWithBar)

    def _record(self) -> None:
        page = self.page
        if isinstance(page, PageWithBar):
            page.record()
        elif self._is_of_the_order:
            self._order.recording.ask()

    def _stops_above(self) -> list[QWidget]:
        bars = [
            item.widget() for n in range(self._above.count()) if (item := self._above.itemAt(n))
        ]
        return [stop for bar in bars if bar is not None for stop in stops_in(bar)]

    def _of_the_order(self, ask: Callable[[], None]) -> Callable[[], None]:
        """Have a key do nothing where the page in sight is not about the order on Prepare."""
        return lambda: ask() if self._is_of_the_order else None

    def keep_drafts(self, drafts: "Drafts") -> None:
        """Keep what is typed in these drafts, and offer what was left behind in them."""
        from app.ui.keeping import Keeping, RestoreBar  # noqa: PLC0415 after the start

        bar = RestoreBar()
        self._above.addWidget(bar)
        self._keeping = Keeping(self._live, drafts, bar, self._bottom.say)
        self._keeping.look_back(self._reference)
        self._show_bars()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is typed and not recorded is kept for the next start."""
        if self._keeping is not None:
            self._keeping.close()
        super().closeEvent(event)

    def open_entry(self, entry: "Entry", purpose: Purpose) -> None:
        """Open a recorded order for that, on the page where it is done."""
        if not self._live.shown.typed.is_settled:
            self.go_to(PageName.PREPARE)
            self._order.recording.say(
                f"This order is not recorded: record it, or press New order, then open {entry.id}."
            )
            return
        trouble = self._order.recording.load(entry, purpose)
        if trouble:
            self.go_to(PageName.PREPARE)
            self._order.recording.say(trouble)
            return
        self.go_to(PageName.CLAIM if purpose is Purpose.GIVING else PageName.PREPARE)

    def enter_given(self) -> None:
        """Go where the amount given is entered; what is recorded is opened for that."""
        if self._live.shown.typed.purpose is Purpose.RECORDED:
            self._live.open_for(Purpose.GIVING)
        self.go_to(PageName.CLAIM)

    def go_to_field(self, name: str) -> None:
        """Put the keyboard into the field of that name, on whichever page it is."""
        for place in dict.fromkeys((self._place, *self._pages)):
            page = self._pages[place]
            part = page.findChild(QWidget, name) if isinstance(page, QWidget) else None
            if part is not None:
                if place is not self._place:
                    self.go_to(place)
                reveal(part)
                part.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def compare_codes(self) -> None:
        """Show both codes side by side, and let the site choose."""
        from app.ui.compare_codes import CompareCodes  # noqa: PLC0415 rarely, and not at start

        CompareCodes(self._reference, self._live, self).open()

    def use_reference(self, reference: Reference) -> None:
        """Speak of changed tables from here on; other drugs or items to document are laid out."""
        before, self._reference = self._reference, reference
        self._say_version()
        if places_in(before) != places_in(reference):
            old = self.prepare
            self.prepare = self._pages[PageName.PREPARE] = PreparePage(reference, self._live)
            self._stack.insertWidget(0, self.prepare)
            self._stack.removeWidget(old)
            old.setParent(None)
            old.deleteLater()
            self._connect_prepare()
            if self._place is PageName.PREPARE:
                self.go_to(PageName.PREPARE)

    def _connect_prepare(self) -> None:
        self.prepare.columns.placed.connect(self._follow_the_eye)
        self.prepare.built.connect(self._follow_the_eye)
        self.prepare.claim.given_asked.connect(self.enter_given)
        self.prepare.claim_order.course_settled.connect(self._order.fill_course)
        self.prepare.claim.compare_asked.connect(self.compare_codes)

    def _follow_the_eye(self) -> None:
        """Have Tab go through the window as it is read, wherever the cards stand."""
        for before, after in pairwise(
            [
                *stops_in(self._top),
                *self._stops_above(),
                *self.page.stops,
                *self._order.stops,
                *stops_in(self._bottom),
            ]
        ):
            QWidget.setTabOrder(before, after)

    @painted_safely
    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell whoever waits for it that the window is on screen."""
        super().paintEvent(event)
        self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the columns placed anew before anything of it is painted."""
        super().resizeEvent(event)
        lay_out()

    def _say_version(self) -> None:
        codes = self._reference.rules.codes
        month = f"{codes.dated:%Y-%m}"
        self._top.say_version(
            f"Version {__version__} · {codes.name}",
            f"{__version__} · HCPCS {month}",
            f"HCPCS {month}",
            "",
        )

    def show_help(self) -> None:
        """Keys, purpose, safety case, changes, versions and licences."""
        from app.ui.help import HelpDialog  # noqa: PLC0415 rarely, and not at start

        HelpDialog(self._reference, self).open()

    def _show(self, shown: Shown) -> None:
        """Have page and bar show the same answer, lay all of it out, and paint it once."""
        with painted_once(self):
            self.is_whole = self._closed.is_at_fault = False
            self._close_or_open()
            self.page.show_shown(shown)
            self._bottom.show_shown(shown)
            lay_out()
            self.is_whole = True

    # --- where something went wrong ---------------------------------------------------------------

    def put_above(self, bar: QWidget) -> None:
        """Put a bar above the page."""
        self._above.insertWidget(0, bar)
        self._follow_the_eye()

    def say_no_record(self, *, told: bool) -> None:
        """Say below every order that it cannot be recorded, or no longer."""
        self._bottom.say_no_record(told=told)
        self._show(self._live.shown)

    def keep_draft(self) -> None:
        """Keep what is typed now, and not only after a pause."""
        if self._keeping is not None:
            self._keeping.keep()

    def show_anew(self) -> bool:
        """Show all once more from what is so now, as a part may be old; whether all of it was."""
        for page in self._pages.values():
            if isinstance(page, PageOfItsOwn):
                page.show_anew()
        self._live.ask_anew()
        return self.is_whole

    @property
    def is_covered(self) -> bool:
        """Whether the page is closed, as it could not be shown whole."""
        return self._closed.is_at_fault

    def cover(self) -> None:
        """Close the page, with its figures and its bar, until it is shown whole."""
        self.close_dialogs()
        if not self._closed.is_at_fault:
            self._closed.is_at_fault = True
            self._close_or_open()

    def close_dialogs(self) -> None:
        """Close what lies over the window; what was typed there is there the next time."""
        for dialog in self.findChildren(QDialog):
            if dialog.isVisible():
                dialog.reject()

    def _close_or_open(self) -> None:
        """Another order came onto the page: of one that is being checked nothing is shown."""
        page = self.page
        if isinstance(page, QWidget) and self._stack.currentWidget() is not page:
            self._stack.setCurrentWidget(page)
            self._show_bars()
            self._follow_the_eye()
            page.focus_first()

    def _new_order(self) -> None:
        self._live.new_order()
        self.go_to(PageName.PREPARE)
