"""What the record asks of the place that keeps it: SQLite and PostgreSQL do the same."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from app.records.trouble import RecordTrouble

LONGEST_WAIT_S: Final = 5
"""How long another writer is waited for before a person is told."""


class Store(ABC):
    """A place that keeps the tables. `where` is how a person knows it."""

    where: str
    guards: tuple[str, ...]
    """The statements that make both stores refuse to change or take away an entry."""
    _before_writing: tuple[str, ...]
    _before_reading: tuple[str, ...] = ()
    _driver_error: type[Exception]
    _engine: Engine

    @abstractmethod
    def prepare(self) -> str:
        """Make what must be there before the tables; why nothing can be written, or "".

        Raises OSError, SQLAlchemyError and RecordTrouble.
        """

    @abstractmethod
    def is_foreign(self, connection: Connection) -> bool:
        """Whether another program has its tables here, where there are none of ours."""

    @abstractmethod
    def why(self, error: Exception) -> str:
        """What went wrong and what to do, as it goes on after "Nothing was recorded: "."""

    @abstractmethod
    def is_damage(self, error: Exception) -> bool:
        """Whether the error says that what is kept can no longer be read."""

    @abstractmethod
    def why_not_added(self, connection: Connection) -> str:
        """Why entries cannot be added to the tables that are there, "" where they can."""

    @abstractmethod
    def inner_damage(self, connection: Connection) -> bool:
        """Whether what the store keeps beside the entries, such as its indexes, is damaged."""

    @contextmanager
    def writing(self, *, is_long: bool = False) -> Iterator[Connection]:
        """One transaction in which nobody else writes: whole on disk at its end, or not at all.

        The wait for another writer is bounded; `is_long` does not bound the work itself.
        """
        with self._engine.connect() as connection:
            bound = nullcontext() if is_long else self._bounded(connection)
            with bound, connection.begin():
                for words in self._before_writing:
                    connection.exec_driver_sql(words)
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that sees one state of the record."""
        with self._engine.connect() as connection, self._bounded(connection), connection.begin():
            for words in self._before_reading:
                connection.exec_driver_sql(words)
            yield connection

    def after_it(self) -> AbstractContextManager[Connection]:
        """One transaction after one that was not acknowledged: what came of it is settled then."""
        return self.writing()

    @contextmanager
    def told(self, not_done: str) -> Iterator[None]:
        """Turn what the store raises into a RecordTrouble: "Nothing was recorded: …"."""
        try:
            yield
        except (SQLAlchemyError, self._driver_error, OSError, UnicodeError) as error:
            raise RecordTrouble(f"{not_done}: {self.why(error)}") from error

    def _bounded(self, _connection: Connection) -> AbstractContextManager[None]:
        """Give up where the store does not answer at all."""
        return nullcontext()
