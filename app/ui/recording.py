"""From Ctrl+Enter to an entry: asks who signs, has the page recorded, and says how it stands."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.core.claim_draft import HistoryDraft
from app.core.notation import shown as figure
from app.core.worksheet import Worksheet
from app.records.trouble import RecordTrouble
from app.ui.live_answer import LiveAnswer
from app.ui.live_record import LiveRecord
from app.ui.order_record import NotSigned, OrderRecord
from app.ui.recorded import Purpose
from app.ui.sign_bar import SignBar

if TYPE_CHECKING:
    from app.records.entry import Entry


class Recording(QObject):
    """Stands between the window's bar for signing and the record."""

    def __init__(
        self,
        live: LiveAnswer,
        bar: SignBar,
        go_to_field: Callable[[str], None],
    ) -> None:
        super().__init__(bar)
        self._live = live
        self._bar = bar
        self._go_to_field = go_to_field
        bar.signed.connect(self._sign)
        live.changed.connect(self._close_where_it_changed)
        live.order_cleared.connect(bar.forget)
        self._asked_for: object = None
        self._watched: LiveRecord | None = None
        self._filled: HistoryDraft | None = None
        """The course as it was taken from the record last."""

    def ask(self) -> None:
        """Ctrl+Enter: open the bar; in the open bar, sign."""
        if self._bar.is_signing:
            self._bar.sign()
            return
        order = OrderRecord(self._live)
        missing = order.why_not_yet()
        if missing is not None:
            self._tell(missing)
            return
        shown = self._live.shown
        self._asked_for = shown.typed
        self._bar.ask(
            f"{_AS[order.meaning().value]}: {shown.drug.name} {_dose(shown.answer)}, "
            f"encounter {shown.typed.encounter.strip()}",
            shown.typed.person,
            with_pin=LiveRecord.of(self._live).asks_pin,
            notes=(*shown.known.held, *order.notes()),
        )

    def load(self, entry: "Entry", purpose: Purpose) -> str:
        """Put a recorded order on the page for that; "", or why it cannot be."""
        self._watch()
        return OrderRecord(self._live).load(entry, purpose)

    def say(self, sentence: str) -> None:
        """Say why something was not done with the order on the page."""
        self._asked_for = self._live.shown.typed
        self._bar.tell(sentence)

    def look_up(self) -> None:
        """See how a recorded order stands by now: another workstation may have checked it."""
        trouble = OrderRecord(self._live).look_up()
        if trouble:
            self.say(trouble)

    def fill_course(self) -> None:
        """The course was named: what the record knows of it goes where nothing was typed."""
        if not self._live.shown.typed.course.strip() and self._filled is None:
            return
        try:
            self._filled = OrderRecord(self._live).fill_course(self._filled)
        except RecordTrouble as trouble:
            self.say(trouble.sentence)

    def _watch(self) -> None:
        """Once something is recorded, what others do with it is looked up: a check, a print."""
        if self._watched is None:
            self._watched = LiveRecord.of(self._live)
            self._watched.changed.connect(lambda: OrderRecord(self._live).look_up())

    def correct(self) -> None:
        """Open the recorded page for a correction."""
        if self._live.shown.typed.purpose is Purpose.RECORDED:
            self._live.open_for(Purpose.CORRECTING)

    def _sign(self, by: str, pin: str) -> None:
        refused = LiveRecord.of(self._live).who_signs(by, pin)
        if refused:
            self._bar.refuse(refused)
            return
        self._watch()
        refused_entry = OrderRecord(self._live).sign(by)
        if refused_entry is None:
            self._bar.close_bar()
        elif refused_entry.field:
            self._tell(refused_entry)
        else:
            self._bar.refuse(refused_entry.sentence)

    def _tell(self, missing: NotSigned) -> None:
        self.say(missing.sentence)
        if missing.field:
            self._go_to_field(missing.field)

    def _close_where_it_changed(self, _shown: object) -> None:
        """What is signed is what was on the page when the bar was opened."""
        if self._bar.isVisible() and self._live.shown.typed is not self._asked_for:
            self._bar.close_bar()


_AS = {
    "prepared": "Record as prepared, planned",
    "given": "Record as given",
    "corrected": "Record as a correction",
}


def _dose(answer: object) -> str:
    if not isinstance(answer, Worksheet):
        return ""
    if answer.is_planned:
        return f"{figure(answer.dose_mg)} mg"
    return f"{figure(answer.billed_mg)} mg given"
