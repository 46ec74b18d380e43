"""The record in a SQLite file on a disk of this computer.

Journal: the plain one that is deleted at each commit, not the write-ahead log. Between two entries
the record is then one whole file, so that a copy which a site makes in its own way lacks nothing,
and who may only read the folder can read the record. Its price, a few more waits for the disk, is
nothing at some entries an hour.

`synchronous = EXTRA` is FULL, and waits for the folder too: with this journal FULL alone can take
the newest entry back after a power cut, when the deletion of its journal did not reach the disk.
"""

import errno
import os
import sqlite3
import stat
import time
from contextlib import AbstractContextManager, closing, suppress
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from app.records.store import LONGEST_WAIT_S, Store
from app.records.trouble import RecordTrouble

_SETTINGS: Final = (
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA fullfsync = ON",  # macOS: to the disk itself, not to its cache
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)
_NO_UPDATE: Final = """
CREATE TRIGGER vialwise_no_update BEFORE UPDATE ON vialwise_entries
BEGIN SELECT RAISE(ABORT, 'the record is never changed'); END"""
_NO_DELETE: Final = """
CREATE TRIGGER vialwise_no_delete BEFORE DELETE ON vialwise_entries
BEGIN SELECT RAISE(ABORT, 'the record is never changed'); END"""
_AT_THE_END: Final = """
CREATE TRIGGER vialwise_at_the_end BEFORE INSERT ON vialwise_entries
WHEN NEW.place <> (SELECT coalesce(max(place), 0) + 1 FROM vialwise_entries)
OR NEW.previous <> (SELECT hash FROM vialwise_entries ORDER BY place DESC LIMIT 1)
OR EXISTS (SELECT 1 FROM vialwise_entries WHERE hash = NEW.hash OR previous = NEW.previous)
BEGIN SELECT RAISE(ABORT, 'an entry stands behind the newest'); END"""
"""Without it INSERT OR REPLACE would take an entry away, and no DELETE be seen."""


EMPTIED: Final = (
    "the file of the record, {}, is there and empty, as one is that lost all that it held. If "
    "entries were in it, move it aside and restore the newest backup; if none ever was, delete it."
)
_UNTIL_FILLED_S: Final = 2.0
"""How long a file may be empty that another program is just making; it takes milliseconds."""
_LOOK_EVERY_S: Final = 0.05


class SqliteStore(Store):
    """A SQLite file through SQLAlchemy."""

    guards = (_NO_UPDATE, _NO_DELETE, _AT_THE_END)
    _driver_error = sqlite3.Error
    _before_writing = ("BEGIN IMMEDIATE",)
    _before_reading = ("BEGIN",)

    def __init__(self, file: Path, *, only_reading: bool = False) -> None:
        """With `only_reading` nothing is made, and the file is opened so that it cannot change."""
        self.where = str(file)
        self._file = file
        self._only_reading = only_reading
        self._engine = create_engine("sqlite://", creator=self._connect, poolclass=NullPool)

    def prepare(self) -> str:
        """Make a file where there is none, for the user or the folder's group alone.

        Raises RecordTrouble where one is there that lost all it held: a new record is not begun in
        it without a word.
        """
        if not self._only_reading:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            try:
                _make_file(self._file)
            except FileExistsError as there:
                if not _is_filled(self._file):
                    raise RecordTrouble(
                        f"The record was not opened: {EMPTIED.format(self.where)}"
                    ) from there
            if not (os.access(self._file, os.W_OK) and os.access(self._file.parent, os.W_OK)):
                self._only_reading = True
                return f"{self.where} and its folder cannot be written by you. Ask who may."
        return ""

    def is_foreign(self, connection: Connection) -> bool:
        """Whether there is anything in the file."""
        return bool(inspect(connection).get_table_names())

    def why_not_added(self, _connection: Connection) -> str:
        """Who may write the file may add."""
        return ""

    def inner_damage(self, connection: Connection) -> bool:
        """Whether the file is damaged anywhere, by SQLite's own check."""
        return connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar() != "ok"

    def why(self, error: Exception) -> str:
        """What went wrong and what to do."""
        if isinstance(error, OSError):
            return _why_not_on_disk(self.where, error)
        name = _name_of(error)
        for begins, why in _WHY.items():
            if name.startswith(begins):
                return why.format(file=self.where)
        return f"{self.where} could not be used ({name or error.__class__.__name__})."

    def is_damage(self, error: Exception) -> bool:
        """Whether SQLite says that the file is damaged."""
        return _name_of(error).startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))

    def after_it(self) -> AbstractContextManager[Connection]:
        """A commit that fails here is taken back by its own connection: looking is enough."""
        return self.reading()

    def copy_to(self, file: Path) -> None:
        """Copy all of it into a new file, as it stands at one moment (SQLite's backup)."""
        with self.reading() as connection:
            source = connection.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)  # noqa: S101 `_connect` made it
            with closing(sqlite3.connect(file)) as copy:
                try:
                    source.backup(copy)
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode != sqlite3.SQLITE_FULL:
                        raise
                    reason = os.strerror(errno.ENOSPC)
                    raise OSError(errno.ENOSPC, reason, str(file.parent)) from error

    def _connect(self) -> sqlite3.Connection:
        mode = "ro" if self._only_reading else "rw"
        connection = sqlite3.connect(
            f"{self._file.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=LONGEST_WAIT_S,
            isolation_level=None,  # BEGIN is ours to say
            check_same_thread=False,
        )
        connection.text_factory = _as_it_is
        try:
            for setting in _SETTINGS[self._only_reading :]:
                connection.execute(setting)
        except BaseException:
            connection.close()
            raise
        return connection


