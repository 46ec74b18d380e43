"""A table of a TOML file, read key by key: typed, and nothing in it may be left unread."""

import re
import tomllib
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Final, NoReturn, TypeVar

from app.core.notation import MOST_COUNTED
from app.reference.file_error import ReferenceFileError
from app.reference.line_of_key import line_of_key

T = TypeVar("T")
W = TypeVar("W", bound=StrEnum)

MOST_CHARACTERS: Final = 200
"""In a text of a file; each is shown on one line."""
_MOST_FIGURE: Final = 9_999_999
_MOST_DECIMALS: Final = 3
"""As a person may type: a figure of a file is of the same kind (`notation.read_decimal`)."""
_LEAST_LETTERS: Final = 4
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199
_AT_LINE: Final = re.compile(r" \(at line ([0-9]+), column [0-9]+\)")


class Table:
    """One table. A key is gone once it was read, so what is left at the end is unknown.

    Tables are read by a function that is handed to `read_toml`, `table`, `tables` or `named`, and
    these refuse what it left unread: no reader can forget to.
    """

    def __init__(self, content: dict[str, object], file: str, path: str = "") -> None:
        self._unread = dict(content)
        self._file = file
        self._path = path
        self._asked: list[str] = []
        self._absent: list[str] = []

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
        return self._one_line(key, found)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where there is none."""
        found = self._take(key)
        if found is None:
            return ()
        if not isinstance(found, list):
            self.refuse(key, "is not a list")
        return tuple(
            self._one_line(key, text)
            if isinstance(text, str)
            else self.refuse(key, "is not a list of texts")
            for text in found
        )

    def word(self, key: str, words: type[W]) -> W:
        """One of a closed list of words."""
        return _word_of(self, key, self.text(key), words)

    def optional_word(self, key: str, words: type[W]) -> W | None:
        """One of a closed list of words, None where there is none."""
        found = self.optional_text(key)
        return _word_of(self, key, found, words) if found else None

    def words(self, key: str, words: type[W]) -> frozenset[W]:
        """A list of words of a closed list, empty where there is none."""
        return frozenset(_word_of(self, key, text, words) for text in self.texts(key))

    def day(self, key: str) -> date:
        """A day, written as TOML does: 2026-11-24 without quotation marks."""
        return self.optional_day(key) or self.refuse(key, "is missing")

    def optional_day(self, key: str) -> date | None:
        """A day, None where there is none."""
        found = self._take(key)
        if found is None:
            return None
        if not isinstance(found, date) or isinstance(found, datetime):
            self.refuse(key, "is not a date such as 2026-11-24, without quotation marks")
        if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
            self.refuse(key, f"is not a day from {_FIRST_YEAR} to {_LAST_YEAR}")
        return found

    def flag(self, key: str) -> bool:
        """True or false."""
        found = self._take(key)
        return found if isinstance(found, bool) else self.refuse(key, "is not true or false")

    def optional_flag(self, key: str) -> bool:
        """true or false; false where it is absent."""
        return self.is_there(key) and self.flag(key)

    def figure(self, key: str) -> Decimal:
        """An exact figure above 0, in the unit that the key names."""
        return self.optional_figure(key) or self.refuse(key, "is missing")

    def optional_figure(self, key: str) -> Decimal | None:
        """An exact figure above 0 without an exponent, None where there is none.

        What is refused here is never counted with: 1e9999999 would take an hour.
        """
        found = self._take(key)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | Decimal):
            self.refuse(key, "is not a figure above 0")
        if isinstance(found, Decimal) and not found.is_finite():
            self.refuse(key, "is not a figure above 0")
        if found <= 0:
            self.refuse(key, "is not a figure above 0")
        if found > _MOST_FIGURE:
            self.refuse(key, f"is over {_MOST_FIGURE:,}")
        figure = Decimal(found)
        exponent = figure.as_tuple().exponent
        if not isinstance(exponent, int) or not -_MOST_DECIMALS <= exponent <= 0:
            self.refuse(key, f"is not a figure of at most {_MOST_DECIMALS} decimals, such as 2.5")
        return figure

    def count(self, key: str, most: int = MOST_COUNTED) -> int:
        """A whole number above 0."""
        return self.optional_count(key, most) or self.refuse(key, "is missing")

    def optional_count(self, key: str, most: int = MOST_COUNTED) -> int | None:
        """A whole number above 0, None where there is none."""
        figure = self.optional_figure(key)
        if figure is None:
            return None
        if figure != int(figure):
            self.refuse(key, "is not a whole number")
        return int(figure) if figure <= most else self.refuse(key, f"is over {most:,}")

    def number(self, key: str) -> int:
        """A whole number, 0 included."""
        found = self._take(key)
        if not isinstance(found, int) or isinstance(found, bool) or found < 0:
            self.refuse(key, "is not a whole number such as 6")
        return found if found <= MOST_COUNTED else self.refuse(key, f"is over {MOST_COUNTED:,}")

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

    def names(self) -> tuple[str, ...]:
        """The keys that were not read yet, for a table whose keys are names."""
        return tuple(self._one_line(key, key) for key in self._unread)

    def is_there(self, key: str) -> bool:
        """Whether there is something under `key` that was not read yet."""
        self._asked.append(key)
        return key in self._unread

    def refuse(self, key: str, why: str) -> NoReturn:
        """Raise the error that says what is wrong with `key` of this table."""
        if key in self._absent:
            likely = (name for name in self._unread if is_one_slip(name, key))
            why += "".join(f": does “{name}” stand for it?" for name in likely)
        raise ReferenceFileError(self._file, self._at(key), why)

    def refuse_unread(self) -> None:
        """Raise if a key of this table was not read."""
        for key in self._unread:
            known = f"; known are {', '.join(dict.fromkeys(self._asked))}" if self._asked else ""
            self.refuse(key, f"is not known here{known}")

    def _take(self, key: str) -> object:
        self._asked.append(key)
        if key not in self._unread:
            self._absent.append(key)
        return self._unread.pop(key, None)

    def _one_line(self, key: str, text: str) -> str:
        """Text that is one line; no control or bidirectional character, which `isprintable` has."""
        if len(text) > MOST_CHARACTERS:
            self.refuse(key, f"has over {MOST_CHARACTERS} characters")
        return text if text.isprintable() else self.refuse(key, "has a character without a picture")

    def _at(self, key: str) -> str:
        return f"{self._path}.{key}".strip(".")

    def _read(self, found: object, key: str, read: Callable[["Table"], T]) -> T:
        if not isinstance(found, dict):
            self.refuse(key, "is not a table")
        table = Table(found, self._file, self._at(key))
        value = read(table)
        table.refuse_unread()
        return value


def is_one_slip(name: str, key: str) -> bool:
    """Whether a name is the key but for a letter that is more, less, another, or two in turn.

    Of keys as short as `mg` and `ml` it says nothing.
    """
    if min(len(name), len(key)) < _LEAST_LETTERS or name == key:
        return False
    while name and key and name[0] == key[0]:
        name, key = name[1:], key[1:]
    while name and key and name[-1] == key[-1]:
        name, key = name[:-1], key[:-1]
    return max(len(name), len(key)) <= 1 or (len(name) == 2 and name == key[::-1])


def not_an_id(text: str, what: str, known: tuple[str, ...]) -> str:
    """Why a text that should name something of the same file does not."""
    return f"“{text}” is not the id of a {what} here: {', '.join(known) or 'there is none'}"


def _word_of(table: Table, key: str, text: str, words: type[W]) -> W:
    try:
        return words(text)
    except ValueError:
        table.refuse(key, f"“{text}” is not one of {', '.join(words)}")


def read_toml(path: Path, read: Callable[[Table], T]) -> T:
    """What `read` makes of a whole file, its decimals exact.

    Raises ReferenceFileError where the file cannot be read, is not TOML, or `read` or a key that
    it left unread says so.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")  # Windows' own editor may put a mark in front
    except OSError as error:
        why = f"cannot be read ({error.strerror})"
        raise ReferenceFileError(path.name, "", why) from error
    except UnicodeDecodeError as error:
        raise ReferenceFileError(path.name, "", "is not a text in UTF-8") from error
    return read_toml_text(path.name, text, read)


def read_toml_text(file: str, text: str, read: Callable[[Table], T]) -> T:
    """The same of a file's text, `file` being its name."""
    try:
        content = tomllib.loads(text, parse_float=Decimal)
    except ArithmeticError as error:  # 1e99999999999999999999
        raise ReferenceFileError(file, "", "has a figure that is beyond any") from error
    except (ValueError, RecursionError) as error:
        at = _AT_LINE.search(str(error))
        why = f"is not TOML: {_AT_LINE.sub('', str(error))}"
        raise ReferenceFileError(file, "", why, int(at.group(1)) if at else 0) from error
    table = Table(content, file)
    try:
        value = read(table)
        table.refuse_unread()
    except ReferenceFileError as error:
        error.line = line_of_key(text, error.key)
        raise
    return value
