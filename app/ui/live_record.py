"""The record, live: opened when it is used first; what the page shows is recorded in it."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from app.core.entry_fields import why_not_by
from app.records.entry import Entry, NewEntry, Query
from app.records.places import find_place
from app.records.trouble import RecordTrouble
from app.ui.live_answer import LiveAnswer
from app.ui.live_site import LiveSite

if TYPE_CHECKING:
    from app.records.record import Judge, Record


class LiveRecord(QObject):
    """Holds the open record; each method is one thing that a person does."""

    changed = Signal()
    """Something was recorded, or a second check began or ended."""

    def __init__(self, live: LiveAnswer, site: LiveSite) -> None:
        super().__init__(live)
        self._site = site
        self._record: Record | None = None
        site.changed.connect(self._let_go_of_another_place)

    @classmethod
    def of(cls, live: LiveAnswer) -> "LiveRecord":
        """The one that goes with a live answer, made when it is used first."""
        found = cast("LiveRecord | None", live.findChild(cls))  # the stubs know no None
        return found or cls(live, LiveSite.of(live))

    def open(self) -> "Record":
        """The record of the site; raises RecordTrouble where it cannot be opened."""
        if self._record is None:
            from app.records.record import open_record  # noqa: PLC0415 150 ms that only a use takes

            self._record = open_record(find_place(self._site.site))
        return self._record

    def why_nothing_is_recorded(self) -> str:
        """Why it takes no entry at all, "" where it does: nobody is to sign in vain."""
        try:
            why_not = self.open().why_read_only
        except RecordTrouble as trouble:
            return trouble.sentence
        return f"Nothing can be recorded: {why_not}" if why_not else ""

    def entries_of(self, encounter: str) -> tuple[Entry, ...]:
        """All that is recorded of that encounter, oldest first; raises RecordTrouble."""
        return tuple(self.open().entries(Query(encounter=encounter.strip())))

    def record(
        self,
        new: NewEntry,
        judge: "Judge | None" = None,
        done: Callable[[Entry], None] | None = None,
    ) -> Entry | str:
        """The entry as it stands in the record now, or the sentence on why it does not.

        `judge` raises RecordTrouble where it may not follow the entries of its encounter; `done` is
        told of the entry before everybody else is.
        """
        try:
            entry = self.open().append(new, self._site.now(), judge)
        except RecordTrouble as trouble:
            return trouble.sentence
        if done is not None:
            done(entry)
        self.changed.emit()
        return entry

    def now(self) -> datetime:
        """The moment, by this computer's clock and zone."""
        return self._site.now().astimezone()

    @property
    def asks_pin(self) -> bool:
        """Whether people here sign with a PIN."""
        site = self._site.reference.rules.site
        return bool(site.people) and not site.initials_alone

    def who_signs(self, by: str, pin: str) -> str:
        """ "", or the sentence on why these initials may not sign."""
        site = self._site.reference.rules.site
        wrong = why_not_by(by.strip(), site)
        if wrong is not None:
            return wrong.message
        return self._site.why_not_signed(by, pin) if site.people else ""

    def let_go(self) -> None:
        """Open it anew when it is used next: what was said of its opening no longer holds."""
        self._record = None

    def _let_go_of_another_place(self) -> None:
        if self._record is not None and self._record.place != find_place(self._site.site):
            self.let_go()
