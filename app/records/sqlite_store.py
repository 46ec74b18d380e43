"""The record in a SQLite file."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

LONGEST_WAIT_S: Final = 5.0


class SqliteStore:
    """A SQLite file through SQLAlchemy."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._engine = create_engine("sqlite://", creator=self._connect, poolclass=NullPool)

    def make_file(self) -> None:
        """Make an empty file, for the user alone, where there is none; raises OSError."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.close(os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            return

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that nobody else writes beside."""
        with self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One state of the record."""
        with self._engine.connect() as connection:
            yield connection

    def why(self, error: SQLAlchemyError) -> str:
        """What the store says, in a sentence."""
        return f"{self._file} ({error.__class__.__name__})."

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self._file.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=LONGEST_WAIT_S,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA synchronous = FULL")
        return connection
