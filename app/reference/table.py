"""A table of a TOML file, read key by key: typed, and nothing in it may be left unread."""

import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import NoReturn, TypeVar

T = TypeVar("T")


class ReferenceFileError(Exception):
    """A reference file cannot be used: which file, which key ("limits.max_dose_mg"), and why."""

    def __init__(self, file: str, key: str, why: str) -> None:
        super().__init__(f"{file}: {key}: {why}" if key else f"{file}: {why}")
        self.file = file
        self.key = key
        self.why = why


class Table:
    """One table. A key is gone once it was read, so what is left at the end is unknown.

    Tables are read by a function that is handed to `read_toml`, `table`, `tables` or `named`, and
    these refuse what it left unread: no reader can forget to.
    """

    def __init__(self, content: dict[str, object], file: str, path: str = "") -> None:
        self._unread = dict(content)
        self._file = file
        self._path = path

    def text(self, key: str) -> str:
        """A text with something in it."""
        return self.optional_text(key) or self.refuse(key, "is missing or empty")

    def optional_text(self, key: str) -> str:
        """A text, "" where there is none."""
        found = self._take(key)
        if found is None:
            return ""
        if not isinstance(found, str) or found != found.strip():
            self.refuse(key, "is not a text without blanks around it")
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where there is none."""
        found = self._take(key)
        if found is None:
            return ()
        if not isinstance(found, list):
            self.refuse(key, "is not a list")
        return tuple(
            text if isinstance(text, str) else self.refuse(key, "is not a list of texts")
            for text in found
        )

    def flag(self, key: str) -> bool:
        """True or false."""
        found = self._take(key)
        return found if isinstance(found, bool) else self.refuse(key, "is not true or false")

    def optional_flag(self, key: str) -> bool:
        """true or false; false where it is absent."""
        return key in self._unread and self.flag(key)

    def figure(self, key: str) -> Decimal:
        """An exact figure above 0, in the unit that the key names."""
        return self.optional_figure(key) or self.refuse(key, "is missing")

    def optional_figure(self, key: str) -> Decimal | None:
        """An exact figure above 0, None where there is none."""
        found = self._take(key)
        if found is None:
            return None
        if isinstance(found, int) and not isinstance(found, bool):
            found = Decimal(found)
        if not isinstance(found, Decimal) or not found.is_finite() or found <= 0:
            self.refuse(key, "is not a figure above 0")
        return found

    def count(self, key: str) -> int:
        """A whole number above 0."""
        return self.optional_count(key) or self.refuse(key, "is missing")

    def optional_count(self, key: str) -> int | None:
        """A whole number above 0, None where there is none."""
        figure = self.optional_figure(key)
        if figure is None:
            return None
        return int(figure) if figure == int(figure) else self.refuse(key, "is not a whole number")

    def table(self, key: str, read: Callable[["Table"], T]) -> T | None:
        """What `read` makes of the table under `key`, None where there is none."""
        found = self._take(key)
        return None if found is None else self._read(found, key, read)

    def tables(self, key: str, read: Callable[["Table"], T]) -> tuple[T, ...]:
        """What `read` makes of each table of the list under `key`, empty where there is none."""
        found = self._take(key)
        if found is None:
            return ()
        if not isinstance(found, list):
            self.refuse(key, "is not a list of tables")
        return tuple(self._read(row, f"{key}[{n}]", read) for n, row in enumerate(found))

    def named(self, read: Callable[["Table"], T]) -> dict[str, T]:
        """What `read` makes of each table in this one, under its name."""
        return {key: self._read(self._unread.pop(key), key, read) for key in tuple(self._unread)}

    def refuse(self, key: str, why: str) -> NoReturn:
        """Raise the error that says what is wrong with `key` of this table."""
        raise ReferenceFileError(self._file, self._at(key), why)

    def refuse_unread(self) -> None:
        """Raise if a key of this table was not read."""
        for key in self._unread:
            self.refuse(key, "is not known here")

    def _take(self, key: str) -> object:
        return self._unread.pop(key, None)

    def _at(self, key: str) -> str:
        return f"{self._path}.{key}".strip(".")

    def _read(self, found: object, key: str, read: Callable[["Table"], T]) -> T:
        if not isinstance(found, dict):
            self.refuse(key, "is not a table")
        table = Table(found, self._file, self._at(key))
        value = read(table)
        table.refuse_unread()
        return value


def read_toml(path: Path, read: Callable[[Table], T]) -> T:
    """What `read` makes of a whole file, its decimals exact.

    Raises ReferenceFileError where the file cannot be read, is not TOML, or `read` or a key that
    it left unread says so.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, ValueError) as error:  # TOMLDecodeError and UnicodeDecodeError are ValueErrors
        raise ReferenceFileError(path.name, "", str(error)) from error
    table = Table(content, path.name)
    value = read(table)
    table.refuse_unread()
    return value
