"""Counts a month of the record a little at a time, so that the window never waits for it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from time import perf_counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.month import Month, MonthSummary, summarise_month
from app.core.recorded_dose import RecordedDose, newest_states
from app.records.entry import Entry, Query
from app.records.held import held_in, may_hold
from app.records.recorded_dose import recorded_dose
from app.records.trouble import RecordTrouble
from app.reference import Reference

if TYPE_CHECKING:
    from app.records.record import Record

_SLICE_S: Final = 0.03
_RECORDED_BEFORE: Final = timedelta(days=7)
"""A dose counts by its date of service, and may be recorded that long before it."""


class MonthReader(QObject):
    """Emits the month once it is counted, and how far it is until then."""

    counted = Signal(object)
    """A MonthSummary, or a sentence on why there is none."""
    going_on = Signal(object, int)
    """The month, and how many entries were read so far."""

    def __init__(self, open_record: Callable[[], "Record"], parent: QObject) -> None:
        super().__init__(parent)
        self._open = open_record
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._read_on)
        self._month = Month(1, 1)
        self._reference: Reference | None = None
        self._entries: Iterator[Entry] = iter(())
        self._doses: list[RecordedDose] = []
        self._to_look_at: set[str] = set()
        self._unread: list[str] = []
        self._number = 0

    @property
    def is_counting(self) -> bool:
        """Whether there is more to read."""
        return self._timer.isActive()

    def count(self, month: Month, reference: Reference) -> None:
        """Begin to count a month; whatever was being counted is let go."""
        first = date(month.year, month.number, 1) - _RECORDED_BEFORE
        self._month, self._reference = month, reference
        self._doses, self._to_look_at, self._unread, self._number = [], set(), [], 0
        try:
            self._entries = self._open().entries(Query(first_day=first))
        except RecordTrouble as trouble:
            self._end(trouble.sentence)
            return
        self.going_on.emit(month, 0)
        self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()
        self._entries = iter(())

    def _read_on(self) -> None:
        began = perf_counter()
        try:
            while perf_counter() - began < _SLICE_S:
                entry = next(self._entries, None)
                if entry is None:
                    self._end(self._summary())
                    return
                self._take(entry)
        except RecordTrouble as trouble:
            self._end(trouble.sentence)
            return
        self.going_on.emit(self._month, self._number)

    def _take(self, entry: Entry) -> None:
        assert self._reference is not None  # noqa: S101 `count` set it
        self._number += 1
        if may_hold(entry):
            self._to_look_at.add(entry.content.encounter)
        try:
            dose = recorded_dose(entry, self._reference)
        except RecordTrouble as trouble:
            self._unread.append(trouble.sentence)
            return
        if dose is not None:
            self._doses.append(dose)

    def _summary(self) -> MonthSummary | str:
        """The month; nothing is summed up where an entry could not be read.

        Raises RecordTrouble.
        """
        if self._unread:
            more = f" {len(self._unread) - 1} more cannot." if len(self._unread) > 1 else ""
            return f"There are no figures for this month: {self._unread[0]}{more}"
        held = held_in(self._to_look_at, lambda e: self._open().entries(Query(encounter=e)))
        doses = [replace(dose, is_held=dose.entry in held) for dose in self._doses]
        return summarise_month(self._month, newest_states(doses))

    def _end(self, found: MonthSummary | str) -> None:
        self.stop()
        self.counted.emit(found)
