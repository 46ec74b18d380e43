"""The record: entries are added at its end, read, and checked, and never changed.

Nothing deletes an entry, however old: the hash of each covers the one before, so that an entry that
was taken out would break the chain for all that follow. `older_than_kept` only counts.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.exc import SQLAlchemyError

from app.records.backup import Backup, back_up, copy_before_a_step
from app.records.chain import (
    BEFORE_THE_FIRST,
    content_of,
    hash_of,
    id_of,
    place_in,
    read_content,
    read_hash,
    utc_text,
    why_not_kept,
)
from app.records.entry import Entry, Meaning, NewEntry, Query
from app.records.last_backup import last_backup_day
from app.records.places import RecordPlace, find_place
from app.records.rows import (
    ALL,
    Read,
    Walk,
    chain_as_it_is,
    content_in,
    entry_in,
    first_broken,
    place_of,
    read_row,
    rows_after,
    rows_before,
    rows_within,
    without_a_place,
)
from app.records.schema import ENTRIES, SCHEMA, STEPS, Step, searched
from app.records.store import Store
from app.records.store_of import store_of
from app.records.tables import NONE_YET, bring_forward, make_tables, version_there
from app.records.trouble import RecordTrouble

__all__ = [
    "EMPTY",
    "Backup",
    "Entry",
    "Meaning",
    "NewEntry",
    "Query",
    "Record",
    "RecordPlace",
    "RecordTrouble",
    "find_place",
    "open_record",
]

Judge = Callable[[tuple[Entry, ...]], None]
"""Looks at the entries of an encounter, oldest first, and raises where no other may follow."""

EMPTY: Final = (
    "The record is empty, as a new one is: no entry is in it. If there should be some, bring back "
    "a backup."
)
"""What a walk says of it: a record that lost all of its entries looks no different."""

_MISSED: Final = (
    "The record, {}, holds no entry, but this user of this computer backed a record up on {}. If "
    "it was this one, record nothing yet: restore it first."
)
_WAYS_TO_WRITE: Final = (str.lower, str.upper, str.capitalize, str.swapcase)
_NOT_RECORDED: Final = "Nothing was recorded"
_NOT_READ: Final = "The record was not read"
_NOT_OPENED: Final = "The record was not opened"
_NEWER: Final = (
    "the record was written by a newer Vialwise: here it can be read, not added to. Start the "
    "newer program."
)


class Record:
    """An open record. Every method raises RecordTrouble where the store does not do its part."""

    def __init__(self, place: RecordPlace, store: Store, version: int) -> None:
        """`version` is the newest of the tables that this program knows."""
        self.place = place
        self.store = store
        self.why_read_only = ""
        self.note = ""
        """What to know of how it was opened, until something is recorded; "" for nothing."""
        self._version = version

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be recorded here; `why_read_only` says why, and what to do."""
        return bool(self.why_read_only)

    def append(self, new: NewEntry, at: datetime, judge: Judge | None = None) -> Entry:
        """Record it behind the newest entry: returned only once it is safe on disk.

        `judge` is shown all entries of the encounter at that moment, while nobody else can record,
        and raises where this one may not be; then nothing is recorded, and that is handed on.
        """
        if self.why_read_only:
            raise RecordTrouble(f"{_NOT_RECORDED}: {self.why_read_only}")
        moment, entry = utc_text(at), None
        try:
            with self.store.writing() as connection:
                if judge is not None:
                    judge(_before(connection, new.encounter))
                entry = self._add(connection, new, moment)
        except (SQLAlchemyError, OSError, UnicodeError) as error:
            if entry is None:
                raise RecordTrouble(f"{_NOT_RECORDED}: {self.store.why(error)}") from error
            return self._settled(entry, error)
        self.note = ""
        return entry

    def entries(self, query: Query = Query()) -> Iterator[Entry]:  # noqa: B008 it never changes
        """The entries that are asked for, oldest first."""
        wanted, place = _asked(query), 0
        while True:
            with self.store.told(_NOT_READ), self.store.reading() as connection:
                rows = rows_after(connection, wanted, place)
            if not rows:
                return
            yield from map(entry_in, rows)
            place = place_of(rows[-1])

    def newest(self, query: Query = Query(), below: int = 0) -> list[Read]:  # noqa: B008 it never changes
        """The newest entries that are asked for, newest first; with `below`, those before it.

        `below` is a place: a list goes on from the last one that it has; [] is the end. One that
        does not stand as it was recorded hides no other.
        """
        with self.store.told(_NOT_READ), self.store.reading() as connection:
            rows = rows_before(connection, _asked(query), below)
        return list(map(read_row, rows))

    def entry(self, entry_id: str) -> Entry | None:
        """The entry of that id, or None."""
        with self.store.told(_NOT_READ), self.store.reading() as connection:
            rows = rows_after(connection, ALL.where(ENTRIES.c.place == place_in(entry_id)), 0)
        found = entry_in(rows[0]) if rows else None
        return found if found and found.id == entry_id else None

    def spelled_otherwise(self, encounter: str) -> list[str]:
        """Encounters that are here and differ from this one in small and capital letters alone.

        Looked for is what people mix up: all small, all capital, the first capital, each the other.
        """
        written = {way(encounter) for way in _WAYS_TO_WRITE} - {encounter}
        there = ENTRIES.c.encounter
        wanted = select(there).where(there.in_(sorted(written))).distinct()
        with self.store.told(_NOT_READ), self.store.reading() as connection:
            return sorted(connection.scalars(wanted))

    def newest_hash(self) -> str:
        """The hash of the newest entry, 64 zeros where there is none."""
        with self.store.told(_NOT_READ), self.store.reading() as connection:
            return connection.scalar(_newest(ENTRIES.c.hash)) or BEFORE_THE_FIRST

    def verify(self, head: str = "") -> str:
        """The sentence on the first entry that does not stand as it was recorded, "" where all do.

        `head` is a hash from paper or an export: it must be that of an entry that is here, so that
        entries which were cut off the end are missed. 64 zeros are that of a record which was empty
        then: every record goes on from it. The chain has no key: it finds accidents
        and edits, not a record that somebody wrote anew as a whole; against that, too, stands only
        a hash on paper.
        """
        wanted = read_hash(head)
        if head.strip() and not wanted:
            return (
                "What the record is to be checked against is not a hash of 64 letters and digits."
            )
        walk, is_damaged, placeless = Walk(wanted), False, 0
        try:
            while True:
                with self.store.reading() as connection:
                    rows = rows_after(connection, ALL, walk.place)
                    if not rows:
                        is_damaged = self.store.inner_damage(connection)
                        placeless = without_a_place(connection)
                        break
                if broken := first_broken(iter(rows), walk):
                    return f"The record breaks: {broken} {_stands(walk)}"
        except (SQLAlchemyError, OSError) as error:
            if not self.store.is_damage(error):
                raise RecordTrouble(f"{_NOT_READ}: {self.store.why(error)}") from error
            return f"The record breaks: {id_of(walk.place + 1)} cannot be read. {_stands(walk)}"
        if placeless:
            stand = "1 entry stands" if placeless == 1 else f"{placeless:,} entries stand"
            return f"The record breaks: {stand} at no place. {_stands(walk)}"
        if is_damaged:
            return f"Each entry stands, but {self.store.where} is damaged. Restore a backup."
        if walk.has_met_head:
            return ""
        return (
            f"No entry has the hash {wanted}: entries were cut off the end after it was printed, "
            f"or it is of another record. The newest here is {id_of(walk.place)}."
            if walk.place
            else f"No entry has the hash {wanted}: the record is empty."
        )

    def backup(self, to: Path) -> Backup:
        """Copy the whole record into a new SQLite file, which is walked before it counts."""
        return back_up(self.store, to)

    def older_than_kept(self, today: date) -> int:
        """How many entries are older than the site must keep them; nothing ever deletes one."""
        year = today.year - self.place.keep_years
        last = today.replace(year=year, day=min(today.day, 28) if today.month == 2 else today.day)
        wanted = select(func.count()).select_from(ENTRIES).where(ENTRIES.c.at < _start_of(last))
        with self.store.told(_NOT_READ), self.store.reading() as connection:
            return connection.scalar(wanted) or 0

    def _add(self, connection: Connection, new: NewEntry, moment: str) -> Entry:
        """Put the entry behind the newest, which must itself stand."""
        if (connection.scalar(select(func.max(SCHEMA.c.version))) or 0) > self._version:
            raise RecordTrouble(f"{_NOT_RECORDED}: {_NEWER}")
        newest = connection.execute(_newest(ENTRIES)).mappings().first()
        if newest is None:
            place, previous = 1, BEFORE_THE_FIRST
        else:
            try:
                before = content_in(dict(newest))
            except ValueError as error:
                raise RecordTrouble(
                    f"{_NOT_RECORDED}: {id_of(place_of(dict(newest)))} {error}, and nothing can be "
                    "recorded behind it. Verify the record, and restore the newest backup."
                ) from error
            place, previous = before.place + 1, newest["hash"]
        try:
            content = content_of(new, place, moment)
            said = read_content(content)
        except ValueError as error:
            raise RecordTrouble(f"{_NOT_RECORDED}: it is not all text ({error}).") from error
        if why := why_not_kept(new, content):
            raise RecordTrouble(f"{_NOT_RECORDED}: {why}")
        entry = Entry(said.id, place, moment, previous, hash_of(previous, content), said.new)
        row = {"place": place, "previous": previous, "hash": entry.hash, "content": content}
        connection.execute(ENTRIES.insert().values(**row, **searched(said)))
        return entry

    def _settled(self, entry: Entry, error: Exception) -> Entry:
        """Whether an entry is there whose end was not acknowledged: it may be, or may not."""
        why = self.store.why(error)
        at_its_place = select(ENTRIES.c.hash).where(ENTRIES.c.place == entry.place)
        try:
            with self.store.after_it() as connection:
                there = connection.scalar(at_its_place)
        except (SQLAlchemyError, OSError, UnicodeError):
            raise RecordTrouble(
                f"It is not known whether {entry.id} was recorded: {why} Look for it in the "
                "record before you record it again."
            ) from error
        if there == entry.hash:
            return entry
        raise RecordTrouble(f"{_NOT_RECORDED}: {why}") from error


