"""The Double-check page: a second person enters the figures blind, compares, and signs."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.double_check import Stage
from app.ui.check_shown import ShownCheck
from app.ui.live_answer import LiveAnswer
from app.ui.live_check import LiveCheck
from app.ui.panels.check_entry_panel import CheckEntryPanel
from app.ui.panels.comparison_panel import ComparisonPanel
from app.ui.typed_order import Shown
from app.ui.widgets.button import Button
from app.ui.widgets.card import Chip
from app.ui.widgets.fitting_bar import FittingBar
from app.ui.widgets.keys import follow_the_eye, stops_in
from app.ui.widgets.laying_out import lay_out, painted_once
from app.ui.widgets.scan_catcher import ScanCatcher
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import show_if
from app.ui.widgets.two_columns import TwoColumns

_LEAVE: Final = ("E&xit, nothing recorded", "E&xit, nothing recorded", "E&xit")
_NEXT: Final = ("Begin ne&xt check", "Begin ne&xt check", "Ne&xt")


class DoubleCheckPage(QWidget):
    """Left what the checker enters, right what came of it, below what is done with it.

    The page has a bar of its own: the window's is about the order that the preparer has open.
    """

    has_own_bar = True

    def __init__(self, live: LiveAnswer) -> None:
        super().__init__()
        self.setObjectName("page")
        self.check = LiveCheck(live)
        self.entry = CheckEntryPanel()
        self.comparison = ComparisonPanel()
        self.columns = TwoColumns([self.entry], [self.comparison])
        self._bar = self._build_bar()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.columns, 1)
        layout.addWidget(self._bar)

        check, entry = self.check, self.entry
        entry.moment_picked.connect(check.pick_moment)
        entry.encounter_edited.connect(check.edit_encounter)
        entry.encounter_settled.connect(check.settle_encounter)
        entry.drug_picked.connect(check.pick_drug)
        entry.edited.connect(check.edit)
        entry.vials_edited.connect(check.edit_vials)
        entry.compare_asked.connect(self._compare)
        entry.rearranged.connect(self._follow_the_eye)
        self.columns.placed.connect(self._follow_the_eye)
        self._scans = ScanCatcher(self, check.reads_as_scan, check.scan)
        check.changed.connect(self._show)
        self._show()
        self._follow_the_eye()

    def _build_bar(self) -> FittingBar:
        bar = FittingBar("bottom")
        self._chip = Chip(Tone.ASK)
        self._leave = Button(_LEAVE[0], self._exit)
        self._send_back = Button("&Send back to preparer", self._give_back)
        self._sign = Button("S&ign check   Ctrl+Enter", self.record)
        self._sign.setProperty("look", "main")
        bar.row.addWidget(self._chip)
        bar.row.addStretch(1)
        bar.put(self._leave, *_LEAVE[1:])
        bar.put(self._send_back, "&Send back to preparer", "&Send back")
        bar.put(self._sign, "S&ign check", "S&ign")
        return bar

    @property
    def stops(self) -> list[QWidget]:
        """What takes the keyboard, in the order in which the page is read."""
        return [*stops_in(self.entry), *stops_in(self.comparison), *stops_in(self._bar)]

    def focus_first(self) -> None:
        """Put the keyboard where the check goes on."""
        if self.check.shown.check.looks:
            self.entry.focus_next(self.check.shown)
        else:
            self.entry.focus_first()

    def show_shown(self, shown: Shown) -> None:
        """Nothing here depends on the order that the preparer has open."""

    def show_anew(self) -> None:
        """Show the check once more as it stands."""
        self._show()

    def record(self) -> None:
        """Ctrl+Enter signs, where the check can be signed."""
        if self._sign.isEnabled():
            self.check.sign()
            self._go_on()

    def _give_back(self) -> None:
        self.check.send_back()
        self._go_on()

    def _go_on(self) -> None:
        """Once it is recorded, what is left to do is the next check."""
        if self.check.shown.is_over:
            self._leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _compare(self, by: str, pin: str) -> None:
        self.check.compare(by, pin)
        shown = self.check.shown
        if shown.check.stage is Stage.AGREED and self._sign.isEnabled():
            self._sign.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.entry.focus_next(shown)

    def _exit(self) -> None:
        self.check.leave()
        self.columns.to_top()
        self.entry.focus_first()

    def _show(self) -> None:
        with painted_once(self):
            self._show_parts(self.check.shown)

    def _show_parts(self, shown: ShownCheck) -> None:
        self.entry.show_check(shown)
        self.comparison.show_check(shown)
        tone, text, short = shown.chip
        show_if(self._chip, bool(text))
        if text:
            self._chip.say(text, tone, short=short)
        self._bar.rename(self._leave, *(_NEXT if shown.is_over else _LEAVE))
        self._leave.setEnabled(shown.may_leave)
        self._send_back.setEnabled(shown.check.may_send_back and not shown.is_over)
        self._sign.setEnabled(shown.check.may_sign and not shown.is_over)
        lay_out()

    def _follow_the_eye(self) -> None:
        self._scans.watch(self.stops)
        follow_the_eye(self, self.stops)