_WHY: Final = {
    "SQLITE_BUSY": f"another program has been writing to {{file}} for over {LONGEST_WAIT_S} s. Try "
    "again; where it stays so, close what else has that file open.",
    "SQLITE_FULL": "the disk of {file} is full. Make room on it and try again.",
    "SQLITE_READONLY": "{file} or its folder cannot be written by you. Ask who may, or name "
    "another site folder.",
    "SQLITE_CANTOPEN": "{file} could not be opened: it or its folder is not there, or not yours to "
    "open. Ask who may, or name another site folder.",
    "SQLITE_CORRUPT": "{file} is damaged. Move it aside, do not delete it, and restore the newest "
    "backup.",
    "SQLITE_NOTADB": "{file} is no record: it is damaged, or another program’s. Move it aside, do "
    "not delete it, and restore the newest backup if the record was there.",
    "SQLITE_IOERR": "the disk of {file} did not do its part (input/output error). Look whether it "
    "is full or failing, and try again.",
}
"""By the beginning of SQLite's name of the error."""


def _name_of(error: Exception) -> str:
    """SQLite's own name of an error: "SQLITE_BUSY", "SQLITE_IOERR_WRITE"; "" where it has none."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return getattr(cause, "sqlite_errorname", "") if isinstance(cause, sqlite3.Error) else ""


def _why_not_on_disk(where: str, error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"the disk of {error.filename or where} is full. Make room on it and try again."
    reason = error.strerror or str(error)
    return f"{where} could not be made ({reason}). Ask who may write there, or name another folder."


def _make_file(file: Path) -> None:
    """A file for the user alone, or for the group of a folder that the group may write.

    It is a database without a table, and as such not of 0 bytes: so a file that is was emptied.
    """
    made = os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        folder = file.parent.stat()
        if os.name == "posix" and folder.st_mode & stat.S_IWGRP:
            with suppress(PermissionError):  # not of that group: then for the user alone
                os.fchown(made, -1, folder.st_gid)
                os.fchmod(made, 0o660)
    finally:
        os.close(made)
    try:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("VACUUM")
    except sqlite3.Error:
        file.unlink()
        raise


def _is_filled(file: Path) -> bool:
    """Whether anything is in a file, which another program may be making at this moment."""
    until = time.monotonic() + _UNTIL_FILLED_S
    while not file.stat().st_size:
        if time.monotonic() > until:
            return False
        time.sleep(_LOOK_EVERY_S)
    return True


def _as_it_is(text: bytes) -> str:
    """A text of the file, also one that is damaged: it must be read to be found out."""
    return text.decode(errors="surrogateescape")