def open_record(place: RecordPlace, steps: Sequence[Step] = STEPS) -> Record:
    """The record at that place, made where there is none; raises RecordTrouble.

    Older tables are brought forward, after a copy was put beside them; newer ones are only read.
    """
    if place.why_not:
        raise RecordTrouble(f"{_NOT_OPENED}: {place.why_not}")
    store, known = store_of(place), 1 + len(steps)
    record = Record(place, store, known)
    with store.told(_NOT_OPENED):
        why = store.prepare()
        with store.reading() as connection:
            version = version_there(store, connection)
        if version < known:
            if why:
                raise RecordTrouble(f"{_NOT_OPENED}: {why}")
            record.note = _make_or_bring_forward(place, store, steps)
        elif version > known:
            why = why or _NEWER
        with store.reading() as connection:
            record.why_read_only = why or store.why_not_added(connection)
            is_empty = connection.scalar(_newest(ENTRIES.c.place)) is None
    if is_empty and (day := last_backup_day()):
        record.note = _MISSED.format(place.name, day)
    return record


def _make_or_bring_forward(place: RecordPlace, store: Store, steps: Sequence[Step]) -> str:
    """What was done to a record that was there."""
    with store.writing(is_long=True) as connection:
        version = version_there(store, connection)  # another window may have done it meanwhile
        if version == NONE_YET:
            make_tables(store, connection, 1 + len(steps))
        elif version <= len(steps):
            before = chain_as_it_is(connection)
            copy = copy_before_a_step(store, place.folder, version)
            bring_forward(connection, version, steps)
            if chain_as_it_is(connection) != before:
                raise RecordTrouble(
                    f"{_NOT_OPENED}: bringing it forward to this Vialwise would have changed an "
                    f"entry. It is as it was, and a copy is {copy}. Start the older program, and "
                    "tell us."
                )
            return f"The record was brought forward to this Vialwise. As it was, it is in {copy}."
    return ""


