"""Changing a record as somebody with a database tool could, past program and triggers."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from app.records.places import RecordPlace
from app.records.store_of import store_of


@contextmanager
def unguarded(place: RecordPlace) -> Iterator[Connection]:
    """A connection that may change everything."""
    with store_of(place).writing() as connection:
        if place.file is None:
            connection.exec_driver_sql("ALTER TABLE vialwise_entries DISABLE TRIGGER ALL")
        else:
            for name in ("no_update", "no_delete", "at_the_end"):
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS vialwise_{name}")
        yield connection
