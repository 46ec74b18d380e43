"""Copies of the whole record: a backup in a file, one before the tables change, and a restore."""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from sqlalchemy import Connection

from app.records.chain import read_content
from app.records.rows import CHAIN, Row, Walk, first_broken, place_of, rows_after, rows_within
from app.records.schema import ENTRIES, SEARCHED, STEPS, searched
from app.records.sqlite_store import SqliteStore
from app.records.store import Store
from app.records.tables import guard, make_unguarded_tables
from app.records.trouble import RecordTrouble
from app.site.site_folder import user_data_folder
from app.site.whole_file import settle_folder

_NOT_MADE: Final = "The backup was not made"
_BINARY: Final = getattr(os, "O_BINARY", 0)  # Windows


class Backup(NamedTuple):
    """A copy that was made: how many entries, the hash of the newest, and what is wrong with it.

    `broken` is the sentence on the first entry that does not stand: what is broken is copied as it
    is, but cannot be restored.
    """

    file: Path
    entries: int
    head: str
    broken: str


def back_up(store: Store, to: Path) -> Backup:
    """Copy the record into a new SQLite file at `to`, whole or not at all; raises RecordTrouble."""
    if to.exists():
        raise RecordTrouble(f"{_NOT_MADE}: {to} is there already. Name a new file.")
    with own_folder(_NOT_MADE) as folder:
        copy = folder / "record.sqlite"
        if isinstance(store, SqliteStore):
            with store.told(_NOT_MADE):
                store.copy_to(copy)
        else:
            _write_out(store, copy)
        walk, made = Walk(), SqliteStore(copy, only_reading=True)
        with made.told(_NOT_MADE), made.reading() as connection:
            broken = first_broken(rows_within(connection, CHAIN), walk)
        try:
            _put(copy, to)
        except OSError as error:
            raise RecordTrouble(
                f"{_NOT_MADE}: {to} could not be written ({error.strerror or error}). Look whether "
                "the disk is there and has room, and who may write to it."
            ) from error
    return Backup(to, walk.place, walk.newest, broken)


def copy_before_a_step(store: Store, folder: Path, version: int) -> Path:
    """A backup before the tables of that version change, in the record's folder.

    Of a server it is put in the user's own data folder, as a SQLite file.
    """
    with store.told(_NOT_MADE):
        folder.mkdir(parents=True, exist_ok=True)
    to = next(folder / name for name in _names(version + 1) if not (folder / name).exists())
    return back_up(store, to).file


def add_rows(connection: Connection, rows: Iterable[Row]) -> None:
    """Put rows of another store behind each other as they are, also one that does not stand."""
    for row in rows:
        said = {name: row[name] for name in ("place", "previous", "hash", "content")}
        connection.execute(ENTRIES.insert().values(**said, **_searched_in(row["content"])))


def _searched_in(content: object) -> Mapping[str, str]:
    try:
        return searched(read_content(content if isinstance(content, bytes) else b""))
    except ValueError:
        return dict.fromkeys(SEARCHED, "")


def _write_out(store: Store, copy: Path) -> None:
    """All entries of a server into a SQLite file."""
    file = SqliteStore(copy)
    with file.told(_NOT_MADE):
        file.prepare()
    with file.told(_NOT_MADE), file.writing(is_long=True) as connection:
        make_unguarded_tables(connection, 1 + len(STEPS))
        place = 0
        while True:
            with store.told(_NOT_MADE), store.reading() as source:
                rows = rows_after(source, CHAIN, place)
            if not rows:
                break
            add_rows(connection, rows)
            place = place_of(rows[-1])
        guard(file, connection)


@contextmanager
def own_folder(not_done: str) -> Iterator[Path]:
    """A folder on this computer's disk that the user alone may read, gone afterwards.

    Raises RecordTrouble where there can be none.
    """
    parent = user_data_folder()
    try:
        parent.mkdir(parents=True, exist_ok=True)
        folder = TemporaryDirectory(prefix=".copy-", dir=parent)
    except OSError as error:
        raise RecordTrouble(
            f"{not_done}: {parent} cannot be written ({error.strerror or error}), where a copy is "
            "made first. Look whether it is there and has room."
        ) from error
    with folder:
        yield Path(folder.name)


def _put(copy: Path, to: Path) -> None:
    """The copy at its place, on the disk and read back, for the user alone; raises OSError.

    It may be a network disk or a stick: SQLite itself never opens it there.
    """
    beside = to.with_name(f"{to.name}.{os.getpid()}.new")
    try:
        made = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        with os.fdopen(made, "wb") as written, copy.open("rb") as whole:
            shutil.copyfileobj(whole, written)
            written.flush()
            os.fsync(written.fileno())
        if _digest(beside) != _digest(copy):
            raise OSError(None, "what was read back is not what was written")
        beside.replace(to)
        with suppress(OSError):  # a network disk may not know it, and the copy is there
            settle_folder(to.parent)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _names(version: int) -> Iterator[str]:
    yield f"record-before-version-{version}.sqlite"
    for number in count(2):
        yield f"record-before-version-{version}-{number}.sqlite"