def _before(connection: Connection, encounter: str) -> tuple[Entry, ...]:
    """The entries of an encounter for a judge; raises RecordTrouble where one does not stand."""
    wanted = _asked(Query(encounter=encounter))
    try:
        return tuple(map(entry_in, rows_within(connection, wanted)))
    except RecordTrouble as trouble:
        raise RecordTrouble(f"{_NOT_RECORDED}: {trouble.sentence}") from trouble


def _newest(what: Any) -> Select[Any]:
    return select(what).order_by(ENTRIES.c.place.desc()).limit(1)


def _asked(query: Query) -> Select[Any]:
    wanted = ALL
    for column, value in (
        (ENTRIES.c.encounter, query.encounter),
        (ENTRIES.c.course, query.course),
        (ENTRIES.c.initials, query.by),
        (ENTRIES.c.drug, query.drug),
    ):
        if value:
            wanted = wanted.where(column == value)
    if query.first_day:
        wanted = wanted.where(ENTRIES.c.at >= _start_of(query.first_day))
    if query.last_day:
        wanted = wanted.where(ENTRIES.c.at < _start_of(query.last_day, days_later=1))
    return wanted


def _start_of(day: date, days_later: int = 0) -> str:
    """The first moment of a day of this computer's clock, as entries have it.

    Of a day before any entry or far after all, where a clock may know no zone, it is one such.
    """
    if not 1971 <= day.year <= 9000:
        return "0000" if day.year < 1971 else "9999-99"
    first = datetime.combine(day + timedelta(days=days_later), time())
    return utc_text(first.astimezone(UTC))


def _stands(walk: Walk) -> str:
    """How far the record stands."""
    if not walk.place:
        return "No entry before it stands."
    return f"What is before it stands as it was recorded, up to {id_of(walk.place)}."
