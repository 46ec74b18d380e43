"""A rule of a reference file: a list of tables, each with the days on which its value holds.

A rule of the lines has a value on every date of service, so that no claim is written without one.
"""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, TypeVar

from app.core.dated import DatedValue, Rule
from app.reference.source_file import Sources, source_text
from app.reference.table import Table

T = TypeVar("T")
EARLIEST: Final = date(2000, 1, 1)
"""The earliest date of service (contract.md)."""
_A_DAY: Final = timedelta(days=1)


def read_rule(file: Table, key: str, read_value: Callable[[Table], T], sources: Sources) -> Rule[T]:
    """The rule under `key`, empty where there is none; `read_value` takes the value of a row.

    Raises ReferenceFileError for a day that is missing, a last day before the first, and two values
    on one day.
    """
    values = file.tables(key, lambda row: read_dated(row, read_value, sources))
    return ordered_rule(file, key, values)


def read_needed_rule(
    file: Table, key: str, read_value: Callable[[Table], T], sources: Sources
) -> Rule[T]:
    """The same with a value on every day from the first on: refused are none at all and a gap."""
    rule = read_rule(file, key, read_value, sources)
    if not rule.values:
        file.refuse(key, f"is missing: write [[{key}]] with from")
    for older, newer in pairwise(rule.values):
        begins = (older.last_day or newer.first_day) + _A_DAY
        if begins < newer.first_day:
            ends = newer.first_day - _A_DAY
            file.refuse(key, f"has no value from {begins} to {ends}: let one begin on {begins}")
    if ended := rule.values[-1].last_day:
        file.refuse(key, f"has no value after {ended}: leave out that `to`, or add a value")
    return rule


def read_whole_rule(
    file: Table, key: str, read_value: Callable[[Table], T], sources: Sources
) -> Rule[T]:
    """The same with a value on every date of service that is taken."""
    rule = read_needed_rule(file, key, read_value, sources)
    if (first_day := rule.values[0].first_day) > EARLIEST:
        file.refuse(key, f"has no value before {first_day}: let one begin on {EARLIEST}")
    return rule


def read_dated(row: Table, read_value: Callable[[Table], T], sources: Sources) -> DatedValue[T]:
    """One row: `from`, `to` where it ended, the value and its source."""
    first_day, last_day = row.day("from"), row.optional_day("to")
    if last_day is not None and last_day < first_day:
        row.refuse("to", "is before `from`")
    return DatedValue(first_day, read_value(row), source_text(row, sources), last_day)


def ordered_rule(file: Table, key: str, values: tuple[DatedValue[T], ...]) -> Rule[T]:
    """The values oldest first; two on one day would leave the rule to their order in the file."""
    by_day = sorted(values, key=lambda value: value.first_day)
    for older, newer in pairwise(by_day):
        if older.last_day is None or newer.first_day <= older.last_day:
            file.refuse(key, f"has two values on {newer.first_day}: end the older one with `to`")
    return Rule(tuple(by_day))
