"""Rows of the record: reading them in turn, and whether each stands as it was recorded."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Select, func, or_, select

from app.records.chain import BEFORE_THE_FIRST, Content, hash_of, id_of, read_content
from app.records.entry import Entry
from app.records.schema import ENTRIES, searched
from app.records.trouble import RecordTrouble

Row = Mapping[str, object]

ALL: Final[Select[Any]] = select(ENTRIES)
CHAIN: Final[Select[Any]] = select(
    *[ENTRIES.c[name] for name in ("place", "previous", "hash", "content")]
)
"""What every version of the tables has."""

_AT_ONCE: Final = 200
"""How many are read in one go, so that a long reading keeps nobody from recording."""

_FROM_THE_END: Final = 50
"""As many as are in sight, and some more."""


def rows_after(connection: Connection, wanted: Select[Any], place: int) -> list[Row]:
    """The next rows after that place, in order; [] at the end."""
    asked = wanted.where(ENTRIES.c.place > place).order_by(ENTRIES.c.place).limit(_AT_ONCE)
    return [dict(row) for row in connection.execute(asked).mappings()]


def rows_before(connection: Connection, wanted: Select[Any], place: int) -> list[Row]:
    """The next rows before that place, of 0 before the end, newest first; [] at the start."""
    asked = wanted.where(ENTRIES.c.place < place) if place else wanted
    asked = asked.order_by(ENTRIES.c.place.desc()).limit(_FROM_THE_END)
    return [dict(row) for row in connection.execute(asked).mappings()]


def rows_within(connection: Connection, wanted: Select[Any]) -> Iterator[Row]:
    """All rows as one transaction sees them."""
    place = 0
    while rows := rows_after(connection, wanted, place):
        yield from rows
        place = place_of(rows[-1])


def place_of(row: Row) -> int:
    """The place of a row; raises RecordTrouble where it has none.

    No store lets that happen while the table has its key.
    """
    place = row["place"]
    if not isinstance(place, int):
        raise RecordTrouble(
            "An entry stands at no place: the record’s table was rebuilt without its key. Keep it "
            "as it is, and bring the newest backup back into another place."
        )
    return place


def without_a_place(connection: Connection) -> int:
    """How many rows no walk from the first place on comes by; a table with its key holds none."""
    place = ENTRIES.c.place
    wanted = select(func.count()).select_from(ENTRIES).where(or_(place.is_(None), place <= 0))
    return connection.scalar(wanted) or 0


def content_in(row: Row) -> Content:
    """What a row says, if it stands as it was recorded; raises ValueError with what does not."""
    content, previous = row["content"], row["previous"]
    if not (isinstance(content, bytes) and isinstance(previous, str)) or row["hash"] != hash_of(
        previous, content
    ):
        raise ValueError("was changed after it was recorded")
    said = read_content(content)
    if said.place != row["place"]:
        raise ValueError("stands at another place than it was recorded at")
    columns = searched(said)
    for name in columns:
        if name in row and row[name] != columns[name]:
            raise ValueError(f"is listed with another {name} than it was recorded with")
    return said


def entry_in(row: Row) -> Entry:
    """The entry of a row; raises RecordTrouble where it is not as it was recorded."""
    try:
        said = content_in(row)
    except ValueError as error:
        raise RecordTrouble(
            f"{id_of(place_of(row))} {error}: it is not shown. Verify the record, and compare it "
            "with a backup."
        ) from error
    return Entry(said.id, said.place, said.at, str(row["previous"]), str(row["hash"]), said.new)


class Read(NamedTuple):
    """An entry that was read, or the sentence on why it cannot be."""

    place: int
    entry: Entry | None
    trouble: str


def read_row(row: Row) -> Read:
    """The entry of a row, if it stands as it was recorded."""
    try:
        return Read(place_of(row), entry_in(row), "")
    except RecordTrouble as trouble:
        return Read(place_of(row), None, trouble.sentence)


class Walk:
    """A walk along the chain from its first entry; it stops at the first that does not stand."""

    def __init__(self, head: str = "") -> None:
        """`head` is a hash that must be met on the way."""
        self.place = 0
        self.newest = BEFORE_THE_FIRST
        self._head = head
        self.has_met_head = head in {"", BEFORE_THE_FIRST}

    def broken_at(self, row: Row) -> str:
        """What is wrong with the next row, "" where it follows and stands."""
        expected = id_of(self.place + 1)
        if row["place"] != self.place + 1:
            return f"{expected} is missing."
        if row["previous"] != self.newest:
            return f"{expected} does not follow the entry before it."
        try:
            content_in(row)
        except ValueError as error:
            return f"{expected} {error}."
        self.place += 1
        self.newest = str(row["hash"])
        self.has_met_head = self.has_met_head or self.newest == self._head
        return ""


def first_broken(rows: Iterator[Row], walk: Walk) -> str:
    """What is wrong with the first row that is, "" where all stand."""
    return next((broken for row in rows if (broken := walk.broken_at(row))), "")


def chain_as_it_is(connection: Connection) -> tuple[int, str, str]:
    """How far the chain stands, the hash it ends in, and what is wrong behind it."""
    walk = Walk()
    broken = first_broken(rows_within(connection, CHAIN), walk)
    return walk.place, walk.newest, broken
