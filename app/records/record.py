"""The record: entries are added at its end, read, and checked, and never changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from sqlalchemy import Connection, RowMapping, Select, select
from sqlalchemy.exc import SQLAlchemyError

from app.records.chain import (
    BEFORE_THE_FIRST,
    Content,
    content_of,
    hash_of,
    id_of,
    read_content,
    utc_text,
)
from app.records.entry import Entry, Meaning, NewEntry, Query
from app.records.places import RecordPlace, find_place
from app.records.schema import ENTRIES, METADATA, SCHEMA, STEPS, searched
from app.records.sqlite_store import SqliteStore
from app.records.trouble import RecordTrouble

__all__ = [
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

_AT_ONCE: Final = 200
"""How many entries are read in one go, so that a long list keeps nobody from recording."""


class Record:
    """An open record. Every method raises RecordTrouble where the store does not do its part."""

    def __init__(self, place: RecordPlace, store: SqliteStore) -> None:
        self.place = place
        self._store = store
        self.why_read_only = ""

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be recorded here; `why_read_only` says why."""
        return bool(self.why_read_only)

    def append(self, new: NewEntry, at: datetime) -> Entry:
        """Record it behind the newest entry: returned only once it is safe on disk."""
        if self.why_read_only:
            raise RecordTrouble(f"Nothing was recorded: {self.why_read_only}")
        moment = utc_text(at)
        with self._told("Nothing was recorded"), self._store.writing() as connection:
            newest = connection.execute(_newest()).mappings().first()
            place = newest["place"] + 1 if newest else 1
            previous = newest["hash"] if newest else BEFORE_THE_FIRST
            try:
                content = content_of(new, place, moment)
            except ValueError as error:
                raise RecordTrouble(
                    f"Nothing was recorded: it holds what is not text ({error})."
                ) from error
            entry = Entry(id_of(place), place, moment, previous, hash_of(previous, content), new)
            connection.execute(
                ENTRIES.insert().values(
                    place=place,
                    previous=previous,
                    hash=entry.hash,
                    content=content,
                    **searched(Content(entry.id, place, moment, new)),
                )
            )
        return entry

    def entries(self, query: Query = Query()) -> Iterator[Entry]:  # noqa: B008 it never changes
        """The entries that are asked for, oldest first."""
        wanted, place = _asked(query), 0
        while True:
            with self._told("The record was not read"), self._store.reading() as connection:
                rows = connection.execute(
                    wanted.where(ENTRIES.c.place > place).limit(_AT_ONCE)
                ).mappings()
                found = [_entry(row) for row in rows]
            yield from found
            if len(found) < _AT_ONCE:
                return
            place = found[-1].place

    def entry(self, entry_id: str) -> Entry | None:
        """The entry of that id, or None."""
        with self._told("The record was not read"), self._store.reading() as connection:
            row = (
                connection.execute(select(ENTRIES).where(ENTRIES.c.id == entry_id))
                .mappings()
                .first()
            )
            return _entry(row) if row else None

    def newest_hash(self) -> str:
        """The hash of the newest entry, 64 zeros where there is none."""
        with self._told("The record was not read"), self._store.reading() as connection:
            newest = connection.execute(_newest()).mappings().first()
            return newest["hash"] if newest else BEFORE_THE_FIRST

    def verify(self, head: str = "") -> str:
        """Which entry is the first that does not stand as it was recorded, "" where all do."""
        previous, seen = BEFORE_THE_FIRST, not head
        for place, entry in enumerate(self.entries(), start=1):
            if entry.place != place or entry.previous != previous:
                return f"{id_of(place)} is missing or does not follow the entry before it."
            previous = entry.hash
            seen = seen or entry.hash == head
        return "" if seen else f"No entry has the hash {head}: entries were cut off the end."

    @contextmanager
    def _told(self, not_done: str) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise RecordTrouble(f"{not_done}: {self._store.why(error)}") from error


def open_record(place: RecordPlace) -> Record:
    """The record at that place, made where there is none; raises RecordTrouble."""
    if place.file is None:
        raise RecordTrouble("A record on a server is not there yet.")
    store = SqliteStore(place.file)
    record = Record(place, store)
    try:
        store.make_file()
    except OSError as error:
        raise RecordTrouble(f"{place.name} could not be made: {error.strerror}.") from error
    with record._told(f"{place.name} was not opened"), store.writing() as connection:  # noqa: SLF001 it is ours
        _make_tables(connection)
    return record


def _make_tables(connection: Connection) -> None:
    METADATA.create_all(connection)
    if connection.execute(select(SCHEMA.c.version)).first() is None:
        connection.execute(SCHEMA.insert().values(version=1 + len(STEPS)))


def _newest() -> Select[tuple[int, str]]:
    return select(ENTRIES.c.place, ENTRIES.c.hash).order_by(ENTRIES.c.place.desc()).limit(1)


def _asked(query: Query) -> Select[tuple[object, ...]]:
    wanted = select(ENTRIES).order_by(ENTRIES.c.place)
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
        wanted = wanted.where(ENTRIES.c.at < _start_of(query.last_day + timedelta(days=1)))
    return wanted


def _start_of(day: date) -> str:
    """The first moment of a day of this computer's clock, as entries have it."""
    return utc_text(datetime.combine(day, time()).astimezone(UTC))


def _entry(row: RowMapping) -> Entry:
    """The entry of a row; raises RecordTrouble where it is not as it was recorded."""
    content: bytes = row["content"]
    if hash_of(row["previous"], content) != row["hash"]:
        raise RecordTrouble(f"{id_of(row['place'])} is not as it was recorded.")
    said = read_content(content)
    return Entry(said.id, row["place"], said.at, row["previous"], row["hash"], said.new)
